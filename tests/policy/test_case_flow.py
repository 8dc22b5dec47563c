"""The table of a case's way, by the rules it must have."""

import pytest
from policy import case_flow
from policy.case_flow import TRANSITIONS, is_allowed, transition
from policy.vocabulary import CASE_STATES, OPEN_STATES

STATES = [state for state, _label in CASE_STATES]


def test_names_are_unique_and_states_exist():
    assert len({step.name for step in TRANSITIONS}) == len(TRANSITIONS)
    for step in TRANSITIONS:
        assert {*step.sources, step.target} <= set(STATES)
        assert step.target not in step.sources
        assert step.roles <= {"hub", "officer", "manager"}


def test_every_state_is_reached_and_left():
    assert {step.target for step in TRANSITIONS} == set(STATES)
    assert set().union(*(step.sources for step in TRANSITIONS)) == set(STATES)


def test_the_straight_way():
    way = ["allocate", "monitor", "start_closing", "close"]
    state = "reported"
    for name in way:
        assert is_allowed(name, state, {"manager"})
        state = transition(name).target
    assert state == "closed"


@pytest.mark.parametrize("state", STATES)
def test_a_case_is_closed_only_after_closing_was_discussed(state):
    assert is_allowed("close", state, {"officer"}) == (state == "closing")


def test_what_takes_a_case_off_the_list_needs_a_reason():
    for step in TRANSITIONS:
        if step.target not in OPEN_STATES:
            assert step.needs_reason, step.name


def test_what_brings_it_back_needs_a_reason():
    for step in TRANSITIONS:
        if not step.sources & set(OPEN_STATES):
            assert step.needs_reason, step.name


@pytest.mark.parametrize("state", STATES)
def test_only_a_manager_does_not_accept_a_report_as_hate(state):
    assert not is_allowed("not_hate", state, {"hub", "officer"})
    assert is_allowed("not_hate", state, {"manager"}) == (
        state in ("reported", "open", "monitoring")
    )


def test_hub_triages_and_officer_works():
    assert is_allowed("allocate", "reported", {"hub"})
    assert is_allowed("signpost", "reported", {"hub"})
    assert not is_allowed("allocate", "reported", {"officer"})
    for name in ("monitor", "resume", "start_closing", "stop_closing", "close"):
        step = transition(name)
        for state in step.sources:
            assert not is_allowed(name, state, {"hub"})
            assert is_allowed(name, state, {"officer"})


@pytest.mark.parametrize("roles", [(), {"config"}, {"insight", "data_protection"}])
def test_nobody_else_moves_a_case(roles):
    for step in TRANSITIONS:
        for state in STATES:
            assert not is_allowed(step.name, state, roles)


def test_a_case_that_may_have_no_officer_goes_back_to_triage():
    for state in ("not_hate", "signposted"):
        targets = {step.target for step in TRANSITIONS if state in step.sources}
        assert targets == {"reported"}
    assert transition("reopen").target == "open"


def test_unknown_words():
    with pytest.raises(ValueError, match="no step named vanish"):
        transition("vanish")
    with pytest.raises(ValueError, match="no step named vanish"):
        is_allowed("vanish", "open", {"manager"})
    with pytest.raises(ValueError, match="no state named lost"):
        is_allowed("close", "lost", {"manager"})
    assert case_flow.transition("close").sources == {"closing"}
