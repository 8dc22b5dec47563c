import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_datetime

from ..policy import text_checks
from .hate_case_members import WORKING_GROUPS

_logger = logging.getLogger(__name__)


class HateCase(models.Model):
    """Emergency access: someone must be able to act when the officer is away.

    For its time the person has the rights of an officer on the case. It makes nobody a
    member, so nothing of it is left when the time is over.
    """

    _inherit = "hate.case"

    # what the record rule asks; holds at the moment it is asked
    emergency_user_ids = fields.Many2many(
        "res.users",
        string="See it by emergency access",
        compute="_compute_emergency_user_ids",
        search="_search_emergency_user_ids",
        compute_sudo=True,
        groups="hate_case_mgmt.group_manager,hate_case_mgmt.group_data_protection",
    )
    emergency_ids = fields.One2many(
        "hate.emergency.access",
        "case_id",
        string="Emergency access",
        groups="hate_case_mgmt.group_manager,hate_case_mgmt.group_data_protection",
    )
    by_emergency = fields.Boolean(
        string="Open in an emergency", compute="_compute_by_emergency"
    )

    def _compute_emergency_user_ids(self):
        # asked of the database: kept in memory it would outlive its hour
        entries = self.env["hate.emergency.access"]._in_force(self)
        found = entries.grouped("case_id")
        for case in self:
            case.emergency_user_ids = found[case].user_id if case in found else False

    @api.model
    def _search_emergency_user_ids(self, operator, value):
        """Cases in force at this moment. Nobody's rule grows by it: who has no
        emergency access has the rule they would have without it."""
        if operator != "in":
            return NotImplemented
        if set(value) != {self.env.uid}:
            # Odoo asks no groups of a field that has a search method
            field = self._fields["emergency_user_ids"]
            self._check_field_access(field, "read")
        access = self.env["hate.emergency.access"]
        ids = [
            case_id
            for user_id in value
            if user_id
            for case_id in access._case_ids_of(user_id)
        ]
        return Domain("id", "in", ids) if ids else Domain.FALSE

    @api.depends_context("uid")
    def _compute_by_emergency(self):
        ids = set(self.env["hate.emergency.access"]._case_ids_of(self.env.uid))
        for case in self:
            case.by_emergency = case._origin.id in ids

    # ------------------------------------------------------------------
    # Beginning
    # ------------------------------------------------------------------

    @api.model
    def _open_in_emergency(self, reference, reason):
        """Let the user see a case that they can't, for the hours of the company.

        :param reference: as on a letter, ``HC/2026/00001``
        :param reason: compulsory
        :return: the ``hate.case``
        :raise AccessError: the user holds none of our working groups
        :raise UserError: no reason; or, in the same words, no such case, one of another
            landlord, one that the user is named in or shut out of
        """
        if not any(self.env.user.has_group(group) for group in WORKING_GROUPS):
            raise AccessError(
                self.env._("Emergency access is for those who work on cases.")
            )
        self._check_reason(reason)
        # sudo: found in order to be granted or refused below; a refusal says the same
        # for every case and for none
        case = self.sudo().search(
            [
                ("name", "=", text_checks.clean_line(reference or "").upper()),
                ("company_id", "in", self.env.companies.ids),
            ],
            order="id",
        )
        case = (
            case.filtered(lambda one: one.company_id == self.env.company)[:1]
            or (case[:1])
        )
        if case and case.sudo(False).has_access("read"):
            return case.sudo(False)
        if not case or not case._may_open_in_emergency(self.env.user):
            self._tell_access_log("refused", case)
            raise UserError(
                self.env._(
                    "There is no case that you can open by this reference. Please "
                    "check it, or ask a manager."
                )
            )
        return case._grant_emergency(text_checks.clean_text(reason).strip())

    def _may_open_in_emergency(self, user):
        """:return: whether this user is neither shut out of the case nor named in it"""
        self.ensure_one()
        # sudo: read for a yes or no that is told in the same words as a wrong number
        case = self.sudo()
        return user not in (
            case.excluded_user_ids | case.party_ids._login_users()
        ) and user in case._possible_members(user)

    def _grant_emergency(self, reason):
        """Write it down, tell those who watch over it, and only then show the case."""
        self.ensure_one()
        user = self.env.user
        self._tell_access_log("emergency", self)
        now = fields.Datetime.now()
        access = self.env["hate.emergency.access"]
        # sudo: nobody writes this log by hand; who may was checked by the caller
        access.sudo().create(
            {
                "case_id": self.id,
                "user_id": user.id,
                "reason": reason,
                "granted_at": now,
                "until": now + timedelta(hours=self.company_id.hate_emergency_hours),
            }
        )
        self._log_neutral(self.env._("Opened by emergency access"))
        self._tell_of_emergency()
        access._check_alarm(user)
        return self.sudo(False)

    def _tell_of_emergency(self):
        """Give its managers and the data protection officers the review to do.

        The words are neutral: they are mailed and stand outside the case.
        """
        told = self._managers_to_ask() | (
            self.company_id._hate_data_protection_users() - self.env.user
        )
        # sudo: the user may give no work on a case they could not see until now
        case = self.sudo()
        for user in told.filtered("active"):
            case.activity_schedule(
                "hate_case_mgmt.mail_activity_type_emergency",
                date_deadline=case._local_today(),
                summary=self.env._("Emergency access to review"),
                user_id=user.id,
            )

    @api.model
    def _tell_access_log(self, kind, cases):
        """Written before anything is shown, and kept when the request fails."""
        self.env["hate.access.log"]._log(kind, case_ids=cases.ids)

    # ------------------------------------------------------------------
    # While it lasts
    # ------------------------------------------------------------------

    def write(self, vals):
        """:raise UserError: someone who is here by emergency access makes themselves a
        member, which would outlast it"""
        opens = {"member_ids", "officer_id"}.intersection(vals)
        user = self.env.user
        # sudo: whether the user is a member already
        here = self.sudo().filtered(
            lambda case: opens and case.by_emergency and user not in case.member_ids
        )
        done = super().write(vals)
        if any(user in case.member_ids | case.officer_id for case in here):
            raise UserError(
                self.env._(
                    "You see this case by emergency access. Ask a manager to put you "
                    "on it."
                )
            )
        return done

    @api.depends_context("uid")
    def _compute_banners(self):
        return super()._compute_banners()

    def _banner_sentences(self):
        """The hour at which one's emergency access ends comes first."""
        found = super()._banner_sentences()
        if not self.by_emergency:
            return found
        granted = dict(self.env["hate.emergency.access"]._granted(self.env.uid))
        ends = format_datetime(
            self.env,
            granted[self.id],
            tz=self.company_id._hate_time_zone(),
            dt_format="d MMMM, HH:mm",
        )
        told = self.env._(
            "You see this case by emergency access, until %(moment)s. It is on record "
            "and will be reviewed.",
            moment=ends,
        )
        return [("warning", told), *found]

    # ------------------------------------------------------------------
    # The end
    # ------------------------------------------------------------------

    def action_end_emergency(self):
        """End one's own emergency access on this case.

        :return: client action
        """
        self.ensure_one()
        self.check_access("read")
        self.env["hate.emergency.access"]._in_force(self, self.env.user)._end()
        return self._after_step(self.env._("Emergency access ended."))

    def _reached_users(self):
        """Whoever sees the case by emergency access is reached by it too."""
        return (
            super()._reached_users()
            | self.env["hate.emergency.access"]._in_force(self).user_id
        )

    def _cut_off(self, users):
        """Being taken off or shut out ends emergency access as well."""
        access = self.env["hate.emergency.access"]._in_force(self, users)
        if access:
            access.write({"ended_at": fields.Datetime.now(), "tidied": True})
        return super()._cut_off(users)
