"""Mistakes that somebody could make, so that the attack suite shows it finds them."""

from odoo import fields, http, models
from odoo.http import request


class HateParty(models.Model):
    """A name as the name of a record, and a method that forgets to ask."""

    _inherit = "hate.party"

    def _compute_display_name(self):
        for party in self:
            party.display_name = party.sudo().name

    def what_is_known(self):
        return self.sudo().read(["name", "address"])


class ResPartner(models.Model):
    """A field on contacts that leads to a case, one that copies what is in it, and one
    that is worked out as the superuser."""

    _inherit = "res.partner"

    hate_party_ids = fields.One2many("hate.party", "partner_id")
    hate_address = fields.Char(related="hate_party_ids.address", store=True)
    hate_told = fields.Char(compute="_compute_hate_told")

    def _compute_hate_told(self):
        told = self.env["hate.incident"].sudo().search([], limit=1, order="id desc")
        for partner in self:
            partner.hate_told = told.narrative


class Leaky(http.Controller):
    """A page that takes any number."""

    @http.route("/hate_leaky/<int:party_id>", type="http", auth="public")
    def page(self, party_id):
        return request.env["hate.party"].sudo().browse(party_id).name or ""
