from odoo import fields, models


class HateNote(models.Model):
    """A staff note. It is not chatter: messages can be read by anyone with the export
    right and stay with whoever was notified."""

    _name = "hate.note"
    _description = "Staff note"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "noted_at desc, id desc"

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

    _method_only_fields = frozenset({"noted_at", "user_id"})
    _case_idx = models.Index("(case_id, noted_at DESC, id DESC)")
