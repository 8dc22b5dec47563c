from odoo import models
from odoo.tools import SQL

from ..policy import vocabulary as words
from ..policy.vocabulary_guard import MASK
from .hate_timeline import SHOWN, entry, name_by


class HateTimeline(models.Model):
    """The timeline also tells of actions, evidence, plans, breaches and closing."""

    _inherit = "hate.timeline"
    _depends = {
        "hate.closure": [
            "case_id",
            "company_id",
            "at",
            "user_id",
            "own_words",
            "decision_reason",
            "reasons",
        ],
        "hate.action": [
            "case_id",
            "company_id",
            "settled_at",
            "decided_at",
            "user_id",
            "name",
            "state",
            "outcome",
        ],
        "hate.evidence": [
            "case_id",
            "company_id",
            "arrived_at",
            "asked_at",
            "received_by_id",
            "party_id",
            "title",
            "source",
            "statement",
        ],
        "hate.plan": [
            "case_id",
            "company_id",
            "agreed_at",
            "agreed_by_id",
            "party_id",
            "body",
        ],
        "hate.plan.review": [
            "case_id",
            "company_id",
            "reviewed_at",
            "user_id",
            "party_id",
            "said",
        ],
        "hate.breach": ["case_id", "company_id", "decided_at", "user_id", "reason"],
    }

    def _parts(self):
        return {
            **super()._parts(),
            words.TIMELINE_ACTION: entry(
                "hate.action",
                SQL(
                    """COALESCE(settled_at, decided_at, create_date), user_id,
                       NULL::varchar, FALSE,
                       left(concat_ws(': ', name, outcome), %s)""",
                    SHOWN,
                ),
            ),
            words.TIMELINE_EVIDENCE: entry(
                "hate.evidence",
                SQL(
                    """COALESCE(arrived_at, asked_at, create_date),
                       COALESCE(received_by_id, create_uid),
                       COALESCE(%s, source),
                       FALSE, concat_ws(': ', left(title, %s),
                           CASE WHEN statement <> '' THEN %s END)""",
                    name_by("hate_party", "hate_evidence.party_id"),
                    SHOWN,
                    MASK,
                ),
            ),
            words.TIMELINE_CLOSURE: entry(
                "hate.closure",
                SQL(
                    """at, user_id, NULL::varchar, FALSE,
                       left(COALESCE(own_words, decision_reason, reasons), %s)""",
                    SHOWN,
                ),
            ),
            words.TIMELINE_PLAN: entry(
                "hate.plan",
                SQL(
                    """agreed_at, agreed_by_id, %s, FALSE,
                       left(regexp_replace(body, '^(# |- )', '', 'gn'), %s)""",
                    name_by("hate_party", "hate_plan.party_id"),
                    SHOWN,
                ),
            ),
            words.TIMELINE_PLAN_REVIEW: entry(
                "hate.plan.review",
                SQL(
                    """reviewed_at, user_id, %s, FALSE, left(said, %s)""",
                    name_by("hate_party", "hate_plan_review.party_id"),
                    SHOWN,
                ),
            ),
            words.TIMELINE_BREACH: entry(
                "hate.breach",
                SQL(
                    "decided_at, user_id, NULL::varchar, FALSE, left(reason, %s)",
                    SHOWN,
                ),
            ),
        }
