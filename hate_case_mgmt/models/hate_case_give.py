from odoo import models
from odoo.exceptions import UserError

from ..policy import case_flow
from ..policy import vocabulary as words

# Nobody looks through more than that before they press the button
MOST_AT_ONCE = 200


class HateCase(models.Model):
    """Many cases to one officer at once: a busy morning's reports, a leaver's cases.

    Each case passes the same checks as by itself. One that this officer can't have
    stays where it is, and the user is told which.
    """

    _inherit = "hate.case"

    def action_open_give(self, step):
        """Open the dialogue for the cases that are marked in a list.

        :param step: ``allocate`` or ``handed_over``
        """
        self._check_give(step)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Allocate to one officer")
            if step == case_flow.ALLOCATE
            else self.env._("Hand over to one officer"),
            "res_model": "hate.case.give",
            "view_mode": "form",
            "target": "new",
            "context": {"default_case_ids": self.ids, "default_step": step},
        }

    def action_give(self, step, officer_id, note=None, reason=None):
        """Name one officer for all of these that the officer can have.

        Takes as many queries for 100 cases as for one, save for each letter that can go
        out safely.

        :param step: ``allocate`` or ``handed_over``
        :param officer_id: id of the ``res.users``
        :param note: what the next officer must know, kept with each case that is
            handed over
        :param reason: of a manager, where there is a conflict or lapsed training
        :return: the cases that were given
        :raise UserError: none of them can be given, or a note is missing
        """
        self._check_give(step)
        if step == words.EVENT_HANDED_OVER and not (note or "").strip():
            raise UserError(
                self.env._("Please leave the next officer a note to read first.")
            )
        officer = self.env["res.users"].browse(officer_id)
        free, close = self._fit_for(officer)
        given = free
        if close and self._is_manager_with(reason):
            given |= close
        if not given:
            raise UserError(self._refusal_of_person())
        given._lock()
        # sudo: method-only fields; checked above, and the user may lose the cases by it
        cases_of = given.sudo()
        for why, cases in ((None, cases_of - close), (reason, cases_of & close)):
            if cases and step == case_flow.ALLOCATE:
                cases._allocate_to(officer, why)
            elif cases:
                cases._hand_over_to(officer, note, why)
        return given

    def _is_manager_with(self, reason):
        is_manager = words.RESPONSIBLE_MANAGER in self._my_roles()
        return is_manager and bool((reason or "").strip())

    def _check_give(self, step):
        """:raise UserError: not a step for all of these, or not by this user"""
        if step not in (case_flow.ALLOCATE, words.EVENT_HANDED_OVER):
            raise UserError(self.env._("Please choose what to do with the cases."))
        if not self or len(self) > MOST_AT_ONCE:
            raise UserError(
                self.env._(
                    "Please mark between 1 and %(most)s cases.", most=MOST_AT_ONCE
                )
            )
        if not self.has_access("write"):
            raise UserError(
                self.env._(
                    "You can't change all of these cases now. A colleague may have "
                    "dealt with some of them already. Please look again."
                )
            )
        if step == case_flow.ALLOCATE:
            self._check_give_reports()
        else:
            self._check_give_work()

    def _check_give_reports(self):
        """:raise UserError: not all of them wait for an officer, or not this user's"""
        roles = self._my_roles()
        step = case_flow.transition(case_flow.ALLOCATE)
        if not step.roles & roles:
            raise UserError(self._refusal_of_role(step.roles))
        if any(case.state not in step.sources for case in self):
            raise UserError(
                self.env._(
                    "Only reports that wait for an officer are allocated. Please mark "
                    "only those whose state is Reported."
                )
            )

    def _check_give_work(self):
        """:raise UserError: not all of them are worked on, or not this user's"""
        if any(not case.is_open or case.state == words.STATE_REPORTED for case in self):
            raise UserError(
                self.env._(
                    "Only cases that an officer works on are handed over. Please mark "
                    "only those."
                )
            )
        if words.RESPONSIBLE_MANAGER not in self._my_roles() and any(
            case.officer_id != self.env.user for case in self
        ):
            raise UserError(
                self.env._("Only the case officer or a manager hands a case over.")
            )

    def _fit_for(self, officer):
        """Which of these cases an officer can have.

        :param officer: ``res.users``
        :return: ``(free, close)``: those against which nothing speaks, and those for
            which a manager has to give a reason. The others are in neither.
        """
        # sudo: who holds which group, and who is shut out, is closed to most users
        cases = self.sudo()
        company_ids = officer.sudo().company_ids
        is_officer = officer in self._all_officers()
        # what the look at each case compares, read for all of them at once
        for path in ("party_ids.property_id.name", "party_ids.partner_id.street"):
            cases.mapped(path)
        free = close = self.browse()
        lapsed = self._lapsed_on(officer)
        for case in cases:
            if (
                not is_officer
                or case.company_id not in company_ids
                or officer in case.excluded_user_ids
                or officer == case.officer_id
            ):
                continue
            if case.company_id.id in lapsed or case._closeness(officer):
                close |= self.browse(case.id)
            else:
                free |= self.browse(case.id)
        return free, close

    def _all_officers(self):
        """:return: everybody who may be named officer of a case of theirs"""
        # sudo: who holds which group is closed to ordinary users
        group = self.env.ref("hate_case_mgmt.group_officer").sudo()
        return group.all_user_ids.filtered("active")

    def _lapsed_on(self, officer):
        """:return: ids of the companies on whose day their training is not valid"""
        trainings = self.env["hate.training"]
        lapsed = set()
        # sudo: the companies of the cases, for their time zones
        for company, cases in self.sudo().grouped("company_id").items():
            if trainings._lapsed_user_ids(officer, cases[:1]._local_today()):
                lapsed.add(company.id)
        return lapsed
