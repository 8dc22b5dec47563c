"""When a person may be contacted, and when not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policy.safe_contact import Wishes, check_hours, clock, refusal
from policy.vocabulary import CONTACT_METHODS

METHODS = [code for code, _label in CONTACT_METHODS]


@given(st.sampled_from(METHODS), st.floats(0, 23.99), st.booleans())
def test_nothing_is_safe_until_the_person_says_so(method, hour, discusses):
    assert refusal(Wishes(), method, hour, discusses)


@given(st.sampled_from(METHODS), st.floats(0, 23.99))
def test_all_is_safe_at_any_time_where_the_person_says_so(method, hour):
    assert refusal(Wishes(methods=frozenset(METHODS)), method, hour) is None


@given(st.sampled_from(METHODS), st.floats(0, 23.99))
def test_who_comes_to_us_is_left_in_peace(method, hour):
    wishes = Wishes(methods=frozenset(METHODS), contact_them_only=True)
    assert "they will contact us" in refusal(wishes, method, hour)


@pytest.mark.parametrize(
    "hour, safe", [(9.49, False), (9.5, True), (14.99, True), (15, False), (0, False)]
)
def test_hours_begin_with_the_first_minute_and_end_before_the_last(hour, safe):
    wishes = Wishes(methods=frozenset(METHODS), safe_from=9.5, safe_until=15)
    assert (refusal(wishes, "phone", hour) is None) == safe
    # letters come when the post does; a meeting is agreed with the person
    assert refusal(wishes, "post", hour) is None
    assert refusal(wishes, "place", hour) is None


def test_without_authority_nothing_of_the_matter_is_said():
    wishes = Wishes(methods=frozenset(METHODS), awaits_authority=True)
    assert "written authority" in refusal(wishes, "email", 10)
    assert refusal(wishes, "email", 10, discusses=False) is None


@pytest.mark.parametrize("hours", [(0, 0), (0, 24), (9, 17), (0, 0.5)])
def test_hours_that_can_be(hours):
    assert check_hours(*hours) is None


@pytest.mark.parametrize("hours", [(9, 9), (17, 9), (-1, 3), (9, 24.5), (9, 0)])
def test_hours_that_cannot_be(hours):
    assert check_hours(*hours)


@pytest.mark.parametrize(
    "hour, shown", [(0, "0:00"), (9.5, "9:30"), (14.75, "14:45"), (24, "24:00")]
)
def test_an_hour_as_people_read_it(hour, shown):
    assert clock(hour) == shown
