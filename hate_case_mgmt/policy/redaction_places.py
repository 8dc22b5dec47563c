"""Addresses: those of the people, and whatever else has the form of one."""

import re

from . import vocabulary_police as words
from .redaction_fold import fold

POSTCODE = r"\b[a-z]{1,2}\d[a-z\d]?\s{0,2}\d[a-z]{2}\b"
_POSTCODE = re.compile(POSTCODE)
_OUTWARD = re.compile(r"\b[A-Z]{1,2}[1-9]\d?[A-Z]?\b")

# The ways to write the kind of a street or a block
_TYPES = [
    ways.split()
    for ways in (
        "road rd",
        "street str st",
        "avenue ave av",
        "close cl",
        "court ct crt",
        "crescent cres cresc",
        "drive dr drv",
        "gardens gdns garden gdn",
        "grove grv gr",
        "house hse",
        "lane ln",
        "place pl",
        "square sq",
        "terrace terr ter tce",
        "walk wlk",
        "way",
        "mews",
        "row",
        "rise",
        "hill",
        "view",
        "parade",
        "park pk",
        "green grn",
        "tower twr",
        "towers",
        "lodge",
        "point",
        "heights",
        "mansions",
        "cottage cottages",
        "villa villas",
        "building buildings bldg",
        "estate est",
        "yard",
        "wharf",
        "quay",
        "path",
        "passage",
        "fold",
        "croft",
        "mount",
        "vale",
    )
]
_WAYS = {way: ways for ways in _TYPES for way in ways}
_SURE_TYPES = (
    "road rd street avenue ave close crescent cres drive gardens gdns grove lane "
    "terrace mews court ct house tower towers lodge heights mansions"
).split()
_UNITS = r"flat|flt|apartment|apt|maisonette|unit|bedsit"
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SAID = (
    rf"(?:(?:{'|'.join(_TENS)})[\s\-](?:{'|'.join(_ONES[:9])})|"
    rf"{'|'.join([*_TENS, *sorted(_ONES, key=len, reverse=True)])})"
)
# Not a home: a bus, a time, a date, a count, a part of a list
_NO_HOME = (
    r"(?!\s*(?:[:.]\d|/|%|-\s?\d|am\b|pm\b|a\.m|p\.m|o'clock|hrs?\b|hours?\b|days?\b|"
    r"weeks?\b|months?\b|years?\b|yrs?\b|min|times?\b|bus\b|buses\b|tram\b|priority\b|"
    r"issue\b|st\b|nd\b|rd\b|th\b|jan|feb|mar|apr|may\b|jun|jul|aug|sep|oct|nov|dec|"
    r"people|persons|youths|men\b|women\b|boys|girls|lads|of\b|problem|reports?|"
    r"incidents?|occasions?|letters?|calls?|children|kids|photos?|pounds|quid))"
)
_UNIT = re.compile(
    rf"\b(?:{_UNITS})s?\s?(?:no\.?\s?|number\s)?#?(\d{{1,4}}\s?[a-h]?\b|"
    rf"{_SAID}\b|[a-h]\b(?=[\s.,;]|$))"
)
_NUMBERED = re.compile(
    rf"\b(?:number|no\.?|nos\.?|nr\.?|door|house|room|plot|block)\s?#?"
    rf"(\d{{1,4}}[a-h]?\b|{_SAID}\b){_NO_HOME}"
)
_AT_NUMBER = re.compile(
    rf"\b(?:at|from|of|outside|opposite|to|into|near|above|below|beside|behind|and|"
    rf"by|past|no|nr)\s(\d{{1,4}}[a-h]?)\b{_NO_HOME}"
)
_STREET = re.compile(
    r"\b(?P<number>\d{1,4}\s?(?:-\s?\d{1,4})?[a-h]?,?\s)?"
    r"(?P<name>(?:[a-z']{1,30}[ \-]){0,2}[a-z']{1,30})[ ]"
    rf"(?P<type>{'|'.join(_SURE_TYPES)})\b"
)
# Words before a street that are no part of its name
_LEAD = frozenset(
    "the on in at to from of and by off along down up near outside a an into his her "
    "their our my your this that care open main same next side back front long with "
    "went close every whole per very so is was were be been getting come came stay "
    "stayed keep kept too council safe no other another whose which for as bought sold "
    "court crown county magistrates town public big small new old empty".split()
)


