from odoo import models
from odoo.tools import SQL

from ..policy import vocabulary as words
from .hate_timeline import SHOWN, entry, name_by

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
            words.TIMELINE_RISK: entry(
                "hate.risk.assessment",
                SQL(
                    """assessed_at, user_id, %s, FALSE, left(explanation, %s)""",
                    name_by("hate_party", "hate_risk_assessment.party_id"),
                    SHOWN,
                ),
                FINISHED,
            ),
            words.TIMELINE_SAFEGUARDING: entry(
                "hate.safeguarding.step",
                SQL("done_at, user_id, who, FALSE, left(text, %s)", SHOWN),
            ),
        }
