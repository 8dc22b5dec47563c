from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..policy import text_checks
from ..policy import vocabulary as words


class HateSafeguarding(models.Model):
    """A concern that a child or an adult at risk may be abused or neglected, and the
    steps taken about it [002.4.4c] [003.8.2b].

    What was seen stays as it was written; steps are added, never changed.
    """

    _name = "hate.safeguarding"
    _description = "Safeguarding concern"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "raised_at desc, id desc"
    _masked_fields = {"concern": True}
    _personal_fields = {
        "concern": "words",
    }

    party_id = fields.Many2one(
        "hate.party",
        string="Noticed with",
        required=True,
        index=True,
        help="Whom we spoke with, or whom the concern is about.",
    )
    about = fields.Selection(words.CONCERNS, string="Concern about", required=True)
    concern = fields.Text(
        string="What was seen or said",
        required=True,
        help="What was seen and heard, in the words that were used. No guess, no "
        "diagnosis.",
    )
    raised_at = fields.Datetime(
        string="When", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="Noticed by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    assessment_id = fields.Many2one(
        "hate.risk.assessment",
        string="Out of",
        readonly=True,
        index="btree_not_null",
    )
    step_ids = fields.One2many(
        "hate.safeguarding.step", "safeguarding_id", string="Steps"
    )
    state = fields.Selection(
        words.SAFEGUARDING_STATES,
        compute="_compute_state",
        store=True,
        string="Where it stands",
    )
    guidance = fields.Text(compute="_compute_guidance")

    _method_only_fields = frozenset({"raised_at", "user_id", "assessment_id"})
    _case_idx = models.Index("(case_id, raised_at DESC, id DESC)")

    @api.depends("step_ids.kind")
    def _compute_state(self):
        for concern in self:
            kinds = set(concern.step_ids.mapped("kind"))
            if words.STEP_OUTCOME in kinds:
                concern.state = words.SAFEGUARDING_DONE
            elif kinds.intersection(words.SAFEGUARDING_TELLS):
                concern.state = words.SAFEGUARDING_TOLD
            else:
                concern.state = words.SAFEGUARDING_OPEN

    @api.depends("company_id")
    def _compute_guidance(self):
        for concern in self:
            # sudo: what the landlord tells all its staff to do
            concern.guidance = concern.sudo().company_id.hate_safeguarding_guidance

    @api.constrains("case_id", "party_id")
    def _check_one_case(self):
        for concern in self:
            if concern.party_id.case_id != concern.case_id:
                raise ValidationError(
                    self.env._("A concern and its person belong to one case.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        concerns = super().create(
            [
                {**vals, "concern": text_checks.clean_text(vals.get("concern") or "")}
                for vals in vals_list
            ]
        )
        for case in concerns.case_id:
            case._log_neutral(self.env._("Safety steps opened"))
        for concern in concerns:
            concern.case_id._record_event(
                words.EVENT_SAFEGUARDING_RAISED, concern.raised_at, concern
            )
        return concerns

    def _promise_subject(self):
        """Each concern has a clock of its own."""
        return self

    def action_add_step(self):
        """:return: action in which one step is written down"""
        self.ensure_one()
        if self.state == words.SAFEGUARDING_DONE:
            raise UserError(
                self.env._(
                    "The outcome of this concern is known. Open a new one if there is "
                    "cause for it."
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add a step"),
            "res_model": "hate.safeguarding.step",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_case_id": self.case_id.id,
                "default_safeguarding_id": self.id,
            },
        }
