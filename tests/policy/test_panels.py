from datetime import date, datetime, timedelta

import pytest
from policy import panels

END = datetime(2026, 11, 24, 12, 0)
RELEASED = datetime(2026, 11, 20, 9, 0)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (RELEASED - SECOND, False),
        (RELEASED, True),
        (END, True),
        (END + timedelta(hours=24) - SECOND, True),
        (END + timedelta(hours=24), False),
    ],
)
def test_packs_are_open_to_the_second(now, expected):
    assert panels.is_open(now, RELEASED, panels.closes_at(END, 24)) is expected


def test_nothing_is_open_before_a_release():
    assert not panels.is_open(END, False, END)
    assert not panels.is_open(END, RELEASED, False)


@pytest.mark.parametrize("hours", [0, 24, 168])
def test_hours_after_that_are_possible(hours):
    assert panels.check_hours_after(hours) is None


@pytest.mark.parametrize("hours", [-1, 169])
def test_hours_after_that_are_not(hours):
    assert "0 to 168" in panels.check_hours_after(hours)


def test_quorum():
    assert panels.check_quorum(3, 3) is None
    assert panels.check_quorum(2, 3).startswith("2 marked as present")


def test_an_agreement_that_ends_before_the_meeting():
    day = date(2026, 11, 24)
    assert panels.check_agreement(None, day) is None
    assert panels.check_agreement(day, day) is None
    assert "ends before" in panels.check_agreement(day - timedelta(days=1), day)
