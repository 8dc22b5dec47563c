from collections import defaultdict

from odoo import api, fields, models

from ..policy import promises
from ..policy import vocabulary as words


class HateCase(models.Model):
    """The story of a case told again: when something is learned late or was entered in
    error, and when another rhythm is agreed, its clocks are reckoned anew."""

    _inherit = "hate.case"

    def _reckon_again(self, change, entry=None):
        """Reckon all clocks of this case from everything that happened to it.

        :param change: one of ``policy.vocabulary.CLOCK_CHANGES``, for the log
        :param entry: the ``hate.event`` that makes it necessary, if one does
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
        if entry:
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
        at = entry.at if entry else fields.Datetime.now()
        for row in rows - stored:
            if row.state != words.DEADLINE_CANCELLED:
                before = row._snapshot()
                row.write(
                    {
                        "state": words.DEADLINE_CANCELLED,
                        "ended_at": max(at, row.started_at),
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
