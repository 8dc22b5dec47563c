from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    hate_standard_id = fields.Many2one(
        related="company_id.hate_standard_id", readonly=False
    )
    hate_hub_phone = fields.Char(related="company_id.hate_hub_phone", readonly=False)
    hate_restricted_user_ids = fields.Many2many(
        related="company_id.hate_restricted_user_ids", readonly=False
    )
    hate_calendar_id = fields.Many2one(
        related="company_id.resource_calendar_id",
        string="Working hours",
        readonly=False,
    )
