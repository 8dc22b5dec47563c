from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_referral as terms


class HateReferralItem(models.Model):
    """One thing that a referral may tell: ticked or not.

    The words themselves are read from the case each time, as the reader, and kept
    nowhere until they leave.
    """

    _name = "hate.referral.item"
    _description = "What a referral may tell"
    _inherit = ["hate.case.mixin"]
    _order = "sequence, id"
    _plain_fields = frozenset({"key", "label"})
    _method_only_fields = frozenset(
        {"referral_id", "sequence", "key", "data_class", "label"}
    )

    referral_id = fields.Many2one("hate.referral", required=True, ondelete="cascade")
    sequence = fields.Integer()
    key = fields.Char(required=True, readonly=True)
    data_class = fields.Selection(gate.DATA_CLASSES, readonly=True)
    label = fields.Char(string="What", required=True, readonly=True)
    is_shared = fields.Boolean(string="Tell")
    text = fields.Text(string="In these words", compute="_compute_text")

    _one_each = models.UniqueIndex("(referral_id, key)")

    @api.depends("key", "referral_id.party_id", "referral_id.subject")
    @api.depends_context("uid")
    def _compute_text(self):
        for referral, items in self.grouped("referral_id").items():
            kept = referral._origin
            found = kept._catalogue() if kept.has_access("read") else {}
            for item in items:
                thing = found.get(item.key)
                item.text = thing and thing.text

    def write(self, vals):
        if "is_shared" in vals and any(
            item.referral_id.state != terms.REFERRAL_DRAFT for item in self
        ):
            raise UserError(
                self.env._(
                    "What is told has been put before the gate. Press Change it first."
                )
            )
        return super().write(vals)
