from odoo import api, models


class HateReport(models.Model):
    _inherit = "hate.report"

    @api.model_create_multi
    def create(self, vals_list):
        """Take in a report; ask for authority if its reporter speaks for someone."""
        reports = super().create(vals_list)
        for report in reports:
            report.reporter_party_id._follow_up_authority(report.reporter_role)
        return reports
