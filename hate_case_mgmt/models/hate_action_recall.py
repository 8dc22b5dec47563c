from odoo import models
from odoo.exceptions import UserError

from ..policy import vocabulary as words


class HateAction(models.Model):
    """Telling those who received it that it was taken back is done once each knows."""

    _inherit = "hate.action"

    def action_done(self):
        """:raise UserError: as in the item itself, or somebody has not been told yet"""
        recalls = self.filtered(
            lambda item: item.type_id.code == words.ACTION_CODE_RECALL
        )
        waiting = recalls.case_id._to_be_told()
        if waiting:
            raise UserError(
                self.env._(
                    "Not told yet: %(who)s. Write down on the tab Sharing what each of "
                    "them said; then this is done by itself.",
                    who=", ".join(waiting.mapped("recipient_label")),
                )
            )
        return super().action_done()
