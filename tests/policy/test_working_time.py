"""Due moments, worked out by hand, and against a slow second reckoning.

Times are UTC unless a comment says otherwise. London is one hour ahead (BST) from
29 March to 25 October 2026.
"""

import time
from datetime import date, datetime, timedelta, timezone

import pytest
import pytz
from hypothesis import given, settings
from hypothesis import strategies as st
from policy import vocabulary, working_time
from policy.working_time import Calendar, NoWorkingTime, end_of_working_day_after

MINUTE = timedelta(minutes=1)
# Monday to Friday, 8 to 12 and 13 to 17, as Odoo's standard week
WEEK = tuple(hours for day in range(5) for hours in ((day, 480, 720), (day, 780, 1020)))
BANK_HOLIDAYS = (
    # The early May holiday moved from Monday 4 to Friday 8 May 2020
    date(2020, 5, 8),
    # Spring moved to Thursday, and an extra Friday, in 2022
    date(2022, 6, 2),
    date(2022, 6, 3),
    # Christmas Day 2022 was a Sunday: Boxing Day stays, the substitute is Tuesday
    date(2022, 12, 26),
    date(2022, 12, 27),
    # A one-off day
    date(2023, 5, 8),
    # Good Friday and Easter Monday 2026
    date(2026, 4, 3),
    date(2026, 4, 6),
    # Christmas 2026: Boxing Day is a Saturday, its substitute Monday 28
    date(2026, 12, 25),
    date(2026, 12, 28),
    date(2027, 1, 1),
    # Christmas Day 2027 is a Saturday: substitutes Monday and Tuesday
    date(2027, 12, 27),
    date(2027, 12, 28),
    date(2028, 1, 3),
)
LONDON = Calendar("Europe/London", WEEK, BANK_HOLIDAYS)


def utc(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=timezone.utc)


def reckon(start, days=1, calendar=LONDON):
    return end_of_working_day_after(utc(start), days, calendar)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        # Wednesday 10:30 -> Thursday 17:00, not 12:00 and not Wednesday
        ("2026-03-04 10:30", "2026-03-05 17:00"),
        # in the lunch hour, and after hours on Thursday -> Friday
        ("2026-03-05 12:30", "2026-03-06 17:00"),
        ("2026-03-05 16:59", "2026-03-06 17:00"),
        ("2026-03-05 17:01", "2026-03-06 17:00"),
        # Friday, Saturday, Sunday -> Monday
        ("2026-03-06 09:00", "2026-03-09 17:00"),
        ("2026-03-07 11:00", "2026-03-09 17:00"),
        ("2026-03-08 23:59", "2026-03-09 17:00"),
        # Thursday before Easter 16:30 BST, Saturday, Easter Monday -> Tuesday 17:00 BST
        ("2026-04-02 15:30", "2026-04-07 16:00"),
        ("2026-04-04 09:00", "2026-04-07 16:00"),
        ("2026-04-06 09:00", "2026-04-07 16:00"),
        # Christmas Eve 23:50: Friday, the weekend and Monday are off -> Tuesday 29
        ("2026-12-24 23:50", "2026-12-29 17:00"),
        # New Year's Eve (Thursday): Friday is off -> Monday 4 January
        ("2026-12-31 12:00", "2027-01-04 17:00"),
        # holidays that were moved
        ("2020-05-01 10:00", "2020-05-04 16:00"),
        ("2020-05-07 10:00", "2020-05-11 16:00"),
        ("2022-06-01 10:00", "2022-06-06 16:00"),
        ("2022-12-23 10:00", "2022-12-28 17:00"),
        ("2023-05-05 10:00", "2023-05-09 16:00"),
        ("2027-12-24 10:00", "2027-12-29 17:00"),
        ("2027-12-31 10:00", "2028-01-04 17:00"),
        # Friday before the clocks go forward -> Monday 17:00 BST
        ("2026-03-27 15:00", "2026-03-30 16:00"),
        # in that night, before and after 01:00 -> the same Monday
        ("2026-03-29 00:30", "2026-03-30 16:00"),
        ("2026-03-29 01:30", "2026-03-30 16:00"),
        # the same about the night the clocks go back; 01:30 is shown twice
        ("2026-10-23 09:00", "2026-10-26 17:00"),
        ("2026-10-25 00:30", "2026-10-26 17:00"),
        ("2026-10-25 01:30", "2026-10-26 17:00"),
        # 00:30 BST on Tuesday is still Monday in UTC: day 0 is Tuesday
        ("2026-06-15 23:30", "2026-06-17 16:00"),
    ],
)
def test_within_one_working_day(start, end):
    assert reckon(start) == utc(end)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        # Monday to Friday of one week, then over the weekend
        ("2026-03-02 10:00", 4, "2026-03-06 17:00"),
        ("2026-03-02 10:00", 5, "2026-03-09 17:00"),
        # ten from Thursday 2 April: 7 8 9 10, 13 14 15 16 17, 20 April
        ("2026-04-02 15:30", 10, "2026-04-20 16:00"),
        # none: today while any of it is left, otherwise the next working day
        ("2026-03-04 05:00", 0, "2026-03-04 17:00"),
        ("2026-03-04 12:30", 0, "2026-03-04 17:00"),
        ("2026-03-04 16:59", 0, "2026-03-04 17:00"),
        ("2026-03-04 17:00", 0, "2026-03-05 17:00"),
        ("2026-03-07 10:00", 0, "2026-03-09 17:00"),
    ],
)
def test_within_several_working_days(start, days, end):
    assert reckon(start, days) == utc(end)


