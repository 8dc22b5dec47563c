from odoo import SUPERUSER_ID, models

from ..policy import vocabulary as words


class MergePartnerAutomatic(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Whom an alleged person's contact becomes by merging is shut out as well.

        Odoo moves the links by SQL, past every check of ours.
        """
        result = super()._update_foreign_keys(src_partners, dst_partner)
        # as the superuser, and not as whoever merges contacts: what a case writes down
        # of it would be theirs to read, since they were its author
        parties = self.env["hate.party"].with_user(SUPERUSER_ID)
        parties.invalidate_model(["partner_id"])
        dst_partner.invalidate_recordset(["user_ids"])
        parties.search(
            [
                ("role", "=", words.ROLE_ALLEGED),
                ("partner_id", "in", dst_partner.ids),
            ]
        ).case_id._apply_conflicts()
        dst_partner.with_user(SUPERUSER_ID)._tell_hate_cases()
        return result
