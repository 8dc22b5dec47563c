from odoo import fields, models


class HateRiskExempt(models.TransientModel):
    """Say why no risk assessment is made with the person."""

    _name = "hate.risk.exempt"
    _description = "No risk assessment, with a reason"
    _inherit = ["hate.case.wizard"]

    reason = fields.Text(string="Why")

    def action_confirm(self):
        """Keep the reason on record."""
        self.ensure_one()
        self.case_id.action_exempt_from_risk(self.reason)
        return self._done(self.env._("The reason is on record."))
