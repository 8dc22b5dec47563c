import pytz

from odoo import api, models

from ..policy import vocabulary as words
from ..policy import working_time


class HateCase(models.Model):
    """The clocks of a case are made, and how their ends are reckoned."""

    _inherit = "hate.case"

    @api.model
    def _make_clocks(self, started):
        """:param started: list of ``(case, policy.promises.Clock)``
        :return: the new ``hate.deadline``; each clock has its row
        """
        rows = self.env["hate.deadline"].create(
            [case._prepare_deadline(clock) for case, clock in started]
        )
        for row, (_case, clock) in zip(rows, started, strict=True):
            clock.row = row
        return rows

    def _prepare_deadline(self, clock):
        """:return: the values of a clock that starts"""
        commitment = self._commitment(clock.promise.key)
        model, record_id = clock.subject or (False, False)
        warn_at = commitment._warn_at(clock.started_at, clock.due_at)
        return {
            "case_id": self.id,
            "commitment_id": commitment.id,
            "subject_model": model,
            "subject_id": record_id,
            "started_at": clock.started_at,
            "started_event_id": clock.started_by,
            "due_at": clock.due_at,
            "warn_at": warn_at,
            "look_at": warn_at,
            "user_id": self._responsible_user(commitment._written().responsible).id,
        }

    def _commitment(self, commitment_id):
        """:return: the ``hate.commitment``, to be read with the others of the case's
        standard in one query
        """
        together, _rhythms = self.standard_id._promised_ids()
        return self.env["hate.commitment"].browse(commitment_id).with_prefetch(together)

    def _reckoning(self, calendars=None):
        """:param calendars: dict in which working times are kept, by company
        :return: ``reckon(promise, subject, started_at)`` for this case
        """
        company = self.company_id
        calendars = {} if calendars is None else calendars

        def reckon(promise, _subject, started_at):
            if company not in calendars:
                calendars[company] = company._hate_calendar()
            terms = self._commitment(promise.key)._terms_for(self)
            return self._due(started_at, *terms, calendars[company])

        return reckon

    @api.model
    def _due(self, at, duration, unit, calendar):
        """When a promise made at ``at`` falls due.

        No report is turned away because a calendar is closed for a year on end: its
        promises then run in calendar days.

        :return: naive UTC
        """
        start = pytz.utc.localize(at)
        try:
            due = working_time.due(start, duration, unit, calendar)
        except working_time.NoWorkingTime:
            due = working_time.due(start, duration, words.UNIT_DAYS, calendar)
        return due.astimezone(pytz.utc).replace(tzinfo=None)

    def _statutory_at(self, at):
        """:return: the statutory standards that hold this case to something then"""
        return self.company_id._hate_statutory_standards(at)

    def _responsible_user(self, responsible):
        """:return: the user who answers for a promise, or nobody yet"""
        if responsible == words.RESPONSIBLE_OFFICER:
            return self.officer_id
        return self.env["res.users"]

    def _refresh_next_due(self):
        """Keep each case's next promise in step with its clocks."""
        soonest = dict(
            self.env["hate.deadline"]._read_group(
                [
                    ("case_id", "in", self.ids),
                    *self.env["hate.deadline"]._get_pending_domain(),
                ],
                ["case_id"],
                ["due_at:min"],
            )
        )
        for moment, cases in self.grouped(soonest.get).items():
            cases.next_due_at = moment
