from odoo import api, fields, models

from ..policy import vocabulary_referral as terms


class HateReferralSend(models.TransientModel):
    """Send a referral by a link or on paper, or send its link again."""

    _name = "hate.referral.send"
    _description = "Send a referral"
    _inherit = ["hate.address.dialogue"]

    referral_id = fields.Many2one(
        "hate.referral", required=True, readonly=True, ondelete="cascade"
    )
    is_again = fields.Boolean(compute="_compute_from_referral", compute_sudo=False)
    way = fields.Selection(
        terms.REFERRAL_WAYS, required=True, default=terms.REFERRAL_BY_LINK
    )

    @api.depends("referral_id")
    def _compute_from_referral(self):
        for wizard in self:
            wizard.is_again = wizard.referral_id.state in terms.REFERRALS_AWAY

    @api.depends("referral_id")
    def _compute_address(self):
        done = super()._compute_address()
        for wizard in self:
            wizard.address = wizard.referral_id.sent_to or wizard.address
        return done

    def _known_addresses(self):
        self.ensure_one()
        return self._addresses_of(self.referral_id.agency_id)

    def action_send(self):
        """Send it, or say what is missing."""
        self.ensure_one()
        by_link = self.way == terms.REFERRAL_BY_LINK or self.is_again
        if by_link:
            self._check_address_is_known()
        if self.is_again:
            self.referral_id.action_send_again(self.address)
        else:
            self.referral_id.action_send(self.way, self.address)
        if not by_link:
            return self._print()
        return self._done(self.env._("Sent."))

    def _print(self):
        """:return: action that prints it, to be handed over"""
        referral = self.referral_id
        self.sudo().unlink()  # sudo: rows of dialogues are deleted by nobody else
        printed = self.env.ref("hate_case_mgmt.hate_referral_report")
        return {
            **printed.report_action(referral),
            "close_on_report_download": True,
        }
