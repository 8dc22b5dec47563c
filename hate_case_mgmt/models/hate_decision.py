from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import text_checks
from ..policy import vocabulary as words


class HateDecision(models.Model):
    """That a report was not accepted as hate: why, what the person thinks, and how
    they learned of it [002.4.3] [003.5.4]."""

    _name = "hate.decision"
    _description = "Decision on a report"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "decided_at desc, id desc"
    _personal_fields = {
        "reason": "words",
        "own_view": "words",
        "they_said": "words",
        "not_told_why": "words",
    }

    decided_at = fields.Datetime(
        string="When", required=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="Decided by",
        required=True,
        default=lambda self: self.env.user,
    )
    ground = fields.Selection(words.NOT_HATE_GROUNDS, required=True)
    reason = fields.Text(string="Why", required=True)
    own_view = fields.Text(
        string="The person's own view", help="As it stood when it was decided."
    )
    told = fields.Selection(words.TOLD, required=True)
    told_at = fields.Datetime(string="Told at")
    told_method_id = fields.Many2one("hate.contact.method", string="Told by")
    they_said = fields.Text(string="What they said to it")
    not_told_why = fields.Text(string="Why they could not be told")

    def _evidence_kinds(self):
        """:return: what a clock may take this for"""
        kinds = {words.EVIDENCE_DECISION}
        if self.told_at:
            kinds |= self.case_id._kinds_of_contact(self.told_method_id)
        return frozenset(kinds)

    @api.model
    def _record(self, vals):
        """Keep a decision, after the case has checked that it may be taken.

        :return: the new row, as superuser
        :raise UserError: nothing is said of how the person learned of it, or it can't
            be true
        """
        told = vals.get("told")
        if told not in dict(words.TOLD):
            raise UserError(
                self.env._("Please say whether the person has been told, and how.")
            )
        if told == words.TOLD_YES:
            self._check_told(vals)
            vals = {**vals, "not_told_why": False}
        else:
            if not (vals.get("not_told_why") or "").strip():
                raise UserError(
                    self.env._("Please say why the person could not be told.")
                )
            vals = {**vals, "told_at": False, "told_method_id": False}
        texts = {
            name: text_checks.clean_text(vals.get(name) or "")
            for name in ("reason", "they_said", "not_told_why")
        }
        # sudo: no user writes this log by hand
        return self.sudo().create({**vals, **texts})

    def _check_told(self, vals):
        """:raise UserError: when or how is missing or can't be true"""
        if not (vals.get("told_at") and vals.get("told_method_id")):
            raise UserError(
                self.env._("Please say when and how the person has been told.")
            )
        told_at = fields.Datetime.to_datetime(vals["told_at"])
        case = self.env["hate.case"].browse(vals["case_id"])
        if told_at > fields.Datetime.now() or told_at.date() < case.reported_at.date():
            raise UserError(
                self.env._(
                    "The person can only have been told between the report and now. "
                    "Please check when."
                )
            )
