from odoo import api, models

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate
from ..policy.disclosure import Shareable


class HateParty(models.Model):
    """What can be told of a person, and what has been."""

    _inherit = "hate.party"

    def _shareable(self):
        """:return: list of ``policy.disclosure.Shareable`` about this person, some
        without text
        """
        self.ensure_one()
        if self.role == words.ROLE_ALLEGED:
            return self._shareable_alleged()
        say = self.env._
        return [
            self._about("name", gate.CLASS_IDENTITY, say("Name"), self.name),
            self._about(
                "role", gate.CLASS_IDENTITY, say("Who they are"), self._label("role")
            ),
            self._about(
                "is_child",
                gate.CLASS_IDENTITY,
                say("Age"),
                self.is_child and say("Under 18"),
            ),
            self._about("phone", gate.CLASS_CONTACT, say("Phone"), self.phone),
            self._about("email", gate.CLASS_CONTACT, say("E-mail"), self.email),
            self._about(
                "safe_contact",
                gate.CLASS_CONTACT,
                say("How to reach them safely"),
                self.safe_contact_line,
            ),
            self._about(
                "language",
                gate.CLASS_CONTACT,
                say("Language"),
                self._language_in_words(),
            ),
            self._about(
                "address",
                gate.CLASS_ADDRESS,
                say("Address"),
                self._postal_address(),
            ),
            self._about(
                "household", gate.CLASS_HOUSEHOLD, say("Household"), self.household
            ),
            self._about(
                "adjustments",
                gate.CLASS_HEALTH,
                say("Reasonable adjustments"),
                self.adjustments,
            ),
            self._about(
                "support_needs",
                gate.CLASS_HEALTH,
                say("Support needs"),
                self.support_needs,
            ),
        ]

    def _language_in_words(self):
        interpreter = self.interpreter not in (False, "none") and self.env._(
            "Interpreter: %(wish)s", wish=self._label("interpreter")
        )
        return " · ".join(filter(None, (self.language_id.name, interpreter)))

    def _shareable_alleged(self):
        """Whatever is known of an alleged person is one class of its own."""
        say = self.env._
        return [
            self._about("name", gate.CLASS_ALLEGED, say("Alleged: name"), self.name),
            self._about(
                "description",
                gate.CLASS_ALLEGED,
                say("Alleged: what is known of them"),
                self.description,
            ),
            self._about(
                "address",
                gate.CLASS_ALLEGED,
                say("Alleged: address"),
                self._postal_address(),
            ),
        ]

    def _about(self, field, data_class, label, text):
        return self._thing(f"party:{self.id}:{field}", data_class, label, text, self.id)

    @api.model
    def _thing(self, key, data_class, label, text, party_id=None):
        return Shareable(key, data_class, label, (text or "").strip(), party_id)
