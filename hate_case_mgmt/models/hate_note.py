from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import text_checks


class HateNote(models.Model):
    """A staff note. It is not chatter: messages can be read by anyone with the export
    right and stay with whoever was notified."""

    _name = "hate.note"
    _description = "Staff note"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "noted_at desc, id desc"
    _masked_fields = {"text": "is_sensitive"}
    _personal_fields = {
        "text": "words",
    }

    noted_at = fields.Datetime(
        string="When", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    text = fields.Text(required=True)
    is_sensitive = fields.Boolean(
        string="Sensitive",
        help="The words then stand on no list, and are shown by a click that is "
        "logged.",
    )
    is_decision = fields.Boolean(
        string="A decision",
        readonly=True,
        help="Written by a button of the case: what was decided, and why.",
    )

    about_access = fields.Boolean(
        string="About who is shut out",
        readonly=True,
        help="Read by managers and data protection officers only, as the list of those "
        "who are shut out.",
    )

    _method_only_fields = frozenset(
        {"about_access", "noted_at", "user_id", "is_decision"}
    )
    _case_idx = models.Index("(case_id, noted_at DESC, id DESC)")

    @api.constrains("text")
    def _check_text(self):
        for note in self:
            if not note.text.strip():
                raise ValidationError(self.env._("Please write the note first."))
            long = text_checks.check_length(note.text, self.env._("the note"))
            if long:
                raise ValidationError(self.env._(long.template, **long.values))

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [
                {**vals, "text": text_checks.clean_text(vals.get("text") or "")}
                for vals in vals_list
            ]
        )
