from odoo import fields, models


class HateArea(models.Model):
    """A local authority area, with the homes owned there in each reporting year."""

    _name = "hate.area"
    _description = "Local authority area"
    _order = "name, id"

    name = fields.Char(required=True)
    code = fields.Char(help="The authority's national code.")
    stock_ids = fields.One2many("hate.area.stock", "area_id", string="Homes owned")
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "An area with this code exists already."
    )
