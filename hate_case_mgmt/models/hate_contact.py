from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import text_checks
from ..policy import vocabulary as words


class HateContact(models.Model):
    """An attempt to reach a person, and what came of it. An attempt that reached nobody
    counts as an attempt only and stops no clock; nor does one that the person had not
    called safe."""

    _name = "hate.contact"
    _description = "Contact"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "contacted_at desc, id desc"
    _masked_fields = {"said": "is_sensitive"}
    _personal_fields = {
        "said": "words",
        "unsafe_note": "words",
        "unsafe_reason": "words",
    }

    party_id = fields.Many2one("hate.party", string="With", required=True, index=True)
    contacted_at = fields.Datetime(
        string="When", required=True, default=fields.Datetime.now
    )
    method_id = fields.Many2one("hate.contact.method", string="How", required=True)
    kind = fields.Selection(words.CONTACT_KINDS, required=True, default="other")
    incoming = fields.Boolean(
        string="They contacted us", help="Always safe: the person chose the way."
    )
    reached = fields.Boolean(string="Reached them")
    still_safe = fields.Boolean(
        string="Still safe", help="The person was asked again and said so."
    )
    said = fields.Text(string="What was said")
    is_sensitive = fields.Boolean(
        string="Sensitive",
        help="What was said then stands on no list, and is shown by a click that is "
        "logged.",
    )
    unsafe_note = fields.Char(
        string="Not as the person wished",
        compute="_compute_unsafe_note",
        store=True,
        precompute=True,
        help="What the gate of safe contact said about it at the time.",
    )
    unsafe_reason = fields.Char(string="Why it was made all the same")
    next_contact_on = fields.Date(
        string="Next contact",
        help="Agreed with the person, or when to try again.",
    )
    on_chosen_way = fields.Boolean(
        string="In the way they chose",
        compute="_compute_on_chosen_way",
        store=True,
        precompute=True,
        help="The person had named no way they prefer, or it was this one, or they "
        "contacted us.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )

    _method_only_fields = frozenset({"user_id"})
    _case_idx = models.Index("(case_id, contacted_at DESC, id DESC)")

    @api.constrains("case_id", "party_id")
    def _check_one_case(self):
        for contact in self:
            if contact.party_id.case_id != contact.case_id:
                raise ValidationError(
                    self.env._("A contact and its person belong to one case.")
                )

    @api.constrains("contacted_at")
    def _check_when(self):
        # the clocks of two machines differ a little
        limit = fields.Datetime.add(fields.Datetime.now(), minutes=1)
        for contact in self:
            wrong = text_checks.check_moment(
                contact.contacted_at, limit, self.env._("when the contact was")
            )
            if wrong:
                raise ValidationError(self.env._(wrong.template, **wrong.values))

    @api.constrains("next_contact_on", "contacted_at")
    def _check_next_contact(self):
        for contact in self.filtered("next_contact_on"):
            if contact.next_contact_on < contact.case_id._local_date(
                contact.contacted_at
            ):
                raise ValidationError(
                    self.env._("The next contact can't lie before this one.")
                )

    @api.depends("party_id", "method_id", "contacted_at", "kind", "incoming")
    def _compute_unsafe_note(self):
        """A contact that was made is a fact: it is recorded as what it was. A log never
        changes, so this is reckoned once."""
        for contact in self:
            contact.unsafe_note = not contact.incoming and (
                contact.party_id._contact_refusal(
                    contact.method_id.code,
                    contact.contacted_at,
                    discusses=contact.kind in words.CONTACTS_ABOUT_THE_MATTER,
                )
            )

    @api.depends("party_id", "method_id", "incoming")
    def _compute_on_chosen_way(self):
        """What the person chose at the time: a log never changes."""
        for contact in self:
            chosen = contact.party_id.preferred_method_id
            contact.on_chosen_way = (
                contact.incoming or not chosen or chosen == contact.method_id
            )

    @api.model_create_multi
    def create(self, vals_list):
        contacts = super().create(
            [
                {**vals, "said": text_checks.clean_text(vals.get("said") or "")}
                for vals in vals_list
            ]
        )
        for contact in contacts.filtered("reached"):
            contact._record_contact_made()
        for contact in contacts.sorted("contacted_at"):
            contact.case_id._agree_next_contact(contact)
        for contact in contacts:
            contact._record_attempt()
        contacts.case_id._follow_risk_review()
        return contacts

    def _evidence_kinds(self):
        """A contact that reached the person, by a way of their choice or another
        [000.b2]."""
        if not self.reached:
            return frozenset()
        kinds = {words.EVIDENCE_CONTACT, words.EVIDENCE_TOLD}
        if self.on_chosen_way:
            kinds.add(words.EVIDENCE_CHOSEN)
        return frozenset(kinds)

    def _record_attempt(self):
        """Show beside the clocks what was tried and kept no promise."""
        self.ensure_one()
        if self.party_id.role in words.ROLES_WE_ANSWER and not self.incoming:
            self.case_id._note_attempt(self.contacted_at)

    def _record_contact_made(self):
        """Tell the promise engine that the person was reached."""
        self.ensure_one()
        if self.party_id.role not in words.ROLES_WE_ANSWER:
            return
        if self.unsafe_note and not self.still_safe:
            return
        for event in self._events():
            self.case_id._record_event(event, self.contacted_at, self)

    def _events(self):
        """:return: what a contact with the person means for the promises"""
        events = [words.EVENT_FIRST_RESPONSE] if self._answers_a_report() else []
        if self.kind == words.CONTACT_UPDATE:
            events.append(words.EVENT_UPDATE_GIVEN)
        if self.kind == words.CONTACT_INTRODUCTION:
            events.append(words.EVENT_OFFICER_INTRODUCED)
        return events

    def _answers_a_report(self):
        """Whether this is the first time the person was reached, or a report still
        waits for its answer. Later contacts are no first response: they would start
        anew what follows from one. Nor is one after the case was closed."""
        closed_at = self.case_id.closed_at
        if closed_at and self.contacted_at > closed_at:
            return False
        # sudo: the engine's own clocks and the log of contacts, for a yes or no
        waiting = self.env["hate.deadline"].sudo()
        earlier = self.sudo().search_count(
            [
                ("case_id", "=", self.case_id.id),
                ("id", "!=", self.id),
                ("reached", "=", True),
                ("party_id.role", "in", words.ROLES_WE_ANSWER),
            ],
            limit=1,
        )
        return not earlier or bool(
            waiting.search_count(
                [
                    ("case_id", "=", self.case_id.id),
                    ("commitment_id.met_by_event", "=", words.EVENT_FIRST_RESPONSE),
                    *waiting._get_pending_domain(),
                ],
                limit=1,
            )
        )
