"""What redaction finds in a hundred texts, what slips through, what is a false alarm.

The texts stand in ``redaction_texts.txt``. They and the rules are of one hand: real
notes will show more, so an officer reads every text before it leaves.
"""

import re
import time
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from policy import vocabulary_police as words
from policy.redaction import Finding, People, find, mask

TEXTS = Path(__file__).with_name("redaction_texts.txt")
KINDS = {
    "n": words.FOUND_NAME,
    "a": words.FOUND_ADDRESS,
    "p": words.FOUND_PHONE,
    "e": words.FOUND_EMAIL,
    "r": words.FOUND_REFERENCE,
    "b": words.FOUND_BIRTH,
    "h": words.FOUND_HINT,
}
MARK = re.compile(r"\[\[(\w):(.*?)\]\]")


@cache
def texts():
    """:return: list of (People, text, [(start, end, kind)])"""
    found, people, in_head = [], {}, False
    for line in TEXTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            people = people if in_head else {}
            field, _colon, values = line[2:].partition(": ")
            people[field] = tuple(value.strip() for value in values.split(";"))
            in_head = True
        elif line and not line.startswith("#"):
            in_head = False
            found.append((People(**people), *unmarked(line)))
    return found


def unmarked(line):
    """:return: (text, what must be found in it)"""
    text, expected, at = "", [], 0
    for match in MARK.finditer(line):
        text += line[at : match.start()]
        expected.append((len(text), len(text) + len(match[2]), KINDS[match[1]]))
        text += match[2]
        at = match.end()
    return text + line[at:], expected


def slips(text, findings, start, end):
    """:return: letters and digits of a place that no finding covers"""
    covered = {at for found in findings for at in range(found.start, found.end)}
    left = [at for at in range(start, end) if at not in covered]
    return "".join(text[at] for at in left if text[at].isalnum())


@cache
def measured():
    """:return: (what was to be found, what slipped through, false alarms, words)"""
    wanted, missed, alarms, count = Counter(), [], [], 0
    for people, text, expected in texts():
        findings = find(text, people)
        certain = [found for found in findings if found.certain]
        count += len(text.split())
        for start, end, kind in expected:
            wanted[kind] += 1
            seen = findings if kind == words.FOUND_HINT else certain
            if kind == words.FOUND_HINT:
                # shown to the officer if any of it is
                hit = any(one.start < end and start < one.end for one in seen)
            else:
                hit = not slips(text, seen, start, end)
            if not hit:
                missed.append((kind, text[start:end], text))
        for one in findings:
            if not any(
                one.start < end and start < one.end for start, end, _k in expected
            ):
                alarms.append((one.kind, one.shown, text))
    return wanted, missed, alarms, count


# What was measured, in per cent: none may fall below it
FLOORS = {
    words.FOUND_NAME: 100,
    words.FOUND_ADDRESS: 100,
    words.FOUND_PHONE: 100,
    words.FOUND_EMAIL: 100,
    words.FOUND_REFERENCE: 100,
    words.FOUND_BIRTH: 100,
    words.FOUND_HINT: 100,
}
# False alarms in a thousand words: what is taken out for nothing, what is asked for
# nothing
MOST_TAKEN = 0
MOST_ASKED = 4

KHAN = People(
    names=("Mohammed Khan", "Siobhan O'Neill"),
    addresses=("Flat 3, 14 Station Road, Leeds LS6 2AB",),
    phones=("07700 900123",),
    emails=("m.khan@example.org",),
    references=("HC/2026/00012",),
    births=(date(1980, 5, 3),),
    telling=("Crown Bakery",),
)


def shown(text, people=KHAN, certain=True):
    return [one.shown for one in find(text, people) if one.certain is certain]


def test_a_hundred_texts():
    assert len(texts()) >= 100
    assert sum(measured()[0].values()) > 200


@pytest.mark.parametrize("kind", FLOORS)
def test_what_slips_through(kind):
    """[003.9.2c]"""
    wanted, missed, _alarms, _count = measured()
    gone = [row for row in missed if row[0] == kind]
    assert wanted[kind]
    assert 100 * (wanted[kind] - len(gone)) >= FLOORS[kind] * wanted[kind], gone


def test_false_alarms():
    *_rest, alarms, count = measured()
    taken = [row for row in alarms if row[0] != words.FOUND_HINT]
    asked = [row for row in alarms if row[0] == words.FOUND_HINT]
    assert 1000 * len(taken) <= MOST_TAKEN * count, taken
    assert 1000 * len(asked) <= MOST_ASKED * count, asked


def test_what_is_masked_is_gone():
    for people, text, _expected in texts():
        findings = find(text, people)
        masked = mask(text, findings)
        again = [one for one in find(masked, people) if one.certain]
        assert not again, masked
        for one in findings:
            assert text[one.start : one.end] == one.shown
        assert findings == sorted(findings)


