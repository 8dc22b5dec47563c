"""A referral's text is the same wherever it is shown."""

import pytest
from policy.referral_text import blocks, compose, names_in

SECTIONS = [
    ("What we ask", "Please ring her.\n\n\nOnly in the morning."),
    ("Name", "Ama Boateng"),
    ("Phone", ""),
    ("What\nhappened", "  Words at the door  "),
]


def test_what_is_composed_comes_apart_again():
    assert blocks(compose(SECTIONS)) == [
        ("What we ask", "Please ring her.\nOnly in the morning."),
        ("Name", "Ama Boateng"),
        ("What happened", "Words at the door"),
    ]


def test_what_has_no_words_is_left_out():
    assert "Phone" not in compose(SECTIONS)
    assert compose([]) == ""
    assert blocks("") == blocks(None) == []


@pytest.mark.parametrize("body", ["a\n \nb", "a\n\n\n\nb", "a\nb", "a\r\n\r\nb"])
def test_no_body_can_pass_for_another_block(body):
    assert len(blocks(compose([("One", body)]))) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Please ring Ama.", ["Ama"]),
        ("please ring ama boateng, AMA", ["ama", "boateng"]),
        ("Please ring her, the amazing woman.", []),
        ("", []),
        (None, []),
    ],
)
def test_names_are_found_as_whole_words(text, found):
    assert names_in(text, ["Ama Boateng", None, "Li O"]) == found
