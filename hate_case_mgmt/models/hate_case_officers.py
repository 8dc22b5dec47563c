from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..policy import vocabulary as words


class HateCase(models.Model):
    """Whom to choose as the officer of a case, and what speaks against them."""

    _inherit = "hate.case"

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