@pytest.mark.parametrize(
    "text",
    [
        "Mo\u200bham\u200dmed",
        "\u041c\u043ehammed",  # Cyrillic M and o
        "Kh\u0430n",
        "\uff2b\uff48\uff41\uff4e",  # full width
        "K\u00adhan",
        "K.h.a.n",
        "K h a n",
        "KHAN",
        "Khan\u2019s",
        "Khans",
        "Mr. M. Khan",
        "mohammedkhan82",
        "@khan.mohammed",
        "mkhan",
        "O\u2019Neill",
        "ONeill",
        "O Neill",
        "Oneil",
        "Shivaun",
        "M.K.",
        "S.O.",
        "Mohamed",
        "Muhammad",
    ],
)
def test_one_name_in_disguise(text):
    found = shown(f"I met {text} there")
    assert found and not slips(
        text, find(f"I met {text} there", KHAN), 6, 6 + len(text)
    )


@pytest.mark.parametrize(
    "text",
    [
        "+44 7700 900123",
        "+44 (0) 7700 900 123",
        "0044 7700900123",
        "07700.900.123",
        "07700-900-123",
        "(07700) 900123",
        "7700 900123",
        "900123",
        "\u0660\u0667\u0667\u0660\u0660 \u0669\u0660\u0660\u0661\u0662\u0663",
        "LS6 2AB",
        "ls62ab",
        "flat 3",
        "Flat three",
        "no. 14",
        "number fourteen",
        "14 Station Rd",
        "Station Road",
        "m.khan@example.org",
        "M.Khan (at) example (dot) org",
        "HC 2026 00012",
        "HC-2026-00012",
        "3/5/1980",
        "03.05.80",
        "3rd May 1980",
        "May 3, 1980",
        "1980-05-03",
    ],
)
def test_one_fact_in_many_spellings(text):
    whole = f"It is {text}, she said"
    assert not slips(
        whole, [f for f in find(whole, KHAN) if f.certain], 6, 6 + len(text)
    )


@pytest.mark.parametrize(
    "text",
    [
        "The number 14 bus was late on 14 March at 14.30.",
        "It cost 1,200 pounds in 2026, and 3 lights are out.",
        "We came at 9 am and left at 10.",
        "See paragraph 2.2 of the policy of 03.04.2025.",
        "Two boys of about 15 were seen near the lift on Friday.",
    ],
)
def test_traps(text):
    assert shown(text) == []


def test_unknown_people_are_found_by_what_stands_before_them():
    text = "Mrs Oduya saw it with her son Kit, and Dr Baptiste was told."
    assert shown(text) == ["Mrs Oduya", "Kit", "Dr Baptiste"]


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        # "and", "by", "to" and "the" are written as one with the name
        ("فاطمة الزهراء", "وفاطمة كانت هناك", "كانت هناك"),
        ("فاطمة الزهراء", "قيل لفاطمة وللزهراء", "قيل"),
        ("فاطمة الزهراء", "\u202bفَاطِمَة\u202c قالت", "قالت"),
        ("יוסף כהן", "הלך ליוסף, ושכהן ראה", "הלך ראה"),
        # signs of vowels stand in the word
        ("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "ਗੁਰਪ੍ਰੀਤ ਨੇ ਕਿਹਾ", "ਨੇ ਕਿਹਾ"),
        # no space around a word
        ("王小明", "王小明在那里,小明说", "在那里,说"),
        ("สมชาย ใจดี", "คุณสมชายบอก", "คุณบอก"),
    ],
)
def test_names_in_scripts_without_capitals(name, text, left):
    masked = mask(text, find(text, People(names=(name,))))
    rest = masked.replace(words.MASKS[words.FOUND_NAME], "").replace("\u202b", "")
    assert " ".join(rest.split()) == left


def test_a_hint_is_asked_about():
    text = "He works at the mill. Crown Bakery is near; ask in Bradford."
    hints = shown(text, certain=False)
    assert hints == ["works at the mill", "Crown Bakery", "Bradford"]


def test_a_plain_word_stays_a_word():
    will = People(names=("Will Green",))
    assert shown("I will see the green door on Monday", will) == []
    assert shown("Then Will came, and told Mr Green", will) == ["Will", "Mr Green"]


def test_known_or_not():
    found = find("Mr Khan met Mrs Oduya", KHAN)
    assert [(one.shown, one.known) for one in found] == [
        ("Mr Khan", True),
        ("Mrs Oduya", False),
    ]


def test_nothing_in_nothing():
    assert find("", KHAN) == [] and find(None) == [] and mask("", []) == ""
    assert shown("Nobody is named here.", People()) == []


def test_a_finding_of_another_text():
    with pytest.raises(ValueError):
        mask("Other text", [Finding(0, 4, words.FOUND_NAME, "Khan")])


@pytest.mark.parametrize(
    "text",
    ["a" * 50_000, "a-" * 25_000, "no-" * 15_000, "O'" * 25_000, "a dot " * 8_000],
)
def test_no_text_takes_long(text):
    before = time.monotonic()
    find(text, KHAN)
    assert time.monotonic() - before < 10


if __name__ == "__main__":
    WANTED, MISSED, ALARMS, COUNT = measured()
    print(len(texts()), "texts", COUNT, "words", sum(WANTED.values()), "to find")
    gone = Counter(kind for kind, *_rest in MISSED)
    false = Counter(kind for kind, *_rest in ALARMS)
    for kind, number in WANTED.items():
        print(f"{kind:10} {number - gone[kind]}/{number}  false {false[kind]}")
    for row in MISSED:
        print("MISSED", row)
    for row in ALARMS:
        print("ALARM", row)
