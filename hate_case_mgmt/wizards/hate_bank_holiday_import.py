import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import ics
from ..policy import vocabulary as words

# The published list of many years is a few kilobytes
MAX_BYTES = 500_000


class HateBankHolidayImport(models.TransientModel):
    """Bank holidays from a calendar file (ICS) or a table (CSV), shown before they
    are taken in."""

    _name = "hate.bank.holiday.import"
    _description = "Import bank holidays"

    nation = fields.Selection(
        words.NATIONS,
        required=True,
        default=lambda self: self.env.company.hate_nation,
    )
    file = fields.Binary(attachment=False)
    file_name = fields.Char()
    problem = fields.Char(compute="_compute_preview")
    summary = fields.Char(compute="_compute_preview")
    new_count = fields.Integer(compute="_compute_preview")
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    @api.depends("file", "nation")
    def _compute_preview(self):
        for wizard in self:
            wizard.problem = wizard.summary = wizard.preview = False
            wizard.new_count = 0
            if not wizard.file:
                continue
            try:
                days = wizard._read_days()
            except UserError as refused:
                wizard.problem = refused.args[0]
                continue
            known = self.env["hate.bank.holiday"]._known_days(wizard.nation)
            fresh = {day for day, _name in days if day not in known}
            wizard.new_count = len(fresh)
            wizard.summary = self.env._(
                "%(new)s of %(all)s days are new.", new=len(fresh), all=len(days)
            )
            wizard.preview = self.env["ir.qweb"]._render(
                "hate_case_mgmt.hate_bank_holiday_preview",
                {"days": days, "fresh": fresh},
            )

    def _read_days(self):
        """:return: sorted list of ``(date, name)``
        :raise UserError: a sentence that says what is wrong with the file
        """
        content = base64.b64decode(self.file)
        if len(content) > MAX_BYTES:
            raise UserError(
                self.env._(
                    "This file is too large for a list of bank holidays. Choose the "
                    "calendar file (ICS) or a table (CSV) with a date and a name."
                )
            )
        try:
            days = ics.parse_days(self._decoded(content))
        except ValueError as refused:
            sentence = refused.args[0]
            raise UserError(
                self.env._(sentence.template, **sentence.values)
            ) from refused
        if not days:
            raise UserError(self.env._("There are no days in this file."))
        return days

    def _decoded(self, content):
        """:return: the text, as UTF-8 or as older spreadsheets write it
        :raise UserError: it is no text
        """
        if b"\0" in content:
            raise UserError(
                self.env._(
                    "This is no text file. Save the list as CSV, or choose the "
                    "calendar file (ICS)."
                )
            )
        for encoding in ("utf-8-sig", "cp1252"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
        return content.decode("latin-1")

    def action_import(self):
        """Take the new days in and put them into the company's working hours.

        :return: notification that tells how many
        :raise UserError: the file can't be read
        """
        self.ensure_one()
        holidays = self.env["hate.bank.holiday"]
        holidays._check_may_change()
        if not self.file:
            raise UserError(self.env._("Choose a file first."))
        added = holidays._add_days(self.nation, self._read_days())
        company = self.env.company
        if company.hate_nation == self.nation:
            company._hate_write_bank_holidays()
            message = self.env._(
                "%(count)s days added, and put into the working hours of %(company)s.",
                count=len(added),
                company=company.name,
            )
        else:
            message = self.env._("%(count)s days added.", count=len(added))
        self.unlink()
        closing = holidays._notify(message)
        closing["params"]["next"] = {"type": "ir.actions.act_window_close"}
        return closing
