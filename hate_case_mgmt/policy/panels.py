"""When the packs of a meeting may be read, and what a meeting needs to begin.

A pack is open from the second of its release until so many hours after the meeting,
and not a second longer. All moments are naive UTC.
"""

from datetime import timedelta

from .sentence import Sentence, _lt

# A pack stays open for a week after the meeting at most
MAX_HOURS_AFTER = 168


def closes_at(meeting_end, hours_after):
    """:param meeting_end: datetime at which the meeting ended, or is to end
    :param hours_after: how long the packs stay open after that, in elapsed hours
    :return: the first second at which they can't be read any more
    """
    return meeting_end + timedelta(hours=hours_after)


def is_open(now, released_at, closed_from):
    """:param released_at: datetime, or a false value while nothing is released
    :param closed_from: datetime, as :func:`closes_at` gives it
    :return: whether packs can be read at this second
    """
    return bool(released_at and closed_from) and released_at <= now < closed_from


def check_hours_after(hours):
    """:return: :class:`Sentence` that says what is wrong, or None"""
    if 0 <= hours <= MAX_HOURS_AFTER:
        return None
    return Sentence(
        _lt(
            "Packs can stay open for 0 to %(most)s hours after a meeting. Please "
            "enter a number between those."
        ),
        most=MAX_HOURS_AFTER,
    )


def check_quorum(present, quorum):
    """Whether enough have come.

    :return: :class:`Sentence` that says what is missing, or None
    """
    if present >= quorum:
        return None
    return Sentence(
        _lt(
            "%(present)s marked as present, and this panel needs %(quorum)s. Please "
            "mark who is here, or put the meeting off."
        ),
        present=present,
        quorum=quorum,
    )


def check_agreement(expires_on, day):
    """Whether the sharing agreement lasts until the meeting.

    :param expires_on: date, or a false value where no end is agreed
    :param day: date of the meeting where the landlord is
    :return: :class:`Sentence`, or None
    """
    if not expires_on or day <= expires_on:
        return None
    return Sentence(
        _lt(
            "The sharing agreement of this panel ends before the meeting. Please have "
            "it renewed and enter its new end, then release the packs."
        )
    )
