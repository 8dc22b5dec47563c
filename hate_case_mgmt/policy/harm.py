"""The harm that has added up on one case.

A blow that would be small alone weighs more on someone who has been hit before; an
incident of last week weighs more than one of last year. So each incident counts by its
severity, and fades:

    harm = sum of  weight(severity) × 0.5 ^ (age in days / 90)

over all incidents of the case, rounded to one decimal. The weights are 1 for words or
gestures, 3 for what is repeated or threatening, 6 for damage or an attack on the home
and 10 for violence, weapons or fire. An incident whose severity nobody has said counts
1. Its age runs from the day it happened or, when that is not known, from the day we
were told. After 90 days half is left, after a year a sixteenth.

The index compares a case with itself over time and with others when time is short. It
is no measure of the person, changes no level of risk and closes nothing.
"""

from datetime import timedelta

HALF_LIFE_DAYS = 90
WEIGHTS = {"1": 1.0, "2": 3.0, "3": 6.0, "4": 10.0}
WEIGHT_UNKNOWN = 1.0
DECIMALS = 1

# The trend compares with four weeks earlier; a change of less than a tenth is none
TREND_DAYS = 28
STEADY_SHARE = 0.1

RISING = "rising"
STEADY = "steady"
FALLING = "falling"

_DAY_SECONDS = 86_400


def harm(incidents, at):
    """:param incidents: iterable of ``(severity, moment)``: a key of ``WEIGHTS`` or
        nothing, and a naive UTC datetime; what lies after ``at`` counts for nothing
    :param at: naive UTC datetime
    :return: float, never negative
    """
    total = 0.0
    for severity, moment in incidents:
        age = (at - moment).total_seconds() / _DAY_SECONDS
        if age >= 0:
            weight = WEIGHTS.get(severity, WEIGHT_UNKNOWN)
            total += weight * 0.5 ** (age / HALF_LIFE_DAYS)
    return round(total, DECIMALS)


def series(incidents, at, points, step_days):
    """:param points: how many moments, the last of which is ``at``
    :param step_days: how far apart they are
    :return: list of ``(moment, harm)``, the earliest first
    """
    known = list(incidents)
    moments = [
        at - timedelta(days=step_days * back) for back in reversed(range(points))
    ]
    return [(moment, harm(known, moment)) for moment in moments]


def trend(now, earlier):
    """:param now: the index today
    :param earlier: the index ``TREND_DAYS`` before
    :return: ``rising``, ``steady`` or ``falling``
    """
    margin = max(earlier * STEADY_SHARE, 0.1)
    if now - earlier > margin:
        return RISING
    if earlier - now > margin:
        return FALLING
    return STEADY
