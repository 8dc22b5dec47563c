from odoo import fields, models


class HateLanguage(models.Model):
    """A language people speak or sign. Odoo's own list lacks many of them."""

    _name = "hate.language"
    _description = "Language"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    own_name = fields.Char(help="What its speakers call it.", string="Own name")
    code = fields.Char(required=True, help="ISO 639 code, such as ur or cy.")
    is_signed = fields.Boolean(string="Sign language")
    right_to_left = fields.Boolean(string="Right to left")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint(
        "UNIQUE(code)", "A language with this code exists already."
    )
