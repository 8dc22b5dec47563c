from odoo import fields, models

from ..policy import vocabulary as words


class HateReview(models.Model):
    """A manager's look at a case: one of three outcomes and one sentence [004.4a].

    Written by ``hate.case.action_review`` alone, and never changed.
    """

    _name = "hate.review"
    _description = "Review"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "reviewed_at desc, id desc"

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

    def _evidence_kinds(self):
        return frozenset({"decision"})
