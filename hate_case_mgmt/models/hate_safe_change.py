from odoo import fields, models


class HateSafeChange(models.Model):
    """How a person could be contacted safely, before and after each change."""

    _name = "hate.safe.change"
    _description = "Change of safe contact"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "changed_at desc, id desc"
    _masked_fields = {"before": True, "after": True}
    _personal_fields = {
        "before": "words",
        "after": "words",
    }

    party_id = fields.Many2one("hate.party", string="Person", required=True)
    changed_at = fields.Datetime(
        string="When", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="Entered by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    before = fields.Text(readonly=True, help="Empty where nothing had been said.")
    after = fields.Text(readonly=True, help="Empty where nothing is safe any more.")

    _party_idx = models.Index("(party_id, changed_at DESC, id DESC)")
