"""What a person is given of what is kept about them, and by when [002.7.1a]."""

from datetime import date

import pytest
from policy import subject_access as policy
from policy import vocabulary as words
from policy.working_time import Calendar

OFFICE = Calendar(
    attendances=tuple((day, 9 * 60, 17 * 60) for day in range(5)),
    time_zone="Europe/London",
)


@pytest.mark.parametrize(
    ("received", "extended", "answer_by"),
    [
        ("2026-03-03", False, "2026-04-03"),
        ("2026-01-31", False, "2026-03-02"),
        ("2024-01-31", False, "2024-02-29"),
        ("2026-01-31", True, "2026-04-30"),
    ],
)
def test_due(received, extended, answer_by):
    day = policy.due_on(date.fromisoformat(received), OFFICE, extended)
    assert day.isoformat() == answer_by


@pytest.mark.parametrize(
    ("role", "model", "field", "them", "another", "given"),
    [
        (words.ROLE_VICTIM, "hate.incident", "narrative", False, False, True),
        (words.ROLE_VICTIM, "hate.contact", "said", False, True, False),
        (words.ROLE_VICTIM, "hate.match.key", "key", False, False, False),
        (words.ROLE_WITNESS, "hate.incident", "narrative", False, False, False),
        (words.ROLE_WITNESS, "hate.contact", "said", True, False, True),
        (words.ROLE_ALLEGED, "hate.incident", "narrative", False, False, False),
        (words.ROLE_ALLEGED, "hate.incident", "narrative", True, False, False),
        (words.ROLE_ALLEGED, "hate.party", "description", True, False, False),
        (words.ROLE_ALLEGED, "hate.party", "address", True, False, True),
        (words.ROLE_ALLEGED, "hate.letter", "body", False, True, False),
    ],
)
def test_what_is_given(role, model, field, them, another, given):
    assert policy.may_give(role, model, field, them, another) is given
