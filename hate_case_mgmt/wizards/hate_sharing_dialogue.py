from odoo import api, fields, models

from ..policy import vocabulary_gate as gate


class HateSharingDialogue(models.AbstractModel):
    """A dialogue on what one recipient may know, for one purpose."""

    _name = "hate.sharing.dialogue"
    _description = "Dialogue on sharing"
    _inherit = [
        "hate.case.wizard",
        "hate.recipient.mixin",
        "hate.data.classes.mixin",
    ]

    # in the rights of whoever fills in the dialogue
    recipient_key = fields.Char(compute_sudo=False)
    purpose = fields.Selection(
        gate.PURPOSES,
        string="What for",
        compute="_compute_purpose",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )

    @api.depends("recipient_kind")
    def _compute_purpose(self):
        for dialogue in self:
            dialogue.purpose = gate.PURPOSE_OF_RECIPIENT.get(dialogue.recipient_kind)
