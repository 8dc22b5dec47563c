from odoo import models

from ..policy import vocabulary as words


class IrModelAccess(models.Model):
    """Who changes the access rights of our models is written down and told, and so is
    who tries what they have no right to."""

    _name = "ir.model.access"
    _inherit = ["ir.model.access", "hate.watched.mixin"]

    def _make_access_error(self, model, mode):
        self.env["hate.access.log"]._note_of(words.ACCESS_REFUSED, self.env[model])
        return super()._make_access_error(model, mode)
