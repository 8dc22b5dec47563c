from odoo import api, fields, models


class HateLegalHold(models.Model):
    """Why a case must not be removed, whatever its time: a claim, an inquiry, a
    request of the person.

    Placed and lifted by ``hate.case`` alone.
    """

    _name = "hate.legal.hold"
    _description = "Legal hold"
    _inherit = ["hate.case.mixin"]
    _order = "placed_at desc, id desc"
    _personal_fields = {"reason": "words", "lift_reason": "words"}

    _method_only_fields = frozenset(
        {
            "reason",
            "placed_at",
            "placed_by_id",
            "lifted_at",
            "lifted_by_id",
            "lift_reason",
        }
    )

    reason = fields.Text(string="Why it is held", required=True)
    placed_at = fields.Datetime(
        string="Since", required=True, default=fields.Datetime.now
    )
    placed_by_id = fields.Many2one(
        "res.users",
        string="Placed by",
        required=True,
        default=lambda self: self.env.user,
    )
    lifted_at = fields.Datetime(string="Lifted")
    lifted_by_id = fields.Many2one("res.users", string="Lifted by")
    lift_reason = fields.Text(string="Why it was lifted")
    is_on = fields.Boolean(string="In force", compute="_compute_is_on")

    _case_idx = models.Index("(case_id, placed_at DESC, id DESC)")
    # one at a time: a second reason is a second entry after the first was lifted
    _one_idx = models.UniqueIndex(
        "(case_id) WHERE lifted_at IS NULL", "This case is held already."
    )

    @api.depends("lifted_at")
    def _compute_is_on(self):
        for hold in self:
            hold.is_on = not hold.lifted_at
