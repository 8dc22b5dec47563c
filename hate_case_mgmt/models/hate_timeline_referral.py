from odoo import models
from odoo.tools import SQL

from ..policy import vocabulary as words
from .hate_timeline import SHOWN

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
            words.TIMELINE_REFERRAL: (
                "hate.referral",
                SQL(SENT),
                SQL(
                    """sent_at, sent_by_id,
                       COALESCE((SELECT agency.name FROM hate_agency agency
                                  WHERE agency.id = hate_referral.agency_id),
                                (SELECT panel.name FROM hate_panel panel
                                  WHERE panel.id = hate_referral.panel_id)),
                       FALSE, left(asked, %s)""",
                    SHOWN,
                ),
            ),
            words.TIMELINE_REFERRAL_ANSWER: (
                "hate.referral.answer",
                SQL.identifier("hate_referral_answer"),
                SQL("at, user_id, name, FALSE, left(note, %s)", SHOWN),
            ),
            words.TIMELINE_LEAD: (
                "hate.lead",
                SQL.identifier("hate_lead"),
                SQL(
                    """decided_at, user_id,
                       (SELECT agency.name FROM hate_agency agency
                         WHERE agency.id = hate_lead.agency_id),
                       FALSE, left(agreed, %s)""",
                    SHOWN,
                ),
            ),
        }
