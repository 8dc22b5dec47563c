from odoo import api, fields, models

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

    def _pass_gate(self, data_class, content, record):
        """Put on record what is told to this person, if they speak for somebody: to
        whom, and on whose word [003.6.2] [003.6.3].

        :param data_class: one of ``DATA_CLASSES``
        :param content: the words they are told
        :param record: the letter or the plan
        :raise UserError: no written authority is on file
        """
        self.ensure_one()
        if not self.needs_authority and not self._is_elected():
            return
        affected = self.case_id.party_ids.filtered(
            lambda party: party.role == words.ROLE_VICTIM
        )
        self.case_id._open_disclosure(
            gate.WAY_EMAIL,
            {
                "kind": gate.RECIPIENT_REPRESENTATIVE,
                "name": self.name or self._label("role"),
                "party": self,
            },
            self._valid_authorities().given_by_id or affected,
            [data_class],
            gate.PURPOSE_SPEAK,
            record=record,
        )._send(content)

    # ------------------------------------------------------------------
    # What left, on one page for the person
    # ------------------------------------------------------------------

    def action_view_shared(self):
        """:return: action that opens the page as it is looked at"""
        action = self.env.ref("hate_case_mgmt.hate_party_report_shared_page")
        return action.report_action(self)

    def action_print_shared(self):
        """:return: action that makes the PDF of the page"""
        action = self.env.ref("hate_case_mgmt.hate_party_report_shared")
        return {**action.report_action(self), "close_on_report_download": True}

    def _today_in_words(self):
        return self._in_page_words(fields.Datetime.now())

    def _in_page_words(self, moment):
        return self.env["hate.letter"]._in_words(self.company_id, moment, "d MMMM y")

    def _shared_rows(self):
        """What left about this person, for the page that is given to them.

        Nothing in it tells of anybody else, nor what colleagues wrote down.

        :return: list of dicts of plain words, the first to leave on top
        """
        self.ensure_one()
        return [
            {
                "day": self._in_page_words(sharing.sent_at),
                "to": sharing.recipient_label,
                "what": sharing.classes_label,
                "purpose": sharing._selection_label("purpose"),
                "ground": sharing._ground_for_the_person(),
                "recalled": sharing._recall_for_the_person(),
            }
            for sharing in self.env["hate.disclosure"].search(
                [
                    ("case_id", "=", self.case_id.id),
                    ("party_ids", "in", self.ids),
                    ("state", "=", gate.DISCLOSURE_SENT),
                ],
                order="sent_at, id",
            )
        ]

    def _wishes_rows(self):
        """:return: list of dicts: what this person said when asked, as it stands"""
        self.ensure_one()
        latest = self.env["hate.consent"]._latest(self.case_id)
        return [
            {
                "to": row.recipient_label,
                "what": row._selection_label("data_class"),
                "said": row._selection_label("standing"),
            }
            for (party, *_question), row in latest.items()
            if party == self.id
        ]
