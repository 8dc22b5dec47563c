from odoo import api, fields, models
from odoo.exceptions import UserError


class HateDisclosureShare(models.TransientModel):
    """Sharing a safeguarding concern: its words go first, and it knows of it."""

    _inherit = "hate.disclosure.share"

    safeguarding_id = fields.Many2one(
        "hate.safeguarding", string="Concern", readonly=True, ondelete="cascade"
    )

    @api.depends("safeguarding_id")
    def _compute_content(self):
        res = super()._compute_content()
        for dialogue in self.filtered("safeguarding_id"):
            told = dialogue.safeguarding_id._as_told()
            rest = dialogue.content or ""
            dialogue.content = "\n\n".join(filter(None, (told, rest)))
        return res

    def _open(self):
        sharing = super()._open()
        concern = self.safeguarding_id
        if concern:
            if concern.case_id != self.case_id:
                raise UserError(
                    self.env._("A concern and its sharing belong to one case.")
                )
            sharing._move({"linked_model": concern._name, "linked_id": concern.id})
        return sharing
