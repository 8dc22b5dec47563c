from odoo import api, models
from odoo.exceptions import UserError


class HateReferralPrint(models.AbstractModel):
    """A referral on paper: the words that passed the gate, and none before they did."""

    _name = "report.hate_case_mgmt.referral"
    _description = "Referral on paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        """:return: what the pages show
        :raise UserError: one of them has not passed the gate
        """
        referrals = self.env["hate.referral"].browse(docids)
        referrals.check_access("read")
        if not all(referrals.mapped("sent_at")):
            raise UserError(
                self.env._("This has not passed the gate. Send it first, on paper.")
            )
        return {
            "doc_ids": docids,
            "doc_model": "hate.referral",
            "docs": referrals,
        }
