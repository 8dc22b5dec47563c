from odoo import Command, api, fields, models
from odoo.fields import Domain

from ..policy import matching
from ..policy import vocabulary as words

# More look-alikes than this help nobody; the count says "or more"
MOST_SHOWN = 20
MOST_COUNTED = 50
PLACES = (matching.KIND_ADDRESS, matching.KIND_UPRN)
# Whose name tells one matter from another
PEOPLE_OF_THE_MATTER = (words.ROLE_VICTIM, words.ROLE_HOUSEHOLD, words.ROLE_WITNESS)


class HateCase(models.Model):
    """Known before? Cases that a new report may belong to."""

    _inherit = "hate.case"

    match_key_ids = fields.One2many(
        "hate.match.key",
        "case_id",
        string="Recognised by",
        compute="_compute_match_key_ids",
        store=True,
        copy=False,
        groups="base.group_no_one",
    )

    @api.depends(
        "property_id.uprn_key",
        "property_id.name",
        "property_id.zip",
        "party_ids.role",
        "party_ids.name",
        "party_ids.phone",
        "party_ids.email",
        "party_ids.organisation",
        "party_ids.address",
        "party_ids.property_id.uprn_key",
        "party_ids.property_id.name",
        "party_ids.property_id.zip",
    )
    def _compute_match_key_ids(self):
        for case in self:
            wanted = case._match_keys()
            kept = {(row.kind, row.key): row for row in case.match_key_ids}
            case.match_key_ids = [
                *(
                    Command.delete(row.id)
                    for pair, row in kept.items()
                    if pair not in wanted
                ),
                *(
                    Command.create({"kind": kind, "key": key})
                    for kind, key in wanted
                    if (kind, key) not in kept
                ),
            ]

    def _match_keys(self):
        """:return: list of ``(kind, key)``, each once"""
        self.ensure_one()
        found = dict.fromkeys(self._home_keys(self.property_id))
        for party in self.party_ids:
            found.update(dict.fromkeys(self._person_keys(party)))
        return list(found)

    @api.model
    def _person_keys(self, party):
        """:return: the keys of one ``hate.party``

        Someone who speaks for an organisation is in many cases and tells none apart.
        """
        if party.role == words.ROLE_ALLEGED:
            return matching.match_keys(name=party.name, alleged=True)
        if party.organisation:
            return []
        named = party.role in PEOPLE_OF_THE_MATTER
        return [
            *matching.match_keys(
                name=party.name if named else None,
                phones=[party.phone],
                emails=[party.email],
            ),
            *self._home_keys(party.property_id, party.address),
        ]

    @api.model
    def _home_keys(self, home, address=None):
        """:return: the keys of a ``hate.property`` and of an address in words"""
        return matching.match_keys(
            uprn=home.uprn, street=home.name, zip_code=home.zip
        ) + (self._address_keys(address) if address else [])

    @api.model
    def _address_keys(self, address):
        """:return: the keys of an address that was typed with its postcode"""
        return matching.match_keys(
            street=address, zip_code=matching.find_postcode(address)
        )

    # ------------------------------------------------------------------
    # The look-up
    # ------------------------------------------------------------------

    @api.model
    def _recognise(self, keys):
        """Find the cases, open or closed, that look like what was typed.

        :param keys: list of ``(kind, key)`` from ``policy.matching``
        :return: ``(seen, unseen)``: the cases that the user may see as
            ``{case: [kind]}``, those that share most first, at most ``MOST_SHOWN``;
            and how many more there are, counted up to ``MOST_COUNTED``, without
            restricted cases and without those in which the user is named or shut out
        """
        if not keys:
            return {}, 0
        may_see = self._get_seen_domain()
        alike = self._get_alike_domain(keys)
        seen = self._recognised_among(alike, may_see, MOST_SHOWN)
        unseen = self._recognised_among(
            # nobody learns from a count that a home is in a case
            alike & (self._get_unplaced_domain() | Domain("kind", "not in", PLACES)),
            self._get_unseen_domain() & ~may_see,
            MOST_COUNTED,
        )
        return seen, len(unseen)

    @api.model
    def _all_recognised(self, keys):
        """:return: every ``hate.case`` the user may see that looks like these keys"""
        alike = self._get_alike_domain(keys)
        found = self._recognised_among(alike, self._get_seen_domain(), None)
        return self.browse(case.id for case in found)

    @api.model
    def _get_alike_domain(self, keys):
        return Domain.OR(
            Domain("kind", "=", kind) & Domain("key", "=", key) for kind, key in keys
        )

    @api.model
    def _recognised_among(self, alike, cases, most):
        """:return: ``{case: [kind]}``, those that share most first; all of them unless
        told how many at most"""
        # sudo: keys are closed to users; the domain on the case says which may count
        rows = (
            self.env["hate.match.key"]
            .sudo()
            ._read_group(
                alike & Domain("case_id", "any!", cases),
                ["case_id"],
                ["kind:array_agg_distinct"],
                order="kind:count_distinct desc, case_id desc",
                limit=most,
            )
        )
        return {case.with_env(self.env): sorted(kinds) for case, kinds in rows}

    @api.model
    def _get_seen_domain(self):
        """:return: the cases that the current user may see, by the record rules"""
        return self.env["ir.rule"]._compute_domain("hate.case", "read")

    @api.model
    def _get_unplaced_domain(self):
        """:return: the keys of cases where nobody asked for their home to be kept"""
        return Domain("case_id", "any!", Domain("home_confidential", "!=", True))

    @api.model
    def _get_unseen_domain(self):
        """:return: the cases that may be counted for the current user, at most"""
        user = self.env.user
        named = Domain("user_id", "=", user.id) | Domain(
            "partner_id", "=", user.partner_id.id
        )
        return (
            Domain("company_id", "in", self.env.companies.ids)
            & Domain("restricted", "=", False)
            & Domain("excluded_user_ids", "not in", user.ids)
            & ~Domain("party_ids", "any!", named)
        )
