from odoo import api, models
from odoo.exceptions import AccessError


class HatePanelMixin(models.AbstractModel):
    """Records of a panel that belong to no case: what only buttons set is closed."""

    _name = "hate.panel.mixin"
    _description = "Belongs to a panel"
    _inherit = ["hate.typed.mixin", "hate.personal.mixin"]

    # Fields that only this addon's methods set, never a bare write or create
    _method_only_fields = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_method_only(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_method_only(vals)
        return super().write(vals)

    @api.model
    def _check_method_only(self, vals):
        """:raise AccessError: when a user sets what only a method may set."""
        forbidden = self._method_only_fields.intersection(vals)
        if forbidden and not self.env.su:
            raise AccessError(
                self.env._(
                    "These are set by the buttons of the meeting only: %(fields)s.",
                    fields=", ".join(sorted(forbidden)),
                )
            )

    def _set(self, vals):
        """Write what only methods may write, after the caller has checked."""
        self.check_access("write")
        # sudo: these fields are closed to every user by write() above
        return self.sudo().write(vals)
