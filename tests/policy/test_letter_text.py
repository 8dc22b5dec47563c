"""The words of a letter: plain text in, filled in, out as text and as HTML."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policy.letter_text import (
    HEADING,
    LIST,
    PARAGRAPH,
    Block,
    as_html,
    as_text,
    blocks,
    compose,
    placeholders,
)

LETTER = """{greeting}

This is new.

# What we agreed

{plan}

You can answer here: {link}

Yours sincerely,
{officer}"""
VALUES = {
    "greeting": "Dear Amina,",
    "officer": "Bo",
    "plan": "We meet on Monday.\n- Sam mends the door\n- Kim calls",
    "link": "",
}


def test_a_letter_has_paragraphs_lists_and_headings():
    assert compose(LETTER, VALUES, {"link"}) == [
        Block(PARAGRAPH, ("Dear Amina,",), quoted=True),
        Block(PARAGRAPH, ("This is new.",)),
        Block(HEADING, ("What we agreed",)),
        Block(PARAGRAPH, ("We meet on Monday.",), quoted=True),
        Block(LIST, ("Sam mends the door", "Kim calls"), quoted=True),
        Block(PARAGRAPH, ("Yours sincerely,", "Bo")),
    ]


def test_it_reads_well_as_text():
    assert as_text(compose(LETTER, VALUES, {"link"})) == (
        "Dear Amina,\n\nThis is new.\n\nWhat we agreed\n\nWe meet on Monday.\n\n"
        "- Sam mends the door\n- Kim calls\n\nYours sincerely,\nBo"
    )


def test_a_paragraph_with_nothing_to_say_is_left_out():
    with_link = compose(LETTER, {**VALUES, "link": "https://a.example/x."}, {"link"})
    assert 'href="https://a.example/x"' in as_html(with_link)
    assert "answer here" not in as_html(compose(LETTER, VALUES, {"link"}))


def test_something_that_is_needed_is_never_left_out_silently():
    with pytest.raises(KeyError):
        compose(LETTER, {"greeting": "Hello,"}, {"link"})


@pytest.mark.parametrize(
    "value", ["{officer}", "{{ 7*7 }}", "<b>x</b>", "# Head\n- point", "a\n\nb"]
)
def test_what_is_filled_in_within_a_line_has_no_shape_of_its_own(value):
    filled = compose("Hello {name}, good day", {"name": value})
    assert filled == [Block(PARAGRAPH, (f"Hello {value}, good day",))]


@given(st.text())
def test_html_holds_no_tag_that_was_typed(text):
    allowed = {"div", "p", "br", "ul", "li", "h2", "a"}

    class Tags(HTMLParser):
        def handle_starttag(self, tag, attrs):
            assert tag in allowed
            assert {name for name, _value in attrs} <= {"style", "lang", "dir", "href"}

    Tags().feed(as_html(compose("{plan}", {"plan": text})))


@given(st.text())
def test_no_word_is_lost(text):
    kept = re.sub(r"\s|^- ", "", as_text(blocks(text)))
    for word in re.findall(r"\w+", text):
        assert word in kept


@given(st.text(alphabet="{}ab. \n"))
def test_placeholders_are_what_stands_between_braces(text):
    for name in placeholders(text):
        assert f"{{{name}}}" in text


def test_each_language_is_marked_with_its_direction():
    html = as_html([Block(PARAGRAPH, ("a",), language="ur", right_to_left=True)], "cy")
    assert html.startswith('<div lang="cy" dir="ltr"><p lang="ur" dir="rtl"')
