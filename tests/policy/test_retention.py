"""How long a case is kept [002.7.1a]."""

from datetime import date

import pytest
from policy import retention
from policy import vocabulary_keep as keep


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        ("2020-01-31", 1, "2020-02-29"),
        ("2021-01-31", 1, "2021-02-28"),
        ("2020-02-29", 72, "2026-02-28"),
        ("2020-12-31", 1, "2021-01-31"),
        ("2020-12-05", 12, "2021-12-05"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -72, "2020-01-15"),
    ],
)
def test_calendar_months(day, months, last):
    assert retention.add_months(date.fromisoformat(day), months).isoformat() == last


def test_kept_through_its_last_day():
    last = date(2026, 3, 31)
    assert not retention.is_due(last, date(2026, 3, 31))
    assert retention.is_due(last, date(2026, 4, 1))
    assert not retention.is_due(None, date(2026, 4, 1))


@pytest.mark.parametrize(
    ("state", "legal_action", "outcome"),
    [
        ("closed", False, keep.OUTCOME_CLOSED),
        ("closed", True, keep.OUTCOME_ENFORCED),
        ("not_hate", True, keep.OUTCOME_NOT_HATE),
        ("signposted", False, keep.OUTCOME_SIGNPOSTED),
        ("open", False, None),
        ("closing", True, None),
    ],
)
def test_outcome(state, legal_action, outcome):
    assert retention.outcome_of(state, legal_action) == outcome
