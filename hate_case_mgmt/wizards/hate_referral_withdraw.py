from odoo import fields, models


class HateReferralWithdraw(models.TransientModel):
    """Withdraw a referral, with the reason."""

    _name = "hate.referral.withdraw"
    _description = "Withdraw a referral"
    _inherit = ["hate.case.wizard"]

    referral_id = fields.Many2one(
        "hate.referral", required=True, readonly=True, ondelete="cascade"
    )
    reason = fields.Text(string="Why", required=True)

    def action_confirm(self):
        """Withdraw it: nothing leaves any more, and its link is dead."""
        self.ensure_one()
        self.referral_id.action_withdraw(self.reason)
        return self._done(self.env._("Withdrawn."))
