"""How long a referral's link works, and how often it may be tried."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# The agency has this long to open and answer
LINK_DAYS = 28
# A code is for the person at the screen now
CODE_MINUTES = 30
CODE_DIGITS = 8
# What was opened with a code stays open this long in the same browser
SESSION_HOURS = 2
TRIES_A_CODE = 5
# One link asks for no more codes than that, and stands no more wrong ones
CODES_A_LINK = 10
WRONG_A_LINK = 15
SECONDS_BETWEEN_CODES = 60

OPEN = "open"
ENDED = "ended"
EXPIRED = "expired"

RIGHT = "right"
WRONG = "wrong"
TOO_LATE = "too_late"
TOO_OFTEN = "too_often"


@dataclass(frozen=True)
class Link:
    """What is known of a link. Moments are naive UTC."""

    expires_at: datetime
    revoked_at: datetime | None = None
    code_expires_at: datetime | None = None
    code_sent_at: datetime | None = None
    code_tries: int = 0
    codes_sent: int = 0
    wrong_codes: int = 0


def standing(link, now):
    """:return: ``OPEN``, ``ENDED`` or ``EXPIRED``"""
    if link.revoked_at:
        return ENDED
    return OPEN if link.expires_at > now else EXPIRED


def may_send_code(link, now):
    """:return: whether another code may be made for this link now"""
    if standing(link, now) != OPEN or link.codes_sent >= CODES_A_LINK:
        return False
    pause = timedelta(seconds=SECONDS_BETWEEN_CODES)
    return not link.code_sent_at or link.code_sent_at + pause <= now


def judge_code(link, is_right, now):
    """What a typed code does.

    :param is_right: whether it is the one that was sent last
    :return: ``RIGHT``, ``WRONG``, ``TOO_LATE`` or ``TOO_OFTEN``
    """
    if link.wrong_codes >= WRONG_A_LINK or link.code_tries >= TRIES_A_CODE:
        return TOO_OFTEN
    if not link.code_expires_at or link.code_expires_at <= now:
        return TOO_LATE
    return RIGHT if is_right else WRONG


def is_worn_out(wrong_codes):
    """:return: whether so many wrong codes were tried that the link has to end"""
    return wrong_codes >= WRONG_A_LINK
