from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary_referral as terms


class HateReferralSend(models.TransientModel):
    """Send a referral by a link or on paper, or send its link again."""

    _name = "hate.referral.send"
    _description = "Send a referral"
    _inherit = ["hate.case.wizard"]

    referral_id = fields.Many2one(
        "hate.referral", required=True, readonly=True, ondelete="cascade"
    )
    is_again = fields.Boolean(compute="_compute_from_referral", compute_sudo=False)
    way = fields.Selection(
        terms.REFERRAL_WAYS, required=True, default=terms.REFERRAL_BY_LINK
    )
    address = fields.Char(
        string="E-mail address",
        compute="_compute_address",
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    is_unknown = fields.Boolean(compute="_compute_is_unknown", compute_sudo=False)
    is_checked = fields.Boolean(string="I have asked them: this address is right")

    @api.depends("referral_id")
    def _compute_from_referral(self):
        for wizard in self:
            wizard.is_again = wizard.referral_id.state in terms.REFERRALS_AWAY

    @api.depends("referral_id")
    def _compute_address(self):
        for wizard in self:
            referral = wizard.referral_id
            wizard.address = referral.sent_to or wizard._known_addresses()[:1].pop()

    @api.depends("address")
    def _compute_is_unknown(self):
        for wizard in self:
            typed = (wizard.address or "").strip().lower()
            wizard.is_unknown = bool(typed) and typed not in {
                (known or "").strip().lower() for known in wizard._known_addresses()
            }

    def _known_addresses(self):
        """:return: list of the agency's own addresses, the best first; never empty"""
        self.ensure_one()
        agency = self.referral_id.agency_id
        return [*filter(None, (agency.referral_email, agency.email))] or [False]

    def action_send(self):
        """Send it, or say what is missing."""
        self.ensure_one()
        by_link = self.way == terms.REFERRAL_BY_LINK or self.is_again
        if by_link and self.is_unknown and not self.is_checked:
            raise UserError(
                self.env._(
                    "This address is not among those we know of them. Please make sure "
                    "it is right, then tick the box."
                )
            )
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
