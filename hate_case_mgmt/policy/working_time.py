"""When a promise falls due.

Moments come in and go out as aware datetimes in UTC. Odoo stores naive UTC: localise
with ``pytz.utc`` before the call and drop the zone after it. The calendar's time zone
decides what a day is, and the nights when the clocks change are reckoned minute by
minute as they really pass.

What the words of a promise mean here:

- *within N working days*: the day of receipt is day 0, even if it is a working day.
  Due with the last working minute of the Nth working day after it. With N = 0 it is
  due with the last working minute of the same day, or of the next working day if none
  is left.
- *within N hours*: elapsed hours, nights and holidays included.
- *within N days*: the end (23:59) of the Nth calendar day after the day of receipt,
  whether anybody works on it or not.
- *within N months*: the end of the same date N months on, or of that month's last day
  where it has no such date.

A day that is worked until midnight ends at 23:59 too, so that the date people read is
the day they expect.
"""

from bisect import bisect_left
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache

import pytz

from .sentence import Sentence, _lt
from .vocabulary import UNIT_DAYS, UNIT_HOURS, UNIT_MONTHS, UNIT_WORKING_DAYS

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LAST_MINUTE = DAY - MINUTE  # 23:59, the end of a day
# A year without one working minute is a mistake in the calendar, no long holiday
MAX_DAYS_OFF = 366
MAX_DURATION = 100_000
MAX_YEAR = 9998
# Wider than any time zone's distance from UTC
ZONE_MARGIN = timedelta(hours=15)


class NoWorkingTime(ValueError):
    """The calendar has no working time within a year."""


