from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import closing, text_checks
from ..policy import vocabulary as words

TEXTS = ("own_words", "reasons", "actions_done", "decision_reason", "no_letter_reason")


class HateClosure(models.Model):
    """One step on the way to closing: what was discussed, asked, decided and told.

    Written by the methods of the case alone.
    """

    _name = "hate.closure"
    _description = "Closing"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "at desc, id desc"
    _personal_fields = {
        "own_words": "words",
        "agency_contact": "words",
        "reasons": "words",
        "actions_done": "words",
        "decision_reason": "words",
        "no_letter_reason": "words",
    }

    kind = fields.Selection(words.CLOSURE_KINDS, string="What", required=True)
    at = fields.Datetime(string="When", required=True)
    user_id = fields.Many2one("res.users", string="By", required=True)

    # what the person said
    contact_id = fields.Many2one(
        "hate.contact",
        string="Contact",
        help="The contact in which closing was discussed.",
    )
    agrees = fields.Selection(words.CLOSING_VIEWS, string="Do they agree")
    own_words = fields.Text(string="In their own words")
    involvement_answer = fields.Selection(
        words.INVOLVEMENT_ANSWERS, string="Getting involved"
    )
    involvement_ids = fields.Many2many(
        "hate.involvement",
        "hate_closure_involvement_rel",
        "closure_id",
        "involvement_id",
        string="Interested in",
    )
    survey_declined = fields.Boolean(string="Wants no survey")
    after_care_declined = fields.Boolean(string="Wants no contact after closing")

    # what is decided, and why
    consideration_ids = fields.Many2many(
        "hate.closure.consideration",
        "hate_closure_consideration_rel",
        "closure_id",
        "consideration_id",
        string="Considerations",
    )
    agency_id = fields.Many2one("hate.agency", string="Agency that leads")
    agency_contact = fields.Char(string="Whom to ask there")
    reasons = fields.Text(string="Reasons, as the letter gives them")
    actions_done = fields.Text(string="What was done")
    risk_level = fields.Selection(words.RISK_LEVELS, string="Risk at the time")
    decision_reason = fields.Text(string="Why")
    no_letter_reason = fields.Text(
        string="No letter yet because",
        help="Why no way was safe when the case was closed. The letter is then given "
        "by hand.",
    )

    _case_idx = models.Index("(case_id, at DESC, id DESC)")

    @api.constrains("reasons")
    def _check_reasons(self):
        """What the police decide ends no case of ours."""
        for closure in self:
            if closing.says_only_that_police_did_nothing(closure.reasons or ""):
                raise ValidationError(
                    self.env._(
                        "That the police took no action is no reason to close a case: "
                        "our own work goes on without them. Please say what else has "
                        "been done, or what the person wants."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [
                {
                    **vals,
                    **{
                        name: text_checks.clean_text(vals[name])
                        for name in TEXTS
                        if vals.get(name)
                    },
                }
                for vals in vals_list
            ]
        )

    def _evidence_kinds(self):
        """:return: what this shows to a promise: a decision and its reason"""
        return frozenset({"decision"})
