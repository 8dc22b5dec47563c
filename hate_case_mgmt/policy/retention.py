"""How long a case is kept, reckoned in whole days of the landlord's calendar."""

import calendar

from . import vocabulary_keep as keep


def outcome_of(state, legal_action):
    """:param state: one of ``vocabulary.CASE_STATES``
    :param legal_action: whether enforcement was carried out
    :return: one of ``vocabulary_keep.RETENTION_OUTCOMES``, or None for open work
    """
    outcome = keep.OUTCOME_OF_STATE.get(state)
    if outcome == keep.OUTCOME_CLOSED and legal_action:
        return keep.OUTCOME_ENFORCED
    return outcome


def add_months(day, months):
    """Count calendar months, as the law does: from the 31st to the last day of a
    shorter month.

    :param day: ``datetime.date``
    :param months: whole months; back in time when negative
    :return: ``datetime.date``
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    last = calendar.monthrange(year, month)[1]
    return day.replace(year=year, month=month, day=min(day.day, last))


def is_due(retain_until, today):
    """A case is kept through its last day.

    :param retain_until: ``datetime.date`` or None where nobody has set a time
    :return: whether its time is over
    """
    return bool(retain_until) and retain_until < today
