"""Finding in free text what tells who somebody is, and taking it out.

Two strengths. What names somebody, or can be looked up (names, addresses, phones,
e-mails, references, dates of birth) is found for certain: such a finding is always
taken out. What may give somebody away beside other things (a relation, a job, a school,
a language, "the only one who …") is a hint, for a person to judge.

No rule finds everything: ``tests/policy/test_redaction.py`` measures what slips
through.
"""

from bisect import bisect, bisect_left
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import itemgetter

from . import redaction_hints, redaction_names, redaction_numbers, redaction_places
from . import vocabulary_police as words
from .redaction_fold import fold

# Where two findings overlap, that of the kind which stands first here is kept
_ORDER = (
    words.FOUND_EMAIL,
    words.FOUND_REFERENCE,
    words.FOUND_PHONE,
    words.FOUND_ADDRESS,
    words.FOUND_BIRTH,
    words.FOUND_NAME,
    words.FOUND_HINT,
)
# Less than this beside another finding says nothing
_SHORTEST_REST = 3


@dataclass(frozen=True)
class People:
    """What is known of the people who must not be recognised, as it was written.

    Each field is a tuple of texts, save ``births`` (dates). Several people may share
    one: who owns which name does not matter here.
    """

    names: tuple = ()
    addresses: tuple = ()
    phones: tuple = ()
    emails: tuple = ()
    references: tuple = ()
    births: tuple = ()
    # organisation, school, code word: what else is known to give them away
    telling: tuple = ()

    def __post_init__(self):
        for field in fields(self):
            known = tuple(dict.fromkeys(filter(None, getattr(self, field.name))))
            object.__setattr__(self, field.name, known)


@dataclass(frozen=True, order=True)
class Finding:
    """One place in a text.

    ``start`` and ``end`` count characters of the text as it was given; ``shown`` is
    what stands there; ``known`` says whether it is something of the people given, or
    only looks like what belongs to somebody.
    """

    start: int
    end: int
    kind: str
    shown: str
    known: bool = False

    @property
    def certain(self):
        """Whether this may never be kept."""
        return self.kind != words.FOUND_HINT


def find(text, people=None):
    """Find what tells who somebody is.

    :param text: free text of any length, in any spelling
    :param people: :class:`People`, or None to find what can be found without knowing
        anybody: phones, e-mails, postcodes, numbers, names after a title, hints
    :return: list of :class:`Finding` in the order of the text, none overlapping
    """
    if not text:
        return []
    people = people or People()
    folded = fold(text)
    places, names = _known_places(people), _known_names(people)
    spans = [
        *redaction_numbers.spans(folded, people),
        *redaction_places.spans(folded, places),
        *redaction_names.spans(folded, names),
        *redaction_hints.spans(folded, people.telling),
    ]
    found = []
    for start, end, kind, known in _apart(spans):
        first, last = folded.original(start, end)
        found.append(Finding(first, last, kind, text[first:last], known))
    return found


def mask(text, findings):
    """Take findings out of a text.

    :param findings: :class:`Finding` of this very text
    :return: str with a word in brackets in the place of each
    :raise ValueError: a finding belongs to another text
    """
    parts, at = [], 0
    for finding in sorted(findings):
        if text[finding.start : finding.end] != finding.shown or finding.start < at:
            raise ValueError("A finding belongs to another text")
        parts += [text[at : finding.start], words.MASKS[finding.kind]]
        at = finding.end
    return "".join([*parts, text[at:]])


@lru_cache(maxsize=32)
def _known_names(people):
    return redaction_names.Names(people.names)


@lru_cache(maxsize=32)
def _known_places(people):
    return redaction_places.Places(people.addresses)


def _apart(spans):
    """:return: spans that do not overlap, in order; what is certain goes before what
    is a hint, and a hint keeps what the others leave of it
    """
    taken = []
    for span in sorted(
        set(spans), key=lambda span: (_ORDER.index(span[2]), span[0] - span[1], span)
    ):
        start, end, kind, known = span
        first = bisect(taken, start, key=itemgetter(1))
        last = bisect_left(taken, end, lo=first, key=itemgetter(0))
        clash = taken[first:last]
        if clash and kind == words.FOUND_HINT:
            taken[first:last] = sorted([*clash, *_rest(span, clash)])
        else:
            # one finding over all that overlaps, of the kind that came first
            taken[first:last] = [
                (
                    min(start, *(other[0] for other in clash[:1]), end),
                    max(end, *(other[1] for other in clash[-1:]), start),
                    clash[0][2] if clash else kind,
                    known or any(other[3] for other in clash),
                )
            ]
    return taken


def _rest(hint, taken):
    """:return: the parts of a hint that nothing else covers"""
    start, end, kind, known = hint
    for first, last, *_what in sorted(taken):
        if first - start > _SHORTEST_REST:
            yield start, first, kind, known
        start = max(start, last)
    if end - start > _SHORTEST_REST:
        yield start, end, kind, known
