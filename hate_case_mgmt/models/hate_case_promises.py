from odoo import fields, models
from odoo.tools import SQL

from ..policy import promises
from ..policy import vocabulary as words

# what an event needs to know of the clocks that run
FIELDS_OF_CLOCKS = (
    "case_id",
    "commitment_id",
    "subject_model",
    "subject_id",
    "started_at",
    "due_at",
    "ended_at",
    "state",
    "warned_at",
)


class HateCase(models.Model):
    """The promise engine: events start clocks and stop them.

    The rules stand in ``policy.promises``; here is what they read and write.
    """

    _inherit = "hate.case"

    def _record_event(self, event, at, record=None):
        """Tell the engine that something happened to these cases.

        Running clocks whose commitment is kept by the event stop, if the record gives
        the evidence that is asked for; clocks that the event triggers start. Something
        that happened before what is known already has the clocks reckoned anew, and the
        log of each clock that changes says so. Nothing else in the addon computes a due
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
        self.sudo()._take_in_event(event, fields.Datetime.to_datetime(at), record)

    def _end_promises(self, events, record=None):
        """Call off what is not needed any longer: an overdue promise stays missed.

        :param events: of ``policy.vocabulary.EVENTS``, those that would keep it
        :param record: the one thing it was promised for, where there may be several
        """
        # sudo: as in _record_event
        self.sudo()._take_in_event(
            words.EVENT_CALLED_OFF, fields.Datetime.now(), record, events
        )

    def _take_in_event(self, event, at, record, calls_off=()):
        """Keep an event for each case, and let the clocks follow."""
        latest = self._latest_events()
        entries = self.env["hate.event"]._record(self, event, at, record, calls_off)
        in_order = entries.filtered(
            lambda entry: latest.get(entry.case_id.id, at) <= at
        )
        self._take_in_order(in_order)
        for entry in entries - in_order:
            entry.case_id._reckon_again(words.CLOCK_RECKONED, entry)

    def _latest_events(self):
        """:return: {case id: when the last thing happened that the engine knows}"""
        return {
            case.id: latest
            for case, latest in self.env["hate.event"]._read_group(
                [("case_id", "in", self.ids)], ["case_id"], ["at:max"]
            )
        }

    def _take_in_order(self, entries):
        """Let the latest things happen to these cases, in a fixed number of queries.

        :param entries: ``hate.event``, one for each case it happened to
        """
        rows = self.env["hate.deadline"].search_fetch(
            [
                ("case_id", "in", entries.case_id.ids),
                *self.env["hate.deadline"]._get_pending_domain(),
            ],
            FIELDS_OF_CLOCKS,
        )
        pending = rows.grouped("case_id")
        statutory, calendars = {}, {}
        all_ended, all_started = [], []
        for entry in entries:
            case, company = entry.case_id, entry.company_id
            if company not in statutory:
                statutory[company] = case._statutory_at(entry.at)
            held_to = case.standard_id | statutory[company]
            ended, started = promises.happen(
                [row._clock() for row in pending.get(case, rows.browse())],
                entry._happening(),
                [
                    promise
                    for standard in held_to
                    for promise in standard._promises_started_by(entry.event)
                ],
                case._reckoning(calendars),
            )
            all_ended += ended
            all_started += [(case, clock) for clock in started]
        rows._end(all_ended)
        self._make_clocks(all_started)
        entries.case_id._after_clocks(
            told=any(clock.row.warned_at for clock in all_ended)
        )

    def _after_clocks(self, told=True):
        """Once clocks have changed: what hangs on them follows.

        :param told: whether somebody may have been told about one of those that ended
        """
        self._refresh_next_due()
        if told:
            self._close_reminders()
        self._take_turn()

    def _take_turn(self):
        """Touch these cases, so that whoever works on their clocks at this moment
        notices: the rows of two transactions that start clocks don't meet by
        themselves. PostgreSQL refuses the second, and Odoo runs it again."""
        self.env.execute_query(
            SQL(
                """UPDATE hate_case SET clock_turn = COALESCE(clock_turn, 0) + 1
                   WHERE id = ANY(%s) RETURNING id""",
                self.ids,
            )
        )
        self.invalidate_recordset(["clock_turn"], flush=False)

    def _close_reminders(self):
        """Take the reminder off once nothing is left that somebody was told about."""
        reminders = self.env["mail.activity"].search(
            [
                ("res_model", "=", "hate.case"),
                ("res_id", "in", self.ids),
                (
                    "activity_type_id",
                    "=",
                    self.env.ref("hate_case_mgmt.mail_activity_type_promise").id,
                ),
            ]
        )
        if not reminders:
            return
        clocks = self.env["hate.deadline"]
        waiting = clocks.search_fetch(
            [
                ("case_id", "in", self.ids),
                ("warned_at", "!=", False),
                *clocks._get_pending_domain(),
            ],
            ["case_id"],
        ).case_id
        reminders.filtered(lambda reminder: reminder.res_id not in waiting.ids).unlink()

    def _kinds_of_contact(self, method):
        """What it shows that the person affected was told something by a method.

        :param method: ``hate.contact.method``
        :return: frozenset of ``policy.vocabulary.EVIDENCE_KINDS``
        """
        kinds = {words.EVIDENCE_CONTACT, words.EVIDENCE_TOLD}
        # sudo: which way the person chose, for a record of this very case
        # Asked for by itself: the line with all their safe ways takes more queries
        people = self.env["hate.party"].sudo()
        affected = people.search_fetch(
            [("case_id", "in", self.ids), ("role", "=", words.ROLE_VICTIM)],
            ["preferred_method_id"],
            limit=1,
        )
        chosen = affected.preferred_method_id
        if not chosen or method == chosen:
            kinds.add(words.EVIDENCE_CHOSEN)
        return frozenset(kinds)

    def _note_attempt(self, at):
        """Show beside the clocks that someone tried to reach the person: it stops none.

        :param at: when, naive UTC
        """
        # sudo: clocks are written by the engine alone
        clocks = self.env["hate.deadline"].sudo()
        for clock in clocks.search(
            [
                ("case_id", "in", self.ids),
                ("started_at", "<=", at),
                ("commitment_id.evidence", "in", words.EVIDENCE_OF_CONTACT),
                *clocks._get_pending_domain(),
            ]
        ):
            clock.write(
                {
                    "attempts": clock.attempts + 1,
                    "last_attempt_at": max(clock.last_attempt_at or at, at),
                }
            )
