"""Phones, e-mails, references, dates of birth: what has a form of its own."""

import re

from . import vocabulary_police as words
from .redaction_fold import fold

# A digit, and letters that are typed in its place
_D = r"[0-9oil]"
_PHONE = re.compile(
    rf"(?<![\w.])(?:(?:\+|00)\s?\(?44\)?|\(?[0o])[\s().\-]*(?:\(0\)\s?)?"
    rf"(?:{_D}[\s().\-]{{0,2}}){{9,10}}(?!\w)"
)
_PHONE_ABROAD = re.compile(r"(?<!\w)(?:\+|00[1-9])(?:[0-9][\s().\-/]{0,2}){8,14}")
_MOMENT = re.compile(r"\d{1,2}[.\-]\d{1,2}[.\-](?:\d{4}|\d{2})\b")
# The leading zero is often lost on the way through a spreadsheet
_PHONE_BARE = re.compile(r"(?<![\w.£])7[0-9]{3}[\s.\-]?[0-9]{3}[\s.\-]?[0-9]{3}(?!\w)")
_SAID = r"(?:oh|o|zero|nought|one|two|three|four|five|six|seven|eight|nine)"
_PHONE_SAID = re.compile(
    rf"\b(?:(?:double|triple|treble)?[\s,\-]{{0,3}}{_SAID}[\s,\-]{{1,3}}){{5,14}}"
    rf"(?:double|triple|treble)?\s*{_SAID}\b"
)
_AT = (
    r"(?:\s?@\s?|\s?[\[({]\s?at\s?[\])}]\s?|"
    r"\s{1,3}at\s{1,3}(?=[\w\-]{1,64}\s{1,3}dot\s))"
)
_DOT = r"(?:\.|\s?[\[({]\s?dot\s?[\])}]\s?|\s{1,3}dot\s{1,3})"
_EMAIL = re.compile(
    rf"(?<![\w+\-.])[\w+\-]{{1,64}}(?:(?:\.|\s{{1,3}}dot\s{{1,3}})[\w+\-]{{1,64}}){{0,4}}"
    rf"{_AT}[\w\-]{{1,64}}(?:{_DOT}[\w\-]{{1,64}}){{1,5}}"
)
_PROFILE = re.compile(
    r"(?:https?://|www\.)\S+|\b(?:facebook|instagram|tiktok|twitter|x|linkedin|"
    r"snapchat)\.com/\S+"
)

_NOT_WORDS = r"(?=[a-z0-9][a-z0-9/\-.*]{2})(?=[a-z0-9/\-.*]{0,30}[0-9]{2})"
_CODE = rf"{_NOT_WORDS}[a-z0-9/\-.*]{{0,40}}[a-z0-9]"
_REFERENCES = [
    re.compile(pattern)
    for pattern in (
        # reference of a case, an order
        r"\b[a-z]{2,4}[/\-]20\d{2}[/\-]\d{3,}\b",
        # what calls itself one
        r"\b(?:(?:crime|incident|police|case|customer|tenancy|tenant|account|rent|"
        r"payment|complaint|repair|job|payroll|staff|student|badge|collar|passport|"
        r"licence|claim|home office|hospital|patient)\s+)?"
        r"(?:ref(?:erence)?s?|number|no|num|cad|log|urn|uprn|crn|nhs|nino|reg)"
        r"(?:\s?(?:number|no|num|ref|plate))?[.:]?\s?(?:is|was|=|#)?[:\s]*" + _CODE,
        r"\b(?:cad|crn|urn|uprn|passport|brp|account|tenancy|badge|collar)\b"
        r"[\s:#.]{1,3}" + _CODE,
        # police forces' own ways
        r"\b\d{2}[/*]\d{4,7}[/*]\d{2}\b",
        r"\b(?:cr|occ|niche)[/\-]?\d{4,}(?:/\d{2,4})?\b",
        r"\b\d{8,10}/\d{2}\b",
        r"\b\d{2}\*\d{4,}\b",
        # national insurance, NHS, passport or permit, driving licence
        r"\b[a-z]{2}\s?-?\d{2}[\s\-]?\d{2}[\s\-]?\d{2}[\s\-]?[a-d]\b",
        r"\b[a-z]{2}\d{7}\b",
        r"\b[a-z9]{5}\d{6}[a-z9]{2}\d[a-z]{2}\b",
        r"\b\d{2}-\d{2}-\d{2}\b[\s,]*(?:(?:a/?c|account|acc)\W*)?\d{8}\b",
        # a home's number in the land register of addresses
        r"\b(?:0000\d{8}|100\d{9}|200\d{9})\b",
        # a car, as written since 2001
        r"\b[a-z]{2}\d{2}\s?[a-z]{3}\b",
    )
]
_NHS = re.compile(r"\b(\d{3})[\s\-]?(\d{3})[\s\-]?(\d{4})\b")
# A car of before 2001, in capitals only: in small letters it is anything
_OLD_CAR = re.compile(
    r"\b(?:[A-HJ-NP-Y]\d{1,3}\s?[A-Z]{3}|[A-Z]{3}\s?\d{1,3}[A-HJ-NP-Y])\b"
)

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DATE = (
    rf"(?:\d{{1,2}}\s?[/.\-]\s?\d{{1,2}}\s?[/.\-]\s?\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTHS})(?:[\s,]+\d{{2,4}})?|"
    rf"(?:{_MONTHS})\s\d{{1,2}}(?:st|nd|rd|th)?(?:[\s,]+\d{{2,4}})?|"
    rf"(?:{_MONTHS})\s\d{{4}}|\d{{4}})"
)
_BIRTH = re.compile(
    rf"\b(?:d\.?\s?o\.?\s?b\.?|date of birth|birth ?date|birthday|born)"
    rf"[\s:,;\-]*(?:is|was|on|in)?\s*(?:the\s)?{_DATE}"
)


