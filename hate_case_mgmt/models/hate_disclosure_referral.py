from odoo import models


class HateDisclosure(models.Model):
    """A referral whose consent was taken back after it had left is over."""

    _inherit = "hate.disclosure"

    def _to_be_recalled(self):
        """End the referrals among these at once, and tell who was sent them."""
        done = super()._to_be_recalled()
        self.env["hate.referral"].search(
            [("disclosure_id", "in", self.ids)]
        )._was_recalled()
        return done
