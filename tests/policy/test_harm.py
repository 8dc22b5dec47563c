from datetime import datetime, timedelta

import pytest
from policy import harm

NOW = datetime(2026, 11, 21, 12)


def ago(days):
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    ("severity", "weight"), [("1", 1), ("2", 3), ("3", 6), ("4", 10), (None, 1)]
)
def test_an_incident_of_today_counts_its_weight(severity, weight):
    assert harm.harm([(severity, NOW)], NOW) == weight


def test_half_is_left_after_ninety_days():
    assert harm.harm([("4", ago(90))], NOW) == 5.0
    assert harm.harm([("4", ago(180))], NOW) == 2.5


def test_incidents_add_up():
    """Five small ones weigh more than one large [001.d1]."""
    small = [("2", ago(day)) for day in range(5)]
    assert harm.harm(small, NOW) > harm.harm([("4", NOW)], NOW)


def test_the_future_counts_for_nothing():
    assert harm.harm([("4", NOW + timedelta(hours=1))], NOW) == 0


def test_nothing_is_nothing():
    assert harm.harm([], NOW) == 0


def test_the_course_ends_today():
    course = harm.series([("3", ago(10))], NOW, 3, 7)
    assert [moment for moment, _value in course] == [ago(14), ago(7), NOW]
    assert course[0][1] == 0 < course[2][1] < course[1][1] < 6


@pytest.mark.parametrize(
    ("now", "earlier", "expected"),
    [
        (10, 5, "rising"),
        (5, 10, "falling"),
        (10, 10, "steady"),
        (10.9, 10, "steady"),
        (11.2, 10, "rising"),
        (8.9, 10, "falling"),
        (1, 0, "rising"),
        (0, 0, "steady"),
    ],
)
def test_the_trend(now, earlier, expected):
    assert harm.trend(now, earlier) == expected
