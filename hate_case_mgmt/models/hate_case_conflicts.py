from collections import defaultdict

from odoo import models

from ..policy import matching
from ..policy import vocabulary as words

# Why a colleague may be too close to a case, the closest first
CLOSE_NAMED = "named"
CLOSE_SAME = "same"
CLOSE_HOME = "home"
CLOSE_POSTCODE = "postcode"


class HateCase(models.Model):
    """Who among the officers may be too close to a case.

    What Odoo knows of a colleague is compared with the people of the case: being named
    in it, sharing a name, number or address, living there or close by. A relative or
    friend it can't know: the dialogue asks for those.
    """

    _inherit = "hate.case"

    def _closeness(self, users):
        """What links colleagues to this case, in a fixed number of queries.

        :param users: ``res.users``
        :return: {user id: set of ``named``, ``same``, ``home``, ``postcode``}
        """
        self.ensure_one()
        # sudo: people of the case and addresses of colleagues are compared; only the
        # kind of link is handed back
        case, users = self.sudo(), users.sudo()
        people = case.party_ids.filtered(
            lambda party: party.role != words.ROLE_REPORTER
        )
        named = people._login_users()
        theirs = {
            *(key for party in people for key in self._link_keys_of_party(party)),
            *self._home_link_keys(case.property_id.name, case.property_id.zip),
        }
        offices = self._office_keys(case.company_id)
        found = defaultdict(set)
        for user in users:
            if user in named:
                found[user.id].add(CLOSE_NAMED)
            shared = theirs.intersection(self._link_keys_of_user(user) - offices)
            found[user.id].update(kind for kind, _key in shared)
        return {user_id: kinds for user_id, kinds in found.items() if kinds}

    def _link_keys_of_party(self, party):
        """:return: set of ``(kind of link, key)``; who speaks for an organisation has
        its number and address, which link nobody"""
        keys = self._person_link_keys(party.name, [party.phone], [party.email])
        if party.organisation:
            return keys
        home, customer = party.property_id, party.partner_id
        return (
            keys
            | self._home_link_keys(home.name, home.zip)
            | self._home_link_keys(party.address, matching.find_postcode(party.address))
            | self._home_link_keys(customer.street, customer.zip)
        )

    def _link_keys_of_user(self, user):
        """:return: set of ``(kind of link, key)`` of a colleague"""
        own = user.partner_id
        keys = self._person_link_keys(user.name, [user.phone], [user.email, user.login])
        for place in own | own.child_ids:
            keys |= self._home_link_keys(place.street, place.zip)
        return keys

    def _person_link_keys(self, name, phones, emails):
        return {
            (CLOSE_SAME, (kind, key))
            for kind, key in matching.match_keys(phones=phones, emails=emails)
        } | {
            (CLOSE_SAME, (matching.KIND_NAME, same))
            for same in [matching.normalise_name(name or "")]
            # one word alone is shared by too many
            if " " in same
        }

    def _home_link_keys(self, street, postcode):
        close = "".join((postcode or "").lower().split())
        keys = {(CLOSE_POSTCODE, close)} if close else set()
        home = matching.normalise_address(street, postcode)
        return keys | ({(CLOSE_HOME, home)} if home else set())

    def _office_keys(self, company):
        """:return: the keys of the landlord's own addresses, which tell of no home"""
        office = company.partner_id
        numbers = [office.phone, company.phone, company.hate_hub_phone]
        keys = self._person_link_keys(None, numbers, [office.email])
        for place in office | office.child_ids:
            keys |= self._home_link_keys(place.street, place.zip)
        return keys

    def _closeness_sentences(self, kinds):
        """:param kinds: set of kinds of link
        :return: list of sentences, the closest first
        """
        sentences = {
            CLOSE_NAMED: self.env._("This colleague is named in the case."),
            CLOSE_SAME: self.env._(
                "Someone in the case has this colleague's name, number or address."
            ),
            CLOSE_HOME: self.env._(
                "This colleague seems to live at an address of the case."
            ),
            CLOSE_POSTCODE: self.env._(
                "This colleague seems to live close to someone in the case."
            ),
        }
        return [sentences[kind] for kind in self._told_kinds(kinds)]

    def _closeness_remarks(self, kinds):
        """:return: the same in a few words, for the list of officers"""
        remarks = {
            CLOSE_NAMED: self.env._("Named in the case"),
            CLOSE_SAME: self.env._("Name or number is in the case"),
            CLOSE_HOME: self.env._("Lives at an address of the case"),
            CLOSE_POSTCODE: self.env._("Lives close by"),
        }
        return [remarks[kind] for kind in self._told_kinds(kinds)]

    def _told_kinds(self, kinds):
        """:return: the kinds worth saying, the closest first: whoever is named has
        their own name and home, and a home has its postcode"""
        if CLOSE_NAMED in kinds:
            return [CLOSE_NAMED]
        if CLOSE_HOME in kinds:
            kinds = kinds - {CLOSE_POSTCODE}
        return [
            kind for kind in (CLOSE_SAME, CLOSE_HOME, CLOSE_POSTCODE) if kind in kinds
        ]
