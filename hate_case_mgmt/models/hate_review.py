from odoo import api, fields, models

from ..policy import vocabulary as words


class HateReview(models.Model):
    """A manager's look at a case: one of three outcomes and one sentence [004.4a].

    Written by ``hate.case.action_review`` alone, and never changed.
    """

    _name = "hate.review"
    _description = "Review"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "reviewed_at desc, id desc"
    _personal_fields = {
        "findings": "words",
    }

    kind = fields.Selection(
        words.REVIEW_KINDS, required=True, default=words.REVIEW_MANAGER
    )
    reviewed_at = fields.Datetime(
        string="Reviewed", required=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users", string="By", required=True, default=lambda self: self.env.user
    )
    outcome = fields.Selection(words.REVIEW_OUTCOMES, required=True)
    findings = fields.Text(string="In one sentence", required=True)
    act_by = fields.Date(
        string="Act by", help="When what the review asks for is to be done."
    )

    _case_idx = models.Index("(case_id, reviewed_at DESC, id DESC)")

    @api.model_create_multi
    def create(self, vals_list):
        """Each review keeps the promise of one, on the day it was done."""
        reviews = super().create(vals_list)
        for review in reviews:
            case = review.case_id
            case._set(
                {
                    "last_reviewed_at": max(
                        case.last_reviewed_at or review.reviewed_at, review.reviewed_at
                    )
                }
            )
            case._record_event(words.EVENT_MANAGER_REVIEWED, review.reviewed_at, review)
        return reviews

    def _evidence_kinds(self):
        return frozenset({"decision"})
