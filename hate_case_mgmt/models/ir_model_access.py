from odoo import models


class IrModelAccess(models.Model):
    """Who changes the access rights of our models is written down and told."""

    _name = "ir.model.access"
    _inherit = ["ir.model.access", "hate.watched.mixin"]
