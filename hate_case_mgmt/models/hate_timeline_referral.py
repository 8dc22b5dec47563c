from odoo import models
from odoo.tools import SQL

from ..policy import vocabulary as words
from .hate_timeline import SHOWN, entry, name_by

# A draft has not happened yet
SENT = "(SELECT * FROM hate_referral WHERE sent_at IS NOT NULL) hate_referral"


class HateTimeline(models.Model):
    """The timeline also tells of referrals, their answers, and who leads."""

    _inherit = "hate.timeline"
    _depends = {
        "hate.referral": [
            "case_id",
            "company_id",
            "sent_at",
            "sent_by_id",
            "agency_id",
            "panel_id",
            "asked",
        ],
        "hate.referral.answer": [
            "case_id",
            "company_id",
            "at",
            "user_id",
            "name",
            "note",
        ],
        "hate.lead": [
            "case_id",
            "company_id",
            "decided_at",
            "user_id",
            "agency_id",
            "agreed",
        ],
        "hate.panel": ["name"],
    }

    def _parts(self):
        return {
            **super()._parts(),
            words.TIMELINE_REFERRAL: entry(
                "hate.referral",
                SQL(
                    """sent_at, sent_by_id,
                       COALESCE(%s, %s),
                       FALSE, left(asked, %s)""",
                    name_by("hate_agency", "hate_referral.agency_id"),
                    name_by("hate_panel", "hate_referral.panel_id"),
                    SHOWN,
                ),
                SQL(SENT),
            ),
            words.TIMELINE_REFERRAL_ANSWER: entry(
                "hate.referral.answer",
                SQL("at, user_id, name, FALSE, left(note, %s)", SHOWN),
            ),
            words.TIMELINE_LEAD: entry(
                "hate.lead",
                SQL(
                    """decided_at, user_id, %s, FALSE, left(agreed, %s)""",
                    name_by("hate_agency", "hate_lead.agency_id"),
                    SHOWN,
                ),
            ),
        }
