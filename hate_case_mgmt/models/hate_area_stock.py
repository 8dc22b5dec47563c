from odoo import fields, models


class HateAreaStock(models.Model):
    """Homes owned in one area at the end of one reporting year (1 April to 31 March):
    what the regulator's figures are relative to."""

    _name = "hate.area.stock"
    _description = "Homes owned in an area"
    _order = "year desc, id"

    area_id = fields.Many2one(
        "hate.area", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    year = fields.Integer(string="Year ending 31 March", required=True, aggregator=None)
    homes = fields.Integer(required=True)

    _year_uniq = models.Constraint(
        "UNIQUE(area_id, company_id, year)",
        "The homes owned in this area and year are entered already.",
    )
    _homes_positive = models.Constraint(
        "CHECK(homes >= 0)", "The number of homes can't be negative."
    )
