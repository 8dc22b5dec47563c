from odoo import fields, models

from ..policy import vocabulary as words


class HateRiskOption(models.Model):
    """One answer to choose from, and what follows from it."""

    _name = "hate.risk.option"
    _description = "Answer to choose from"
    _inherit = ["hate.version.part"]
    _order = "sequence, id"

    _version_of = "matrix_id"

    name = fields.Char(string="Answer", required=True, translate=True)
    question_id = fields.Many2one(
        "hate.risk.question", required=True, index=True, ondelete="cascade"
    )
    matrix_id = fields.Many2one(related="question_id.matrix_id")
    sequence = fields.Integer(default=10)
    weight = fields.Integer(string="Points", aggregator=None)
    alone_high = fields.Boolean(
        string="Alone means high",
        help="This answer means high whatever the others say.",
    )
    is_unknown = fields.Boolean(
        string="Means not known",
        help="The person could not or would not answer. It is named as a gap.",
    )
    concern = fields.Selection(
        words.CONCERNS,
        string="Concern about",
        help="Choosing this answer opens the safeguarding steps.",
    )
    action_type_ids = fields.Many2many(
        "hate.action.type",
        "hate_risk_option_action_type_rel",
        "option_id",
        "type_id",
        string="Proposes",
        domain="[('never_proposed', '=', False)]",
        help="What is offered for the plan when this is the answer.",
    )

    _weight_not_negative = models.Constraint(
        "CHECK(weight >= 0)", "An answer takes no points away."
    )
