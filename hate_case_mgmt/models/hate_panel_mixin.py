from odoo import models


class HatePanelMixin(models.AbstractModel):
    """Records of a panel that belong to no case: what only buttons set is closed."""

    _name = "hate.panel.mixin"
    _description = "Belongs to a panel"
    _inherit = ["hate.typed.mixin", "hate.closed.mixin", "hate.personal.mixin"]

    def _set(self, vals):
        """Write what only methods may write, after the caller has checked."""
        self.check_access("write")
        # sudo: these fields are closed to every user by hate.closed.mixin
        return self.sudo().write(vals)
