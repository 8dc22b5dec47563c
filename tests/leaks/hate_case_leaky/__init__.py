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


def words_of(record):
    """:return: every text that the database keeps of a record"""
    texts = ("char", "text", "html")
    kept = [f.name for f in record._fields.values() if f.store and f.type in texts]
    return record.sudo().read(kept)


class HateReferral(models.Model):
    """The rooms by which something leaves: a method of each that forgets to ask."""

    _inherit = "hate.referral"

    def what_left(self):
        return words_of(self)


class HateDisclosure(models.Model):
    _inherit = "hate.disclosure"

    def what_left(self):
        return words_of(self)


class HatePanelPack(models.Model):
    _inherit = "hate.panel.pack"

    def what_left(self):
        return words_of(self)


class HatePoliceReport(models.Model):
    _inherit = "hate.police.report"

    def what_left(self):
        return words_of(self)


class Leaky(http.Controller):
    """A page that takes any number, and one behind a link that takes any link."""

    @http.route("/hate_leaky/link/<string:token>", type="http", auth="public")
    def link(self, token):
        told = request.env["hate.party"].sudo().search([], limit=1, order="id desc")
        return told.name or ""

    @http.route("/hate_leaky/<int:party_id>", type="http", auth="public")
    def page(self, party_id):
        return request.env["hate.party"].sudo().browse(party_id).name or ""
