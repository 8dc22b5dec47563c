from odoo import fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary as words


class HateRiskDecide(models.TransientModel):
    """Judge the level otherwise, or say as a manager what one makes of it."""

    _name = "hate.risk.decide"
    _description = "Decide about risk"
    _inherit = ["hate.case.wizard"]

    assessment_id = fields.Many2one(
        "hate.risk.assessment", required=True, readonly=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [("level", "Change the level"), ("seen", "I have looked at it")],
        required=True,
        readonly=True,
    )
    level = fields.Selection(words.RISK_LEVELS)
    reason = fields.Text(string="Why")

    def action_confirm(self):
        """Put it on record beside the assessment."""
        self.ensure_one()
        assessment = self.assessment_id
        if assessment.case_id != self.case_id:
            raise UserError(self.env._("An assessment stays with its case."))
        if self.kind == "seen":
            assessment.action_mark_seen(self.reason)
            return self._done(self.env._("On record."))
        assessment.action_change_level(self.level, self.reason)
        return self._done(self.env._("Risk level changed."))
