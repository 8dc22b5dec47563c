import pytz

from odoo import api, fields, models, tools
from odoo.exceptions import UserError

from ..policy import vocabulary as words
from ..policy.working_time import Calendar

# Monday to Friday, nine to five: for a company that has entered no hours
USUAL_HOURS = tuple((day, 9 * 60, 17 * 60) for day in range(5))
# Warned when the last known bank holiday is nearer than this
CALENDAR_RUNS_OUT_DAYS = 90


class ResCompany(models.Model):
    """Working hours and bank holidays of a landlord."""

    _inherit = "res.company"

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
