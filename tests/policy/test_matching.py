"""Names, phones, addresses and homes that are written in many ways."""

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policy import matching
from policy.matching import match_keys, sound_key
from policy.sentence import Sentence

# What must be on the path so that ``policy`` can be imported
ADDON = Path(matching.__file__).parents[1]

ALIKE = [
    "Mohammed Muhammad Mohamed Mohammad Mohamad Muhammed Mohd Md",
    "Smith Smyth Smythe",
    "Catherine Katherine Kathryn Katharine",
    "Steven Stephen Stefan",
    "Philip Phillip Fillip",
    "Lee Leigh",
    "Siobhan Shivaun",
    "Aisha Ayesha Aesha Aishah Aysha",
    "Khan Kahn",
    "Hussain Hussein Husain Hossain",
    "Ahmed Ahmad",
    "Mahmoud Mehmood",
    "Rahman Rehman",
    "Chaudhry Choudhury Chowdhury",
    "Shaikh Sheikh Shaykh",
    "Yusuf Yousef",
    "Leila Layla Laila",
    "Fatima Fatimah Fatema",
    "Abdullah Abdulla",
    "Singh Sing",
    "Ann Anne",
    "Sara Sarah",
    "Sean Shaun Shawn",
    "Neil Neal",
    "Geoffrey Jeffrey",
    "Clare Claire",
    "Cain Kane Kayne",
    "Stuart Stewart",
    "McDonald MacDonald",
    "O'Brien O’Brien OBrien",
    "Zoe Zoë",
    "Müller Muller Mueller",
    "Łukasz Lukasz",
    "Ashley Ashleigh",
    "Tracy Tracey Tracie",
]
DIFFERENT = (
    "Mohammed Mahmoud Hassan Hussain Ahmed Smith Smart Lee Lowe Shah Shaw Khan Kane "
    "John Joan June Jan Jane Paul Paula Robert Roberta Maria Mary Aisha Ali Ross Rose "
    "Anna Ann Annie Dean Dan Don Patel Begum Tim Tom Kim Stephen Philip Philippa "
    "Catherine Kathleen Katrina Sam Sean Amir Omar Emma Noah Noor Brian Brown Green"
).split()


@pytest.mark.parametrize("names", ALIKE)
def test_names_that_sound_alike_share_a_key(names):
    assert len({sound_key(name) for name in names.split()}) == 1


def test_different_names_do_not():
    for one, other in itertools.combinations(DIFFERENT, 2):
        assert sound_key(one) != sound_key(other), (one, other)


def test_order_titles_and_punctuation_do_not_matter():
    key = sound_key("Mohammed Hussain")
    assert sound_key("HUSSEIN, Mr. Muhammad") == key
    assert sound_key("\u202bDr Mohamed\u200b Husain\u202c") == key
    assert sound_key("Smith-Jones, Anne") == sound_key("Ann Smyth Jones")


@pytest.mark.parametrize(
    ("name", "normalised"),
    [
        ("  Mrs  Zoë   O’Connor-Smith ", "zoe oconnor smith"),
        ("ＡＮＮＡ", "anna"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Straße", "strasse"),
        ("İpek Işık", "ipek isik"),
        # a title that is the whole name stays
        ("Dr.", "dr"),
        # points that Arabic and Hebrew can be written without go
        ("مُحَمَّد", "محمد"),
        ("مـحـمـد", "محمد"),
        # what Hindi, Thai and Japanese can't do without stays
        ("प्रिया शर्मा", "प्रिया शर्मा"),
        ("ศรีสุข", "ศรีสุข"),
        ("がく", "がく"),
        ("王小明", "王小明"),
        ("👩🏽‍🦽 Ann 🏳️‍🌈", "ann"),
        ("…", ""),
        ("", ""),
    ],
)
def test_normalised_names(name, normalised):
    assert matching.normalise_name(name) == normalised


def test_other_scripts_are_their_own_key():
    assert sound_key("محمد حسين") == "حسين محمد"
    assert sound_key("王小明") == "王小明"
    assert sound_key("Иван") != sound_key("Иванна")


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("+44 7700 900123", "447700900123"),
        ("07700 900123", "447700900123"),
        ("0044 7700 900123", "447700900123"),
        ("+44 (0)7700 900123", "447700900123"),
        ("(07700) 900-123", "447700900123"),
        ("7700900123", "447700900123"),  # a spreadsheet has eaten the 0
        ("447700900123", "447700900123"),
        ("\u200e٠٧٧٠٠٩٠٠١٢٣", "447700900123"),
        ("0800 1111", "448001111"),
        ("+353 86 123 4567", "353861234567"),
        ("00353 (0)86 123 4567", "353861234567"),
        ("999", None),
        ("12345", None),
        ("", None),
        ("+", None),
        ("00", None),
        ("0000000000", None),
        ("1" * 16, None),
        ("call my sister", None),
        ("07700 900123 ext 4", None),
        ("07700 900123 / 07700 900124", None),
    ],
)
def test_phones(typed, digits):
    assert matching.normalise_phone(typed) == digits


def test_phone_of_another_country():
    here = matching.normalise_phone("086 123 4567", default_country_code="353")
    assert here == matching.normalise_phone("+353 (0)86 123 4567")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" Sam@Example.ORG ", "sam@example.org"),
        ("Sam Example <sam@example.org>", "sam@example.org"),
        ("sam\u200b@example.org", "sam@example.org"),
        ("sam\0@example.org", None),
        ("sam.lee@mail.example.org", "sam.lee@mail.example.org"),
        ("sam@example", None),
        ("sam at example.org", None),
        ("sam@@example.org", None),
        ("sam@example..org", None),
        ("sam@example.org, ann@example.org", None),
        ("", None),
    ],
)
def test_emails(typed, address):
    assert matching.normalise_email(typed) == address


