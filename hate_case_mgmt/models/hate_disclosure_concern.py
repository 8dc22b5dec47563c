from odoo import models

from ..policy import vocabulary_police as police


class HateDisclosure(models.Model):
    """A safeguarding concern that leaves by the gate is a step of that concern."""

    _inherit = "hate.disclosure"

    def _send(self, content_text, filename=None):
        """As the gate does, and keep on the concern who was told, when."""
        sent = super()._send(content_text, filename=filename)
        concern = self._linked()
        kind = police.STEP_OF_TELLING.get(self.recipient_kind)
        if kind and concern is not None and concern._name == "hate.safeguarding":
            # sudo: which words were told is set by this method only; the right on the
            # case was checked by the gate
            self.env["hate.safeguarding.step"].sudo().create(
                {
                    "case_id": self.case_id.id,
                    "safeguarding_id": concern.id,
                    "kind": kind,
                    "who": self.recipient_label,
                    "done_at": self.sent_at,
                    "text": self.env._("Told in writing; the words are kept."),
                    "user_id": self.env.uid,
                    "disclosure_id": self.id,
                }
            )
        return sent
