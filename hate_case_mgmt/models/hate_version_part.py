from odoo import api, models


class HateVersionPart(models.AbstractModel):
    """A part of configuration in versions: it changes while that is a draft only.

    ``_version_of`` names the field that leads to it.
    """

    _name = "hate.version.part"
    _description = "Part of configuration in versions"

    _version_of = None

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
        """:raise UserError: it belongs to a version in use, so it stays"""
        if not self.env.su:
            self.mapped(self._version_of)._check_is_draft()
