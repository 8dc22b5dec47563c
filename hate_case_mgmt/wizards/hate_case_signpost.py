from odoo import fields, models
from odoo.exceptions import UserError


class HateCaseSignpost(models.TransientModel):
    """Send a person on, once they know it."""

    _name = "hate.case.signpost"
    _description = "Signpost"
    _inherit = ["hate.case.wizard"]

    agency_id = fields.Many2one("hate.agency", string="To one of our agencies")
    where_to = fields.Char(string="Or elsewhere")
    reason = fields.Text(string="Why")
    told = fields.Boolean(string="They have been told")
    told_at = fields.Datetime(string="When", default=fields.Datetime.now)
    told_method_id = fields.Many2one("hate.contact.method", string="How")

    def action_confirm(self):
        """Signpost, or say what is missing."""
        self.ensure_one()
        if not self.told:
            raise UserError(
                self.env._("Please tell the person first, then say when and how.")
            )
        self.case_id.action_signpost(
            self.reason,
            self.told_at,
            self.told_method_id.id,
            agency_id=self.agency_id.id,
            where_to=self.where_to,
        )
        return self._done(self.env._("Signposted."))
