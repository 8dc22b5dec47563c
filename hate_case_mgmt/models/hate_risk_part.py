from odoo import api, models


class HateRiskPart(models.AbstractModel):
    """A part of a risk matrix: it changes while the matrix is a draft only."""

    _name = "hate.risk.part"
    _description = "Part of a risk matrix"

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._check_is_draft()
        return parts

    def write(self, vals):
        self._check_is_draft()
        written = super().write(vals)
        self._check_is_draft()
        return written

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        self._check_is_draft()

    def _check_is_draft(self):
        """:raise UserError: the matrix is in use, so its parts stay"""
        if not self.env.su:
            self.mapped("matrix_id")._check_is_draft()
