"""Whether a letter is easy to read.

Measured as public bodies' guides to plain English recommend: short sentences, everyday
words, and somebody who does what is done. The list of words is short on purpose; it
holds what landlords and the police say to each other and nobody says at home.
"""

import re
from dataclasses import dataclass

from .sentence import Sentence, _lt

MOST_WORDS = 25
MOST_WORDS_ON_AVERAGE = 15
OLDEST_READER = 11
# The words, and what to say instead or beside
WORDS_TO_EXPLAIN = {
    "alleged": "who may have done it",
    "allocate": "give",
    "asb": "anti-social behaviour",
    "assessment": "talking about the risk",
    "commence": "start",
    "confidentiality": "keeping it private",
    "endeavour": "try",
    "enforcement": "making someone stop",
    "forthwith": "now",
    "henceforth": "from now on",
    "implement": "do",
    "incident": "what happened",
    "injunction": "a court order",
    "investigate": "find out",
    "liaise": "talk",
    "marac": "a meeting of services",
    "mediation": "talking with a helper",
    "multi-agency": "several services together",
    "ombudsman": "an independent judge of complaints",
    "perpetrator": "who may have done it",
    "prior to": "before",
    "pursuant": "under",
    "regarding": "about",
    "safeguarding": "keeping someone safe",
    "signpost": "tell you who can help",
    "stakeholder": "people who are concerned",
    "tenure": "kind of home",
    "triage": "first look",
    "utilise": "use",
    "vulnerability": "what makes it harder for you",
    "whilst": "while",
}
# Who does it? The reader can't tell
_NOBODY_DOES_IT = re.compile(
    r"\b(?:will|has|have|had|was|were|is|are) (?:be |been |being )?"
    r"(?:contacted|informed|notified|advised|decided|considered|reviewed|investigated"
    r"|allocated|actioned|progressed|requested|required)\b",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_END = re.compile(r"(?<=[.?!:])\s+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?<=[^aeiouyl])e$")


@dataclass(frozen=True)
class Measure:
    """What was found in a text.

    :param sentences: the sentences, as tuples of words
    :param average: words in a sentence
    :param reading_age: age in years at which it is read without help, by the formula of
        Flesch and Kincaid; syllables are counted by their vowels, so it is a guide
    :param unexplained: words that need explaining and have no explanation
    :param nobody: phrases that do not say who does it
    """

    sentences: tuple
    average: float
    reading_age: float
    unexplained: tuple
    nobody: tuple

    @property
    def too_long(self):
        """:return: the sentences with too many words"""
        return [words for words in self.sentences if len(words) > MOST_WORDS]

    @property
    def is_plain(self):
        """:return: whether there is nothing to improve"""
        return not list(notes(self))


def measure(text):
    """:param text: the words of a letter; a placeholder counts as one word
    :return: :class:`Measure`
    """
    plain = _PLACEHOLDER.sub("name", text or "")
    sentences = tuple(tuple(_WORD.findall(part)) for part in _sentences(plain))
    sentences = tuple(words for words in sentences if words)
    words = [word for sentence in sentences for word in sentence]
    average = len(words) / len(sentences) if sentences else 0.0
    return Measure(
        sentences=sentences,
        average=average,
        reading_age=_reading_age(words, average),
        unexplained=tuple(_unexplained(plain)),
        nobody=tuple(match[0] for match in _NOBODY_DOES_IT.finditer(plain)),
    )


def notes(found):
    """What could be plainer, kindly.

    :param found: :class:`Measure`
    :return: iterable of :class:`Sentence`
    """
    for words in found.too_long:
        yield Sentence(
            _lt(
                "This sentence has %(count)s words. Could it be two? “%(beginning)s …”"
            ),
            count=len(words),
            beginning=" ".join(words[:8]),
        )
    if found.average > MOST_WORDS_ON_AVERAGE:
        yield Sentence(
            _lt(
                "A sentence has %(average)s words on average. %(most)s or fewer are "
                "easy to read."
            ),
            average=round(found.average),
            most=MOST_WORDS_ON_AVERAGE,
        )
    if found.reading_age > OLDEST_READER:
        yield Sentence(
            _lt(
                "About %(age)s years of age are needed to read this with ease. Shorter "
                "words make it %(aim)s or less."
            ),
            age=round(found.reading_age),
            aim=OLDEST_READER,
        )
    for word in found.unexplained:
        yield Sentence(
            _lt(
                "Not everyone knows “%(word)s”. You could say “%(plainer)s”, or "
                "explain it in brackets."
            ),
            word=word,
            plainer=WORDS_TO_EXPLAIN[word],
        )
    for phrase in found.nobody:
        yield Sentence(_lt("“%(phrase)s”: who does it?"), phrase=phrase)


def _sentences(text):
    """A line of its own, such as a heading or a point of a list, is a sentence too."""
    for line in text.split("\n"):
        yield from _END.split(line)


def _reading_age(words, average):
    """:return: years"""
    if not words:
        return 0.0
    syllables = sum(_syllables(word) for word in words) / len(words)
    grade = 0.39 * average + 11.8 * syllables - 15.59
    return max(0.0, grade + 5)


def _syllables(word):
    return max(1, len(_VOWELS.findall(_SILENT_END.sub("", word.lower()))))


def _unexplained(text):
    """:return: iterable of the words that need explaining, each once

    One is explained where a bracket or “means” follows it, at least once.
    """
    for word in WORDS_TO_EXPLAIN:
        used = rf"\b{re.escape(word)}s?\b"
        if re.search(used, text, re.IGNORECASE) and not re.search(
            rf"{used}[^.(]*(?:\(| means )", text, re.IGNORECASE
        ):
            yield word
