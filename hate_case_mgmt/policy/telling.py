"""Who is told about a promise, and when.

Four steps at most, each taken once: the responsible person is warned before it is due
and told when it is overdue; then the manager; and as long again after that the head.
A step whose time came while nothing ran is taken late, never twice, and a warning that
would come together with "overdue" is left out.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .vocabulary import ESCALATION_HEAD, ESCALATION_NOBODY, RESPONSIBLE_MANAGER

WARNED = "warned_at"
OVERDUE = "overdue_told_at"
MANAGER = "manager_told_at"
HEAD = "head_told_at"
STEPS = (WARNED, OVERDUE, MANAGER, HEAD)


@dataclass(frozen=True)
class Terms:
    """What decides when somebody is told about one clock.

    :param taken: the steps already taken
    """

    warn_at: datetime
    due_at: datetime
    escalate_to: str
    escalate_hours: int
    responsible: str
    taken: frozenset = frozenset()

    def after(self, steps):
        """:return: the terms once these steps have been taken"""
        return replace(self, taken=self.taken | set(steps))

    def moments(self):
        """:return: list of ``(step, when)``, in order"""
        wait = timedelta(hours=self.escalate_hours)
        found = [(WARNED, self.warn_at), (OVERDUE, self.due_at)]
        if self.escalate_to != ESCALATION_NOBODY:
            # a manager who answers for it has been told already
            if self.responsible != RESPONSIBLE_MANAGER:
                found.append((MANAGER, self.due_at + wait))
            if self.escalate_to == ESCALATION_HEAD:
                found.append((HEAD, self.due_at + 2 * wait))
        return found

    def open_steps(self):
        """:return: those of :meth:`moments` still to be taken"""
        return [(step, when) for step, when in self.moments() if step not in self.taken]

    def next_look(self):
        """:return: when the clock needs looking at again, or None for never"""
        return min((when for _step, when in self.open_steps()), default=None)

    def due_steps(self, now):
        """:return: the steps whose time has come"""
        return [step for step, when in self.open_steps() if when <= now]
