from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import text_checks
from ..policy import vocabulary_police as police


class HatePoliceStep(models.Model):
    """One thing done for somebody who reports to the police themselves [003.9.1b]."""

    _name = "hate.police.step"
    _description = "Help to report"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "done_at, id"
    _personal_fields = {"note": "words"}
    _method_only_fields = frozenset({"user_id"})

    report_id = fields.Many2one(
        "hate.police.report", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(police.HELP_STEPS, string="What", required=True)
    done_at = fields.Datetime(string="When", required=True, default=fields.Datetime.now)
    note = fields.Text(string="Anything to keep")
    party_id = fields.Many2one(
        related="report_id.party_id", related_sudo=False, string="For whom"
    )
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )

    @api.constrains("report_id", "case_id")
    def _check_report(self):
        for step in self:
            if step.report_id.case_id != step.case_id:
                raise ValidationError(
                    self.env._("A step and its report belong to one case.")
                )
            if step.report_id.mode != police.MODE_SUPPORTED:
                raise ValidationError(
                    self.env._(
                        "Steps are kept where the person reports it and we help."
                    )
                )

    @api.constrains("done_at")
    def _check_when(self):
        limit = fields.Datetime.add(fields.Datetime.now(), minutes=1)
        for step in self:
            wrong = text_checks.check_moment(
                step.done_at, limit, self.env._("when it was")
            )
            if wrong:
                raise ValidationError(self.env._(wrong.template, **wrong.values))

    @api.model_create_multi
    def create(self, vals_list):
        steps = super().create(vals_list)
        for step in steps:
            reported = step.kind == police.HELP_REPORTED
            if reported and step.report_id.state == police.REPORT_DRAFT:
                step.report_id._has_left(step.done_at)
        for case in steps.case_id:
            case._log_neutral(self.env._("Support given"))
        return steps
