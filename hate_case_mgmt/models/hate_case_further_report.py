from odoo import api, models

from ..policy import matching
from ..policy import vocabulary as words

# What a form says of a person when nothing was said
NOT_SAID = {"interpreter": "none", "identity": "unknown"}
# What may be said otherwise in a further report
PARTICULARS = (
    "name",
    "property_id",
    "address",
    "tenure",
    "phone",
    "email",
    "organisation",
    "safe_note",
    "safe_place",
    "code_word",
    "if_someone_answers",
    "language_id",
    "interpreter",
    "adjustments",
)


class HateCase(models.Model):
    """A further report about what is known already: people in the case are not entered
    twice, and what was said before stays beside what is said now."""

    _inherit = "hate.case"

    def _join(self, values):
        """Take a further report into this case.

        It starts clocks of its own, but none of those that bring a new case to an
        officer.
        """
        new = [party for party in values["parties"] if not self._update_known(party)]
        told = self._take_in(values, new)
        self.danger_now |= bool(values.get("case", {}).get("danger_now"))
        self._record_event(words.EVENT_FURTHER_REPORT, told.reported_at, told)
        self._log_neutral(self.env._("A further report was added"))

    def _update_known(self, values):
        """Bring a person up to date who is in the case already.

        What was not known is filled in. What differs is kept as a staff note, for the
        officer to ask about: nothing that was said before is overwritten. Only what
        the person calls safe follows the latest word.

        :param values: of a ``hate.party``
        :return: whether the person was known
        """
        party = self._known_party(values)
        if not party:
            return False
        told = {
            name: value
            for name, value in values.items()
            if value and name not in ("role", "reports") and value != NOT_SAID.get(name)
        }
        new = {
            name: value
            for name, value in told.items()
            if name == "safe_method_ids"
            or party[name] == NOT_SAID.get(name)
            or not party[name]
        }
        if "name" in new:
            new["identity"] = "named"
        party.write(new)
        self._note_differences(party, told)
        return True

    def _known_party(self, values):
        """:return: the ``hate.party`` of this case that these values speak of, if any

        Two colleagues of one name stay two people.
        """
        sound = matching.sound_key(values.get("name") or "")
        same = self.party_ids.filtered(
            lambda party: party.role == values["role"]
            and matching.sound_key(party.name or "") == sound
            and values.get("user_id") in (party.user_id.id, False, None)
        )
        unnamed = self.party_ids.filtered(
            lambda party: party.role == values["role"] == words.ROLE_VICTIM
            and (not party.name or not sound)
        )
        return (same or unnamed)[:1]

    @api.model
    def _worded(self, party, name):
        """:return: a field and its value as a screen shows them"""
        field, value = party._fields[name], party[name]
        if field.type == "selection":
            value = dict(field._description_selection(self.env))[value]
        else:
            value = field.convert_to_display_name(value, party)
        return f"{field._description_string(self.env)}: {value}"

    def _note_differences(self, party, told):
        """Keep as a staff note what was said otherwise before."""
        told = party.new({**told, "case_id": self.id, "role": party.role})
        said = [
            self._worded(told, name)
            for name in PARTICULARS
            if told[name] and told[name] not in (NOT_SAID.get(name), party[name])
        ]
        if said:
            self.env["hate.note"].create(
                {
                    "case_id": self.id,
                    "text": self.env._(
                        "A further report gives other particulars of someone in the "
                        "case. Please ask which are right.\n%(particulars)s",
                        particulars="\n".join(said),
                    ),
                }
            )
