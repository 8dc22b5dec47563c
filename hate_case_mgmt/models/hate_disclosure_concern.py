from odoo import models

from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_police as police


class HateDisclosure(models.Model):
    """A safeguarding concern that leaves by the gate is a step of that concern."""

    _inherit = "hate.disclosure"

    def _send(self, content_text, filename=None, told=None):
        """As the gate does, and keep on the concern who was told, when.

        :param told: dict of ``who``, ``done_at`` and ``reference`` of the step, where
            it was told by phone
        """
        sent = super()._send(content_text, filename=filename)
        concern = self._linked()
        if concern is not None and concern._name == "hate.safeguarding":
            # sudo: which words were told is set by this method only; the right on the
            # case was checked by the gate
            self.env["hate.safeguarding.step"].sudo().create(
                {
                    "case_id": self.case_id.id,
                    "safeguarding_id": concern.id,
                    "kind": police.STEP_OF_TELLING.get(
                        self.recipient_kind, police.STEP_OF_TELLING_OTHERS
                    ),
                    "who": self.recipient_label,
                    "done_at": self.sent_at,
                    "text": self.env._("Told by phone; what was said is kept.")
                    if self.way == gate.WAY_PHONE
                    else self.env._("Told in writing; the words are kept."),
                    "user_id": self.env.uid,
                    "disclosure_id": self.id,
                    **(told or {}),
                }
            )
        return sent
