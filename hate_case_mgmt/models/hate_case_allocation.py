import pytz

from odoo import fields, models
from odoo.exceptions import UserError

from ..policy import case_flow
from ..policy import vocabulary as words


class HateCase(models.Model):
    """One named officer: choosing them, handing over, telling the person."""

    _inherit = "hate.case"

    # ------------------------------------------------------------------
    # Dialogues
    # ------------------------------------------------------------------

    def action_open_allocate(self):
        """Open the list of officers for a report."""
        self._check_step(case_flow.ALLOCATE)
        return self._open_officers(case_flow.ALLOCATE, self.env._("Allocate"))

    def action_open_hand_over(self):
        """Open the list of officers for a case that has, or had, one."""
        self._check_hand_over()
        return self._open_officers(words.EVENT_HANDED_OVER, self.env._("Hand over"))

    def _open_officers(self, step, title):
        wizard = self.env["hate.case.allocate"].create(
            {"case_id": self.id, "step": step}
        )
        return {
            **self._open_dialogue("hate.case.allocate", title),
            "res_id": wizard.id,
        }

    def action_read_first(self):
        """:return: the one-page summary for whoever takes a case over"""
        self.ensure_one()
        self.check_access("read")
        report = self.env.ref("hate_case_mgmt.hate_case_report_read_first")
        return report.report_action(self)

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_allocate(self, officer_id, reason=None, connected=False):
        """Name the officer [003.5.1b] [003.8.1b] [004.2a].

        The officer becomes a member, whoever took the report ceases to be one, the
        officer's clocks start and the person is told.

        :param officer_id: id of the ``res.users``
        :param reason: of a manager, where there is a conflict or lapsed training
        :param connected: the officer knows someone in the case
        :raise UserError: the officer can't be chosen, or a reason is missing
        """
        self._check_step(case_flow.ALLOCATE)
        officer = self._check_officer(officer_id, reason, connected)
        self._lock()
        # sudo: method-only fields; checked above, and the user may lose the case by it
        self.sudo()._allocate_to(officer, reason)

    def action_hand_over(self, officer_id, note, reason=None, connected=False):
        """Give the case to another officer, whom nobody has to tell their story again.

        :param officer_id: id of the ``res.users``
        :param note: what the next officer must know; kept as a staff note
        :param reason: of a manager, where there is a conflict or lapsed training
        :param connected: the officer knows someone in the case
        :raise UserError: the officer can't be chosen, or a note or reason is missing
        """
        self._check_hand_over()
        if not (note or "").strip():
            raise UserError(
                self.env._("Please leave the next officer a note to read first.")
            )
        officer = self._check_officer(officer_id, reason, connected)
        self._lock()
        # sudo: as in action_allocate
        self.sudo()._hand_over_to(officer, note, reason)

    def _allocate_to(self, officer, reason=None):
        """Name the officer of these reports, as superuser, after all checks.

        All at once takes as many queries as one.
        """
        self.write({"state": words.STATE_OPEN, "officer_id": officer.id})
        self._start_officer(officer, words.EVENT_ALLOCATED, reason)
        self._log_neutral(self.env._("Allocated to an officer"))
        self._welcome_officer(officer, self.env._("You have a new case"))
        for loggers, cases in self.grouped(lambda case: case._loggers()).items():
            cases._remove_members(loggers)

    def _hand_over_to(self, officer, note, reason=None):
        """Give these cases to another officer, as superuser, after all checks."""
        former = self.grouped("officer_id")
        self._add_notes(f"{self.env._('Handed over')}\n{note}")
        self.write({"officer_id": officer.id})
        self._start_officer(officer, words.EVENT_HANDED_OVER, reason)
        self._log_neutral(self.env._("Handed over to another officer"))
        for user, cases in former.items():
            cases._remove_members(user)
        self._welcome_officer(
            officer, self.env._("A case was handed to you: read this first")
        )

    def _start_officer(self, officer, event, reason):
        """The officer comes in, and answers for the promises from now on."""
        self._add_members(officer)
        self._record_event(
            event, fields.Datetime.now(), self if len(self) == 1 else None
        )
        self._move_clocks(officer)
        if reason:
            text = self.env._("Why this officer all the same")
            self._add_notes(f"{text}\n{reason}")

    def _welcome_officer(self, officer, summary):
        """Tell the officer, and let the people know who it is."""
        if officer != self.env.user:
            for today, cases in self.grouped(lambda case: case._local_today()).items():
                cases._remind(officer, summary, due_on=today)
        self._introduce_officer(officer)

    def _introduce_officer(self, officer):
        """Tell the people by a safe way who their officer is [000.b7b].

        What can't go safely by itself is the officer's to do, by the way the person has
        called safe.
        """
        # what decides whether a letter is safe, for everybody at once
        for name in ("safe_method_ids", "awaits_authority"):
            self.party_ids.mapped(name)
        untold = self.filtered(lambda case: not case._introduce_by_letter())
        for due_on, cases in untold.grouped(
            lambda case: case._introduction_due_on()
        ).items():
            cases._remind(
                officer,
                self.env._("Tell the person who their officer is, in a safe way"),
                due_on=due_on,
            )

    def _introduce_by_letter(self):
        """:return: whether everybody who has to know was told by a letter"""
        people = self._people_to_tell()
        return bool(people) and people == people.filtered(self._send_introduction)

    def _introduction_due_on(self):
        """:return: local date by which the person is to know their officer"""
        clocks = self.deadline_ids.filtered(
            lambda clock: (
                clock.state in words.DEADLINE_PENDING
                and clock.commitment_id.met_by_event == words.EVENT_OFFICER_INTRODUCED
            )
        )[:1]
        return self._local_date(clocks.due_at) if clocks else self._local_today()

    def _people_to_tell(self):
        """:return: the grown-up people affected, or else whoever reported it"""
        affected = self.party_ids.filtered(
            lambda party: party.role == words.ROLE_VICTIM and not party.is_child
        )
        return affected or self.party_ids.filtered(
            lambda party: party.role == words.ROLE_REPORTER
        )

    def _send_introduction(self, party):
        """:return: whether a letter that names the officer went out safely"""
        if not party._may_be_introduced():
            return False
        try:
            with self.env.cr.savepoint():
                return bool(party._introduce_officer())
        except UserError:
            # no sender or no number to call is set: the officer tells them instead
            return False

    def _release_officer(self):
        """Take the officer off, with all that reached them by it."""
        former = self.officer_id
        self.write({"officer_id": False})
        self._remove_members(former)

    def _move_clocks(self, officer):
        """Promises of the officer are answered for by whoever is the officer now."""
        self.deadline_ids.filtered(
            lambda clock: clock.state in words.DEADLINE_PENDING
            and clock.commitment_id.responsible == words.RESPONSIBLE_OFFICER
        ).write({"user_id": officer.id})

    # ------------------------------------------------------------------
    # Whom to choose
    # ------------------------------------------------------------------

    def _check_hand_over(self):
        """:raise UserError: not a case to be handed over, or not by this user"""
        self._check_may_change()
        if not self.is_open or self.state == words.STATE_REPORTED:
            raise UserError(
                self.env._("Only a case that an officer works on is handed over.")
            )
        if self.officer_id != self.env.user:
            if words.RESPONSIBLE_MANAGER not in self._my_roles():
                raise UserError(
                    self.env._("Only the case officer or a manager hands a case over.")
                )

    def _local_date(self, moment):
        """:param moment: naive UTC
        :return: its date where the landlord is
        """
        # a batch asks for a hundred: without an environment for each
        zone = pytz.timezone(self.company_id._hate_time_zone())
        return pytz.utc.localize(moment).astimezone(zone).date()
