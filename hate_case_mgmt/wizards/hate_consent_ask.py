from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary_gate as gate

# what one answer says of each class it is about
ANSWERED = (
    "purpose",
    "answer",
    "condition",
    "own_words",
    "asked_at",
    "way",
    "evidence",
    "file",
    "file_name",
    "expires_on",
    "capacity_note",
    "interpreting",
    "recipient_kind",
    "agency_id",
    "panel_id",
    "recipient_name",
)


class HateConsentAsk(models.TransientModel):
    """Ask a person who may be told what. One row is kept for each thing asked."""

    _name = "hate.consent.ask"
    _description = "Ask about sharing"
    _inherit = ["hate.person.dialogue", "hate.sharing.dialogue"]

    party_id = fields.Many2one(
        string="Who is asked", domain="[('case_id', '=', case_id)]"
    )
    given_by_id = fields.Many2one(
        "hate.party",
        string="Who answers",
        compute="_compute_given_by_id",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    answer = fields.Selection(
        [pair for pair in gate.CONSENT_ANSWERS if pair[0] != gate.CONSENT_WITHDRAWN],
        string="They said",
        required=True,
    )
    condition = fields.Char(string="Only if")
    own_words = fields.Text(string="In their own words")
    asked_at = fields.Datetime(
        string="Asked", required=True, default=fields.Datetime.now
    )
    way = fields.Selection(
        gate.CONSENT_WAYS, string="How", required=True, default="phone"
    )
    evidence = fields.Selection(
        gate.CONSENT_EVIDENCE, string="Kept as", required=True, default="noted"
    )
    file = fields.Binary(string="Paper or message")
    file_name = fields.Char()
    expires_on = fields.Date(string="Good until")
    capacity_note = fields.Char(string="Why a child can decide this")
    interpreting = fields.Selection(
        gate.INTERPRETING,
        string="Interpreter",
        compute="_compute_interpreting",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    is_child = fields.Boolean(related="party_id.is_child", related_sudo=False)
    needs_line = fields.Char(compute="_compute_needs_line")

    @api.depends("party_id")
    def _compute_given_by_id(self):
        for dialogue in self:
            dialogue.given_by_id = dialogue.party_id

    @api.depends("given_by_id")
    def _compute_interpreting(self):
        """Where one is needed, the officer has to say whether one was there."""
        for dialogue in self:
            needed = dialogue.given_by_id.interpreter not in (False, "none")
            dialogue.interpreting = not needed and gate.INTERPRETER_NOT_NEEDED

    @api.depends("party_id", "given_by_id")
    def _compute_needs_line(self):
        for dialogue in self:
            giver = dialogue.given_by_id
            lines = giver and dialogue.case_id._needs_of(giver)
            if giver != dialogue.party_id and giver:
                lines = [giver.discuss_note or "", *lines]
            dialogue.needs_line = " · ".join(filter(None, lines or []))

    def action_record(self):
        """Keep the answer.

        :return: client action
        :raise UserError: nothing is ticked, or somebody else answers for the person
        """
        self._record()
        return self._done(self.env._("Their answer is on record."))

    def action_record_and_ask_more(self):
        """Keep the answer, and ask the next question."""
        self._record()
        case, party, giver = self.case_id, self.party_id, self.given_by_id
        way, interpreting = self.way, self.interpreting
        self._done("")
        return case._open_dialogue(
            "hate.consent.ask",
            self.env._("Ask about sharing"),
            party_id=party.id,
            given_by_id=giver.id,
            way=way,
            interpreting=interpreting,
        )

    def _record(self):
        self.ensure_one()
        classes = self._classes()
        if not classes:
            raise UserError(self.env._("Please tick what they were asked about."))
        common = {
            **self._typed(ANSWERED),
            "case_id": self.case_id.id,
            "party_id": self.party_id.id,
            "given_by_id": self.given_by_id.id,
        }
        self.env["hate.consent"].create(
            [{**common, "data_class": name} for name in classes]
        )
