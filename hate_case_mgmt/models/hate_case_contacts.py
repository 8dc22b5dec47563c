from odoo import api, fields, models
from odoo.tools import format_date

from ..policy import vocabulary as words

NEXT_CONTACT = "hate_case_mgmt.mail_activity_type_next_contact"


class HateCase(models.Model):
    """When the person hears from us next: a date on the case, and an activity of the
    officer's."""

    _inherit = "hate.case"

    next_contact_on = fields.Date(
        string="Next contact",
        readonly=True,
        copy=False,
        help="The day agreed with the person at the last contact.",
    )

    contact_line = fields.Char(string="Heard from us", compute="_compute_contact_line")

    _next_contact_idx = models.Index(
        "(next_contact_on, id) WHERE is_open IS TRUE AND next_contact_on IS NOT NULL"
    )

    @api.depends("last_contact_at", "next_contact_on", "company_id")
    @api.depends_context("lang")
    def _compute_contact_line(self):
        for case in self:
            line = self.env._("Not yet")
            if case.last_contact_at:
                line = format_date(
                    self.env,
                    case._local_date(case.last_contact_at),
                    date_format="d MMM y",
                )
            if case.next_contact_on:
                line = self.env._(
                    "%(last)s, next on %(day)s",
                    last=line,
                    day=format_date(
                        self.env, case.next_contact_on, date_format="d MMM y"
                    ),
                )
            case.contact_line = line

    def write(self, vals):
        done = super().write(vals)
        if vals.get("state", words.STATE_OPEN) not in words.OPEN_STATES:
            self._forget_next_contact()
        return done

    def _agree_next_contact(self, contact):
        """Take over what a contact says about the next one.

        A person who was reached has been contacted as agreed, so the former date is
        done; an attempt leaves it as it was.

        :param contact: ``hate.contact`` just logged, one
        """
        self.ensure_one()
        day = contact.next_contact_on
        if not day and not contact.reached:
            return
        if self.next_contact_on and contact.reached:
            self.activity_feedback([NEXT_CONTACT])
        elif self.next_contact_on:
            self.activity_unlink([NEXT_CONTACT])
        # sudo: a field closed to every user; whoever logs a contact may change the case
        self.sudo().next_contact_on = day
        if day and self.is_open:
            self.activity_schedule(
                NEXT_CONTACT,
                summary=self.env._("Next contact"),
                date_deadline=day,
                user_id=(self.officer_id or self.env.user).id,
            )

    def _forget_next_contact(self):
        """Nobody is due a contact by a case that is no longer worked on."""
        # sudo: as in _agree_next_contact; activities may be anybody's
        agreed = self.sudo().filtered("next_contact_on")
        agreed.activity_unlink([NEXT_CONTACT])
        agreed.write({"next_contact_on": False})

    def _latest_next_contact(self, contacted_at):
        """Until when the person must hear from us again at the latest.

        :param contacted_at: naive UTC moment of the contact
        :return: the last working day in the agreed rhythm, in the landlord's time zone
        """
        self.ensure_one()
        first = self._local_date(contacted_at)
        day = fields.Date.add(first, days=self.update_interval_days)
        calendar = self.company_id._hate_calendar()
        for back in range(self.update_interval_days):
            earlier = fields.Date.subtract(day, days=back)
            if calendar.end_of_work(earlier):
                return max(earlier, self._local_today())
        return max(day, self._local_today())

    def _next_try(self):
        """:return: the next working day, to try again somebody who was not reached"""
        self.ensure_one()
        today = fields.Datetime.now()
        return self._local_date(
            self._due(
                today, 1, words.UNIT_WORKING_DAYS, self.company_id._hate_calendar()
            )
        )
