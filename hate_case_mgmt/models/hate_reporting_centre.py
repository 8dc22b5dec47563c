from odoo import fields, models

from ..policy import vocabulary_police as police


class HateReportingCentre(models.Model):
    """A place where people report to somebody trained, in private, also without giving
    their name (domain 2.5) [003.9.2a]."""

    _name = "hate.reporting.centre"
    _description = "Third-party reporting centre"
    _inherit = ["hate.typed.mixin", "hate.personal.mixin"]
    _order = "name, id"
    _plain_fields = frozenset({"name", "address", "phone", "hours"})

    name = fields.Char(required=True)
    address = fields.Char(help="Where people come to. It is public.")
    phone = fields.Char()
    area_ids = fields.Many2many("hate.area", string="Areas")
    opening = fields.Selection(police.CENTRE_DAYS, string="Open")
    hours = fields.Char(string="Hours in words")
    private_room = fields.Boolean(string="Room where nobody listens")
    step_free = fields.Boolean(string="Step-free")
    responder_ids = fields.Many2many(
        "hate.reporting.responder",
        "hate_reporting_centre_responder_rel",
        "centre_id",
        "responder_id",
        string="Trained responders",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    active = fields.Boolean(default=True)
