from odoo import models


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Whoever logs reports has the full form and needs no short one beside it."""
        hidden = super()._load_menus_blacklist()
        user = self.env.user
        if user.has_group("hate_case_mgmt.group_hub") or user.has_group(
            "hate_case_mgmt.group_officer"
        ):
            hidden.append(self.env.ref("hate_case_mgmt.menu_pass_on").id)
        return hidden
