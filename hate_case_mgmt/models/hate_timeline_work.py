from odoo import models
from odoo.tools import SQL

from ..policy import vocabulary as words
from .hate_timeline import SHOWN, entry


class HateTimeline(models.Model):
    """The timeline also tells of repairs and cleaning, and of the manager's reviews."""

    _inherit = "hate.timeline"
    _depends = {
        "hate.order": [
            "case_id",
            "company_id",
            "reported_at",
            "sent_at",
            "done_at",
            "create_uid",
            "task",
            "answer",
        ],
        "hate.review": [
            "case_id",
            "company_id",
            "reviewed_at",
            "user_id",
            "findings",
        ],
    }

    def _parts(self):
        return {
            **super()._parts(),
            words.TIMELINE_ORDER: entry(
                "hate.order",
                SQL(
                    """COALESCE(done_at, sent_at, reported_at), create_uid,
                       NULL::varchar, FALSE,
                       left(concat_ws(': ', task, answer), %s)""",
                    SHOWN,
                ),
            ),
            words.TIMELINE_REVIEW: entry(
                "hate.review",
                SQL(
                    "reviewed_at, user_id, NULL::varchar, FALSE, left(findings, %s)",
                    SHOWN,
                ),
            ),
        }
