"""Checks of what people type: each answers with a plain sentence, or with nothing."""

import unicodedata
from datetime import datetime

from .sentence import Sentence, _lt

MAX_CHARACTERS = 200_000
EARLIEST_YEAR = 1900
MAX_FILE_NAME_BYTES = 200
# Names that Windows keeps for devices, whatever their ending
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)]
)
_NOT_IN_FILE_NAMES = str.maketrans('<>:"|?*', "_______")


def check_moment(value, now, what):
    """Whether something can have happened then.

    :param value: date, or datetime naive or aware as ``now`` is
    :param now: datetime; give it in the user's zone to compare with a date
    :param what: what the value is, such as "the date of the incident", in the
        user's language
    :return: :class:`Sentence` or None
    """
    if value.year < EARLIEST_YEAR:
        return Sentence(
            _lt("Please check %(what)s: the year %(year)s is too long ago."),
            what=what,
            year=value.year,
        )
    limit = now if isinstance(value, datetime) else now.date()
    if value > limit:
        return Sentence(_lt("Please check %(what)s: it lies in the future."), what=what)
    return None


def check_period(start, end, what):
    """Whether a period ends after it begins.

    :param start, end: two of a kind, or None where not known
    :param what: what the period is, such as "when it happened", in the user's language
    :return: :class:`Sentence` or None
    """
    if start and end and end < start:
        return Sentence(
            _lt("Please check %(what)s: the end lies before the beginning."), what=what
        )
    return None


def check_length(text, what):
    """Whether a text is short enough to keep: about 100 printed pages.

    :param what: what the text is, such as "what happened", in the user's language
    :return: :class:`Sentence` or None
    """
    if len(text) > MAX_CHARACTERS:
        return Sentence(
            _lt(
                "Please shorten %(what)s: it has %(length)s characters, and "
                "%(most)s are possible. You can attach the rest as a file."
            ),
            what=what,
            length=f"{len(text):,}",
            most=f"{MAX_CHARACTERS:,}",
        )
    return None


def clean_text(text):
    """A text of several lines without what a database or screen can't take.

    Line breaks become ``\\n``; tabs, emoji and writing from right to left stay. Nothing
    a person can have meant is lost.

    :return: str without control characters and broken halves of characters
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        character
        for character in lines
        if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")
    )


def clean_line(text):
    """A text for one line: a name, a subject, a heading.

    Marks that turn the direction of the text around go as well: they could make it read
    as something else.

    :return: str of words with one space between
    """
    spaced = " ".join(text.split())
    return " ".join(
        "".join(
            character
            for character in spaced
            if unicodedata.category(character) not in ("Cc", "Cs")
            and not _turns_text(character)
        ).split()
    )


def neutral_file_name(name, fallback="file"):
    """A file name that is safe to keep, to show and to send.

    :param name: as a browser or mail program gave it
    :param fallback: what to call a file of which nothing is left
    :return: str without folders, control characters, invisible marks and signs that
        some systems refuse; at most 200 bytes in UTF-8, its ending kept
    """
    last = clean_line(name.replace("\\", "/")).rsplit("/", 1)[-1]
    visible = "".join(
        character for character in last if unicodedata.category(character) != "Cf"
    )
    neutral = visible.translate(_NOT_IN_FILE_NAMES).strip(" .")
    if neutral.split(".")[0].strip().lower() in _DEVICES:
        neutral = f"_{neutral}"
    return _shortened(neutral) or fallback


def _turns_text(character):
    """:return: whether this is an embedding, override or isolate of direction"""
    return unicodedata.bidirectional(character) in (
        "LRE",
        "RLE",
        "LRO",
        "RLO",
        "PDF",
        "LRI",
        "RLI",
        "FSI",
        "PDI",
    )


def _shortened(name):
    """:return: the name within the bytes allowed, its ending kept if it is one"""
    if len(name.encode()) <= MAX_FILE_NAME_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending.encode()) > MAX_FILE_NAME_BYTES // 10:
        stem, dot, ending = name, "", ""
    room = MAX_FILE_NAME_BYTES - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + dot + ending
