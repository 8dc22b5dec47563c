from odoo import api, models

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate


class HateLetter(models.Model):
    """A letter about the matter to somebody who speaks for the person leaves by the
    gate: on their written authority, or as a councillor or MP [003.6.2] [003.6.3]."""

    _inherit = "hate.letter"

    @api.model
    def _send_to(self, party, template, method_code, override_reason=None, values=None):
        """:raise UserError: as in the letter itself, or the gate says no"""
        letter = super()._send_to(party, template, method_code, override_reason, values)
        about = template.kind not in words.LETTER_KINDS_WITHOUT_MATTER
        if about and (party.needs_authority or party._is_elected()):
            letter._pass_gate()
        return letter

    def _pass_gate(self):
        """Put on record what left, to whom and on whose word.

        The e-mail is in the queue by now, in the same transaction: if the gate says no,
        neither is there.

        :raise UserError: the gate says no
        """
        self.ensure_one()
        speaker = self.party_id
        spoken_for = speaker._valid_authorities().given_by_id or (
            self.case_id.party_ids.filtered(
                lambda party: party.role == words.ROLE_VICTIM
            )
        )
        plan = self.kind == words.LETTER_ACTION_PLAN
        self.case_id._open_disclosure(
            gate.WAY_EMAIL,
            {
                "kind": gate.RECIPIENT_REPRESENTATIVE,
                "name": speaker.name or speaker._label("role"),
                "party": speaker,
            },
            spoken_for,
            [gate.CLASS_PLAN if plan else gate.CLASS_INCIDENT],
            gate.PURPOSE_SPEAK,
            record=self,
        )._send(self.body)
