"""What people type: refused in a sentence, or cleaned without loss."""

from datetime import date, datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policy import text_checks

NOW = datetime(2026, 3, 4, 10, 30)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (NOW, None),
        (datetime(2026, 3, 4, 10, 29), None),
        (datetime(1900, 1, 1), None),
        (date(2026, 3, 4), None),
        (datetime(2026, 3, 4, 10, 31), "Please check the date: it lies in the future."),
        (date(2026, 3, 5), "Please check the date: it lies in the future."),
        (
            datetime(1899, 12, 31, 23, 59),
            "Please check the date: the year 1899 is too long ago.",
        ),
        (date(26, 3, 4), "Please check the date: the year 26 is too long ago."),
    ],
)
def test_moments(value, sentence):
    assert text_checks.check_moment(value, NOW, "the date") == sentence


def test_aware_moments():
    now = NOW.replace(tzinfo=timezone.utc)
    assert text_checks.check_moment(now, now, "the date") is None


def test_periods():
    later = datetime(2026, 3, 5)
    sentence = text_checks.check_period(later, NOW, "when it happened")
    assert sentence == (
        "Please check when it happened: the end lies before the beginning."
    )
    assert text_checks.check_period(NOW, later, "x") is None
    assert text_checks.check_period(NOW, NOW, "x") is None
    assert text_checks.check_period(None, NOW, "x") is None
    assert text_checks.check_period(NOW, None, "x") is None


def test_a_sentence_can_be_said_in_another_language():
    sentence = text_checks.check_period(NOW, datetime(2026, 1, 1), "wann")
    assert sentence.template.startswith("Please check %(what)s")
    assert sentence.values == {"what": "wann"}


def test_length():
    assert text_checks.check_length("x" * 100_000, "the story") is None
    assert text_checks.check_length("😀" * 200_000, "the story") is None
    assert text_checks.check_length("x" * 200_001, "the story") == (
        "Please shorten the story: it has 200,001 characters, and 200,000 are "
        "possible. You can attach the rest as a file."
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\n\tfour", "one\ntwo\nthree\n\tfour"),
        ("nul\0 bell\a escape\x1b[0m delete\x7f", "nul bell escape[0m delete"),
        ("half \ud83d", "half "),
        ("👩🏽‍🦽 🏳️‍🌈", "👩🏽‍🦽 🏳️‍🌈"),
        ("\u202bهذا\u202c <b>&amp;</b>", "\u202bهذا\u202c <b>&amp;</b>"),
    ],
)
def test_clean_text(typed, kept):
    assert text_checks.clean_text(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Sam\r\nBcc: x@example.org ", "Sam Bcc: x@example.org"),
        ("Sam\u2028Lee\t\0", "Sam Lee"),
        ("Sam \u202eeeL\u2066\u2069", "Sam eeL"),
        ("محمد\u200f 😀", "محمد\u200f 😀"),
        ("\0 \x01", ""),
    ],
)
def test_clean_line(typed, kept):
    assert text_checks.clean_line(typed) == kept


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("photo.jpg", "photo.jpg"),
        ("Tür – das Foto.jpg", "Tür – das Foto.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\sam\\photo.jpg", "photo.jpg"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("pho\0to\r\n.jpg", "photo .jpg"),
        ('a<b>:"|?*.txt', "a_b______.txt"),
        (".htaccess", "htaccess"),
        ("photo.jpg. .", "photo.jpg"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        ("..", "file"),
        ("folder/", "file"),
        ("\u200b", "file"),
        ("", "file"),
    ],
)
def test_file_names(given_name, kept):
    assert text_checks.neutral_file_name(given_name) == kept


def test_long_file_names_keep_their_ending():
    name = text_checks.neutral_file_name("ü" * 300 + ".jpeg")
    assert name.endswith("ü.jpeg") and 198 <= len(name.encode()) <= 200
    assert text_checks.neutral_file_name("x" * 300) == "x" * 200
    assert text_checks.neutral_file_name("x." + "y" * 300) == "x." + "y" * 198


# --- Properties ---------------------------------------------------------------------

any_text = st.one_of(st.text(), st.text(alphabet=st.characters()))
odd_names = st.one_of(any_text, st.text(alphabet="./\\ :con\0\u202eü", max_size=400))


@given(any_text)
def test_cleaning_twice_changes_nothing(text):
    once = text_checks.clean_text(text)
    assert text_checks.clean_text(once) == once
    line = text_checks.clean_line(text)
    assert text_checks.clean_line(line) == line
    assert "\n" not in line and "\r" not in line
    for kept in (once, line):
        assert "\0" not in kept
        kept.encode()


@given(odd_names)
def test_any_file_name_becomes_harmless(name):
    neutral = text_checks.neutral_file_name(name)
    assert 1 <= len(neutral.encode()) <= 200
    assert not set(neutral) & set('/\\<>:"|?*\0\n\r\u202e')
    assert neutral[0] not in ". " and neutral[-1] not in ". "
    assert text_checks.neutral_file_name(neutral) == neutral
