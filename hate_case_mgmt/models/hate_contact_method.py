from odoo import fields, models

from ..policy import vocabulary as words


class HateContactMethod(models.Model):
    """A way of reaching a person, each to be called safe on its own."""

    _name = "hate.contact.method"
    _description = "Way of contact"
    _inherit = ["hate.names.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Selection(words.CONTACT_METHODS, required=True)
    sequence = fields.Integer(default=10)

    _code_uniq = models.Constraint(
        "UNIQUE(code)", "There is one entry for each way of contact."
    )
