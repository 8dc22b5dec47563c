"""Names: those of the people in all their forms, and what stands after a title."""

import re
import unicodedata

from . import matching
from . import redaction_scripts as scripts
from . import redaction_words as lists
from . import vocabulary_police as words
from .redaction_alike import SHORTEST, is_alike
from .redaction_fold import fold
from .redaction_forms import FORMS

_WORD = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*")
_LETTERS = r"[^\W\d_]"
_DIGRAPHS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "å": "aa",
        "ø": "oe",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "Å": "Aa",
        "Ø": "Oe",
    }
)
_TITLE = (
    r"(?:mr|mrs|ms|miss|mx|master|dr|prof|professor|sir|dame|rev|cllr|councillor|imam|"
    r"rabbi|sister|pastor|uncle|auntie|aunty|aunt|sgt|pc|dc|messrs)"
)
# Whoever stands after one of these is named, known to us or not
_INTRODUCED = re.compile(
    rf"\b(?:{_TITLE}\.?|called|named|known? as|knows as|surname|first name|"
    r"goes by|nicknamed|"
    r"(?:son|daughter|wife|husband|brother|sister|mum|mother|dad|father|partner|"
    r"friend|cousin|nephew|niece|uncle|aunt|neighbour|boyfriend|girlfriend|carer|baby|"
    r"dog)(?:'s name is)?,?)\s+(?=((?:[a-z]\.?\s)?[a-z][^\W\d_]*(?:['\-][^\W\d_]+)*"
    r"(?:\s[a-z][^\W\d_]*(?:['\-][^\W\d_]+)*){0,2}|[a-z]\b))"
)
_BEFORE = re.compile(rf"(?:\b{_TITLE}\.?\s+)?(?:\b[a-z]\.?[\s\-]?){{0,3}}$")
_AFTER = re.compile(r"^\.?\s[a-z]\b(?!')\.?")
_GAP = re.compile(r"^[\s,.'\-]{1,3}$")
# Two capitals that mean something else more often
_SHORT_FORMS = frozenset(
    "pc tv uk am pm gp nhs asb cc id mp hr dv da mh sw it ne ok la us eu hc ht ac dc "
    "cct re fb po ho cs ss rd st dr ms mr no ni tbc nfa ad bc so dob aka asap".split()
)


class Names:
    """Names as they compare.

    :param names: full names as written, in any order of their parts
    """

    def __init__(self, names):
        self.forms, self.parts, initials = set(), set(), set()
        for name in names:
            for way in {name, name.translate(_DIGRAPHS)}:
                self._take(way, initials)
        self.sounds = {
            matching.sound_key(part) for part in self.parts if len(part) >= 4
        }
        self.initials = initials - {""}
        self.pattern = _pattern(self.forms)
        self.run_on = _run_on(names)

    def _take(self, name, initials):
        folded = fold(unicodedata.normalize("NFC", name))
        titled = any(map(str.isupper, name))
        kept = [
            match
            for match in _WORD.finditer(folded)
            if match.group() not in lists.NO_NAMES
            and (not titled or match.group() not in lists.TITLES)
            and len(match.group()) > 1
        ]
        for match in kept:
            self.forms.update(_forms(match.group()))
            for part in (
                *re.split(r"['\-]", match.group()),
                match.group().replace("'", ""),
            ):
                if len(part) >= 3 and part not in lists.NO_NAMES:
                    self.parts.add(part)
        letters = [
            "".join(part[0] for part in match.group().split("-") if part)
            for match in kept
        ]
        if len(letters) > 1:
            initials.add("".join(letters))
            initials.add(letters[0][0] + letters[-1][0])
        if letters and "-" in kept[0].group():
            initials.add(letters[0])


def spans(text, names):
    """Find names.

    :param text: ``redaction_fold.Folded``
    :param names: :class:`Names`
    :return: iterable of (start, end, kind, whether it is one of the people's)
    """
    found = sorted({*_given(text, names), *_alike(text, names)})
    for start, end, kind, known in _joined(text, found):
        if kind == words.FOUND_NAME:
            start, end = _with_initials(text, start, end)
        yield start, end, kind, known
    yield from _initials(text, names.initials)
    yield from _introduced(text)


def _given(text, names):
    """:return: names as they are, short forms, run together, letter by letter"""
    for match in names.pattern.finditer(text) if names.pattern else ():
        kind = _strength(text, match)
        if kind:
            yield (*match.span(), kind, True)
    for match in names.run_on.finditer(text) if names.run_on else ():
        yield (*match.span(), words.FOUND_NAME, True)


def _strength(text, match):
    """:return: kind of finding for a form of a name, None where it is a plain word"""
    start, end = match.span()
    word = re.sub(r"(?:'s|s')$", "", match.group())
    short = len(word) < 3 and not scripts.is_unspaced(word)
    plain = word in lists.WORDS_TOO or short
    if not plain:
        return words.FOUND_NAME
    beside = _beside(text, start, end)
    first = _begins(text, start) and word in (lists.OFTEN_FIRST | {word[:2]})
    if text.is_capital(start) and (beside or not first):
        return words.FOUND_NAME
    if text.is_capital(start):
        return words.FOUND_HINT
    return words.FOUND_HINT if beside and len(word) > 2 else None


def _beside(text, start, end):
    """:return: whether the words beside say that this is a person"""
    before = re.search(r"(\w+)\.?\s$", text[max(0, start - 20) : start])
    after = re.match(r"\s(\w+)", text[end : end + 20])
    return bool(
        (before and before[1] in lists.BEFORE_PERSON)
        or (after and after[1] in lists.AFTER_PERSON)
    )


