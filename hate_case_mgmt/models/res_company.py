import pytz

from odoo import api, fields, models

from ..policy.working_time import Calendar

# Monday to Friday, nine to five: for a company that has entered no hours
USUAL_HOURS = tuple((day, 9 * 60, 17 * 60) for day in range(5))


class ResCompany(models.Model):
    _inherit = "res.company"

    hate_standard_id = fields.Many2one(
        "hate.standard",
        string="Service standard",
        default=lambda self: self._default_hate_standard(),
        help="The promises that new cases are held to.",
    )
    hate_hub_phone = fields.Char(
        string="Phone of the customer hub",
        help="Shown to colleagues and in letters as the number to call.",
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

    @api.model
    def _default_hate_standard(self):
        return self.env.ref(
            "hate_case_mgmt.hate_standard_strict", raise_if_not_found=False
        )

    def _hate_time_zone(self):
        """:return: name of the time zone in which this landlord's promises run"""
        self.ensure_one()
        # sudo: opening hours of the company, readable by no ordinary user under portal
        return self.sudo().resource_calendar_id.tz or "Europe/London"

    def _hate_calendar(self):
        """The company's working time as plain data for ``policy.working_time``.

        Only holidays tied to this very calendar count: one without a calendar may be
        another company's. A company without hours is taken to work the usual ones.

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
            time_zone=self._hate_time_zone(),
            attendances=hours or USUAL_HOURS,
            closures=tuple(
                (pytz.utc.localize(leave.date_from), pytz.utc.localize(leave.date_to))
                for leave in leaves
            ),
        )
