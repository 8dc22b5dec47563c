from odoo import api, fields, models

from ..policy import matching
from ..policy import vocabulary as words


class HateProperty(models.Model):
    """A home of the landlord. It says nothing about any case."""

    _name = "hate.property"
    _description = "Home"
    _order = "name, id"
    _rec_names_search = ["name", "uprn"]

    name = fields.Char(string="Address", required=True)
    uprn = fields.Char(
        string="UPRN",
        help="Unique property reference number: up to 12 digits, leading zeros kept.",
    )
    zip = fields.Char(string="Postcode")
    area_id = fields.Many2one("hate.area", index="btree_not_null")
    tenure = fields.Selection(words.TENURES)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    active = fields.Boolean(default=True)
    address_key = fields.Char(compute="_compute_keys", store=True)
    uprn_key = fields.Char(compute="_compute_keys", store=True)

    _uprn_uniq = models.UniqueIndex(
        "(company_id, uprn_key) WHERE uprn_key IS NOT NULL",
        "A home with this UPRN is on the list already.",
    )
    _address_key_idx = models.Index("(address_key)")
    _name_idx = models.Index("(name, id)")

    @api.depends("name", "zip", "uprn")
    def _compute_keys(self):
        for home in self:
            home.address_key = matching.normalise_address(home.name, home.zip)
            home.uprn_key = matching.normalise_uprn(home.uprn) if home.uprn else False
