from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import text_checks
from ..policy import vocabulary as words


class HatePlanReview(models.Model):
    """That the plan was gone through with the person, and what they said [004.2g]."""

    _name = "hate.plan.review"
    _description = "Plan gone through"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "reviewed_at desc, id desc"
    _personal_fields = {
        "said": "words",
        "changes": "words",
    }

    plan_id = fields.Many2one(
        "hate.plan",
        compute="_compute_plan_id",
        store=True,
        precompute=True,
        index=True,
        help="The version that was gone through.",
    )
    party_id = fields.Many2one(
        "hate.party",
        string="With",
        required=True,
        index=True,
        domain="[('case_id', '=', case_id), ('role', '!=', 'alleged')]",
    )
    method_id = fields.Many2one("hate.contact.method", string="How", required=True)
    reviewed_at = fields.Datetime(
        string="When", required=True, default=fields.Datetime.now
    )
    said = fields.Text(
        string="What they said",
        required=True,
        help="In their own words: what helped, what did not, what they want now.",
    )
    changes = fields.Text(
        string="What changes", help="Leave empty if the plan stays as it is."
    )
    next_on = fields.Date(string="Look at it again on")
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )

    _method_only_fields = frozenset({"user_id"})
    _case_idx = models.Index("(case_id, reviewed_at DESC, id DESC)")

    @api.depends("case_id")
    def _compute_plan_id(self):
        """The version of that moment; a log never changes, so this is asked once."""
        for review in self:
            review.plan_id = review.case_id.plan_ids[:1]

    @api.constrains("case_id", "party_id")
    def _check_party(self):
        for review in self:
            person = review.party_id
            if person.case_id != review.case_id or person.role == words.ROLE_ALLEGED:
                raise ValidationError(
                    self.env._("The plan is gone through with a person of its case.")
                )

    @api.constrains("reviewed_at")
    def _check_when(self):
        limit = fields.Datetime.add(fields.Datetime.now(), minutes=1)
        for review in self:
            wrong = text_checks.check_moment(
                review.reviewed_at, limit, self.env._("when it was gone through")
            )
            if wrong:
                raise ValidationError(self.env._(wrong.template, **wrong.values))
            if review.reviewed_at < review.case_id.reported_at:
                raise ValidationError(
                    self.env._(
                        "The plan can't have been gone through before the report came "
                        "in. Please check when."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        reviews = super().create(
            [
                {
                    **vals,
                    "said": text_checks.clean_text(vals.get("said") or ""),
                    "changes": text_checks.clean_text(vals.get("changes") or ""),
                }
                for vals in vals_list
            ]
        )
        reviews.case_id._log_neutral(self.env._("Plan gone through with the person"))
        return reviews
