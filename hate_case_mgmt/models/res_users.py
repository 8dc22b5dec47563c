from odoo import SUPERUSER_ID, api, models

from ..policy import vocabulary as words


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        users._apply_hate_conflicts()
        return users

    def write(self, vals):
        result = super().write(vals)
        if "partner_id" in vals:
            self._apply_hate_conflicts()
        return result

    def _apply_hate_conflicts(self):
        """A login made later for someone alleged in a case is shut out as well."""
        # as the superuser, and not as whoever makes users: what a case writes down of
        # it would be theirs to read, since they were its author
        parties = (
            self.env["hate.party"]
            .with_user(SUPERUSER_ID)
            .search(
                [
                    ("role", "=", words.ROLE_ALLEGED),
                    ("partner_id", "in", self.partner_id.ids),
                ]
            )
        )
        parties.case_id._apply_conflicts()
