from collections import defaultdict

import pytz

from odoo import api, fields, models

from ..policy import vocabulary as words
from ..policy import working_time


class HateCase(models.Model):
    """The promise engine: events start clocks and stop them."""

    _inherit = "hate.case"

    def _record_event(self, event, at, record=None):
        """Tell the engine that something happened to these cases.

        Running clocks whose commitment is kept by the event stop, with their evidence;
        clocks that the event triggers start. Nothing else in the addon computes a due
        date.

        :param event: one of ``policy.vocabulary.EVENTS``
        :param at: when it happened, naive UTC; may lie before now
        :param record: the record that shows it, or None
        :raise ValueError: for an event that is not in the list
        """
        if event not in dict(words.EVENTS):
            raise ValueError(f"Unknown event: {event}")
        # sudo: clocks are written by the engine alone; who may cause an event was
        # checked by the method that records it, and nothing is handed back
        cases = self.sudo()
        repeating = cases._stop_clocks(event, at, record)
        if event == words.EVENT_CLOSED:
            cases._end_rhythms(at)
            repeating = defaultdict(self.env["hate.commitment"].browse)
        cases._start_clocks(event, at, repeating)

    def _stop_clocks(self, event, at, record):
        """:return: {case: commitments that repeat and were just kept}"""
        pending = self.env["hate.deadline"].search(
            [
                ("case_id", "in", self.ids),
                ("commitment_id.met_by_event", "=", event),
                ("started_at", "<=", at),
                *self.env["hate.deadline"]._get_pending_domain(),
            ]
        )
        pending._meet(at, record)
        repeating = defaultdict(self.env["hate.commitment"].browse)
        for deadline in pending:
            if deadline.commitment_id.repeats:
                repeating[deadline.case_id] |= deadline.commitment_id
        return repeating

    def _end_rhythms(self, at):
        """What was promised again and again ends with the case.

        A round that was overdue by then stays broken.
        """
        rounds = self.env["hate.deadline"].search(
            [
                ("case_id", "in", self.ids),
                ("commitment_id.repeats", "=", True),
                ("state", "=", words.DEADLINE_RUNNING),
            ]
        )
        overdue = rounds.filtered(lambda deadline: deadline.due_at < at)
        overdue.write({"state": words.DEADLINE_MISSED})
        (rounds - overdue).write({"state": words.DEADLINE_CANCELLED})

    def _start_clocks(self, event, at, repeating):
        """Start what the event triggers, once for each commitment still pending."""
        running = defaultdict(set)
        for case, commitment in self.env["hate.deadline"]._read_group(
            [
                ("case_id", "in", self.ids),
                *self.env["hate.deadline"]._get_pending_domain(),
            ],
            ["case_id", "commitment_id"],
        ):
            running[case].add(commitment)
        calendars = {company: company._hate_calendar() for company in self.company_id}
        statutory = {
            company: company._hate_statutory_standards(at)
            for company in self.company_id
        }
        rows = []
        for case in self:
            standards = case.standard_id | statutory[case.company_id]
            due = standards.commitment_ids.filtered(
                lambda commitment: commitment.trigger_event == event
            )
            for commitment in (due | repeating[case]) - self.env[
                "hate.commitment"
            ].union(*running[case]):
                rows.append(
                    case._prepare_deadline(commitment, at, calendars[case.company_id])
                )
        self.env["hate.deadline"].create(rows)
        self._refresh_next_due()

    def _prepare_deadline(self, commitment, at, calendar):
        """:return: the values of a clock that starts now"""
        duration, unit = commitment._terms_for(self)
        due_at = self.env["hate.case"]._due(at, duration, unit, calendar)
        warn_at = fields.Datetime.subtract(due_at, hours=commitment.warn_hours)
        return {
            "case_id": self.id,
            "commitment_id": commitment.id,
            "started_at": at,
            "due_at": due_at,
            "warn_at": max(at, warn_at),
            "user_id": self._responsible_user(commitment.responsible).id,
        }

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