def _begins(text, start):
    """:return: whether a sentence begins here, or all around is in capitals"""
    return bool(re.search(r"(?:^|[.:;?\n\"“•*(]\s*)$", text[max(0, start - 4) : start]))


def _alike(text, names):
    """:return: names spelled by ear, or with a slip of the finger"""
    judged = {}
    for match in _WORD.finditer(text):
        word = re.sub(r"'s$", "", match.group())
        if len(word) < 3 or word in names.parts or word in lists.OFTEN_FIRST:
            continue
        if word not in judged:
            judged[word] = is_alike(word, names)
        start = match.start()
        if not judged[word] or word in lists.KNOWN_CAPITALS:
            continue
        titled = text.is_capital(start) and not _begins(text, start)
        if titled or (text.is_capital(start) and _beside(text, start, match.end())):
            yield (*match.span(), words.FOUND_NAME, True)
        elif text.is_capital(start) or (
            len(word) >= SHORTEST and not re.search(r"(?:ed|ing|s|ly|er)$", word)
        ):
            yield (*match.span(), words.FOUND_HINT, True)


def _joined(text, found):
    """:return: names side by side as one"""
    joined = []
    for start, end, kind, known in found:
        last = joined and joined[-1]
        if (
            last
            and (start < last[1] or _GAP.match(text[last[1] : start]))
            and words.FOUND_NAME in (kind, last[2])
        ):
            joined[-1] = (last[0], max(end, last[1]), words.FOUND_NAME, True)
        else:
            joined.append((start, end, kind, known))
    return joined


def _with_initials(text, start, end):
    """:return: a name with the title and the initials that stand around it"""
    before = _BEFORE.search(text, max(0, start - 24), start)
    if before:
        lead = before.start()
        for piece in re.finditer(r"[a-z]+", before.group()):
            if text.is_capital(lead + piece.start()) or len(piece.group()) > 1:
                start = lead + piece.start()
                break
    after = _AFTER.match(text[end : end + 5])
    if after and text.is_capital(end + after.group().index(" ") + 1):
        letter = after.group().strip(" .")
        if letter != "i":
            end += len(after.group())
    return start, end


def _initials(text, initials):
    """:return: initials, with dots or in capitals"""
    for letters in sorted(initials):
        if len(letters) < 2:
            continue
        dotted = r"(?<!\w)" + r"\.\s?".join(letters) + r"(?!\w)\.?"
        for match in re.finditer(dotted, text):
            if text.is_capital(match.start()):
                yield (*match.span(), words.FOUND_NAME, True)
        for match in re.finditer(rf"(?<!\w){letters}(?:'s)?(?!\w)", text):
            capitals = all(
                text.is_capital(match.start() + place) for place in range(len(letters))
            )
            if capitals:
                kind = words.FOUND_NAME
                if letters in _SHORT_FORMS:
                    kind = words.FOUND_HINT
                yield (*match.span(), kind, True)


def _introduced(text):
    """:return: names of people nobody told us of, after a title or a relation"""
    for match in _INTRODUCED.finditer(text):
        end = match.start(1)
        for word in _WORD.finditer(text, match.start(1), match.end(1)):
            if not text.is_capital(word.start()) or (
                word.group() in lists.KNOWN_CAPITALS and len(word.group()) > 1
            ):
                break
            end = word.end()
        if end > match.start(1):
            title = re.match(rf"{_TITLE}\b", match.group())
            start = match.start() if title else match.start(1)
            yield start, end, words.FOUND_NAME, False


def _forms(word):
    """:return: one part of a name as it may be written, and its short forms"""
    forms = {
        word,
        word.replace("'", ""),
        word.replace("'", " "),
        word.replace("-", " "),
        word.replace("-", ""),
        scripts.shorter(word),
    }
    for part in re.split(r"['\-]", word):
        if len(part) > 2 and part not in lists.NO_NAMES:
            forms.add(part)
            forms.update(FORMS.get(part, ()))
    scot = re.match(r"(?:mc|mac)([b-df-hj-np-tv-z]\w{3,})$", word)
    if scot:
        forms.update(f"{way}{scot[1]}" for way in ("mc", "mac", "mc ", "mac ", "mc'"))
    return {form for form in forms if len(form) > 1}


def _pattern(forms):
    if not forms:
        return None
    by_length = sorted(forms, key=len, reverse=True)
    ways = [scripts.before(form) + re.escape(form) for form in by_length]
    ways += [
        r"[ ._\-*]".join(map(re.escape, form))
        for form in sorted(forms)
        if len(form) >= 4 and form.isalpha()
    ]
    whole = rf"(?<!{_LETTERS})(?:{'|'.join(ways)})(?:'s|s'|s|es)?(?!{_LETTERS})"
    anywhere = [re.escape(form) for form in by_length if scripts.is_unspaced(form)]
    return re.compile("|".join([whole, *anywhere]))


def _run_on(names):
    """:return: pattern of whole names written as one word: handles, file names"""
    runs = set()
    for name in names:
        parts = [
            re.sub(r"['\-]", "", part)
            for part in _WORD.findall(fold(name))
            if part not in lists.NO_NAMES
        ]
        if len(parts) > 1 and len("".join(parts)) > 5:
            runs.add(r"[\s._\-]?".join(map(re.escape, parts)))
            runs.add(r"[\s._\-]?".join(map(re.escape, reversed(parts))))
        if len(parts) > 1 and len(parts[-1]) >= 4 and parts[-1] not in lists.WORDS_TOO:
            runs.add(rf"\b{re.escape(parts[0][0])}[._\-]?{re.escape(parts[-1])}")
    return re.compile(rf"@?(?:{'|'.join(sorted(runs))})[\w.]*") if runs else None
