from odoo import api, fields, models


class HateDisclosureResend(models.TransientModel):
    """Send the link to what was shared again, to the same or a corrected address."""

    _name = "hate.disclosure.resend"
    _description = "Send what was shared again"
    _inherit = ["hate.address.dialogue"]

    disclosure_id = fields.Many2one(
        "hate.disclosure", required=True, readonly=True, ondelete="cascade"
    )

    @api.depends("disclosure_id")
    def _compute_address(self):
        for dialogue in self:
            dialogue.address = dialogue.disclosure_id.sent_to

    def _known_addresses(self):
        self.ensure_one()
        sharing = self.disclosure_id
        speaker = sharing.recipient_party_id
        return [*self._addresses_of(sharing.agency_id), *filter(None, [speaker.email])]

    def action_send(self):
        """:return: client action
        :raise UserError: the address was not looked at, or it may not be sent again
        """
        self.ensure_one()
        self._check_address_is_known()
        self.disclosure_id._send_again(self.address)
        return self._done(self.env._("Sent."))
