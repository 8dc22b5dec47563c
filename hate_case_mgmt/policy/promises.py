"""Which clocks run, by what has happened.

Pure reckoning over plain data: the same few rules serve an event that has just come in
and the whole story of a case told again, so both always agree.

- An event stops the pending clocks that are kept by it, if it carries what the promise
  asks to be shown and came no earlier than the clock's start. A promise that repeats
  starts anew with it.
- An event starts the clocks it triggers, unless one for the same promise and the same
  thing (this repair, that person's adjustment) is still pending.
- When the case is closed, what repeats ends; when the report is set aside, all ends;
  and what is not needed any longer may be called off by itself.
"""

from dataclasses import dataclass
from datetime import datetime

from .vocabulary import (
    DEADLINE_CANCELLED,
    DEADLINE_MET,
    DEADLINE_MET_LATE,
    DEADLINE_MISSED,
    DEADLINE_RUNNING,
    DEADLINE_WAIVED,
    EVENT_CLOSED,
    EVENT_SET_ASIDE,
    EVIDENCE_NONE,
)


@dataclass(frozen=True)
class Promise:
    """What of a commitment decides when its clocks start and stop.

    :param key: what the caller knows it by
    :param only: the events that may start it, by their keys; None for any
    """

    key: object
    trigger: str
    met_by: str
    evidence: str = EVIDENCE_NONE
    repeats: bool = False
    only: frozenset = None

    def is_started_by(self, happening):
        return self.trigger == happening.event and (
            self.only is None or happening.key in self.only
        )


@dataclass(frozen=True)
class Happening:
    """Something that happened to a case.

    :param key: what the caller knows it by
    :param at: when
    :param kinds: the kinds of evidence that its record gives
    :param subject: the thing it is about where there may be several, or None
    :param waived: the key of a promise that was waived then, or None
    :param calls_off: the promises that end with it, by what they are kept by
    """

    key: object
    event: str
    at: datetime
    kinds: frozenset = frozenset()
    subject: object = None
    waived: object = None
    calls_off: frozenset = frozenset()


@dataclass(eq=False)
class Clock:
    """A promise's clock.

    :param row: what the caller stores it as, if it does
    """

    promise: Promise
    started_at: datetime
    due_at: datetime
    subject: object = None
    state: str = DEADLINE_RUNNING
    ended_at: datetime = None
    started_by: object = None
    ended_by: object = None
    row: object = None

    def is_about(self, subject):
        """Whether something about ``subject`` concerns this clock: nobody said about
        which one, or it is this one."""
        return self.subject is None or subject is None or self.subject == subject

    def is_kept_by(self, happening):
        return (
            self.promise.met_by == happening.event
            and self.started_at <= happening.at
            and self.promise.evidence in happening.kinds | {EVIDENCE_NONE}
            and self.is_about(happening.subject)
        )

    def keep(self, happening):
        late = happening.at > self.due_at
        self._end(DEADLINE_MET_LATE if late else DEADLINE_MET, happening)

    def call_off(self, happening):
        """It ends without being kept; what was overdue by then stays missed."""
        late = happening.at > self.due_at
        self._end(DEADLINE_MISSED if late else DEADLINE_CANCELLED, happening)

    def waive(self, happening):
        self._end(DEADLINE_WAIVED, happening)

    def _end(self, state, happening):
        self.state = state
        self.ended_at = happening.at
        self.ended_by = happening.key


def happen(pending, happening, promises, reckon):
    """Let one thing happen to a case.

    :param pending: list of the :class:`Clock` still to be kept; those that end are
        taken out, those that start are put in
    :param happening: :class:`Happening`
    :param promises: the :class:`Promise` the case is held to
    :param reckon: ``reckon(promise, subject, started_at)`` gives when it falls due
    :return: ``(ended, started)``, lists of clocks
    """
    if happening.waived is not None:
        return _waive(pending, happening), []
    ended = [clock for clock in pending if clock.is_kept_by(happening)]
    for clock in ended:
        clock.keep(happening)
    anew = [(clock.promise, clock.subject) for clock in ended if clock.promise.repeats]
    called_off = [
        clock
        for clock in pending
        if clock not in ended and _calls_off(happening, clock)
    ]
    for clock in called_off:
        clock.call_off(happening)
    ended += called_off
    pending[:] = [clock for clock in pending if clock.ended_at is None]
    if happening.event == EVENT_CLOSED:
        anew = []
    anew += [
        (promise, happening.subject)
        for promise in promises
        if promise.is_started_by(happening)
    ]
    return ended, _start(pending, happening, anew, reckon)


def tell_again(happenings, promises, reckon):
    """All clocks of a case, from everything that happened to it.

    :param happenings: in any order; what happened at one moment in the order given
    :return: list of :class:`Clock`, in the order of their start
    """
    pending, clocks = [], []
    for happening in sorted(happenings, key=lambda happening: happening.at):
        _ended, started = happen(pending, happening, promises, reckon)
        clocks += started
    return clocks


def _calls_off(happening, clock):
    if happening.event == EVENT_SET_ASIDE:
        return True
    if happening.event == EVENT_CLOSED and clock.promise.repeats:
        return True
    return clock.promise.met_by in happening.calls_off and clock.is_about(
        happening.subject
    )


def _waive(pending, happening):
    ended = [
        clock
        for clock in pending
        if clock.promise.key == happening.waived
        and clock.subject == happening.subject
        and clock.started_at <= happening.at
    ][:1]
    for clock in ended:
        clock.waive(happening)
    pending[:] = [clock for clock in pending if clock.ended_at is None]
    return ended


def _start(pending, happening, anew, reckon):
    """:param anew: pairs of a promise and a subject
    :return: the clocks that start: one for each pair that has none pending"""
    running = {(clock.promise.key, clock.subject) for clock in pending}
    started = []
    for promise, subject in anew:
        if (promise.key, subject) in running:
            continue
        running.add((promise.key, subject))
        started.append(
            Clock(
                promise,
                happening.at,
                reckon(promise, subject, happening.at),
                subject=subject,
                started_by=happening.key,
            )
        )
    pending += started
    return started
