"""Whether a letter is easy to read."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policy import plain_english
from policy.plain_english import WORDS_TO_EXPLAIN, measure, notes

ADDON = Path(plain_english.__file__).parents[1]
LETTERS = [
    pytest.param(field.text, id=record.get("id"))
    for path in sorted((ADDON / "data").glob("*.xml"))
    for record in ET.parse(path).iter("record")
    if record.get("model") == "hate.letter.template"
    for field in record
    if field.get("name") == "body"
]


def test_sentences_are_counted_by_their_words():
    found = measure("We came. You were not there.\n\n# Call us\n- Today")
    assert [len(words) for words in found.sentences] == [2, 4, 2, 1]
    assert found.average == 9 / 4


def test_a_placeholder_is_one_word():
    assert len(measure("Dear {greeting}, hello").sentences[0]) == 3


def test_a_long_sentence_is_pointed_out_kindly():
    (note,) = [
        note
        for note in notes(measure("word " * 26 + "."))
        if "Could it be two?" in note
    ]
    assert "26 words" in note


def test_long_words_need_an_older_reader():
    easy = measure("We call you soon.")
    hard = measure(
        "Notwithstanding organisational considerations, availability varies."
    )
    assert easy.reading_age < 11 < hard.reading_age


@pytest.mark.parametrize("word", WORDS_TO_EXPLAIN)
def test_a_word_that_needs_explaining(word):
    assert measure(f"This is a {word}.").unexplained == (word,)
    assert not measure(f"This is a {word} (that is, something).").unexplained
    assert not measure(f"In it. {word} means something.").unexplained


@pytest.mark.parametrize("phrase", ["will be contacted", "has been decided"])
def test_nobody_does_it(phrase):
    assert measure(f"It {phrase} soon.").nobody == (phrase,)


@pytest.mark.parametrize("text", LETTERS)
def test_each_letter_that_comes_with_the_addon_is_plain(text):
    assert [str(note) for note in notes(measure(text))] == []


@given(st.text())
def test_any_text_can_be_measured(text):
    found = measure(text)
    assert found.average >= 0
    assert found.reading_age >= 0
    assert found.is_plain == (not list(notes(found)))


def test_no_text_is_plain():
    assert measure("").is_plain
    assert measure(None).is_plain
