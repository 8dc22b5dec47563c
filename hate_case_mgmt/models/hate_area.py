from odoo import api, fields, models

# Who reads agencies and panels; figures are counted by people who do not
WHO_REFER = (
    "hate_case_mgmt.group_hub,hate_case_mgmt.group_officer,"
    "hate_case_mgmt.group_data_protection,hate_case_mgmt.group_config"
)


class HateArea(models.Model):
    """A local authority area, with the homes owned there in each reporting year."""

    _name = "hate.area"
    _description = "Local authority area"
    _order = "name, id"

    name = fields.Char(required=True)
    code = fields.Char(help="The authority's national code.")
    agency_ids = fields.Many2many(
        "hate.agency",
        string="Local agencies",
        groups=WHO_REFER,
        help="Who helps people here; national ones do so as well.",
    )
    panel_ids = fields.Many2many("hate.panel", string="Panels", groups=WHO_REFER)
    stock_ids = fields.One2many("hate.area.stock", "area_id", string="Homes owned")
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "An area with this code exists already."
    )

    @api.model
    def _ids_by_name(self, names):
        """:param names: set of str
        :return: {name: id} of those that one area alone bears
        """
        found = self._read_group(
            [("name", "in", list(names))], ["name"], ["id:array_agg"]
        )
        return {name: ids[0] for name, ids in found if len(ids) == 1}

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Answer from what an import has looked up already (``hate.property.load``)."""
        known = self.env.context.get("hate_area_ids", {}).get(name)
        if known and operator == "=" and not domain:
            return [(known, name)]
        return super().name_search(name, domain, operator, limit)
