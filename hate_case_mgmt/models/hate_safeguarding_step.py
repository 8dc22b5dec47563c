from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..policy import text_checks
from ..policy import vocabulary as words
from ..policy import vocabulary_police as police


class HateSafeguardingStep(models.Model):
    """One step about a concern: who was told, when, the reference, the outcome."""

    _name = "hate.safeguarding.step"
    _description = "Safeguarding step"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "done_at, id"
    _personal_fields = {
        "who": "name",
        "reference": "number",
        "text": "words",
    }

    safeguarding_id = fields.Many2one(
        "hate.safeguarding",
        string="Concern",
        required=True,
        index=True,
        ondelete="cascade",
    )
    kind = fields.Selection(words.SAFEGUARDING_STEPS, string="Step", required=True)
    who = fields.Char(help="The name and the office of whoever was told or answered.")
    done_at = fields.Datetime(string="When", required=True, default=fields.Datetime.now)
    reference = fields.Char(string="Their reference")
    text = fields.Text(string="What was said or decided")
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )

    disclosure_id = fields.Many2one(
        "hate.disclosure",
        string="What was told",
        readonly=True,
        index="btree_not_null",
    )

    _method_only_fields = frozenset({"user_id", "disclosure_id"})

    @api.model_create_multi
    def create(self, vals_list):
        steps = super().create(vals_list)
        steps._check_by_the_gate()
        for step in steps.filtered(
            lambda step: step.kind in words.SAFEGUARDING_AUTHORITIES
        ):
            # whoever rings first and writes it down afterwards has kept the promise
            at = max(step.done_at, step.safeguarding_id.raised_at)
            step.case_id._record_event(words.EVENT_SAFEGUARDING_TOLD, at, step)
        return steps

    def _check_by_the_gate(self):
        """:raise UserError: somebody outside was told, and not by the gate"""
        outside = self.filtered(lambda step: step.kind in police.STEPS_BY_THE_GATE)
        if not self.env.su and outside.filtered(lambda step: not step.disclosure_id):
            raise UserError(
                self.env._(
                    "Nobody outside is told but by the gate. Use “Tell the council or "
                    "police”, or “Told by phone” for what you have said already."
                )
            )

    def _promise_subject(self):
        """A step keeps the promise about its own concern."""
        return self.safeguarding_id

    @api.constrains("case_id", "safeguarding_id")
    def _check_one_case(self):
        for step in self:
            if step.safeguarding_id.case_id != step.case_id:
                raise ValidationError(
                    self.env._("A step and its concern belong to one case.")
                )

    @api.constrains("kind", "who", "text")
    def _check_told_whom(self):
        for step in self:
            if step.kind in words.SAFEGUARDING_TELLS and not (step.who or "").strip():
                raise ValidationError(
                    self.env._("Please say who was told, by name and office.")
                )
            if step.kind == words.STEP_OUTCOME and not (step.text or "").strip():
                raise ValidationError(self.env._("Please say what came of it."))

    @api.constrains("done_at")
    def _check_when(self):
        # the clocks of two machines differ a little
        limit = fields.Datetime.add(fields.Datetime.now(), minutes=1)
        for step in self:
            wrong = text_checks.check_moment(
                step.done_at, limit, self.env._("when it was")
            )
            if wrong:
                raise ValidationError(self.env._(wrong.template, **wrong.values))
