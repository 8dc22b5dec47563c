from odoo import models
from odoo.tools import SQL

from ..policy import vocabulary as words
from .hate_timeline import SHOWN, entry

# What was printed for our own work has not left
LEFT = """(SELECT * FROM hate_disclosure
            WHERE state = 'sent' AND ground != 'own_work') hate_disclosure"""


class HateTimeline(models.Model):
    """The timeline also tells what people said about sharing, and what left."""

    _inherit = "hate.timeline"
    _depends = {
        "hate.consent": [
            "case_id",
            "company_id",
            "asked_at",
            "user_id",
            "recipient_name",
            "own_words",
        ],
        "hate.disclosure": [
            "case_id",
            "company_id",
            "state",
            "ground",
            "sent_at",
            "sent_by_id",
            "recipient_name",
            "content",
        ],
    }

    def _parts(self):
        return {
            **super()._parts(),
            words.TIMELINE_CONSENT: entry(
                "hate.consent",
                SQL(
                    "asked_at, user_id, recipient_name, FALSE, left(own_words, %s)",
                    SHOWN,
                ),
            ),
            words.TIMELINE_SHARED: entry(
                "hate.disclosure",
                SQL(
                    "sent_at, sent_by_id, recipient_name, FALSE, left(content, %s)",
                    SHOWN,
                ),
                SQL(LEFT),
            ),
        }
