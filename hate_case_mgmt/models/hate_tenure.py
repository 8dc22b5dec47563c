from odoo import fields, models

from ..policy import vocabulary as words


class HateTenure(models.Model):
    """How someone holds a home, to say to whom a legal power is open."""

    _name = "hate.tenure"
    _description = "Tenure"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Selection(words.TENURES, required=True)
    sequence = fields.Integer(default=10)

    _code_uniq = models.Constraint(
        "UNIQUE(code)", "There is one entry for each tenure."
    )
