from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..policy import text_checks
from ..policy import vocabulary as words


class HateEvidenceCustody(models.Model):
    """Who has held an item of evidence, line by line."""

    _name = "hate.evidence.custody"
    _description = "Custody of evidence"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "at desc, id desc"
    _personal_fields = {
        "holder": "name",
        "note": "words",
    }

    _method_only_fields = frozenset({"user_id"})

    evidence_id = fields.Many2one(
        "hate.evidence", required=True, index=True, ondelete="cascade"
    )
    at = fields.Datetime(string="When", required=True, default=fields.Datetime.now)
    kind = fields.Selection(
        words.CUSTODY_KINDS,
        string="What was done",
        required=True,
        default=words.CUSTODY_HANDED,
    )
    holder = fields.Char(
        string="Who holds it now",
        help="A person and where they work, or the place where it is kept.",
    )
    note = fields.Char(string="Why, and against what receipt")
    user_id = fields.Many2one(
        "res.users",
        string="Written by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )

    @api.constrains("case_id", "evidence_id")
    def _check_one_case(self):
        for line in self:
            if line.evidence_id.case_id != line.case_id:
                raise ValidationError(
                    self.env._("Evidence belongs to the case it is entered in.")
                )

    @api.constrains("kind", "holder", "at")
    def _check_told(self):
        limit = fields.Datetime.add(fields.Datetime.now(), minutes=1)
        for line in self:
            if line.kind in words.CUSTODY_BY_HAND and not line.holder:
                raise ValidationError(self.env._("Please say who holds it now."))
            if line.evidence_id.state != words.ITEM_HELD:
                raise ValidationError(
                    self.env._("Only what has arrived can be handed on.")
                )
            wrong = text_checks.check_moment(
                line.at, limit, self.env._("when it was handed on")
            )
            if wrong:
                raise ValidationError(self.env._(wrong.template, **wrong.values))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            by_hand = vals.get("kind", words.CUSTODY_HANDED) in words.CUSTODY_BY_HAND
            if not self.env.su and not by_hand:
                raise AccessError(
                    self.env._("This line is written by its button only.")
                )
        return super().create(
            [
                {
                    **vals,
                    "holder": text_checks.clean_line(vals.get("holder") or ""),
                    "note": text_checks.clean_line(vals.get("note") or ""),
                }
                for vals in vals_list
            ]
        )
