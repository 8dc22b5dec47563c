from odoo import api, models
from odoo.exceptions import UserError

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate

# What whoever opens a sharing may say of it
OPEN_VALUES = frozenset({*gate.GROUND_FIELDS, "prepared", "sent_to"})


class HateCase(models.Model):
    """The one door through which anything of a case leaves."""

    _inherit = "hate.case"

    def _open_disclosure(
        self,
        way,
        recipient,
        parties,
        classes,
        purpose,
        *,
        ground="consent",
        record=None,
        **values,
    ):
        """Begin a sharing, which then has to pass the gate.

        :param way: one of ``WAYS_OUT``
        :param recipient: a ``hate.agency`` or ``hate.panel``, or a dict: ``kind``, one
            of ``RECIPIENT_KINDS``, ``name``, and ``party``, a ``hate.party`` of the
            case who speaks for the person
        :param parties: ``hate.party`` it is about; none for a place
        :param classes: iterable of ``DATA_CLASSES`` values
        :param purpose: one of ``PURPOSES``
        :param ground: one of ``GROUNDS``
        :param record: what it belongs to (referral, pack, report), told by
            ``_on_disclosure_stopped()`` if it may not leave any more
        :param values: of ``OPEN_VALUES``
        :return: ``hate.disclosure``, a draft
        :raise UserError: people of another case
        :raise ValueError: a word that is not in the vocabulary
        """
        self.ensure_one()
        self.check_access("write")
        speaker = isinstance(recipient, dict) and recipient.get("party")
        people = parties | speaker if speaker else parties
        if people and people.case_id != self:
            raise UserError(self.env._("Only people of this case can be shared about."))
        unknown = (
            set(classes) - gate.ALL_CLASSES
            or {way} - set(dict(gate.WAYS_OUT))
            or {purpose} - set(dict(gate.PURPOSES))
            or {ground} - set(dict(gate.GROUNDS))
            or set(values) - OPEN_VALUES
        )
        if unknown:
            raise ValueError(f"Not a word of sharing: {', '.join(sorted(unknown))}")
        sharing = self.env["hate.disclosure"]
        return sharing._opened(
            {
                "case_id": self.id,
                "way": way,
                "purpose": purpose,
                "ground": ground,
                "party_ids": [(6, 0, parties.ids)],
                "recipient_party_id": speaker.id if speaker else False,
                "linked_model": record._name if record else False,
                "linked_id": record.id if record else False,
                "user_id": self.env.uid,
                **sharing._recipient_values(recipient),
                **sharing._class_values(classes),
                **values,
            }
        )

    def _print_for_own_work(self, content):
        """Have a print for the landlord's own work pass the gate.

        :param content: the words on the paper
        """
        self.ensure_one()
        self.check_access("read")
        sharing = self.env["hate.disclosure"]
        printed = sharing._opened(
            {
                "case_id": self.id,
                "way": gate.WAY_PRINT,
                "purpose": gate.PURPOSE_CASEWORK,
                "ground": gate.GROUND_OWN_WORK,
                "user_id": self.env.uid,
                "reason": self.env._("Printed to work on the case."),
                "recipient_kind": gate.RECIPIENT_DEPARTMENT,
                "recipient_name": self.env.user.name,
                **sharing._class_values(gate.ALL_CLASSES),
            }
        )
        # sudo: who may read a case may print it, data protection too, who change
        # nothing; the words are those they were shown
        printed.sudo()._send(content)

    def _timeline_as_text(self):
        """:return: the whole timeline in words, read as the current user"""
        self.ensure_one()
        return self.env["report.hate_case_mgmt.timeline"]._text_of(self)

    def _check_shared(self, data_class):
        """Whether something of a class has passed the gate, so that it may be handed
        to whoever it went to.

        :param data_class: one of ``DATA_CLASSES``
        :raise UserError: nothing of the kind was shared with anybody outside
        """
        self.ensure_one()
        if not self.env["hate.disclosure"].search_count(
            [
                ("case_id", "=", self.id),
                ("state", "=", gate.DISCLOSURE_SENT),
                ("ground", "!=", gate.GROUND_OWN_WORK),
                (f"share_{data_class}", "=", True),
            ],
            limit=1,
        ):
            raise UserError(
                self.env._(
                    "A copy for outside goes with a sharing. Share it first, on the "
                    "tab Sharing, with this ticked: %(what)s.",
                    what=self.env["hate.disclosure"]._class_label(data_class),
                )
            )

    def _our_contact(self):
        """:return: whom partners ask about the case, and where to ring"""
        company = self.company_id
        phone = company.hate_hub_phone or company.phone
        return ", ".join(filter(None, (self.officer_id.name, phone)))

    # ------------------------------------------------------------------
    # What may be ticked
    # ------------------------------------------------------------------

    def _shareable(self, parties):
        """Everything that may be ticked, in the words the recipient would read.

        Read as the current user: who may not see it can't share it.

        :param parties: ``hate.party`` of this case it is about; empty for a place
        :return: list of ``policy.disclosure.Shareable``
        """
        self.ensure_one()
        self.check_access("read")
        return [
            thing
            for thing in (
                *(found for party in parties for found in party._shareable()),
                *self._shareable_events(),
                *self._shareable_work(),
            )
            if thing.text
        ]

    def _shareable_events(self):
        for incident in self.incident_ids:
            yield self._thing(
                f"incident:{incident.id}",
                gate.CLASS_INCIDENT,
                self.env._("Incident"),
                "\n".join(
                    filter(
                        None,
                        (
                            incident._when_in_words(),
                            incident.place,
                            incident.narrative,
                        ),
                    )
                ),
            )
        yield self._thing(
            "case:strands",
            gate.CLASS_STRAND,
            self.env._("What the hostility was aimed at"),
            ", ".join(self.strand_ids.mapped("name")),
        )

    def _shareable_work(self):
        yield self._thing(
            "case:risk",
            gate.CLASS_RISK,
            self.env._("Risk"),
            dict(self._fields["risk_level"]._description_selection(self.env)).get(
                self.risk_level
            ),
        )
        for item in self.env["hate.evidence"].search(
            [("case_id", "=", self.id), ("state", "=", words.ITEM_HELD)]
        ):
            yield self._thing(
                f"evidence:{item.id}",
                gate.CLASS_EVIDENCE,
                self.env._("Evidence"),
                "\n".join(filter(None, (item.title, item.statement))),
            )
        plan = self.env["hate.plan"].search([("case_id", "=", self.id)], limit=1)
        yield self._thing(
            "case:plan", gate.CLASS_PLAN, self.env._("The plan as agreed"), plan.body
        )

    def _thing(self, key, data_class, label, text):
        return self.env["hate.party"]._thing(key, data_class, label, text)

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_ask_consent(self):
        """:return: action that opens Ask about sharing"""
        self._check_may_change()
        return self._open_dialogue("hate.consent.ask", self.env._("Ask about sharing"))

    def action_share(self):
        """:return: action that opens Share"""
        self._check_may_change()
        return self._open_dialogue("hate.disclosure.share", self.env._("Share"))

    def action_view_shared(self):
        """:return: action that shows what left, on a page for the person affected"""
        self.ensure_one()
        return self.affected_party_id.action_view_shared()

    @api.model
    def consent_grid(self, case_id):
        """Who may be told what, for the tab Sharing; read as the current user.

        :param case_id: id of a ``hate.case``
        :return: list of a dict for each person who was asked: ``who``, ``columns`` (one
            for each recipient and purpose) and ``rows`` (one for each class asked
            about, with a cell for each column)
        """
        case = self.browse(case_id)
        case.check_access("read")
        latest = self.env["hate.consent"]._latest(case)
        by_party = {}
        for (party, recipient, purpose, name), row in latest.items():
            by_party.setdefault(party, {})[(recipient, purpose), name] = row
        people = case.party_ids.filtered(lambda party: party.id in by_party)
        return [
            {
                "id": party.id,
                "who": party.name or party._label("identity"),
                "role": party._label("role"),
                **self.env["hate.consent"]._grid_of(by_party[party.id]),
            }
            for party in people
        ]
