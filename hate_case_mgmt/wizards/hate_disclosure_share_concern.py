from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import text_checks
from ..policy import vocabulary_gate as gate


class HateDisclosureShare(models.TransientModel):
    """Sharing a safeguarding concern: its words go first, and it knows of it."""

    _inherit = "hate.disclosure.share"

    safeguarding_id = fields.Many2one(
        "hate.safeguarding", string="Concern", readonly=True, ondelete="cascade"
    )
    way = fields.Selection(
        selection_add=[(gate.WAY_PHONE, "Told by phone or face to face")],
        ondelete={gate.WAY_PHONE: "cascade"},
    )
    spoken_with = fields.Char(
        string="Whom you spoke with", help="Name and office, or their number."
    )
    spoken_at = fields.Datetime(string="When", default=fields.Datetime.now)
    their_reference = fields.Char(string="Their reference")

    @api.depends("safeguarding_id")
    def _compute_content(self):
        res = super()._compute_content()
        for dialogue in self.filtered("safeguarding_id"):
            told = dialogue.safeguarding_id._as_told()
            rest = dialogue.content or ""
            dialogue.content = "\n\n".join(filter(None, (told, rest)))
        return res

    def action_keep_told(self):
        """Put on record what they were told already, by phone or face to face: by the
        gate, with its ground, and a second person decides within a working day.

        :return: client action
        :raise UserError: the gate says no, and why
        """
        self.ensure_one()
        self._open()._send(
            self.content,
            told={
                "who": text_checks.clean_line(self.spoken_with or ""),
                "done_at": self.spoken_at,
                "reference": text_checks.clean_line(self.their_reference or ""),
            },
        )
        return self._done(self.env._("It is on record."))

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
