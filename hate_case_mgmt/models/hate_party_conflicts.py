from odoo import api, models

from ..policy import vocabulary as words

# Entering or changing one of these may shut somebody out
CONFLICT_FIELDS = frozenset({"role", "partner_id", "user_id", "staff_kind"})


class HateParty(models.Model):
    """A person alleged in a case never sees it, from the moment they are entered."""

    _inherit = "hate.party"

    @api.model_create_multi
    def create(self, vals_list):
        parties = super().create(vals_list)
        parties._apply_conflicts()
        return parties

    def write(self, vals):
        result = super().write(vals)
        if CONFLICT_FIELDS.intersection(vals):
            self._apply_conflicts()
        return result

    def _apply_conflicts(self):
        """Let the cases shut out whom these people's logins are."""
        alleged = self.filtered(
            lambda party: party.role == words.ROLE_ALLEGED
            and (party.user_id or party.partner_id or party.staff_kind)
        )
        alleged.case_id._apply_conflicts()

    def _login_users(self):
        """:return: every login these people have with us, archived ones too"""
        # sudo: which logins a contact has is closed to ordinary users
        parties = self.sudo().with_context(active_test=False)
        return parties.user_id | parties.partner_id.user_ids

    def _is_colleague(self):
        """:return: whether this person works for us, employed or on contract"""
        self.ensure_one()
        return bool(self.staff_kind) or any(
            not user.share for user in self._login_users()
        )
