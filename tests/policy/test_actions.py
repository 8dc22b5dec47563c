"""What an item of the plan must hold before each step, and when a power is open."""

from collections import defaultdict
from datetime import date

import pytest
from policy import actions
from policy.plan_text import Item, Words, compose

TODAY = date(2026, 11, 21)


def values(**filled):
    return defaultdict(lambda: None, {"owner": "officer", **filled})


def test_every_gate_belongs_to_a_known_flag():
    known = {*actions.FLAGS, actions.ANY, actions.NOT_THEIRS, actions.EVER_OURS}
    assert {gate.flag for gate in actions.GATES} <= known


@pytest.mark.parametrize("gate", actions.GATES, ids=lambda gate: gate.field)
def test_each_gate_closes_and_opens(gate):
    for step in gate.steps:
        without = actions.missing(step, {gate.flag}, values())
        assert gate.sentence in without
        given = values(**{gate.field: gate.value or "something"})
        assert gate.sentence not in actions.missing(step, {gate.flag}, given)


def test_blank_is_not_given():
    gaps = actions.missing(actions.DONE, set(), values(outcome="  \n"))
    assert len(gaps) == 1


def test_residents_are_asked_for_no_reason_and_no_time():
    own = values(owner="person", is_owned=True, name="Keep a diary")
    for step in (actions.PLAN, actions.DONE, actions.NOT_DONE, actions.CANCEL):
        assert actions.missing(step, set(), own) == []


def test_what_was_ours_is_not_dropped_by_giving_it_away():
    given = values(owner="person", was_ours=True, is_owned=True, name="Call them")
    assert actions.missing(actions.PLAN, set(), given) == []
    for step in (actions.DONE, actions.NOT_DONE, actions.CANCEL):
        assert len(actions.missing(step, set(), given)) == 1


def test_a_no_is_not_a_yes():
    flags = {actions.NEEDS_YES}
    for answer in (None, "no", "not_asked"):
        gaps = actions.missing(actions.PLAN, flags, values(person_agrees=answer))
        assert any("only with the person's yes" in gap for gap in gaps)


@pytest.mark.parametrize(
    ("is_power", "start", "end", "refused"),
    [
        (False, None, None, False),
        (True, None, None, True),
        (True, TODAY, None, False),
        (True, date(2026, 11, 22), None, True),
        (True, date(2015, 3, 23), TODAY, False),
        (True, date(2015, 3, 23), date(2026, 11, 20), True),
    ],
)
def test_a_power_between_its_days(is_power, start, end, refused):
    found = actions.not_in_force(is_power, start, end, TODAY)
    assert bool(found) == refused


@pytest.mark.parametrize(
    ("youngest", "oldest", "age", "is_child", "refused"),
    [
        (0, 0, 0, True, False),
        (10, 0, 0, False, False),
        (10, 0, 0, True, True),
        (10, 0, 9, True, True),
        (10, 0, 10, True, False),
        (18, 0, 0, True, True),
        (18, 0, 17, False, True),
        (10, 17, 0, False, True),
        (10, 17, 17, True, False),
        (10, 17, 18, False, True),
    ],
)
def test_open_by_age(youngest, oldest, age, is_child, refused):
    found = actions.not_open_at_age(youngest, oldest, age, is_child)
    assert bool(found) == refused


def test_open_by_tenure():
    assert actions.not_open_to(frozenset(), None) is None
    assert actions.not_open_to(frozenset({"licensee"}), "licensee") is None
    assert actions.not_open_to(frozenset({"licensee"}), "leaseholder")
    assert actions.not_open_to(frozenset({"licensee"}), None)


def test_the_same_items_give_the_same_words():
    words = Words(*"abcdefgh", who="Who: {}.", when="By: {}.", on="Done on {}.")
    given = dict(
        ours=[Item("We call.", "your officer", "1 May 2026")],
        yours=[Item("You write it down.")],
        done=[],
        honest=["Honest.", "Honest.", ""],
    )
    text = compose(words, **given)
    assert text == compose(words, **given)
    assert "- We call. Who: your officer. By: 1 May 2026." in text
    assert text.count("Honest.") == 1
    assert "# b" not in text, "a part with nothing in it is left out"
