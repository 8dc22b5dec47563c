"""The way of a case, as a table.

    reported -> open -> monitoring -> closing -> closed
    beside it: not_hate, signposted; and the ways back

The table says which step leads where, who may take it and whether a reason is
compulsory. What must be done before a step (an officer named, a letter written) is
checked by the case itself.
"""

from dataclasses import dataclass

from .sentence import Sentence, _lt
from .vocabulary import (
    CASE_STATES,
    RESPONSIBLE_HUB,
    RESPONSIBLE_MANAGER,
    RESPONSIBLE_OFFICER,
    STATE_CLOSED,
    STATE_CLOSING,
    STATE_MONITORING,
    STATE_NOT_HATE,
    STATE_OPEN,
    STATE_REPORTED,
    STATE_SIGNPOSTED,
)

TRIAGE = frozenset({RESPONSIBLE_HUB, RESPONSIBLE_MANAGER})
CASEWORK = frozenset({RESPONSIBLE_OFFICER, RESPONSIBLE_MANAGER})
ANYONE = TRIAGE | CASEWORK
MANAGER = frozenset({RESPONSIBLE_MANAGER})

ALLOCATE = "allocate"
SIGNPOST = "signpost"
REJECT_AS_HATE = "not_hate"
MONITOR = "monitor"
RESUME = "resume"
START_CLOSING = "start_closing"
STOP_CLOSING = "stop_closing"
CLOSE = "close"
REOPEN = "reopen"
TRIAGE_AGAIN = "triage_again"


@dataclass(frozen=True)
class Transition:
    """One step a case can take.

    :param name: the step; the case's method is ``action_<name>``
    :param sources: the states it leads out of
    :param target: the state it leads to
    :param roles: any one of these may take it
    :param needs_reason: whether a reason is compulsory
    """

    name: str
    sources: frozenset
    target: str
    roles: frozenset
    needs_reason: bool = False


TRANSITIONS = (
    Transition(ALLOCATE, frozenset({STATE_REPORTED}), STATE_OPEN, TRIAGE),
    Transition(
        SIGNPOST,
        frozenset({STATE_REPORTED, STATE_OPEN}),
        STATE_SIGNPOSTED,
        ANYONE,
        needs_reason=True,
    ),
    # Perception decides; not to accept it takes a manager and a reason
    # [002.4.3] [003.5.4]
    Transition(
        REJECT_AS_HATE,
        frozenset({STATE_REPORTED, STATE_OPEN, STATE_MONITORING}),
        STATE_NOT_HATE,
        MANAGER,
        needs_reason=True,
    ),
    Transition(MONITOR, frozenset({STATE_OPEN}), STATE_MONITORING, CASEWORK),
    Transition(RESUME, frozenset({STATE_MONITORING}), STATE_OPEN, CASEWORK),
    Transition(
        START_CLOSING,
        frozenset({STATE_OPEN, STATE_MONITORING}),
        STATE_CLOSING,
        CASEWORK,
    ),
    Transition(
        STOP_CLOSING,
        frozenset({STATE_CLOSING}),
        STATE_OPEN,
        CASEWORK,
        needs_reason=True,
    ),
    Transition(
        CLOSE, frozenset({STATE_CLOSING}), STATE_CLOSED, CASEWORK, needs_reason=True
    ),
    Transition(
        REOPEN, frozenset({STATE_CLOSED}), STATE_OPEN, CASEWORK, needs_reason=True
    ),
    # These may never have had an officer: back to the triage list, where somebody
    # waits for them
    Transition(
        TRIAGE_AGAIN,
        frozenset({STATE_NOT_HATE, STATE_SIGNPOSTED}),
        STATE_REPORTED,
        MANAGER,
        needs_reason=True,
    ),
)

_BY_NAME = {step.name: step for step in TRANSITIONS}
_STATES = frozenset(state for state, _label in CASE_STATES)


def transition(name):
    """:return: the :class:`Transition` of that name
    :raise ValueError: there is none
    """
    if name not in _BY_NAME:
        raise ValueError(Sentence(_lt("A case has no step named %(name)s."), name=name))
    return _BY_NAME[name]


def is_allowed(name, state, roles):
    """Whether someone may take a step now.

    :param name: of the transition
    :param state: of the case
    :param roles: the roles the user holds: ``hub``, ``officer``, ``manager``; others
        count for nothing
    :raise ValueError: an unknown step or state
    """
    step = transition(name)
    if state not in _STATES:
        raise ValueError(
            Sentence(_lt("A case has no state named %(state)s."), state=state)
        )
    return state in step.sources and not step.roles.isdisjoint(roles)