class Places:
    """Addresses as they compare.

    :param addresses: as written, one text each
    """

    def __init__(self, addresses):
        self.certain, self.numbers, hints = [], set(), set()
        for address in addresses:
            self._take(fold(address), hints)
        self.hints = [_words(place) for place in sorted(hints)]

    def _take(self, address, hints):
        for match in _POSTCODE.finditer(address):
            code = re.sub(r"\s", "", match.group())
            self.certain.append(rf"(?<!\w){code[:-3]}\s{{0,2}}{code[-3:]}(?!\w)")
            hints.add(code[:-3])
        rest = _POSTCODE.sub(",", address)
        for match in re.finditer(rf"\b(?:{_UNITS})\s?(\d{{1,4}}[a-h]?)\b", rest):
            self.numbers.add(match.group(1))
        rest = re.sub(rf"\b(?:{_UNITS})\s?\w+\b", ",", rest)
        parts = [part.strip(" .") for part in re.split(r"[,;\n]+", rest)]
        for place, part in enumerate(parts):
            self._take_part(part, hints, house=place == 0 and len(parts) > 1)

    def _take_part(self, part, hints, house):
        """One part of an address between commas.

        :param house: whether this may be the name of a house
        """
        match = re.match(
            r"(?P<number>\d{1,4}(?:-\d{1,4})?[a-h]?)?\s*(?P<name>.*)", part
        )
        number, name = match["number"], match["name"].strip()
        if number:
            self.numbers.update(number.split("-"))
        letters = re.findall(r"[a-z']+", name)
        typed = bool(letters) and letters[-1] in _WAYS and len(letters) > 1
        house = house and len(letters) > 1
        if typed or house or (number and letters):
            self.certain.append(_street(number, letters))
        if typed and len("".join(letters[:-1])) >= 5:
            # "lives on Alder": a hint, for it may be a word of its own
            hints.add(" ".join(letters[:-1]))
        elif letters and not (typed or house or number):
            hints.add(" ".join(letters))


def spans(text, places):
    """Find addresses.

    :param text: ``redaction_fold.Folded``
    :param places: :class:`Places`
    :return: iterable of (start, end, kind, whether it is one of the people's)
    """
    town = "|".join(places.hints)
    town = rf"(?:[\s,]{{1,3}}(?:{town}))?" if town else ""
    for pattern in places.certain:
        for match in re.finditer(pattern + town, text):
            yield (*match.span(), words.FOUND_ADDRESS, True)
    for pattern in places.hints:
        for match in re.finditer(pattern, text):
            if text.is_capital(match.start()):
                yield (*match.span(), words.FOUND_HINT, True)
    for match in _POSTCODE.finditer(text):
        yield (*match.span(), words.FOUND_ADDRESS, False)
    for match in _OUTWARD.finditer(text.source):
        start = text.at.index(match.start())
        if match.group() not in ("A1", "B1"):
            yield start, start + len(match.group()), words.FOUND_HINT, False
    yield from _homes(text, places.numbers)
    yield from _streets(text)


def _homes(text, numbers):
    """:return: flats and house numbers"""
    for match in _UNIT.finditer(text):
        yield (*match.span(), words.FOUND_ADDRESS, _number(match.group(1)) in numbers)
    for pattern in (_NUMBERED, _AT_NUMBER):
        for match in pattern.finditer(text):
            known = _number(match.group(1)) in numbers
            certain = known and pattern is _NUMBERED
            if known or pattern is _NUMBERED:
                kind = words.FOUND_ADDRESS if certain else words.FOUND_HINT
                # of "at 14" the number is enough
                yield (*match.span(pattern is _AT_NUMBER), kind, known)


def _streets(text):
    """:return: streets and blocks that nobody told us of"""
    for match in _STREET.finditer(text):
        start = match.start("name")
        for word in re.finditer(r"[a-z']+[ \-]", match["name"] + " "):
            # a name begins with its first capital after the last small word
            at = match.start("name") + word.start()
            if word.group().strip(" -") in _LEAD or not text.is_capital(at):
                start = match.start("name") + word.end()
        if start >= match.start("type"):
            continue
        named = text.is_capital(start) and text.is_capital(match.start("type"))
        numbered = match["number"] and start == match.start("name")
        if named or (numbered and match["type"] not in ("close", "court", "house")):
            first = match.start() if numbered else start
            yield first, match.end(), words.FOUND_ADDRESS, False


def _street(number, letters):
    """:return: pattern of one street in its usual spellings, its number or not"""
    *name, last = letters
    ways = _WAYS.get(last) if name else None
    if not ways:
        name, ways = letters, None
    name = [
        r"(?:saint|st\.?)" if word in ("saint", "st") else _loose(word) for word in name
    ]
    tail = rf"[ \-]*(?:{'|'.join(ways)})\b" if ways else r"\b"
    unit = rf"(?:(?:{_UNITS})\s?\w{{1,4}},?\s)?"
    return (
        rf"(?<!\w){unit}(?:\d{{1,4}}(?:-\d{{1,4}})?\s?[a-h]?,?\s)?"
        rf"{'[ -]+'.join(name)}{tail}"
    )


def _loose(word):
    """:return: pattern of a word with or without its apostrophe"""
    return "'?".join(map(re.escape, word.replace("'", "")))


def _words(place):
    return rf"(?<!\w){'[ -]+'.join(map(_loose, place.split()))}(?!\w)"


def _number(shown):
    """:return: a house number in digits"""
    shown = re.sub(r"\s", "", shown) if shown[:1].isdigit() else shown
    if shown in _ONES:
        return str(_ONES.index(shown) + 1)
    tens, _space, ones = shown.replace("-", " ").partition(" ")
    if tens in _TENS:
        return str((_TENS.index(tens) + 2) * 10 + (ones and _ONES.index(ones) + 1 or 0))
    return shown