@pytest.mark.parametrize("typed", ["000000199356", "199356", " 0001 99356 "])
def test_uprn_with_and_without_zeros(typed):
    assert matching.normalise_uprn(typed) == "199356"


@pytest.mark.parametrize(
    "typed", ["", "000", "1234567890123", "1.00E+11", "12a", "-5", "1,2"]
)
def test_impossible_uprn(typed):
    with pytest.raises(ValueError, match="up to 12 digits") as refusal:
        matching.normalise_uprn(typed)
    assert isinstance(refusal.value.args[0], Sentence)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 Orchard Road, Manchester M1 1AA", "12, Orchid Rd."),
        ("Flat 2, 14 Mill Lane", "14 Mill Ln, Apt. 2"),
        ("14A Mill Lane", "14 a mill lane"),
        ("Rose Cottage, The Street", "Rose cottage The St"),
        ("No. 7 Saint John's Terrace", "7 St Johns Terrace"),
    ],
)
def test_one_home_written_two_ways(one, other):
    key = matching.normalise_address(one, "M1 1AA")
    assert key and key == matching.normalise_address(other, "m11aa")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Flat 2, 14 Mill Lane", "Flat 14, 2 Mill Lane"),
        ("14 Mill Lane", "Flat 1, 14 Mill Lane"),
        ("Flat 3, Ivy House", "Flat 3, Rose House"),
        ("1 Mill Lane", "11 Mill Lane"),
    ],
)
def test_two_homes(one, other):
    first = matching.normalise_address(one, "M1 1AA")
    assert first != matching.normalise_address(other, "M1 1AA")


def test_an_address_needs_street_and_postcode():
    assert matching.normalise_address("1 High Street", "") == ""
    assert matching.normalise_address("1 High Street", None) == ""
    assert matching.normalise_address(None, "M1 1AA") == ""
    assert matching.normalise_address("M1 1AA", "M1 1AA") == ""
    # elsewhere one postcode covers many streets
    first = matching.normalise_address("Hauptstraße 5", "10115")
    assert first != matching.normalise_address("Parkstraße 5", "10115")


def test_keys_of_a_person():
    keys = match_keys(
        name="Mr Mohammed Abdul Hussain",
        phones=["07700 900123", "none", None, ""],
        emails=["Sam@example.org", ""],
        uprn="0001",
        street="14 Mill Lane",
        zip_code="M1 1AA",
    )
    assert keys == [
        ("address", "m11aa 14"),
        ("email", "sam@example.org"),
        ("name", sound_key("Abdul Hussain Mohammed")),
        ("name", sound_key("Mohammed Hussain")),
        ("phone", "447700900123"),
        ("uprn", "1"),
    ]


def test_alleged_names_are_a_kind_of_their_own():
    assert match_keys(name="Sam Lee", alleged=True) == [
        ("alleged", sound_key("Leigh Sam"))
    ]


def test_nothing_known_gives_no_key():
    assert match_keys() == []
    assert match_keys(name="?", phones=["?"], emails=["?"], uprn="?", street="?") == []


def test_the_same_in_every_process():
    program = (
        "from policy.matching import match_keys;"
        "print(match_keys('Anne ' + 'Smyth' * 20, emails=['x@' + 'y' * 70 + '.org']))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": str(ADDON), "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


# --- Properties ---------------------------------------------------------------------

any_text = st.one_of(
    st.text(),
    st.text(alphabet=st.characters()),  # broken halves of characters too
    st.text(alphabet="abcdehghkmnoqstuwxyz '-", max_size=30),
    st.text(alphabet="0123456789+() -.", max_size=20),
    st.text(alphabet="12ab flat road no, m1a", max_size=30),
    st.lists(st.sampled_from(DIFFERENT + ["Mr", "Dr."])).map(" ".join),
)


@given(any_text)
def test_normalising_twice_changes_nothing(text):
    name = matching.normalise_name(text)
    assert matching.normalise_name(name) == name
    email = matching.normalise_email(text)
    assert email is None or matching.normalise_email(email) == email


@given(any_text, any_text)
def test_any_text_gives_keys_that_can_be_stored(text, other):
    keys = match_keys(
        name=text,
        phones=[other],
        emails=[text, f"{text}@example.org"],
        uprn=other,
        street=text,
        zip_code=other,
    )
    for _kind, key in keys:
        assert 1 <= len(key) <= 64
        assert "\0" not in key
        key.encode()


@given(st.lists(st.sampled_from(DIFFERENT), max_size=8), st.randoms())
def test_order_never_matters(words, random):
    shuffled = random.sample(words, len(words))
    assert sound_key(" ".join(words)) == sound_key(" ".join(shuffled))


@given(any_text)
def test_a_name_with_letters_has_a_key(text):
    assert bool(sound_key(text)) == bool(matching.normalise_name(text))


@given(st.integers(1, 10**12 - 1), st.integers(0, 12))
def test_zeros_before_a_uprn_never_matter(number, width):
    assert matching.normalise_uprn(str(number).zfill(width)) == str(number)


@given(st.integers(10**9, 10**10 - 1), st.sampled_from(["0", "+44", "0044", "+44 (0)"]))
def test_every_way_to_write_a_number(number, prefix):
    # ten digits after the country code; none begins with 44 by chance
    national = str(number).replace("44", "45")
    assert matching.normalise_phone(prefix + national) == "44" + national


def test_a_very_long_name_is_quick_and_keeps_its_difference():
    one, other = "ab" * 50_000, "ab" * 50_000 + "c"
    assert len(sound_key(one)) == len(sound_key(other)) == 64
    assert sound_key(one) != sound_key(other)
