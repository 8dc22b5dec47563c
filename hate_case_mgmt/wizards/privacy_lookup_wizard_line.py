from odoo import api, models
from odoo.exceptions import AccessError


class PrivacyLookupWizardLine(models.TransientModel):
    """Each line archives or deletes the record it names, as the superuser."""

    _inherit = "privacy.lookup.wizard.line"

    @api.constrains("res_model_id", "res_id")
    def _check_not_of_a_hate_case(self):
        """:raise AccessError: when a line names a record of ours"""
        if any((line.res_model or "").startswith("hate.") for line in self):
            raise AccessError(
                self.env._(
                    "Hate cases are searched, put away and erased by the data "
                    "protection officer, in the cases themselves."
                )
            )
