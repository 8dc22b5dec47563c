from odoo import fields, models

from ..policy import vocabulary as words


class HateAdjustmentStep(models.Model):
    """What was done about an adjustment that is hard to make: other ways looked at,
    experts asked, the person signposted [003.7.3b]."""

    _name = "hate.adjustment.step"
    _description = "Step towards an adjustment"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "taken_at desc, id desc"
    _personal_fields = {
        "adjustments": "words",
        "what": "words",
    }

    party_id = fields.Many2one("hate.party", string="For", required=True, index=True)
    taken_at = fields.Datetime(
        string="When", required=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users", string="By", required=True, default=lambda self: self.env.user
    )
    kind = fields.Selection(words.ADJUSTMENT_STEPS, string="Step", required=True)
    adjustments = fields.Text(string="The adjustment", help="As it was asked for then.")
    what = fields.Text(required=True)
    agency_id = fields.Many2one("hate.agency", string="Agency")
    manager_id = fields.Many2one("res.users", string="Manager asked")
