from odoo import api, models


class HateIncident(models.Model):
    """A new incident asks for another look at the risk."""

    _inherit = "hate.incident"

    @api.model_create_multi
    def create(self, vals_list):
        incidents = super().create(vals_list)
        incidents.case_id._follow_risk_review()
        return incidents
