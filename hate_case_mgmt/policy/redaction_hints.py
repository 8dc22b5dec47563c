"""What may give somebody away beside other things: for a person to judge."""

import re

from . import redaction_words as lists
from . import vocabulary_police as words
from .redaction_fold import fold


def _any(*many):
    """:return: alternation; a hyphen in a word stands for a hyphen or a space"""
    found = {word for group in many for word in group}
    return "|".join(
        re.escape(word).replace(r"\-", r"[ \-]")
        for word in sorted(found, key=lambda word: (-len(word), word))
    )


_WHOSE = (
    r"(?:my|his|her|their|our|the|a|victim's|tenant's|customer's|resident's|caller's|"
    r"reporter's|neighbour's|complainant's|[a-z]{1,30}'s)"
)
_AGE = r"\d{1,3}|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_HINTS = [
    re.compile(pattern)
    for pattern in (
        # whose relation
        rf"\b{_WHOSE}\s(?:\w{1, 30}\s){{0,2}}?(?:{_any(lists.KIN)})\b",
        rf"\b(?:single|lone|expectant|new|young|elderly)\s(?:{_any(lists.KIN)})\b",
        # work, school, place of worship
        r"\b(?:works?|worked|working|employed|volunteers?|job|shift)\s"
        r"(?:\w{1,30}\s){0,2}?(?:at|for|in|as)\s[^.,;\n]{2,40}",
        r"\b(?:attends?|goes to|enrolled at|pupil at|student at|studies at|in year)\s"
        r"[^.,;\n]{2,40}",
        rf"\b(?:a|an|as|is|retired|former|local|trainee)\s(?:{_any(lists.JOBS)})\b",
        rf"\b(?:{_any(lists.PLACES)})\b",
        # what marks somebody out
        r"\b(?:the\s|is\s|are\s|was\s|were\s)?only\s(?:\w{1,30}[\s\-]){1,4}?(?:one|family|"
        r"person|household|man|woman|tenant|tenants|resident|couple|child|girl|boy|"
        r"people|kid|lad|block|street|estate|here|in|on|with|who)\b",
        r"\b(?:the\s)?(?:first|last)\s\w+\s(?:family|couple|tenant|household|person)\b",
        r"\beveryone\s(?:here\s)?knows\b",
        r"\bthe one (?:with|who)\b[^.,;\n]{2,40}",
        rf"\b(?:aged?|age of)\s(?:{_AGE})\b|\b(?:{_AGE})[\s\-]?(?:years?[\s\-]old|yo|"
        rf"y/o|yr old|year old)\b|\b\d{{1,2}}(?:st|nd|rd|th) birthday\b|"
        rf"\bin (?:his|her|their) (?:early |late |mid[ \-])?\w+ies\b",
        rf"\b(?:{_any(lists.BODIES)})\b",
        # people, languages, belief, orientation
        rf"\b(?:{_any(lists.PEOPLES)})(?:s|-speaking)?\b",
        rf"\b(?:{_any(lists.BELIEFS)})\b",
        rf"\b(?:{_any(lists.SELVES)})\b",
        r"\b(?:interpreter|accent|mother tongue|first language)\b",
        # a car, a pet, where exactly in a building
        rf"\b(?:{'|'.join(lists.COLOURS)})\s(?:\w{1, 30}\s)?"
        rf"(?:{_any(lists.CARS)}|car|bike)\b",
        r"\b(?:guide|assistance|support)[ \-]dog\b|\b(?:dog|cat)\s(?:called|named)\b",
        r"\b(?:top|ground|first|second|third|\d+(?:st|nd|rd|th))[ \-]floor\b|"
        r"\b(?:corner|end)[ \-](?:flat|house|terrace)\b|\bfloor \d+\b|"
        r"\bnext door to\b|\babove the\s\w+|\bopposite the\s\w+(?:\s\w+)?",
        # somewhere on line
        r"(?<!\w)@[\w.]{3,}|(?<!\w)#\w{4,}",
        r"\b(?:snap|insta|instagram|tiktok|twitter|facebook|username|handle)"
        r"(?:\s(?:name|is|handle|account|user))*[:\s]+[\w.]*[\d_][\w.]*",
        # papers
        r"\b(?:biometric|settled status|leave to remain|visa|work permit)\b",
        r"\b(?:social worker|support worker|probation|foster(?:ed)?|adopted)\b",
    )
]


def spans(text, telling):
    """Find what a person must judge.

    :param text: ``redaction_fold.Folded``
    :param telling: words known to give somebody away
    :return: iterable of (start, end, kind, whether it was given)
    """
    for phrase in telling:
        yield from _given(text, phrase)
    for pattern in _HINTS:
        for match in pattern.finditer(text):
            yield (*match.span(), words.FOUND_HINT, False)
    for match in re.finditer(r"\b[a-z][^\W\d_]+(?:['\-][^\W\d_]+)*\b", text):
        before = text[max(0, match.start() - 2) : match.start()]
        if (
            match.group() not in lists.KNOWN_CAPITALS
            and text.is_titled(*match.span())
            and re.search(r"[^\W_]?[,;)'\w]\s$", before)
        ):
            yield (*match.span(), words.FOUND_HINT, False)


def _given(text, phrase):
    parts = re.findall(r"\w+", fold(phrase))
    if parts:
        own = r"\W{1,3}".join(map(re.escape, parts))
        for match in re.finditer(rf"(?<!\w){own}(?!\w)", text):
            yield (*match.span(), words.FOUND_HINT, True)