def spans(text, people):
    """Find what has the form of a phone, e-mail, reference or date of birth.

    :param text: ``redaction_fold.Folded``
    :param people: ``redaction.People``
    :return: iterable of (start, end, kind, whether it is one of the people's)
    """
    known = _Known(people)
    for match in _EMAIL.finditer(text):
        yield (*match.span(), words.FOUND_EMAIL, known.email(match.group()))
    for match in _PROFILE.finditer(text):
        yield (*match.span(), words.FOUND_REFERENCE, False)
    for pattern in _REFERENCES:
        for match in pattern.finditer(text):
            yield (*match.span(), words.FOUND_REFERENCE, known.code(match.group()))
    for match in _OLD_CAR.finditer(text.source):
        yield (*_folded(text, match), words.FOUND_REFERENCE, known.code(match.group()))
    for match in _NHS.finditer(text):
        if _is_nhs("".join(match.groups())):
            yield (*match.span(), words.FOUND_REFERENCE, known.code(match.group()))
    for pattern in (_PHONE, _PHONE_ABROAD, _PHONE_BARE, _PHONE_SAID):
        for match in pattern.finditer(text):
            shown = match.group().rstrip(" \n().-/,")
            said = pattern is _PHONE_SAID
            if said or (sum(map(str.isdigit, shown)) > 4 and not _MOMENT.match(shown)):
                end = match.start() + len(shown)
                yield match.start(), end, words.FOUND_PHONE, known.phone(shown)
    for match in _BIRTH.finditer(text):
        yield (*match.span(), words.FOUND_BIRTH, False)
    yield from known.spans(text)


class _Known:
    """The people's own numbers, as they compare."""

    def __init__(self, people):
        self.phones = {_digits(phone)[-9:] for phone in people.phones}
        self.phones = {phone for phone in self.phones if len(phone) >= 6}
        self.emails = {fold(email).strip() for email in people.emails}
        self.codes = {_bare(code) for code in people.references} - {""}
        self.births = people.births

    def phone(self, shown):
        return _digits(shown)[-9:] in self.phones

    def email(self, shown):
        return shown in self.emails

    def code(self, shown):
        bare = _bare(shown)
        return any(bare.endswith(code) for code in self.codes)

    def spans(self, text):
        """:return: the people's own, in whatever form"""
        for email in self.emails:
            yield from _each(re.escape(email), text, words.FOUND_EMAIL)
        for phone in self.phones:
            # the local part alone, as neighbours write it
            for tail in (phone, phone[-6:]):
                own = r"[\s().\-/]{0,2}".join(tail)
                yield from _each(rf"(?<!\d){own}(?!\d)", text, words.FOUND_PHONE)
        for code in self.codes:
            own = r"[\s/\-.*:#]{0,2}".join(map(re.escape, code))
            yield from _each(rf"(?<!\w){own}(?!\w)", text, words.FOUND_REFERENCE)
        for day in self.births:
            yield from _each(_ways_of(day), text, words.FOUND_BIRTH)


def _ways_of(day):
    """:return: pattern of all usual ways to write one date"""
    month = day.strftime("(?:%B|%b)").lower()
    year = rf"(?:{day.year}|'?{day.year % 100:02d})"
    number = rf"0?{day.day}(?:st|nd|rd|th)?"
    return (
        rf"(?<!\d)(?:{number}\s?[/.\-]\s?0?{day.month}\s?[/.\-]\s?{year}|"
        rf"{day.year}-{day.month:02d}-{day.day:02d}|"
        rf"{number}\s(?:of\s)?{month}[\s,]+{year}|{month}\s{number}[\s,]+{year})(?!\d)"
    )


def _each(pattern, text, kind):
    for match in re.finditer(pattern, text):
        yield (*match.span(), kind, True)


def _digits(text):
    return re.sub(r"\D", "", fold(text))


def _bare(text):
    return re.sub(r"[^a-z0-9]", "", fold(text))


def _is_nhs(digits):
    """:return: whether the check digit is right (NHS data dictionary, modulus 11)"""
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
    return (11 - total % 11) % 11 == int(digits[9])


def _folded(text, match):
    """:return: span in the folded text of a match in the text as it was written"""
    start = next(place for place, at in enumerate(text.at) if at >= match.start())
    end = next(place for place, at in enumerate(text.at) if at >= match.end())
    return start, end
