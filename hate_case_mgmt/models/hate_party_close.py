from odoo import api, fields, models

from ..policy import matching
from ..policy import vocabulary as words


class HateParty(models.Model):
    """Who is alleged often lives near by, which makes a home unsafe [002.2.3a]."""

    _inherit = "hate.party"

    lives_close = fields.Boolean(
        compute="_compute_lives_close",
        help="Someone alleged has the address or postcode of a person affected who has "
        "not moved since.",
    )

    @api.depends(
        "role",
        "property_id",
        "address",
        "case_id.property_id",
        "case_id.party_ids.role",
        "case_id.party_ids.property_id",
        "case_id.party_ids.address",
        "case_id.party_ids.moved_on",
    )
    def _compute_lives_close(self):
        for party in self:
            party.lives_close = party.role == words.ROLE_ALLEGED and bool(
                party._home_keys_here() & party._homes_affected()
            )

    def _homes_affected(self):
        """:return: set of keys of the homes that are to be safe in this case"""
        keys = set()
        for person in self.case_id.party_ids:
            if person.role == words.ROLE_VICTIM and not person.moved_on:
                keys |= person._home_keys_here() or self.case_id._home_link_keys(
                    self.case_id.property_id.name, self.case_id.property_id.zip
                )
        return keys

    def _home_keys_here(self):
        """:return: set of keys of the address and postcode of this person"""
        home, case = self.property_id, self.case_id
        return case._home_link_keys(home.name, home.zip) | case._home_link_keys(
            self.address, matching.find_postcode(self.address or "")
        )
