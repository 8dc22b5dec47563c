from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..policy import bank_holidays
from ..policy import vocabulary as words

# How many years beyond this one are asked of the ``holidays`` package
YEARS_AHEAD = 3


class HateBankHoliday(models.Model):
    """A bank holiday of one nation, as published.

    The list alone changes no clock: *Add to hours* writes it into the
    company's calendar, which the clocks follow. A day that was moved for one year is
    archived and the other day added.
    """

    _name = "hate.bank.holiday"
    _description = "Bank holiday"
    _order = "date, nation"

    name = fields.Char(required=True, translate=True)
    date = fields.Date(required=True, index=True)
    nation = fields.Selection(
        words.NATIONS,
        required=True,
        default=lambda self: self.env.company.hate_nation,
    )
    active = fields.Boolean(default=True)
    in_working_hours = fields.Boolean(
        string="Day off",
        compute="_compute_in_working_hours",
        help="Whether it is a day off in your company's working hours.",
    )

    @api.depends("name", "date")
    def _compute_display_name(self):
        for day in self:
            day.display_name = f"{day.name} ({day.date})"

    @api.depends("date", "nation")
    @api.depends_context("company")
    def _compute_in_working_hours(self):
        company = self.env.company
        # sudo: opening hours, nothing personal
        calendar = company.sudo().resource_calendar_id
        closed = calendar._hate_closed_days(self.mapped("date"))
        for day in self:
            day.in_working_hours = (
                day.nation == company.hate_nation and day.date in closed
            )

    def action_write_to_working_hours(self):
        """Make the bank holidays days off in the current company's working hours.

        :return: notification that tells what changed
        :raise UserError: the hours are shared with companies of another nation
        """
        self._check_may_change()
        company = self.env.company
        added, removed = company._hate_write_bank_holidays()
        return self._notify(
            self.env._(
                "%(added)s days added to the working hours of %(company)s, "
                "%(removed)s taken out.",
                added=added,
                removed=removed,
                company=company.name,
            )
        )

    def action_refresh(self):
        """Add the days that the ``holidays`` package knows, for this and three years.

        Nothing is taken out: what the list has and the package lacks is named.

        :return: notification that tells what was added
        :raise UserError: the package is not on this server
        """
        self._check_may_change()
        nation = self.env.company.hate_nation
        this_year = fields.Date.context_today(self).year
        years = range(this_year, this_year + YEARS_AHEAD + 1)
        days = bank_holidays.from_package(nation, years)
        if days is None:
            raise UserError(
                self.env._(
                    "The Python package “holidays” is not on this server. Import a "
                    "file of bank holidays instead, or ask your administrator to "
                    "install the package."
                )
            )
        added = self._add_days(nation, days)
        known = {day for day, _name in days}
        unknown = self.search(
            [
                ("nation", "=", nation),
                ("date", ">=", f"{years[0]}-01-01"),
                ("date", "<=", f"{years[-1]}-12-31"),
            ]
        ).filtered(lambda holiday: holiday.date not in known)
        message = self.env._("%(count)s days added.", count=len(added))
        if unknown:
            message += " " + self.env._(
                "Please check these, which the package does not know: %(days)s.",
                days=", ".join(unknown.mapped("display_name")),
            )
        return self._notify(message)

    @api.model
    def _add_days(self, nation, days):
        """Add the days that the list lacks.

        A day that was archived stays so: somebody took it out on purpose.

        :param days: ``(date, name)`` pairs
        :return: the new records
        """
        known = self._known_days(nation)
        rows = {day: name for day, name in days if day not in known}
        return self.create(
            [
                {"date": day, "name": name, "nation": nation}
                for day, name in sorted(rows.items())
            ]
        )

    @api.model
    def _known_days(self, nation):
        """:return: set of dates of the nation that the list has, archived ones too"""
        return set(
            self.with_context(active_test=False)
            .search([("nation", "=", nation)])
            .mapped("date")
        )

    @api.model
    def _upcoming_days(self, nation, today):
        """:return: sorted dates of the nation's bank holidays from today on"""
        return sorted(
            set(
                self.search([("nation", "=", nation), ("date", ">=", today)]).mapped(
                    "date"
                )
            )
        )

    @api.model
    def _check_may_change(self):
        """:raise AccessError: the user doesn't keep the bank holidays"""
        if not self.has_access("create"):
            raise AccessError(
                self.env._("Bank holidays are kept by those who configure the app.")
            )

    def _notify(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
