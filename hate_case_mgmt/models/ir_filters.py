from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import ValidationError


class IrFilters(models.Model):
    """A saved search holds names and words in its name and in what it looks for."""

    _inherit = "ir.filters"

    @api.constrains("model_id", "user_ids")
    def _check_hate_filter_is_own(self):
        """:raise ValidationError: a search of our records that others would read"""
        # data of modules is loaded by the superuser; Odoo checks in superuser mode, so
        # that the mode says nothing here
        if self.env.uid == SUPERUSER_ID:
            return
        for search in self:
            ours = (search.model_id or "").startswith("hate.")
            if ours and search.user_ids != self.env.user:
                raise ValidationError(
                    self.env._(
                        "A saved search of hate cases is for yourself only: its name "
                        "and words could tell others about a person. Please save it "
                        "without sharing it."
                    )
                )
