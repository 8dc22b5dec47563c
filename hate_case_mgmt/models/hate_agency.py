from odoo import fields, models


class HateAgency(models.Model):
    """A partner: what it offers, for whom, where, and how to reach it."""

    _name = "hate.agency"
    _description = "Agency"
    _order = "name, id"

    name = fields.Char(required=True)
    services = fields.Text(help="What the agency offers, in a sentence or two.")
    phone = fields.Char()
    email = fields.Char(string="E-mail")
    website = fields.Char()
    out_of_hours = fields.Char(
        help="How to reach it at night and at weekends.", string="Out of hours"
    )
    is_national = fields.Boolean(
        help="Works everywhere, whatever its areas.", string="National"
    )
    is_risk_panel = fields.Boolean(
        string="Local risk panel",
        help="Partners who meet about people at high risk. Proposed for cases of its "
        "areas.",
    )
    area_ids = fields.Many2many("hate.area", string="Areas")
    strand_ids = fields.Many2many(
        "hate.strand", string="Strands", help="Leave empty for all."
    )
    language_ids = fields.Many2many("hate.language", string="Languages")
    agreement_expires_on = fields.Date(
        string="Sharing agreement until",
        help="When the information-sharing agreement with this agency ends.",
    )
    company_id = fields.Many2one(
        "res.company",
        index="btree_not_null",
        help="Leave empty to use it in every company.",
    )
    active = fields.Boolean(default=True)
