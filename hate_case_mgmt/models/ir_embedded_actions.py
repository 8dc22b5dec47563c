from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import ValidationError


class IrEmbeddedActions(models.Model):
    """A view that someone adds to the top bar of a case has a name they chose."""

    _inherit = "ir.embedded.actions"

    @api.constrains("parent_res_model", "user_id", "name")
    def _check_hate_action_is_own(self):
        """:raise ValidationError: a view on our records that others would be shown"""
        # data of modules is loaded by the superuser; Odoo checks in superuser mode, so
        # that the mode says nothing here
        if self.env.uid == SUPERUSER_ID:
            return
        for action in self:
            ours = (action.parent_res_model or "").startswith("hate.")
            if ours and action.user_id != self.env.user:
                raise ValidationError(
                    self.env._(
                        "A view that you add to hate cases is for yourself only: its "
                        "name could tell others about a person."
                    )
                )
