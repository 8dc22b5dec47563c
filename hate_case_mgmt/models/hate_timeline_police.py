from odoo import models
from odoo.tools import SQL

from ..policy import vocabulary as words
from .hate_timeline import SHOWN, entry, name_by

ANSWERED = """(SELECT * FROM hate_police_report
                WHERE police_reference IS NOT NULL) hate_police_report"""


class HateTimeline(models.Model):
    """The timeline also tells how somebody wanted the police to know, what was done to
    help them, and what the police call it. What left us stands there as shared."""

    _inherit = "hate.timeline"
    _depends = {
        "hate.police.report": [
            "case_id",
            "company_id",
            "asked_at",
            "user_id",
            "party_id",
            "own_words",
            "referenced_at",
            "police_officer",
            "police_reference",
        ],
        "hate.police.step": ["case_id", "company_id", "done_at", "user_id", "note"],
    }

    def _parts(self):
        return {
            **super()._parts(),
            words.TIMELINE_POLICE: entry(
                "hate.police.report",
                SQL(
                    "asked_at, user_id, %s, FALSE, left(own_words, %s)",
                    name_by("hate_party", "hate_police_report.party_id"),
                    SHOWN,
                ),
            ),
            words.TIMELINE_POLICE_STEP: entry(
                "hate.police.step",
                SQL("done_at, user_id, NULL::varchar, FALSE, left(note, %s)", SHOWN),
            ),
            words.TIMELINE_POLICE_REFERENCE: entry(
                "hate.police.report",
                SQL(
                    """referenced_at, NULL::integer, police_officer, FALSE,
                       police_reference"""
                ),
                SQL(ANSWERED),
            ),
        }
