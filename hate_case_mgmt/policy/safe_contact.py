"""Whether a person may be contacted in a way, at a moment, and if not, why.

Every way is unsafe until the person has called it safe. What a person says about this
outweighs any promise of ours about speed.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from .sentence import Sentence, _lt
from .vocabulary import (
    METHOD_EMAIL,
    METHOD_PHONE,
    METHOD_TEXT,
    METHOD_VISIT,
    METHOD_VOICEMAIL,
)

DAY_END = 24.0
# A letter comes when the post does, and a meeting is agreed with the person
METHODS_HEARD_AT_ONCE = frozenset(
    {METHOD_PHONE, METHOD_VOICEMAIL, METHOD_TEXT, METHOD_EMAIL, METHOD_VISIT}
)


@dataclass(frozen=True)
class Wishes:
    """What a person has said about contact.

    :param methods: codes of the ways called safe
    :param safe_from, safe_until: hours of the person's day, 0 to 24; both 0 means any
        time
    :param contact_them_only: they come to us, we never go to them
    :param awaits_authority: they speak for someone and no written authority is on file
    """

    methods: frozenset = frozenset()
    safe_from: float = 0.0
    safe_until: float = 0.0
    contact_them_only: bool = False
    awaits_authority: bool = False

    @property
    def has_hours(self):
        return bool(self.safe_from or self.safe_until)


def refusal(wishes, method, hour, discusses=True):
    """Why a contact may not be made.

    :param wishes: :class:`Wishes`
    :param method: code of the way of contact
    :param hour: of the person's clock, 0 to 24, with minutes as a fraction
    :param discusses: whether the contact says anything about the matter
    :return: :class:`Sentence` or None if the contact may be made
    """
    if wishes.contact_them_only:
        return Sentence(
            _lt("This person asked us not to contact them: they will contact us.")
        )
    if wishes.awaits_authority and discusses:
        return Sentence(
            _lt(
                "Nothing may be discussed with this person until written authority is "
                "on file."
            )
        )
    if method not in wishes.methods:
        return Sentence(_lt("The person has not called this way of contact safe."))
    if (
        method in METHODS_HEARD_AT_ONCE
        and wishes.has_hours
        and not wishes.safe_from <= hour < wishes.safe_until
    ):
        return Sentence(_lt("This is outside the hours the person called safe."))
    return None


def next_safe(wishes, moment):
    """When a contact that is heard at once may next be made, as far as hours go.

    :param wishes: :class:`Wishes`
    :param moment: of the person's clock, without a zone
    :return: that moment, or the next at which the safe hours begin
    """
    midnight = datetime.combine(moment, time())
    hour = (moment - midnight) / timedelta(hours=1)
    if not wishes.has_hours or wishes.safe_from <= hour < wishes.safe_until:
        return moment
    opens_at = midnight + timedelta(hours=wishes.safe_from)
    return opens_at if opens_at > moment else opens_at + timedelta(days=1)


def check_hours(safe_from, safe_until):
    """Whether safe hours can be kept.

    :param safe_from, safe_until: hours of the day
    :return: :class:`Sentence` or None
    """
    if not (0 <= safe_from <= DAY_END and 0 <= safe_until <= DAY_END):
        return Sentence(_lt("Please give safe times between 0:00 and 24:00."))
    if (safe_from or safe_until) and safe_until <= safe_from:
        return Sentence(
            _lt("Please check the safe times: the end must be after the start.")
        )
    return None


def clock(hour):
    """:return: an hour of the day as ``17:30``"""
    minutes = round(hour * 60)
    return f"{minutes // 60}:{minutes % 60:02d}"
