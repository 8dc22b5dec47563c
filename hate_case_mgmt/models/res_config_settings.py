from odoo import fields, models


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
    hate_restricted_user_ids = fields.Many2many(
        related="company_id.hate_restricted_user_ids", readonly=False
    )
    hate_head_user_ids = fields.Many2many(
        related="company_id.hate_head_user_ids", readonly=False
    )
    hate_calendar_id = fields.Many2one(
        related="company_id.resource_calendar_id",
        string="Working hours",
        readonly=False,
    )

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
