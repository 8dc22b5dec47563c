from odoo import models

from ..policy import vocabulary as words


class HateRiskAssessment(models.Model):
    """A high level is brought to managers; a manager's look ends that."""

    _inherit = "hate.risk.assessment"

    def _after_finish(self):
        res = super()._after_finish()
        if self.level == words.RISK_HIGH:
            self.case_id._ask_for_an_eye()
        return res

    def _decide(self, kind, level, reason):
        res = super()._decide(kind, level, reason)
        if kind == words.DECISION_SEEN:
            self.case_id._has_been_looked_at()
        elif level == words.RISK_HIGH and self.state == words.ASSESSMENT_FINISHED:
            self.case_id._ask_for_an_eye()
        return res
