from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import matching, text_checks
from ..policy import vocabulary as words


class HateProperty(models.Model):
    """A home of the landlord. It says nothing about any case."""

    _name = "hate.property"
    _description = "Home"
    _inherit = ["hate.personal.mixin"]
    _order = "name, id"
    _rec_names_search = ["name", "uprn"]
    _personal_fields = {
        "name": "address",
        "uprn": "number",
        "zip": "address",
        "address_key": "address",
        "uprn_key": "number",
    }

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
    address_key = fields.Char(compute="_compute_keys", store=True, precompute=True)
    uprn_key = fields.Char(compute="_compute_keys", store=True, precompute=True)

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
            home.uprn_key = home._uprn_key()

    @api.constrains("uprn")
    def _check_uprn(self):
        for home in self:
            if home.uprn and not home.uprn_key:
                raise ValidationError(
                    self.env._(
                        "A UPRN is a number of up to 12 digits, such as 000000199356. "
                        "Please check it: spreadsheets tend to shorten long numbers."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._cleaned(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._cleaned(vals))

    @api.model
    def get_import_templates(self):
        """:return: the spreadsheet that the import screen offers to begin with"""
        return [
            {
                "label": self.env._("Template for homes"),
                "template": "/hate_case_mgmt/static/csv/hate_property.csv",
            }
        ]

    @api.model
    def load(self, fields, data):
        """Import homes, looking each area up once and not once for each home."""
        if "area_id" not in fields:
            return super().load(fields, data)
        column = fields.index("area_id")
        known = self.env["hate.area"]._ids_by_name({row[column] for row in data})
        return super(HateProperty, self.with_context(hate_area_ids=known)).load(
            fields, data
        )

    @api.model
    def _cleaned(self, vals):
        """:return: the values without what a database or screen can't take"""
        lines = {
            name: text_checks.clean_line(vals[name])
            for name in ("name", "uprn", "zip")
            if vals.get(name)
        }
        return {**vals, **lines}

    def _uprn_key(self):
        """:return: the UPRN as it compares, or False where it can't be one"""
        try:
            return matching.normalise_uprn(self.uprn) if self.uprn else False
        except ValueError:
            return False
