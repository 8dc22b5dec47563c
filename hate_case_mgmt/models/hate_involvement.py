from odoo import fields, models


class HateInvolvement(models.Model):
    """A way to get involved that is offered when a case is closed [004.3d]."""

    _name = "hate.involvement"
    _description = "Way to get involved"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    description = fields.Char(
        translate=True, help="What it is, in words the person can be told."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
