from odoo import fields, models

from ..reports import letter_engine


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    hate_standard_id = fields.Many2one(
        related="company_id.hate_standard_id", readonly=False
    )
    hate_statutory_standard_ids = fields.Many2many(
        related="company_id.hate_statutory_standard_ids", readonly=False
    )
    hate_nation = fields.Selection(
        related="company_id.hate_nation", readonly=False, required=True
    )
    hate_bank_holiday_warning = fields.Char(
        related="company_id.hate_bank_holiday_warning"
    )
    hate_hub_phone = fields.Char(related="company_id.hate_hub_phone", readonly=False)
    hate_privacy_notice = fields.Char(
        related="company_id.hate_privacy_notice", readonly=False
    )
    hate_safeguarding_guidance = fields.Text(
        related="company_id.hate_safeguarding_guidance", readonly=False
    )
    hate_plan_rights = fields.Text(
        related="company_id.hate_plan_rights", readonly=False
    )
    hate_emergency_hours = fields.Integer(
        related="company_id.hate_emergency_hours", readonly=False, required=True
    )
    hate_access_most_cases = fields.Integer(
        related="company_id.hate_access_most_cases", readonly=False, required=True
    )
    hate_restricted_user_ids = fields.Many2many(
        related="company_id.hate_restricted_user_ids", readonly=False
    )
    hate_head_user_ids = fields.Many2many(
        related="company_id.hate_head_user_ids", readonly=False
    )
    hate_letter_engine = fields.Char(
        string="What prints letters", compute="_compute_hate_letter_engine"
    )
    hate_calendar_id = fields.Many2one(
        related="company_id.resource_calendar_id",
        string="Working hours",
        readonly=False,
    )

    def _compute_hate_letter_engine(self):
        """Say what makes letters PDFs on this server, and whether they can be read
        aloud."""
        if letter_engine.weasyprint():
            told = self.env._(
                "WeasyPrint prints letters, as tagged PDF that a screen reader can "
                "read aloud."
            )
        elif self.env["ir.actions.report"].get_wkhtmltopdf_state() == "install":
            told = self.env._(
                "Nothing on this server can print letters. Ask for wkhtmltopdf or the "
                "Python package weasyprint. Until then a letter opens as a web page."
            )
        else:
            told = self.env._(
                "wkhtmltopdf prints letters. The Python package weasyprint would make "
                "them tagged PDF, which a screen reader can read aloud."
            )
        self.hate_letter_engine = told

    def action_hate_write_bank_holidays(self):
        """Save, and make the nation's bank holidays days off.

        :return: notification that tells what changed
        """
        self.ensure_one()
        self.set_values()
        return (
            self.env["hate.bank.holiday"]
            .with_company(self.company_id)
            .action_write_to_working_hours()
        )