def test_kolkata():
    calendar = Calendar("Asia/Kolkata", WEEK)
    # Thursday 01:30 there, 5 h 30 ahead -> Friday 17:00 there
    assert reckon("2026-03-04 20:00", 1, calendar) == utc("2026-03-06 11:30")


def test_new_york():
    calendar = Calendar("America/New_York", WEEK)
    # Friday 18:00 EST; the clocks change on Sunday 8 March -> Monday 17:00 EDT
    assert reckon("2026-03-06 23:00", 1, calendar) == utc("2026-03-09 21:00")


def test_half_day():
    friday_afternoon_off = tuple(hours for hours in WEEK if hours != (4, 780, 1020))
    calendar = Calendar("Europe/London", friday_afternoon_off)
    assert reckon("2026-03-05 10:00", 1, calendar) == utc("2026-03-06 12:00")
    # Friday 12:30: nothing is left of the day
    assert reckon("2026-03-06 12:30", 0, calendar) == utc("2026-03-09 17:00")


def test_closed_part_of_a_day():
    afternoon = (utc("2026-03-05 12:00"), utc("2026-03-05 17:00"))
    calendar = Calendar("Europe/London", WEEK, (afternoon,))
    assert reckon("2026-03-04 10:00", 1, calendar) == utc("2026-03-05 12:00")
    # two closures that meet leave 8 to 10
    morning = (utc("2026-03-05 10:00"), utc("2026-03-05 12:00"))
    calendar = Calendar("Europe/London", WEEK, (afternoon, morning))
    assert reckon("2026-03-04 10:00", 1, calendar) == utc("2026-03-05 10:00")
    # the same on a day without lunch
    straight = Calendar("Europe/London", ((3, 480, 1020),), (afternoon, morning))
    assert reckon("2026-03-04 10:00", 1, straight) == utc("2026-03-05 10:00")
    # closed over midday only: work goes on until 17:00
    midday = (utc("2026-03-05 10:00"), utc("2026-03-05 15:00"))
    calendar = Calendar("Europe/London", WEEK, (midday,))
    assert reckon("2026-03-04 10:00", 1, calendar) == utc("2026-03-05 17:00")


def test_bank_holiday_as_odoo_keeps_it():
    # Good Friday from 00:00:00 to 23:59:59 BST; nothing is left of it, not even the
    # last second of a calendar worked round the clock
    second = timedelta(seconds=1)
    good_friday = (utc("2026-04-02 23:00"), utc("2026-04-03 23:00") - second)
    round_the_clock = tuple((day, 0, 1440) for day in range(7))
    calendar = Calendar("Europe/London", round_the_clock, (good_friday,))
    assert reckon("2026-04-02 15:30", 1, calendar) == utc("2026-04-04 22:59")


