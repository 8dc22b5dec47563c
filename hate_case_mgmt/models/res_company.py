import pytz

from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError

from ..policy import vocabulary as words
from ..policy import vocabulary_guard as words_guard
from ..policy.working_time import Calendar

# Monday to Friday, nine to five: for a company that has entered no hours
USUAL_HOURS = tuple((day, 9 * 60, 17 * 60) for day in range(5))
# Warned when the last known bank holiday is nearer than this
CALENDAR_RUNS_OUT_DAYS = 90


class ResCompany(models.Model):
    _inherit = "res.company"

    hate_standard_id = fields.Many2one(
        "hate.standard",
        string="Service standard",
        default=lambda self: self._default_hate_standard(),
        ondelete="restrict",
        domain="[('kind', '=', 'policy'), ('state', '=', 'in_use'), "
        "('company_id', 'in', [False, id])]",
        help="The promises that new cases are held to.",
    )
    hate_statutory_standard_ids = fields.Many2many(
        "hate.standard",
        "hate_company_statutory_standard_rel",
        "company_id",
        "standard_id",
        string="Statutory standards",
        domain="[('kind', '=', 'statutory'), ('state', '=', 'in_use'), "
        "('company_id', 'in', [False, id])]",
        help="What the law or a code demands, run on each case beside the service "
        "standard. Off until chosen here.",
    )
    hate_nation = fields.Selection(
        words.NATIONS,
        string="Nation",
        required=True,
        default=words.NATION_ENGLAND_WALES,
        help="Whose bank holidays are days off.",
    )
    hate_bank_holiday_warning = fields.Char(
        compute="_compute_hate_bank_holiday_warning"
    )
    hate_safeguarding_guidance = fields.Text(
        string="When there is a safeguarding concern",
        help="Whom colleagues tell, by which number, at what hours. It stands on every "
        "safeguarding concern.",
    )
    hate_hub_phone = fields.Char(
        string="Phone of the customer hub",
        help="Shown to colleagues and in letters as the number to call.",
    )
    hate_privacy_notice = fields.Char(
        string="Privacy notice",
        help="Where people read how what they say is used, and which version it is. "
        "Whoever takes a report tells them, and it is kept with the report.",
    )
    hate_plan_rights = fields.Text(
        string="Rights and support in the plan",
        translate=True,
        default=lambda self: self._default_hate_plan_rights(),
        help="The last part of each person's copy of the plan. A line that begins with "
        "“- ” is a point of a list.",
    )
    hate_emergency_hours = fields.Integer(
        string="Emergency access (hours)",
        required=True,
        default=words_guard.EMERGENCY_HOURS,
        help="How long someone sees a case that they opened by emergency access.",
    )
    hate_restricted_user_ids = fields.Many2many(
        "res.users",
        "hate_company_restricted_user_rel",
        "company_id",
        "user_id",
        string="People who handle cases about colleagues",
        domain=[("share", "=", False)],
        help="A case in which a colleague or contractor is alleged is restricted at "
        "once. These come in; they need one of our groups to see it.",
    )
    hate_access_most_cases = fields.Integer(
        string="Cases outside one's work in a day",
        required=True,
        default=10,
        help="Whoever opens more cases than that in a day without being named on them "
        "is asked why by the data protection officer.",
    )
    hate_head_user_ids = fields.Many2many(
        "res.users",
        "hate_company_head_user_rel",
        "company_id",
        "user_id",
        string="Heads of service",
        domain=[("share", "=", False)],
        help="Told when a manager was told and nothing happened, and when a review is "
        "escalated. They see a case only if they hold one of our groups and may.",
    )

    @api.model
    def _default_hate_plan_rights(self):
        return self.env._(
            "- You can ask for an interpreter, for someone to speak for you, and for "
            "this plan in another form.\n"
            "- You can change your mind about anything in this plan at any time.\n"
            "- If you are not happy with what we do, you can complain. Ask us how.\n"
            "- You can ask the council for a review of the case if you think that too "
            "little was done. It is called an ASB case review: a review of how reports "
            "of anti-social behaviour were handled.\n"
            "- You can ask Victim Support for help on 0808 16 89 111, day and night."
        )

    @api.model
    def _default_hate_standard(self):
        return self.env.ref(
            "hate_case_mgmt.hate_standard_strict", raise_if_not_found=False
        )

    @api.depends("hate_nation", "resource_calendar_id")
    def _compute_hate_bank_holiday_warning(self):
        for company in self:
            company.hate_bank_holiday_warning = company._hate_bank_holiday_warning()

    def _hate_bank_holiday_warning(self):
        """What is wrong with the bank holidays in this company's working hours.

        :return: a sentence for people, or False when they reach 90 days or further
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        # sudo: public holidays and opening hours, nothing personal
        days = (
            self.env["hate.bank.holiday"].sudo()._upcoming_days(self.hate_nation, today)
        )
        closed = self.sudo().resource_calendar_id._hate_closed_days(days)
        if not closed:
            return self.env._(
                "No bank holiday to come is in the working hours of %(company)s, so "
                "promises run on those days as on any other. Put them into the "
                "working hours.",
                company=self.name,
            )
        missing = [day for day in days if day not in closed]
        if missing:
            return self.env._(
                "Bank holidays are missing from the working hours of %(company)s, "
                "the first on %(day)s. Put them into the working hours.",
                company=self.name,
                day=missing[0],
            )
        last = max(closed)
        if (last - today).days < CALENDAR_RUNS_OUT_DAYS:
            return self.env._(
                "The bank holidays in the working hours of %(company)s end on "
                "%(day)s. Import those of the next years.",
                company=self.name,
                day=last,
            )
        return False

    def _hate_write_bank_holidays(self):
        """Write the nation's bank holidays into this company's working hours.

        The caller has checked the right to keep bank holidays.

        :return: ``(added, removed)``, how many days
        :raise UserError: no working hours, or shared with another nation's company
        """
        self.ensure_one()
        # sudo: whoever keeps bank holidays need not be an administrator of calendars,
        # and the hours may be shared with a company the user doesn't work for
        company = self.sudo().with_company(self)
        calendar = company.resource_calendar_id
        if not calendar:
            raise UserError(
                self.env._(
                    "%(company)s has no working hours yet. Choose them in the "
                    "settings first.",
                    company=self.name,
                )
            )
        nations = set(
            company.search([("resource_calendar_id", "=", calendar.id)]).mapped(
                "hate_nation"
            )
        )
        if len(nations) > 1:
            raise UserError(
                self.env._(
                    "The working hours “%(hours)s” are shared by companies of "
                    "different nations. Give each nation working hours of its own.",
                    hours=calendar.name,
                )
            )
        holidays = company.env["hate.bank.holiday"].search(
            [("nation", "=", company.hate_nation)]
        )
        return calendar._hate_write_bank_holidays(holidays)

    @api.constrains("hate_emergency_hours")
    def _check_hate_emergency_hours(self):
        most = words_guard.EMERGENCY_HOURS_MOST
        if any(not 1 <= company.hate_emergency_hours <= most for company in self):
            raise ValidationError(
                self.env._(
                    "Emergency access lasts from 1 to %(most)s hours.", most=most
                )
            )

    def _hate_data_protection_users(self):
        """:return: the active data protection officers of this company"""
        # sudo: who holds which group is closed to ordinary users
        group = self.env.ref("hate_case_mgmt.group_data_protection").sudo()
        return group.all_user_ids.filtered(
            lambda user: user.active and self in user.company_ids
        )

    @api.constrains("hate_standard_id", "hate_statutory_standard_ids")
    def _check_hate_standards(self):
        """Cases are held to standards in use, each in its own place."""
        # sudo: a company is checked against its own standards, whoever saves it
        for company in self.sudo():
            for standards, kind in (
                (company.hate_standard_id, words.STANDARD_POLICY),
                (company.hate_statutory_standard_ids, words.STANDARD_STATUTORY),
            ):
                for standard in standards:
                    if standard.kind != kind or standard.state != words.VERSION_IN_USE:
                        raise ValidationError(
                            self.env._(
                                "“%(standard)s” can't be followed here. Choose one "
                                "that is in use and of the right kind.",
                                standard=standard.display_name,
                            )
                        )
                    if standard.company_id not in (company, self.env["res.company"]):
                        raise ValidationError(
                            self.env._(
                                "“%(standard)s” belongs to another company.",
                                standard=standard.display_name,
                            )
                        )

    def _hate_followed_standards(self):
        """:return: every standard that new cases of this company are held to"""
        self.ensure_one()
        # sudo: which published promises a company makes is no secret to its staff
        company = self.sudo()
        followed = company.hate_standard_id | company.hate_statutory_standard_ids
        return followed.sudo(self.env.su)

    def _hate_follow(self, standard):
        """Hold new cases to this standard as well, or instead.

        The caller has checked the right to change standards.

        :param standard: ``hate.standard``, one that is in use
        """
        self.ensure_one()
        # sudo: whoever keeps the standards need not be an administrator of companies
        company = self.sudo()
        if standard.kind == words.STANDARD_STATUTORY:
            company.hate_statutory_standard_ids |= standard.sudo()
        else:
            company.hate_standard_id = standard

    def _hate_unfollow(self, standard):
        """Switch a statutory standard off; a service standard is only replaced."""
        self.ensure_one()
        # sudo: as in _hate_follow
        self.sudo().hate_statutory_standard_ids -= standard.sudo()

    def _hate_statutory_standards(self, at):
        """:param at: naive UTC
        :return: the switched-on statutory standards in force on that local day
        """
        self.ensure_one()
        if not self.hate_statutory_standard_ids:
            return self.env["hate.standard"]
        zone = pytz.timezone(self._hate_time_zone())
        day = pytz.utc.localize(at).astimezone(zone).date()
        return self.hate_statutory_standard_ids.filtered(
            lambda standard: standard._is_valid_on(day)
        )

    def _hate_time_zone(self):
        """:return: name of the time zone in which this landlord's promises run"""
        return self._hate_calendar().time_zone

    def write(self, vals):
        if "resource_calendar_id" in vals:
            self.env.registry.clear_cache()
        return super().write(vals)

    @tools.ormcache("self.id")
    def _hate_calendar(self):
        """The company's working time as plain data for ``policy.working_time``.

        Only holidays tied to this very calendar count: one without a calendar may be
        another company's. A company without hours is taken to work the usual ones.

        Every report and every step on a case asks for it, so it is kept in memory until
        working hours or days off change (see ``resource_calendar.py``).

        :return: ``policy.working_time.Calendar``
        """
        self.ensure_one()
        # sudo: opening hours and bank holidays, nothing personal
        calendar = self.sudo().resource_calendar_id
        leaves = (
            self.env["resource.calendar.leaves"]
            .sudo()
            .search_fetch(
                [
                    ("calendar_id", "=", calendar.id),
                    ("resource_id", "=", False),
                    ("time_type", "=", "leave"),
                ],
                ["date_from", "date_to"],
            )
        )
        hours = tuple(
            (
                int(line.dayofweek),
                round(line.hour_from * 60),
                round(line.hour_to * 60),
            )
            for line in calendar.attendance_ids
            if line._is_work_period() and line.hour_to > line.hour_from
        )
        return Calendar(
            time_zone=calendar.tz or "Europe/London",
            attendances=hours or USUAL_HOURS,
            closures=tuple(
                (pytz.utc.localize(leave.date_from), pytz.utc.localize(leave.date_to))
                for leave in leaves
            ),
        )
