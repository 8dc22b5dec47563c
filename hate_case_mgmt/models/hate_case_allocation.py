from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

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

    def _check_officer(self, officer_id, reason, connected):
        """:return: the ``res.users`` who may be named on this case
        :raise UserError: this person can't be, or only with a manager's reason
        """
        if not officer_id:
            raise UserError(self.env._("Please choose an officer."))
        officer = self.env["res.users"].browse(officer_id)
        if officer not in self._candidates() or officer == self.officer_id:
            raise UserError(self._refusal_of_person())
        obstacle = self._obstacles(officer, connected)
        if not obstacle:
            return officer
        if words.RESPONSIBLE_MANAGER not in self._my_roles():
            raise UserError(
                self.env._(
                    "%(obstacle)s Only a manager may choose them all the same.",
                    obstacle=obstacle,
                )
            )
        if not (reason or "").strip():
            raise UserError(
                self.env._(
                    "%(obstacle)s Please give your reason for choosing them.",
                    obstacle=obstacle,
                )
            )
        return officer

    def _candidates(self):
        """:return: officers of the landlord who may work this case: never anyone who is
        shut out, and so never anyone alleged"""
        self.ensure_one()
        # sudo: who holds which group, and who is shut out, is closed to most users
        case = self.sudo()
        officers = self.env.ref("hate_case_mgmt.group_officer").sudo().all_user_ids
        fit = officers.filtered(
            lambda user: user.active and case.company_id in user.company_ids
        )
        return self.env["res.users"].browse((fit - case.excluded_user_ids).ids)

    def _obstacles(self, officer, connected=False):
        """:param connected: the officer knows someone in the case
        :return: what speaks against an officer, in words, or an empty text
        """
        self.ensure_one()
        close = self._closeness(officer).get(officer.id, set())
        found = self._closeness_sentences(close)
        if connected:
            found.append(
                self.env._("This colleague is connected to someone in the case.")
            )
        trainings = self.env["hate.training"]
        if trainings._lapsed_user_ids(officer, self._local_today()):
            found.append(self.env._("Their training for casework is not valid."))
        return " ".join(found)

    def _officer_facts(self):
        """What there is to know when choosing an officer, in a fixed number of queries.

        :return: list of dicts of officer_id, open_cases, trained_until (date or False),
            is_lapsed, away_until (date or False), remark; best choice first
        """
        self.ensure_one()
        officers = self._candidates()
        counts = self._open_case_counts(officers)
        trainings = self.env["hate.training"]
        until = trainings._valid_until(officers)
        lapsed = trainings._lapsed_user_ids(officers, self._local_today())
        away = self._away_until(officers)
        close = self._closeness(officers)
        managers = self._managers()
        facts = [
            {
                "officer_id": officer.id,
                "open_cases": counts.get(officer.id, 0),
                "trained_until": until.get(officer.id, False),
                "is_lapsed": officer.id in lapsed,
                "away_until": away.get(officer.id, False),
                "remark": self._remark(
                    close.get(officer.id, set()), officer.id in lapsed
                ),
            }
            for officer in officers - self.officer_id
        ]
        return sorted(
            facts,
            key=lambda fact: (
                fact["officer_id"] in close,
                fact["is_lapsed"],
                bool(fact["away_until"]),
                fact["officer_id"] in managers.ids,
                fact["open_cases"],
                fact["officer_id"],
            ),
        )

    def _remark(self, close, is_lapsed):
        """:param close: as :meth:`_closeness` says of one officer
        :return: what speaks against an officer, in a few words
        """
        remarks = self._closeness_remarks(close)
        if is_lapsed:
            remarks.append(self.env._("Training not valid"))
        return ", ".join(remarks)

    def _open_case_counts(self, officers):
        """:return: {user id: number of open cases}; restricted cases and those the user
        is shut out of count only for whoever sees them"""
        user = self.env.user
        # sudo: a worker of the hub may not see the cases, only how many there are
        groups = (
            self.env["hate.case"]
            .sudo()
            ._read_group(
                Domain("is_open", "=", True)
                & Domain("officer_id", "in", officers.ids)
                & Domain("excluded_user_ids", "not in", user.id)
                & (
                    Domain("restricted", "=", False)
                    | Domain("member_ids", "in", user.id)
                ),
                ["officer_id"],
                ["__count"],
            )
        )
        return {officer.id: count for officer, count in groups}

    def _away_until(self, officers):
        """:return: {user id: date until which a colleague is away, who is so now or in
        the next 24 hours}"""
        now = fields.Datetime.now()
        # sudo: only the last day of an absence is taken, never its kind or reason
        leaves = (
            self.env["resource.calendar.leaves"]
            .sudo()
            .search(
                [
                    ("resource_id.user_id", "in", officers.ids),
                    ("time_type", "=", "leave"),
                    ("date_from", "<=", fields.Datetime.add(now, days=1)),
                    ("date_to", ">=", now),
                ],
                order="date_to",
            )
        )
        return {
            leave.resource_id.user_id.id: self._local_date(leave.date_to)
            for leave in leaves
        }

    def _local_date(self, moment):
        """:param moment: naive UTC
        :return: its date where the landlord is
        """
        zone = self.company_id._hate_time_zone()
        return fields.Datetime.context_timestamp(
            self.with_context(tz=zone), moment
        ).date()
