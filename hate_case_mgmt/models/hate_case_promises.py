from collections import defaultdict

import pytz

from odoo import api, fields, models
from odoo.tools import SQL

from ..policy import promises, working_time
from ..policy import vocabulary as words


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
        rows = self.env["hate.deadline"].search(
            [
                ("case_id", "in", entries.case_id.ids),
                *self.env["hate.deadline"]._get_pending_domain(),
            ]
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

    # ------------------------------------------------------------------
    # Telling the whole story again
    # ------------------------------------------------------------------

    def _reckon_again(self, change, entry):
        """Reckon all clocks of this case from everything that happened to it.

        :param change: one of ``policy.vocabulary.CLOCK_CHANGES``, for the log
        :param entry: the ``hate.event`` that makes it necessary
        """
        self.ensure_one()
        rows = self.env["hate.deadline"].search([("case_id", "=", self.id)])
        known = {
            (row.commitment_id.id, row._subject_key(), row.started_at): row.due_at
            for row in rows
        }
        reckoning = self._reckoning()

        def reckon(promise, subject, started_at):
            # what was promised for a moment stays, should a calendar change later
            return known.get((promise.key, subject, started_at)) or reckoning(
                promise, subject, started_at
            )

        clocks = promises.tell_again(
            self._happenings(rows), self._promises_told(rows, entry), reckon
        )
        self._match(rows, clocks)
        self._store_again(rows, clocks, change, entry)
        self._after_clocks()

    def _happenings(self, rows):
        """:return: list of all that counts, what was taken back left out"""
        entries = self.env["hate.event"].search(
            [("case_id", "=", self.id)], order="at, id"
        )
        gone = entries.takes_back_id
        found = [
            entry._happening() for entry in entries - gone if not entry.takes_back_id
        ]
        return found + [
            promises.Happening(
                key=None,
                event=None,
                at=row.ended_at,
                subject=row._subject_key(),
                waived=row.commitment_id.id,
            )
            for row in rows
            if row.state == words.DEADLINE_WAIVED
        ]

    def _promises_told(self, rows, entry):
        """The promises of the case's own standard, and of the statutory ones as they
        were in force: one that is switched on later starts nothing in hindsight."""
        own = self.standard_id.commitment_ids
        started_by = defaultdict(set)
        for row in rows:
            started_by[row.commitment_id].add(row.started_event_id.id)
        for commitment in self._statutory_at(entry.at).commitment_ids:
            started_by[commitment].add(entry.id)
        return [commitment._promise() for commitment in own] + [
            commitment._promise(only=frozenset(keys))
            for commitment, keys in started_by.items()
            if commitment not in own
        ]

    @api.model
    def _match(self, rows, clocks):
        """Give each clock the row that stores it, by its start or else by its turn."""
        waiting = defaultdict(list)
        for row in rows.sorted(lambda row: (row.started_at, row.id)):
            waiting[row.commitment_id.id, row._subject_key()].append(row)
        for exact in (True, False):
            for clock in clocks:
                found = waiting[clock.promise.key, clock.subject]
                for row in found if clock.row is None else ():
                    if not exact or row.started_at == clock.started_at:
                        clock.row = row
                        found.remove(row)
                        break

    def _store_again(self, rows, clocks, change, entry):
        stored = self.env["hate.deadline"]
        for clock in clocks:
            if clock.row:
                stored |= clock.row
                self._store_one(clock, change, entry)
        new = [clock for clock in clocks if not clock.row]
        made = self._make_clocks([(self, clock) for clock in new])
        made._end([clock for clock in new if clock.ended_at])
        for row in rows - stored:
            if row.state != words.DEADLINE_CANCELLED:
                before = row._snapshot()
                row.write(
                    {
                        "state": words.DEADLINE_CANCELLED,
                        "ended_at": max(entry.at, row.started_at),
                        "met_at": False,
                        "look_at": False,
                    }
                )
                row._log_change(change, before, event=entry)

    def _store_one(self, clock, change, entry):
        """Bring the row of a clock in line with it, and log it if that changes it."""
        row, before = clock.row, clock.row._snapshot()
        if before["started_at"] != clock.started_at or row.due_at != clock.due_at:
            row.write(
                {
                    "started_at": clock.started_at,
                    "started_event_id": clock.started_by,
                    "due_at": clock.due_at,
                    "warn_at": row.commitment_id._warn_at(
                        clock.started_at, clock.due_at
                    ),
                }
            )
        if clock.ended_at and (clock.state, clock.ended_at) != (
            row.state,
            row.ended_at,
        ):
            row._end([clock])
        elif not clock.ended_at:
            still_missed = row.state == words.DEADLINE_MISSED and (
                row.due_at <= fields.Datetime.now()
            )
            row.write(
                {
                    "state": row.state if still_missed else words.DEADLINE_RUNNING,
                    "ended_at": False,
                    "met_at": False,
                    "ended_event_id": False,
                    "evidence_model": False,
                    "evidence_id": False,
                    "look_at": row._next_look(),
                }
            )
        if before == row._snapshot():
            return
        if row.late_reason and not row._is_late():
            row.write({"late_reason": False, "late_note": False})
        row._log_change(change, before, event=entry)

    # ------------------------------------------------------------------
    # Making clocks
    # ------------------------------------------------------------------

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
            "user_id": self._responsible_user(commitment.responsible).id,
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

    # ------------------------------------------------------------------
    # What else moves a clock
    # ------------------------------------------------------------------

    def write(self, vals):
        """Another rhythm holds from the last time the person heard from us [X4]."""
        if "update_interval_days" not in vals:
            return super().write(vals)
        changing = self.filtered(
            lambda case: case.update_interval_days != vals["update_interval_days"]
        )
        done = super().write(vals)
        # sudo: clocks are written by the engine alone; the right to write the rhythm
        # was checked by the line above
        for case in changing.sudo():
            case._reckon_rhythm()
        return done

    def _reckon_rhythm(self):
        """Reckon the running rounds whose rhythm is agreed with the person."""
        rounds = self.env["hate.deadline"].search(
            [
                ("case_id", "=", self.id),
                ("commitment_id.ceiling_days", ">", 0),
                *self.env["hate.deadline"]._get_pending_domain(),
            ]
        )
        reckon = self._reckoning() if rounds else None
        for row in rounds:
            before = row._snapshot()
            due_at = reckon(row.commitment_id._promise(), None, row.started_at)
            if due_at == row.due_at:
                continue
            row.write(
                {
                    "due_at": due_at,
                    "warn_at": row.commitment_id._warn_at(row.started_at, due_at),
                    "state": words.DEADLINE_RUNNING,
                    # what was told was told of another hour
                    "warned_at": False,
                    "overdue_told_at": False,
                    "manager_told_at": False,
                    "head_told_at": False,
                }
            )
            row.look_at = row._next_look()
            row._log_change(words.CLOCK_RHYTHM, before)
        if rounds:
            self._after_clocks()

    def _kinds_of_contact(self, method):
        """What it shows that the person affected was told something by a method.

        :param method: ``hate.contact.method``
        :return: frozenset of ``policy.vocabulary.EVIDENCE_KINDS``
        """
        kinds = {words.EVIDENCE_CONTACT, words.EVIDENCE_TOLD}
        # sudo: which way the person chose, for a record of this very case
        chosen = self.sudo().affected_party_id.preferred_method_id
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
