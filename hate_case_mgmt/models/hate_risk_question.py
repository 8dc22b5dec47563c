from odoo import fields, models


class HateRiskQuestion(models.Model):
    """One question of a risk matrix, with what to listen for."""

    _name = "hate.risk.question"
    _description = "Question of a risk matrix"
    _inherit = ["hate.version.part"]
    _order = "sequence, id"

    _version_of = "matrix_id"

    name = fields.Char(string="Question", required=True, translate=True)
    matrix_id = fields.Many2one(
        "hate.risk.matrix", required=True, index=True, ondelete="cascade"
    )
    section = fields.Char(
        translate=True, help="Questions of one heading stand together."
    )
    listen_for = fields.Text(
        string="What to listen for",
        translate=True,
        help="For whoever asks: what the answer may sound like, and what to ask next.",
    )
    sequence = fields.Integer(default=10)
    option_ids = fields.One2many(
        "hate.risk.option", "question_id", string="Answers", copy=True
    )