def test_a_minute_touched_by_a_closure_is_closed():
    second = timedelta(seconds=1)
    # from 12:30:30 to 16:59:59: work ends at 12:00, the second before 17:00 is none
    afternoon = (
        utc("2026-03-05 12:30") + 30 * second,
        utc("2026-03-05 17:00") - second,
    )
    calendar = Calendar("Europe/London", WEEK, (afternoon,))
    assert reckon("2026-03-04 10:00", 1, calendar) == utc("2026-03-05 12:00")
    # from 16:30:30: the last whole minute ends at 16:30
    early = (utc("2026-03-05 16:30") + 30 * second, utc("2026-03-05 18:00"))
    calendar = Calendar("Europe/London", WEEK, (early,))
    assert reckon("2026-03-04 10:00", 1, calendar) == utc("2026-03-05 16:30")


def test_work_in_the_nights_the_clocks_change():
    calendar = Calendar("Europe/London", ((6, 30, 90),))  # Sunday 00:30 to 01:30
    # forward: the clocks jump from 01:00 to 02:00, work ends with the jump
    assert reckon("2026-03-28 12:00", 1, calendar) == utc("2026-03-29 01:00")
    # back: 01:30 comes at 00:30 UTC and again at 01:30 UTC, which is the last
    assert reckon("2026-10-24 12:00", 1, calendar) == utc("2026-10-25 01:30")
    # an hour that does not exist that night is no working time: a week later
    skipped = Calendar("Europe/London", ((6, 60, 120),))
    assert reckon("2026-03-28 12:00", 1, skipped) == utc("2026-04-05 01:00")


def test_worked_until_midnight_ends_on_the_same_date():
    calendar = Calendar("Europe/London", ((2, 1320, 1440),))
    assert reckon("2026-03-03 12:00", 1, calendar) == utc("2026-03-04 23:59")


@pytest.mark.parametrize(
    "calendar",
    [
        Calendar("Europe/London"),
        Calendar(
            "Europe/London",
            ((6, 60, 60 + 1),),
            ((utc("2026-01-01 00:00"), utc("2028-01-01 00:00")),),
        ),
    ],
    ids=["no hours", "closed for two years"],
)
def test_no_working_time(calendar):
    with pytest.raises(NoWorkingTime, match="no working time in the year after"):
        reckon("2026-03-04 10:00", 1, calendar)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        # Christmas Eve 23:50 -> Christmas Day 23:50
        ("2026-12-24 23:50", 24, "2026-12-25 23:50"),
        # 24 hours pass although the clock on the wall shows 25, or 23
        ("2026-03-28 12:00", 24, "2026-03-29 12:00"),
        ("2026-10-24 12:00", 24, "2026-10-25 12:00"),
        ("2026-03-04 10:00", 0, "2026-03-04 10:00"),
    ],
)
def test_hours_are_elapsed_hours(start, hours, end):
    assert working_time.due(utc(start), hours, "hours", LONDON) == utc(end)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        # two weeks from Christmas Eve 23:50 -> 7 January 23:59
        ("2026-12-24 23:50", 14, "2027-01-07 23:59"),
        # four weeks from Monday 16 March -> Monday 13 April 23:59 BST
        ("2026-03-16 09:00", 28, "2026-04-13 22:59"),
        # two weeks from Monday 19 October 10:00 BST -> 2 November 23:59 GMT
        ("2026-10-19 09:00", 14, "2026-11-02 23:59"),
        # the day of the change itself
        ("2026-03-28 09:00", 1, "2026-03-29 22:59"),
        ("2026-10-24 09:00", 1, "2026-10-25 23:59"),
        # 00:30 BST on the 16th: today ends on the 16th
        ("2026-06-15 23:30", 0, "2026-06-16 22:59"),
    ],
)
def test_calendar_days_end_with_the_day(start, days, end):
    assert working_time.due(utc(start), days, "days", LONDON) == utc(end)


def test_due_in_the_last_minute_of_a_day_is_not_before_its_start():
    start = utc("2026-03-04 23:59") + timedelta(seconds=30)
    assert working_time.due(start, 0, "days", LONDON) == start


