from odoo import fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary as words


class HateRiskAnswer(models.Model):
    """What was answered to one question. It stays as it is once the assessment is
    finished; rows are written by the assessment alone."""

    _name = "hate.risk.answer"
    _description = "Answer about risk"
    _inherit = ["hate.case.mixin"]
    _order = "assessment_id, sequence, id"
    # of a draft; those of a finished assessment never go
    _kept_on_hold = False
    _personal_fields = {
        "note": "words",
    }

    assessment_id = fields.Many2one(
        "hate.risk.assessment", required=True, index=True, ondelete="cascade"
    )
    question_id = fields.Many2one(
        "hate.risk.question", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(related="question_id.sequence", store=True)
    option_id = fields.Many2one(
        "hate.risk.option",
        string="Answer",
        index="btree_not_null",
        ondelete="restrict",
    )
    note = fields.Text(string="In their words")
    user_id = fields.Many2one("res.users", string="Answer taken by", readonly=True)

    _question_uniq = models.Constraint(
        "UNIQUE(assessment_id, question_id)", "Each question is answered once."
    )

    def write(self, vals):
        self._check_unfinished()
        return super().write(vals)

    def unlink(self):
        self._check_unfinished()
        return super().unlink()

    def _check_unfinished(self):
        """:raise UserError: an assessment of these is finished"""
        if any(answer.assessment_id.state != words.ASSESSMENT_DRAFT for answer in self):
            raise UserError(
                self.env._(
                    "A finished assessment stays as it is. Begin a new one if "
                    "something has changed."
                )
            )
