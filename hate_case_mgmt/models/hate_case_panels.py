from odoo import models


class HateCase(models.Model):
    """A case at a panel."""

    _inherit = "hate.case"

    def _is_too_close(self, user):
        """:return: whether a member of a panel is named in this case or shut out of it,
        and so must read nothing about it"""
        self.ensure_one()
        # sudo: asked in order to keep somebody out; a yes or no comes back
        case = self.sudo()
        return user in case.excluded_user_ids | case.party_ids._login_users()
