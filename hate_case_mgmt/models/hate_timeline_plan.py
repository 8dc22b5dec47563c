from odoo import models
from odoo.tools import SQL

from ..policy import vocabulary as words
from .hate_timeline import SHOWN


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
            words.TIMELINE_ACTION: (
                "hate.action",
                SQL.identifier("hate_action"),
                SQL(
                    """COALESCE(settled_at, decided_at, create_date), user_id,
                       NULL::varchar, FALSE,
                       left(concat_ws(': ', name, outcome), %s)""",
                    SHOWN,
                ),
            ),
            words.TIMELINE_EVIDENCE: (
                "hate.evidence",
                SQL.identifier("hate_evidence"),
                SQL(
                    """COALESCE(arrived_at, asked_at, create_date),
                       COALESCE(received_by_id, create_uid),
                       COALESCE((SELECT party.name FROM hate_party party
                                  WHERE party.id = hate_evidence.party_id),
                                source),
                       FALSE, left(concat_ws(': ', title, statement), %s)""",
                    SHOWN,
                ),
            ),
            words.TIMELINE_CLOSURE: (
                "hate.closure",
                SQL.identifier("hate_closure"),
                SQL(
                    """at, user_id, NULL::varchar, FALSE,
                       left(COALESCE(own_words, decision_reason, reasons), %s)""",
                    SHOWN,
                ),
            ),
            words.TIMELINE_PLAN: (
                "hate.plan",
                SQL.identifier("hate_plan"),
                SQL(
                    """agreed_at, agreed_by_id,
                       (SELECT party.name FROM hate_party party
                         WHERE party.id = hate_plan.party_id),
                       FALSE, left(body, %s)""",
                    SHOWN,
                ),
            ),
            words.TIMELINE_PLAN_REVIEW: (
                "hate.plan.review",
                SQL.identifier("hate_plan_review"),
                SQL(
                    """reviewed_at, user_id,
                       (SELECT party.name FROM hate_party party
                         WHERE party.id = hate_plan_review.party_id),
                       FALSE, left(said, %s)""",
                    SHOWN,
                ),
            ),
            words.TIMELINE_BREACH: (
                "hate.breach",
                SQL.identifier("hate_breach"),
                SQL(
                    "decided_at, user_id, NULL::varchar, FALSE, left(reason, %s)",
                    SHOWN,
                ),
            ),
        }