def test_a_date_that_was_left_out():
    # Samoa went from 29 to 31 December 2011; midnight was 10:00 UTC on the 30th
    samoa = Calendar("Pacific/Apia", tuple((day, 480, 1020) for day in range(7)))
    start = utc("2011-12-29 22:00")  # the 29th, 12:00
    assert working_time.due(start, 1, "days", samoa) == utc("2011-12-30 10:00")
    # the next working day is the 31st, 14 hours ahead
    assert end_of_working_day_after(start, 1, samoa) == utc("2011-12-31 03:00")


def test_every_unit_has_a_reckoning():
    for unit, _label in vocabulary.UNITS:
        due = working_time.due(utc("2026-03-04 10:00"), 1, unit, LONDON)
        assert due.tzinfo is timezone.utc


def test_start_may_come_in_any_zone():
    london = pytz.timezone("Europe/London").localize(datetime(2026, 4, 2, 16, 30))
    assert end_of_working_day_after(london, 1, LONDON) == utc("2026-04-07 16:00")
    due = working_time.due(london, 24, "hours", LONDON)
    assert due.utcoffset() == timedelta(0) and due == utc("2026-04-03 15:30")


@pytest.mark.parametrize(
    ("start", "duration", "unit", "sentence"),
    [
        (utc("2026-03-04 10:00"), 1, "weeks", "no unit of time named weeks"),
        (datetime(2026, 3, 4, 10), 1, "hours", "needs a time zone"),
        (utc("2026-03-04 10:00"), -1, "hours", "from 0 to 100000"),
        (utc("2026-03-04 10:00"), -1, "days", "from 0 to 100000"),
        (utc("2026-03-04 10:00"), 1.5, "working_days", "whole number"),
        (utc("2026-03-04 10:00"), 10**9, "working_days", "from 0 to 100000"),
        (utc("2026-03-04 10:00"), float("nan"), "hours", "from 0 to 100000"),
    ],
)
def test_refused_in_words(start, duration, unit, sentence):
    with pytest.raises(ValueError, match=sentence):
        working_time.due(start, duration, unit, LONDON)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("Europe/Riverside",), "no time zone named Europe/Riverside"),
        (("Europe/London", ((7, 480, 720),)), "within one day"),
        (("Europe/London", ((0, 720, 480),)), "end after they begin"),
        (("Europe/London", ((0, 480, 1441),)), "within one day"),
        (
            ("Europe/London", WEEK, ((datetime(2026, 1, 1), datetime(2026, 1, 2)),)),
            "needs a time zone",
        ),
        (
            (
                "Europe/London",
                WEEK,
                ((utc("2026-01-02 00:00"), utc("2026-01-01 00:00")),),
            ),
            "must not end before it begins",
        ),
    ],
)
def test_impossible_calendar(arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        Calendar(*arguments)


def test_a_year_ahead_is_quick():
    # 253 working days; thirty years of bank holidays on the calendar
    holidays = tuple(
        (utc(f"{year}-{month:02}-28 00:00"), utc(f"{year}-{month:02}-28 23:59"))
        for year in range(2010, 2040)
        for month in range(1, 9)
    )
    calendar = Calendar("Europe/London", WEEK, holidays)
    start = utc("2026-01-05 10:00")
    spent = []
    for _attempt in range(20):
        begun = time.process_time()
        end_of_working_day_after(start, 253, calendar)
        spent.append(time.process_time() - begun)
    assert min(spent) < 0.005


# --- Properties ---------------------------------------------------------------------

ZONES = (
    "Europe/London",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",  # changes by half an hour
    "Africa/Cairo",  # changes at midnight
    "Pacific/Chatham",
)
moments = st.one_of(
    st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)),
    # around nights in which one of the zones changes its clocks
    st.builds(
        lambda night, minutes: night + timedelta(minutes=minutes),
        st.sampled_from(
            [
                datetime(2026, 3, 29),
                datetime(2026, 10, 25),
                datetime(2026, 3, 8),
                datetime(2026, 11, 1),
                datetime(2026, 4, 4),
                datetime(2026, 10, 3),
                datetime(2024, 4, 25, 22),
                datetime(2024, 10, 31, 21),
            ]
        ),
        st.integers(-3 * 1440, 2 * 1440),
    ),
).map(lambda moment: moment.replace(tzinfo=timezone.utc))


