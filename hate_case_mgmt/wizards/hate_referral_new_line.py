from odoo import api, fields, models


class HateReferralNewLine(models.TransientModel):
    """One that fits, and why."""

    _name = "hate.referral.new.line"
    _description = "Agency or panel to choose"
    _inherit = ["hate.typed.mixin"]
    _order = "sequence, id"

    wizard_id = fields.Many2one(
        "hate.referral.new", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    agency_id = fields.Many2one("hate.agency", ondelete="cascade")
    panel_id = fields.Many2one("hate.panel", ondelete="cascade")
    name = fields.Char(compute="_compute_name")
    why = fields.Char()

    @api.depends("agency_id", "panel_id")
    def _compute_name(self):
        for line in self:
            line.name = (line.agency_id or line.panel_id).name

    def action_choose(self):
        """Take this one into the dialogue, and show it again."""
        self.ensure_one()
        wizard = self.wizard_id
        wizard.write({"agency_id": self.agency_id.id, "panel_id": self.panel_id.id})
        return wizard._again()
