from odoo import fields, models


class HateStandard(models.Model):
    """A landlord's published set of promises. A case keeps the one it was opened under,
    so an edit is made on a new version."""

    _name = "hate.standard"
    _description = "Service standard"
    _order = "name, version desc, id"

    name = fields.Char(required=True, translate=True)
    version = fields.Integer(default=1, required=True, aggregator=None)
    company_id = fields.Many2one(
        "res.company",
        index="btree_not_null",
        help="Leave empty to offer it to every company.",
    )
    valid_from = fields.Date()
    not_hate_wording = fields.Char(
        translate=True,
        string="Not accepted as hate when",
        help="How the standard words the ground for not accepting a report as hate.",
    )
    commitment_ids = fields.One2many(
        "hate.commitment", "standard_id", string="Commitments", copy=True
    )
    active = fields.Boolean(default=True)
