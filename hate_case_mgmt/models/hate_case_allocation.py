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
        case = self.sudo()
        case.write({"state": words.STATE_OPEN, "officer_id": officer.id})
        case._add_members(officer)
        case._record_event(words.EVENT_ALLOCATED, fields.Datetime.now(), case)
        case._move_clocks()
        case._log_neutral(self.env._("Allocated to an officer"))
        case._note_choice(reason)
        case._welcome_officer(self.env._("You have a new case"))
        case._remove_members(case._loggers())

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
        case = self.sudo()
        former = case.officer_id
        case._add_note(f"{self.env._('Handed over')}\n{note}")
        case.write({"officer_id": officer.id})
        case._add_members(officer)
        case._record_event(words.EVENT_HANDED_OVER, fields.Datetime.now(), case)
        case._move_clocks()
        case._log_neutral(self.env._("Handed over to another officer"))
        case._note_choice(reason)
        case._remove_members(former)
        case._welcome_officer(self.env._("A case was handed to you: read this first"))

    def _welcome_officer(self, summary):
        """Tell the officer, and let the person know who it is."""
        if self.officer_id != self.env.user:
            self._remind(self.officer_id, summary)
        self._introduce_officer()

    def _introduce_officer(self):
        """Tell the person by a safe way who their officer is [000.b7b].

        What can't go safely by itself is the officer's to do, by the way the person has
        called safe.
        """
        people = self._people_to_tell()
        told = people.filtered(self._send_introduction)
        if people and told == people:
            return
        due = self.deadline_ids.filtered(
            lambda clock: (
                clock.commitment_id.met_by_event == words.EVENT_OFFICER_INTRODUCED
                and clock.state in words.DEADLINE_PENDING
            )
        )[:1]
        self._remind(
            self.officer_id,
            self.env._("Tell the person who their officer is, in a safe way"),
            due_on=due and self._local_date(due.due_at),
        )

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

    def _move_clocks(self):
        """Promises of the officer are answered for by whoever is the officer now."""
        self.deadline_ids.filtered(
            lambda clock: clock.state in words.DEADLINE_PENDING
            and clock.commitment_id.responsible == words.RESPONSIBLE_OFFICER
        ).write({"user_id": self.officer_id.id})

    def _note_choice(self, reason):
        if reason:
            text = self.env._("Why this officer all the same")
            self._add_note(f"{text}\n{reason}")

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
