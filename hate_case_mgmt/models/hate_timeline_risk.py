from odoo import models
from odoo.tools import SQL

from ..policy import vocabulary as words
from .hate_timeline import SHOWN

FINISHED = SQL(
    "(SELECT * FROM hate_risk_assessment WHERE state = %s) hate_risk_assessment",
    words.ASSESSMENT_FINISHED,
)


class HateTimeline(models.Model):
    """Assessments of risk and safeguarding steps, among the rest."""

    _inherit = "hate.timeline"
    _depends = {
        "hate.risk.assessment": [
            "case_id",
            "company_id",
            "assessed_at",
            "user_id",
            "party_id",
            "state",
            "explanation",
        ],
        "hate.safeguarding.step": [
            "case_id",
            "company_id",
            "done_at",
            "user_id",
            "who",
            "text",
        ],
    }

    def _parts(self):
        return {
            **super()._parts(),
            words.TIMELINE_RISK: (
                "hate.risk.assessment",
                FINISHED,
                SQL(
                    """assessed_at, user_id,
                       (SELECT party.name FROM hate_party party
                         WHERE party.id = hate_risk_assessment.party_id),
                       FALSE, left(explanation, %s)""",
                    SHOWN,
                ),
            ),
            words.TIMELINE_SAFEGUARDING: (
                "hate.safeguarding.step",
                SQL.identifier("hate_safeguarding_step"),
                SQL("done_at, user_id, who, FALSE, left(text, %s)", SHOWN),
            ),
        }
