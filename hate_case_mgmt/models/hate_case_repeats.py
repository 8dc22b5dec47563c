from odoo import models
from odoo.fields import Domain

from ..policy import matching
from ..policy import vocabulary as words

# By which keys a case is the same person, place or person alleged. A name that sounds
# alike is no proof of the person: it counts with the place only.
REPEATS = {
    "person": (matching.KIND_PHONE, matching.KIND_EMAIL),
    "place": (matching.KIND_UPRN, matching.KIND_ADDRESS),
    "alleged": (matching.KIND_ALLEGED,),
}
# More look-alikes than this are not compared
MOST_COMPARED = 100


class HateCase(models.Model):
    """Has it happened to them before, or there, or by the same person alleged?

    Only cases count that the user may see anyway; a restricted case, or one that the
    user is shut out of, is not hinted at.
    """

    _inherit = "hate.case"

    def _repeats(self):
        """:return: {"person": cases, "place": cases, "alleged": cases}: other cases
        that the user may see, the newest first"""
        self.ensure_one()
        keys = self._repeat_keys()
        wanted = {pair for pairs in keys.values() for pair in pairs if len(pair) == 2}
        none = self.browse()
        if not wanted:
            return dict.fromkeys(REPEATS, none)
        alike = Domain.OR(
            Domain("kind", "=", kind) & Domain("key", "=", key) for kind, key in wanted
        )
        found = self._recognised_among(
            alike & Domain("case_id", "!=", self.id),
            # what even a look-up would not count is left out here as well
            self._get_seen_domain() & self._get_unseen_domain(),
            MOST_COMPARED,
        )
        others = none.union(*found)
        theirs = {case: case._repeat_keys() for case in others}
        return {
            which: others.filtered(
                lambda case, which=which: keys[which] & theirs[case][which]
            )
            for which in REPEATS
        }

    def _repeat_keys(self):
        """What tells this case's people and places from others.

        :return: {"person", "place", "alleged"}: sets of ``(kind, key)`` of the people
            affected, of where they live and it happened, and of the people alleged;
            for a person also ``(kind, key, kind, key)`` of a name with a place
        """
        self.ensure_one()
        affected = self.party_ids.filtered(
            lambda party: party.role == words.ROLE_VICTIM
        )
        alleged = self.party_ids.filtered(
            lambda party: party.role == words.ROLE_ALLEGED
        )
        people = {key for party in affected for key in self._person_keys(party)}
        places = set(self._home_keys(self.property_id)) | {
            key for key in people if key[0] in REPEATS["place"]
        }
        names = {key for key in people if key[0] == matching.KIND_NAME}
        return {
            "person": {key for key in people if key[0] in REPEATS["person"]}
            | {(*name, *place) for name in names for place in places},
            "place": places,
            "alleged": {key for party in alleged for key in self._person_keys(party)},
        }
