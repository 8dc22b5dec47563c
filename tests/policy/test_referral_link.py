"""A link that was forwarded or guessed opens nothing."""

from datetime import datetime, timedelta

import pytest
from policy import referral_link as rules
from policy.referral_link import Link

NOW = datetime(2026, 11, 2, 10)
LATER = NOW + timedelta(days=20)


def link(**values):
    return Link(**{"expires_at": LATER, **values})


@pytest.mark.parametrize(
    ("values", "standing"),
    [
        ({}, rules.OPEN),
        ({"revoked_at": NOW}, rules.ENDED),
        ({"expires_at": NOW}, rules.EXPIRED),
        ({"expires_at": NOW, "revoked_at": NOW}, rules.ENDED),
    ],
)
def test_a_link_ends(values, standing):
    assert rules.standing(link(**values), NOW) == standing


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({}, rules.RIGHT),
        ({"code_tries": 4}, rules.RIGHT),
        ({"code_tries": 5}, rules.TOO_OFTEN),
        ({"wrong_codes": 15}, rules.TOO_OFTEN),
        ({"code_expires_at": NOW}, rules.TOO_LATE),
        ({"code_expires_at": None}, rules.TOO_LATE),
    ],
)
def test_the_right_code_opens_only_in_time_and_within_five_tries(values, verdict):
    values = {"code_expires_at": NOW + timedelta(minutes=1), **values}
    assert rules.judge_code(link(**values), True, NOW) == verdict
    assert rules.judge_code(link(**values), False, NOW) != rules.RIGHT


@pytest.mark.parametrize(
    ("values", "may"),
    [
        ({}, True),
        ({"code_sent_at": NOW - timedelta(seconds=59)}, False),
        ({"code_sent_at": NOW - timedelta(seconds=60)}, True),
        ({"codes_sent": 10}, False),
        ({"revoked_at": NOW}, False),
        ({"expires_at": NOW}, False),
    ],
)
def test_codes_can_t_be_asked_for_without_end(values, may):
    assert rules.may_send_code(link(**values), NOW) is may


def test_many_wrong_codes_end_the_link():
    assert not rules.is_worn_out(14)
    assert rules.is_worn_out(15)
