from odoo import fields, models

from ..policy import vocabulary as words


class HateRiskDecision(models.Model):
    """What people decided beside the score: the level raised or lowered, with a reason,
    and that a manager has looked at it."""

    _name = "hate.risk.decision"
    _description = "Decision about risk"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "decided_at, id"
    _personal_fields = {
        "reason": "words",
    }

    assessment_id = fields.Many2one(
        "hate.risk.assessment", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(words.RISK_DECISIONS, string="Decision", required=True)
    level = fields.Selection(words.RISK_LEVELS, string="Level from then on")
    reason = fields.Text(required=True)
    decided_at = fields.Datetime(
        string="When", required=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users", string="By", required=True, default=lambda self: self.env.user
    )