@dataclass(frozen=True)
class Calendar:
    """One company's working time, as plain data.

    :param time_zone: name such as ``Europe/London``
    :param attendances: ``(weekday, from, to)``, Monday is 0, minutes after local
        midnight; several a day leave a lunch gap
    :param closures: when nobody works: whole local days as ``date``, or pairs of aware
        datetimes, the end not included. A minute touched by a closure is closed, so a
        bank holiday kept as 00:00:00 to 23:59:59 closes the whole day.
    :raise ValueError: a zone, weekday, minute or closure that cannot be
    """

    time_zone: str
    attendances: tuple = ()
    closures: tuple = ()
    _zone: object = field(init=False, repr=False, compare=False)
    _hours: dict = field(init=False, repr=False, compare=False)
    _closed_days: frozenset = field(init=False, repr=False, compare=False)
    _closed_spans: list = field(init=False, repr=False, compare=False)
    _closed_starts: list = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        days = [shut for shut in self.closures if isinstance(shut, date)]
        pairs = [shut for shut in self.closures if not isinstance(shut, date)]
        spans = _merge(_whole_minutes(start, end) for start, end in pairs)
        derived = {
            "_zone": _zone(self.time_zone),
            "_hours": _hours_by_weekday(self.attendances),
            "_closed_days": frozenset(days),
            "_closed_spans": spans,
            "_closed_starts": [start for start, _end in spans],
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    def local_date(self, moment):
        """:return: the date on the wall at ``moment`` (aware)"""
        return moment.astimezone(self._zone).date()

    def end_of_work(self, day):
        """:param day: a local date
        :return: UTC moment at which that day's last working minute is over, or None
            when nobody works on it
        """
        hours = self._hours.get(day.weekday())
        if not hours or day in self._closed_days:
            return None
        midnight = datetime.combine(day, time(), timezone.utc)
        ends = []
        for begin, finish, offset in _constant_offsets(midnight, self._zone):
            for opens, shuts in hours:
                start = max(begin, midnight + opens - offset)
                end = min(finish, midnight + shuts - offset)
                if start < end:
                    ends.append(self._end_before_closures(start, end))
        return max((end for end in ends if end), default=None)

    def end_of_day(self, day):
        """:return: UTC moment of 23:59 on a local date; if the clocks jump over it,
        the moment they jump
        """
        midnight = datetime.combine(day, time(), timezone.utc)
        return max(
            min(finish, midnight + LAST_MINUTE - offset)
            for begin, finish, offset in _constant_offsets(midnight, self._zone)
            if begin < midnight + LAST_MINUTE - offset
        )

    def _end_before_closures(self, start, end):
        """:return: the end of what closures leave of a span, None if nothing"""
        last = bisect_left(self._closed_starts, end) - 1
        if last >= 0:
            closed_from, closed_to = self._closed_spans[last]
            if closed_to >= end:
                end = closed_from
        return end if end > start else None


def due(start, duration, unit, calendar):
    """When a promise made at ``start`` falls due.

    :param start: aware datetime
    :param duration: how many of the unit, 0 or more; whole working days and days
    :param unit: one of ``vocabulary.UNITS``
    :param calendar: :class:`Calendar` of the company
    :return: aware datetime in UTC, never before ``start``
    :raise ValueError: an unknown unit, a naive start, a negative or broken duration
    :raise NoWorkingTime: working days on a calendar nobody works on
    """
    if unit not in _RECKONING:
        raise ValueError(
            Sentence(_lt("There is no unit of time named %(unit)s."), unit=unit)
        )
    return _RECKONING[unit](start, duration, calendar)


def end_of_working_day_after(start, days, calendar):
    """The last working minute of the Nth working day after the day of receipt.

    :param start: aware datetime of receipt, at any hour of any day
    :param days: whole number, 0 or more; 0 means the same working day if any of it is
        left, otherwise the next
    :param calendar: :class:`Calendar` of the company
    :return: aware datetime in UTC
    :raise NoWorkingTime: a year passes without working time
    """
    start, days = _checked(start, days, whole=True)
    day = calendar.local_date(start)
    if not days:
        end = calendar.end_of_work(day)
        if end and end > start:
            return end
        days = 1
    for _nth in range(days):
        day, end = _next_working_day(day, calendar)
    return end


def hours_after(start, hours, calendar=None):
    """Elapsed hours, whatever the calendar.

    :return: aware datetime in UTC
    """
    start, hours = _checked(start, hours)
    return start + timedelta(hours=hours)


def end_of_day_after(start, days, calendar):
    """23:59 local time on the Nth calendar day after the day of receipt.

    :param days: whole number, 0 or more; 0 means today
    :return: aware datetime in UTC
    """
    start, days = _checked(start, days, whole=True)
    end = calendar.end_of_day(calendar.local_date(start) + days * DAY)
    # Received in the very last minute of a day and due the same day
    return max(start, end)


def end_of_day_after_months(start, months, calendar):
    """23:59 local time on the same date, whole calendar months later.

    The 31st becomes the last day of a shorter month.

    :param months: whole number, 0 or more
    :return: aware datetime in UTC
    """
    start, months = _checked(start, months, whole=True)
    day = calendar.local_date(start)
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > MAX_YEAR:
        raise ValueError(Sentence(_lt("That many months end beyond any calendar.")))
    last = monthrange(day.year + years, month + 1)[1]
    then = date(day.year + years, month + 1, min(day.day, last))
    return max(start, calendar.end_of_day(then))


_RECKONING = {
    UNIT_WORKING_DAYS: end_of_working_day_after,
    UNIT_HOURS: hours_after,
    UNIT_DAYS: end_of_day_after,
    UNIT_MONTHS: end_of_day_after_months,
}


def _next_working_day(day, calendar):
    """:return: the first working date after ``day`` and its last working moment"""
    for _day_off in range(MAX_DAYS_OFF):
        day += DAY
        end = calendar.end_of_work(day)
        if end:
            return day, end
    raise NoWorkingTime(
        Sentence(
            _lt(
                "The working hours hold no working time in the year after %(day)s. "
                "Add working hours, or check the closing days."
            ),
            day=(day - MAX_DAYS_OFF * DAY).isoformat(),
        )
    )


def _checked(start, amount, whole=False):
    """:return: the start in UTC and the amount, both fit to reckon with"""
    if start.tzinfo is None:
        raise ValueError(Sentence(_lt("The start needs a time zone.")))
    if not 0 <= amount <= MAX_DURATION or (whole and amount != int(amount)):
        raise ValueError(
            Sentence(
                _lt(
                    "A promise needs a number of hours, or a whole number of days, "
                    "from 0 to %(most)s."
                ),
                most=MAX_DURATION,
            )
        )
    return start.astimezone(timezone.utc), int(amount) if whole else amount


def _zone(name):
    try:
        return pytz.timezone(name)
    except pytz.UnknownTimeZoneError as unknown:
        raise ValueError(
            Sentence(_lt("There is no time zone named %(name)s."), name=name)
        ) from unknown


def _hours_by_weekday(attendances):
    """:return: ``{weekday: [(from, to), ...]}`` after midnight, up to 23:59"""
    hours = {}
    for weekday, opens, shuts in attendances:
        if not (0 <= weekday <= 6 and 0 <= opens < shuts <= 24 * 60):
            raise ValueError(
                Sentence(
                    _lt(
                        "Working hours must lie within one day, Monday to Sunday, "
                        "and end after they begin."
                    )
                )
            )
        hours.setdefault(weekday, []).append(
            (opens * MINUTE, min(shuts * MINUTE, LAST_MINUTE))
        )
    return hours


def _whole_minutes(start, end):
    """:return: the closure in UTC, widened to whole minutes"""
    if start.tzinfo is None or end.tzinfo is None or end < start:
        raise ValueError(
            Sentence(
                _lt(
                    "A closing time needs a time zone, "
                    "and must not end before it begins."
                )
            )
        )
    start, end = start.astimezone(timezone.utc), end.astimezone(timezone.utc)
    floor = end.replace(second=0, microsecond=0)
    return (
        start.replace(second=0, microsecond=0),
        floor if floor == end else floor + MINUTE,
    )


def _merge(spans):
    """:return: the same time as spans in order, with a gap between any two"""
    merged = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


# Many clocks fall due on the same days: about ten years of them
@lru_cache(maxsize=4096)
def _constant_offsets(midnight, zone):
    """Cut the time around a local date where the clocks change.

    :param midnight: the date's beginning, its wall time written as if it were UTC
    :return: ``(begin, finish, offset)`` in UTC, in order: one span of time on most
        days, two around a change. They begin before the date does in any zone, and
        finish after it.
    """
    begin, finish = midnight - ZONE_MARGIN, midnight + DAY + ZONE_MARGIN
    before, after = _offset(begin, zone), _offset(finish, zone)
    if before == after:
        return [(begin, finish, before)]
    earlier, change = begin, finish
    while change - earlier > MINUTE:
        middle = earlier + (change - earlier) // (2 * MINUTE) * MINUTE
        if _offset(middle, zone) == before:
            earlier = middle
        else:
            change = middle
    return [(begin, change, before), (change, finish, after)]


def _offset(moment, zone):
    return moment.astimezone(zone).utcoffset()