@st.composite
def attendances(draw):
    days = draw(st.sets(st.integers(0, 6), min_size=2))
    hours = []
    for day in sorted(days):
        edges = draw(
            st.lists(st.integers(0, 1440), min_size=2, max_size=4, unique=True)
        )
        edges = sorted(edges)[: len(edges) // 2 * 2]
        hours += [
            (day, opens, shuts)
            for opens, shuts in zip(edges[::2], edges[1::2], strict=True)
            if opens < 1439
        ]
    # so that there is working time at all
    return (*hours, (sorted(days)[0], 540, 600))


@st.composite
def calendars_and_starts(draw):
    start = draw(moments)
    pairs = draw(
        st.lists(
            st.tuples(st.integers(-2000, 6000), st.integers(0, 90_000)), max_size=3
        )
    )
    closures = [
        (start + after * MINUTE, start + after * MINUTE + timedelta(seconds=length))
        for after, length in pairs
    ]
    closures += [
        start.date() + timedelta(days=days)
        for days in draw(st.sets(st.integers(-1, 5), max_size=2))
    ]
    zone = draw(st.sampled_from(ZONES))
    return Calendar(zone, draw(attendances()), tuple(closures)), start


def is_worked(minute, calendar):
    """Whether the whole minute that begins now is working time."""
    wall = minute.astimezone(pytz.timezone(calendar.time_zone))
    minute_of_day = wall.hour * 60 + wall.minute
    in_hours = any(
        wall.weekday() == day and opens <= minute_of_day < min(shuts, 1439)
        for day, opens, shuts in calendar.attendances
    )
    if not in_hours:
        return False
    return not any(
        closure == wall.date()
        if isinstance(closure, date)
        else closure[0] < minute + MINUTE and minute < closure[1]
        for closure in calendar.closures
    )


def slow_end_of_working_day_after(start, days, calendar):
    """The same answer, found by looking at one minute after the other."""
    zone = pytz.timezone(calendar.time_zone)
    receipt = start.astimezone(zone).date()
    minute = start.replace(second=0, microsecond=0)
    ends = {}
    today = None
    for _minute in range(60 * 1440):
        if is_worked(minute, calendar):
            day = minute.astimezone(zone).date()
            if day == receipt:
                today = minute + MINUTE
            else:
                ends[day] = minute + MINUTE
        if not days and today and minute.astimezone(zone).date() > receipt:
            return today
        if len(ends) > max(days, 1):
            return list(ends.values())[max(days, 1) - 1]
        minute += MINUTE
    raise AssertionError("the test's calendar holds too little working time")


@settings(max_examples=150)
@given(calendars_and_starts(), st.integers(0, 3))
def test_agrees_with_the_slow_reckoning(calendar_and_start, days):
    calendar, start = calendar_and_start
    fast = end_of_working_day_after(start, days, calendar)
    assert fast == slow_end_of_working_day_after(start, days, calendar)


@settings(max_examples=400)
@given(calendars_and_starts(), st.integers(0, 40))
def test_never_falls_outside_working_time(calendar_and_start, days):
    calendar, start = calendar_and_start
    due = end_of_working_day_after(start, days, calendar)
    assert due > start
    assert is_worked(due - MINUTE, calendar)
    assert not is_worked(due, calendar)


@settings(max_examples=400)
@given(
    calendars_and_starts(),
    st.sampled_from([unit for unit, _label in vocabulary.UNITS]),
    st.integers(0, 40),
    st.integers(0, 30),
    st.integers(0, 10 * 1440),
)
def test_never_moves_backwards(calendar_and_start, unit, duration, more, later):
    calendar, start = calendar_and_start
    due = working_time.due(start, duration, unit, calendar)
    assert due >= start
    assert working_time.due(start, duration + more, unit, calendar) >= due
    assert working_time.due(start + later * MINUTE, duration, unit, calendar) >= due
