from odoo import fields, models


class HatePoliceReference(models.TransientModel):
    """Write down what the police call it, and who took it."""

    _name = "hate.police.reference"
    _description = "Write down the reference"
    _inherit = ["hate.case.wizard"]

    report_id = fields.Many2one(
        "hate.police.report", required=True, readonly=True, ondelete="cascade"
    )
    incident_id = fields.Many2one("hate.incident", string="For the incident")
    reference = fields.Char(string="Crime or incident number", required=True)
    officer = fields.Char(string="Who took it")

    def action_confirm(self):
        """Keep the reference, on the incident as well."""
        self.ensure_one()
        self.report_id.with_env(self.env)._note_reference(
            self.reference, self.officer, self.incident_id
        )
        return self._done(self.env._("The reference is on record."))
