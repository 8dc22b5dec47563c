import logging
from collections import defaultdict

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL

from ..policy import telling
from ..policy import vocabulary as words

_logger = logging.getLogger(__name__)

BATCH = 200
# Two servers at one clock: the second looks again
TRIES = 5
ACTIVITY = "hate_case_mgmt.mail_activity_type_promise"


class HateDeadline(models.Model):
    """Who is told about a promise: one scheduled action, in batches.

    A batch is one transaction: what was told is written down with the telling, so a
    server that is killed has told everything or nothing of it. Rows that another server
    holds are passed over. A clock that can't be handled is set aside and shown, and the
    rest go on.
    """

    _inherit = "hate.deadline"

    @api.model
    def _cron_tell(self):
        """Tell people about every promise that is nearly due, due, or overdue so long
        that somebody else has to know."""
        run = self.env["hate.promise.run"].create({})
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=self._count_due())
        while True:
            handled = self._tell_next_batch()
            run._add(handled)
            # commits: what was told and what is written about it
            time_left = cron._commit_progress(handled, remaining=self._count_due())
            if not handled or not time_left:
                break
        self.env["hate.landlord.deadline"]._tell_due()
        self.env["hate.arrival"]._tell_unopened()
        run._finish()
        cron._commit_progress()

    @api.model
    def _count_due(self):
        """:return: how many clocks wait to be looked at now"""
        return self.search_count([("look_at", "<=", fields.Datetime.now())])

    @api.model
    def _tell_next_batch(self):
        """:return: how many clocks were looked at"""
        for _try in range(TRIES):
            try:
                clocks = self._lock_due(BATCH)
                clocks._tell_or_set_aside(fields.Datetime.now())
                self.env.flush_all()
                return len(clocks)
            except SerializationFailure:
                # somebody changed one of them since this transaction began
                self.env.cr.rollback()
                self.env.invalidate_all()
        return 0

    @api.model
    def _lock_due(self, limit):
        """:return: clocks whose time has come, the longest waiting first; they and
        their cases are held until this transaction ends"""
        self.env.flush_all()
        due = self.env.execute_query(
            SQL(
                """SELECT id, case_id FROM hate_deadline
                   WHERE look_at <= %s
                   ORDER BY look_at, id LIMIT %s
                   FOR NO KEY UPDATE SKIP LOCKED""",
                fields.Datetime.now(),
                limit,
            )
        )
        # one of several clocks of a case at a time: else a person is told twice
        cases = self.env.execute_query(
            SQL(
                """SELECT id FROM hate_case WHERE id = ANY(%s)
                   ORDER BY id FOR NO KEY UPDATE SKIP LOCKED""",
                sorted({case_id for _id, case_id in due}),
            )
        )
        held = {case_id for (case_id,) in cases}
        return self.browse([id_ for id_, case_id in due if case_id in held])

    def _tell_or_set_aside(self, now):
        """Tell people about these clocks; where that fails, find out about which."""
        if not self:
            return
        try:
            with self.env.cr.savepoint():
                self._tell(now)
        except SerializationFailure:
            raise
        except Exception as error:
            self.env.invalidate_all()
            if len(self) == 1:
                # the class only: the words of an error may hold what was typed
                self._set_aside(type(error).__name__)
                return
            for clocks in self.grouped("case_id").values():
                parts = clocks if clocks == self else [clocks]
                for part in parts:
                    part._tell_or_set_aside(now)

    def _set_aside(self, why):
        """Leave a clock that can't be handled, where people see it.

        :param why: neutral words
        """
        _logger.warning("Promise %s was set aside: %s", self.id, why)
        before = self._snapshot()
        self.write(
            {
                "look_at": False,
                "set_aside_at": fields.Datetime.now(),
                "set_aside_why": why,
            }
        )
        self._log_change(words.CLOCK_SET_ASIDE, before, reason=why)

    # ------------------------------------------------------------------
    # One batch
    # ------------------------------------------------------------------

    def _tell(self, now):
        """Take every step whose time has come, for all these clocks together."""
        terms = {clock: clock._telling() for clock in self}
        steps = {
            clock: [] if clock.ended_at else terms[clock].due_steps(now)
            for clock in self
        }
        audience = self._audience(steps)
        self._remind_people(audience)
        alike = {}
        for clock, taken in steps.items():
            if taken and not audience[clock]:
                clock._set_aside(
                    self.env._("Nobody who may see the case answers for it.")
                )
                continue
            look_at = not clock.ended_at and terms[clock].after(taken).next_look()
            key = (tuple(taken), look_at or False)
            alike[key] = alike.get(key, self.browse()) | clock
        for (taken, look_at), clocks in alike.items():
            values = {"look_at": look_at, **dict.fromkeys(taken, now)}
            if telling.OVERDUE in taken:
                values["state"] = words.DEADLINE_MISSED
            clocks.write(values)
        self.case_id._take_turn()

    def _audience(self, steps):
        """:param steps: {clock: steps to take}
        :return: {clock: users to tell}, only those who may see its case
        """
        managers = {
            company: cases[:1]._managers()
            for company, cases in self.case_id.grouped("company_id").items()
        }
        wanted = {
            clock: clock._wanted(taken, managers[clock.company_id])
            for clock, taken in steps.items()
        }
        ids_of = defaultdict(set)
        for clock, users in wanted.items():
            for user in users | managers[clock.company_id]:
                ids_of[user.id].add(clock.case_id.id)
        seen = self.env["hate.case"]._seen_by_each(ids_of)
        found = {}
        for clock, users in wanted.items():
            may = users.filtered(
                lambda user, clock=clock: (user.id, clock.case_id.id) in seen
            )
            # whoever was to be told is gone or shut out: a manager has to know
            found[clock] = may or managers[clock.company_id].filtered(
                lambda user, clock=clock: (user.id, clock.case_id.id) in seen
            )
        return found

    def _wanted(self, taken, managers):
        """:param taken: steps to take
        :return: the users whom these steps are for
        """
        users = self.env["res.users"]
        if telling.WARNED in taken or telling.OVERDUE in taken:
            users |= self._responsible_people(managers)
        if telling.MANAGER in taken:
            users |= managers
        if telling.HEAD in taken:
            users |= self.company_id.hate_head_user_ids or managers
        return users

    def _responsible_people(self, managers):
        """:return: whoever answers for the promise"""
        responsible = self.commitment_id.responsible
        if responsible == words.RESPONSIBLE_MANAGER:
            return managers
        if responsible == words.RESPONSIBLE_HUB:
            return self.case_id.report_ids.received_by_id
        return self.user_id or managers

    @api.model
    def _remind_people(self, audience):
        """:param audience: {clock: users}"""
        wanted = {}
        for clock, users in audience.items():
            for user in users:
                key = clock.case_id, user
                wanted[key] = min(wanted.get(key, clock.due_at), clock.due_at)
        self.env["hate.case"]._remind_each(
            wanted, ACTIVITY, self.env._("Promises to keep")
        )
