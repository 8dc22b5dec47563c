from odoo import api, models

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate


class HateLetter(models.Model):
    """A letter about the matter to somebody who speaks for the person leaves by the
    gate."""

    _inherit = "hate.letter"

    @api.model
    def _send_to(self, party, template, method_code, override_reason=None, values=None):
        """:raise UserError: as in the letter itself, or the gate says no; the e-mail is
        in the queue by then, in the same transaction, and is not there either
        """
        letter = super()._send_to(party, template, method_code, override_reason, values)
        if template.kind not in words.LETTER_KINDS_WITHOUT_MATTER:
            plan = template.kind == words.LETTER_ACTION_PLAN
            party._pass_gate(
                gate.CLASS_PLAN if plan else gate.CLASS_INCIDENT, letter.body, letter
            )
        return letter
