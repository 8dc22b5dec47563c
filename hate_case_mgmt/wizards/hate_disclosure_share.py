from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import disclosure as rules
from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate

CHOSEN = "chosen"
TIMELINE = "timeline"


class HateDisclosureShare(models.TransientModel):
    """Share something on paper or by e-mail: it leaves by the gate, or waits for a
    second person."""

    _name = "hate.disclosure.share"
    _description = "Share"
    _inherit = [
        "hate.sharing.dialogue",
        "hate.ground.mixin",
        "hate.address.dialogue",
    ]

    page = fields.Selection(
        [(CHOSEN, "What is ticked"), (TIMELINE, "The whole timeline")],
        string="Which words",
        required=True,
        default=CHOSEN,
    )
    way = fields.Selection(
        [
            (gate.WAY_PRINT, "On paper"),
            (gate.WAY_EMAIL, "By e-mail: a link that opens with a code"),
        ],
        string="How",
        required=True,
        default=gate.WAY_PRINT,
    )
    party_ids = fields.Many2many(
        "hate.party",
        "hate_disclosure_share_party_rel",
        "dialogue_id",
        "party_id",
        string="About",
        compute="_compute_party_ids",
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    recipient_party_id = fields.Many2one("hate.party", string="Who speaks for them")
    content = fields.Text(
        string="What they will read",
        compute="_compute_content",
        compute_sudo=False,
        store=True,
        readonly=False,
    )

    # what is wrong with the address, and what the gate says
    refusal = fields.Char(compute="_compute_gate")
    to_approve = fields.Boolean(compute="_compute_gate")
    without_consent = fields.Boolean(compute="_compute_gate")
    has_condition = fields.Boolean(compute="_compute_gate")
    standard_wording = fields.Char(compute="_compute_gate")
    agreement = fields.Char(string="Sharing agreement", compute="_compute_gate")
    wishes = fields.Text(string="What they said", compute="_compute_gate")

    @api.depends("case_id", "page")
    def _compute_party_ids(self):
        for dialogue in self:
            people = dialogue.case_id.party_ids
            if dialogue.page == CHOSEN:
                people = people.filtered(lambda party: party.role == words.ROLE_VICTIM)
            dialogue.party_ids = dialogue.party_ids or people

    @api.onchange("recipient_party_id")
    def _onchange_recipient_party_id(self):
        speaker = self.recipient_party_id
        self.recipient_name = speaker and (speaker.name or speaker._label("role"))

    @api.depends("agency_id", "recipient_party_id", "recipient_kind", "way")
    def _compute_address(self):
        return super()._compute_address()

    def _known_addresses(self):
        self.ensure_one()
        if self.recipient_kind == gate.RECIPIENT_AGENCY:
            return self._addresses_of(self.agency_id)
        if self.recipient_kind == gate.RECIPIENT_REPRESENTATIVE:
            return [*filter(None, [self.recipient_party_id.email])]
        return []

    @api.depends(lambda self: ["case_id", "party_ids", "page", *self._class_fields()])
    def _compute_content(self):
        """The words as the recipient will read them; whoever shares may take more out
        of them."""
        for dialogue in self:
            if dialogue.page == TIMELINE:
                dialogue.content = dialogue.case_id._timeline_as_text()
                continue
            ticked = set(dialogue._classes())
            dialogue.content = "\n\n".join(
                f"{thing.label}\n{thing.text}"
                for thing in dialogue.case_id._shareable(dialogue.party_ids._origin)
                if thing.data_class in ticked
            )

    @api.depends(
        lambda self: [
            *("case_id", "party_ids", "recipient_party_id", "purpose", "ground", "way"),
            *("recipient_kind", "agency_id", "panel_id", "recipient_name"),
            *(*gate.GROUND_FIELDS, *self._class_fields()),
        ]
    )
    def _compute_gate(self):
        for dialogue in self:
            draft = dialogue._draft()
            rule = rules.RULES[dialogue.ground or gate.GROUND_CONSENT]
            dialogue.refusal = draft._refusal_to_ask()
            request = draft._requests()[draft.id]
            dialogue.to_approve = rules.waits_for_approval(request)
            dialogue.without_consent = rule.needs_approval
            dialogue.has_condition = any(
                wish.standing == gate.CONSENT_CONDITIONAL
                for wish in request.wishes.values()
            )
            # sudo: the wording of the landlord's standard, which is published
            standard = dialogue.case_id.sudo().standard_id
            dialogue.standard_wording = rule.needs_approval and standard.sharing_wording
            dialogue.wishes = draft._wishes_in_words()
            dialogue.agreement = draft._agreement_warning()

    def _draft(self):
        """:return: the sharing that is described here, as a record in memory"""
        self.ensure_one()
        return self.env["hate.disclosure"].new(
            {
                "case_id": self.case_id.id,
                "way": self.way or gate.WAY_PRINT,
                "purpose": self.purpose,
                "ground": self.ground or gate.GROUND_CONSENT,
                "party_ids": [(6, 0, self.party_ids._origin.ids)],
                "recipient_party_id": self.recipient_party_id.id,
                "recipient_kind": self.recipient_kind,
                "agency_id": self.agency_id.id,
                "panel_id": self.panel_id.id,
                "recipient_name": self.recipient_name,
                "state": gate.DISCLOSURE_DRAFT,
                **self._class_values(self._leaving()),
                **{name: self[name] for name in gate.GROUND_FIELDS},
            }
        )

    def _leaving(self):
        """:return: the classes it is about: a timeline tells of all of them"""
        if self.page == TIMELINE:
            return gate.ALL_CLASSES
        return self._classes()

    def action_share(self):
        """Let it leave, and print it or send the link.

        :return: action that prints what left, or client action
        :raise UserError: the gate says no, and why
        """
        sharing = self._open()
        left = sharing.action_send_prepared()
        by_email = self.way == gate.WAY_EMAIL
        done = self._done(self.env._("The link is on its way.") if by_email else "")
        return done if by_email else left

    def action_ask_approval(self):
        """Put it before a second person.

        :return: client action
        :raise UserError: something else is missing first
        """
        self._open()._ask_approval()
        return self._done(self.env._("A manager is asked to approve it."))

    def _open(self):
        self.ensure_one()
        if not (self.content or "").strip():
            raise UserError(self.env._("There is nothing in it yet."))
        by_email = self.way == gate.WAY_EMAIL
        if by_email:
            self._check_address_is_known()
        return self.case_id._open_disclosure(
            self.way,
            self._recipient(),
            self.case_id.party_ids if self.page == TIMELINE else self.party_ids,
            self._leaving(),
            self.purpose,
            ground=self.ground,
            prepared=self.content,
            sent_to=by_email and self.address,
            **self._speaks_for_it(),
        )

    def _recipient(self):
        """:return: as :meth:`hate.case._open_disclosure` takes it"""
        if self.recipient_kind == gate.RECIPIENT_AGENCY:
            return self.agency_id
        if self.recipient_kind == gate.RECIPIENT_PANEL:
            return self.panel_id
        speaks = self.recipient_kind == gate.RECIPIENT_REPRESENTATIVE
        return {
            "kind": self.recipient_kind,
            "name": self.recipient_name,
            "party": self.recipient_party_id if speaks else None,
        }
