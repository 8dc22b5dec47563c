from odoo import fields, models

from ..policy import vocabulary as words


class HateRiskBand(models.Model):
    """A level of risk: where it begins, how long it holds and what it asks for."""

    _name = "hate.risk.band"
    _description = "Level of a risk matrix"
    _inherit = ["hate.version.part"]
    _order = "from_score, id"

    _version_of = "matrix_id"

    matrix_id = fields.Many2one(
        "hate.risk.matrix", required=True, index=True, ondelete="cascade"
    )
    level = fields.Selection(words.RISK_LEVELS, required=True)
    from_score = fields.Integer(string="Begins at (points)", aggregator=None)
    valid_days = fields.Integer(
        string="Holds for (days)",
        required=True,
        default=28,
        aggregator=None,
        help="After so many days the risk is to be looked at again.",
    )
    contact_days = fields.Integer(
        string="Contact at least every (days)",
        aggregator=None,
        help="Proposed on the case. 0 proposes nothing.",
    )
    manager_eye = fields.Boolean(
        string="Manager looks at it",
        help="An assessment of this level waits until a manager has looked at it.",
    )
    action_type_ids = fields.Many2many(
        "hate.action.type",
        "hate_risk_band_action_type_rel",
        "band_id",
        "type_id",
        string="Proposes",
        domain="[('never_proposed', '=', False)]",
        help="What is offered for the plan at this level, one click each.",
    )

    _level_uniq = models.Constraint(
        "UNIQUE(matrix_id, level)", "Each level stands once in a matrix."
    )
    _valid_positive = models.Constraint(
        "CHECK(valid_days > 0)", "A level holds for at least one day."
    )
    _numbers_not_negative = models.Constraint(
        "CHECK(from_score >= 0 AND contact_days >= 0)",
        "Points and days can't be negative.",
    )
