from odoo import api, fields, models

from ..policy import vocabulary as words


class HateCase(models.Model):
    """By what a case is found: names, numbers and addresses in one indexed column."""

    _inherit = "hate.case"

    # found by name, phone, address, UPRN and crime number in one indexed column
    affected_name = fields.Char(
        string="Person affected", compute="_compute_people_texts", store=True
    )
    search_text = fields.Text(
        compute="_compute_people_texts", store=True, index="trigram"
    )

    @api.depends(
        "name",
        "asb_reference",
        "party_ids.role",
        "party_ids.name",
        "party_ids.phone",
        "party_ids.email",
        "party_ids.address",
        "home_confidential",
        "property_id.name",
        "property_id.uprn",
        "incident_ids.crime_reference",
    )
    def _compute_people_texts(self):
        for case in self:
            affected = case.party_ids.filtered(
                lambda party: party.role == words.ROLE_VICTIM and party.name
            )
            case.affected_name = affected[:1].name
            case.search_text = "\n".join(case._search_words())

    def _search_words(self):
        """:return: everything a case is looked for by, in lower case, no doubles; no
        address where the home is confidential, which a search would confirm"""
        self.ensure_one()
        is_secret = self.home_confidential
        home = self.env["hate.property"] if is_secret else self.property_id
        found = [self.name, self.asb_reference, home.name, home.uprn]
        for party in self.party_ids:
            phone = (party.phone or "").replace(" ", "")
            found += [party.name, party.phone, phone, party.email]
            if not is_secret or party.role == words.ROLE_ALLEGED:
                found.append(party.address)
        found += self.incident_ids.mapped("crime_reference")
        return dict.fromkeys(word.lower() for word in found if word)
