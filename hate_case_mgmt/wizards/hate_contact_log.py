from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary as words


class HateContactLog(models.TransientModel):
    """Log a contact: who, how, reached or not, what was said, and is it still safe."""

    _name = "hate.contact.log"
    _description = "Log a contact"

    case_id = fields.Many2one("hate.case", required=True, readonly=True)
    party_id = fields.Many2one(
        "hate.party",
        string="With",
        required=True,
        compute="_compute_party_id",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
        domain="[('case_id', '=', case_id)]",
    )
    method_id = fields.Many2one(
        "hate.contact.method",
        string="How",
        required=True,
        compute="_compute_method_id",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
    )
    contacted_at = fields.Datetime(
        string="When", required=True, default=fields.Datetime.now
    )
    kind = fields.Selection(
        words.CONTACT_KINDS,
        string="About",
        required=True,
        default=words.CONTACT_UPDATE,
    )
    incoming = fields.Boolean(string="They contacted us")
    reached = fields.Boolean(string="Reached them", default=True)
    said = fields.Text(string="What was said")
    still_safe = fields.Selection(
        words.STILL_SAFE,
        string="Is this way still safe?",
        help="Ask each time: what is safe changes.",
    )
    safe_contact_line = fields.Char(
        related="party_id.safe_contact_line", related_sudo=False
    )
    discuss_note = fields.Char(related="party_id.discuss_note", related_sudo=False)
    phone = fields.Char(related="party_id.phone", related_sudo=False)
    code_word = fields.Char(related="party_id.code_word", related_sudo=False)
    if_someone_answers = fields.Char(
        related="party_id.if_someone_answers", related_sudo=False
    )
    unsafe_note = fields.Char(compute="_compute_unsafe_note")
    unsafe_reason = fields.Char(string="Why it was made all the same")

    @api.depends("case_id")
    def _compute_party_id(self):
        """The person affected first: it is mostly they who are called."""
        for wizard in self:
            wizard.party_id = wizard.party_id or wizard.case_id.party_ids[:1]

    @api.depends("party_id")
    def _compute_method_id(self):
        for wizard in self:
            party = wizard.party_id
            wizard.method_id = party.preferred_method_id or party.safe_method_ids[:1]

    @api.depends("party_id", "method_id", "contacted_at", "incoming", "kind")
    def _compute_unsafe_note(self):
        for wizard in self:
            wizard.unsafe_note = (
                wizard.party_id
                and wizard.method_id
                and not wizard.incoming
                and wizard.party_id._contact_refusal(
                    wizard.method_id.code,
                    wizard.contacted_at,
                    discusses=wizard.kind in words.CONTACTS_ABOUT_THE_MATTER,
                )
            )

    def action_log(self):
        """Write the contact into the log and take in what the person said is safe.

        :return: action that closes the dialogue
        :raise UserError: something is missing
        """
        self.ensure_one()
        if self.reached and not self.still_safe:
            raise UserError(
                self.env._(
                    "Please say whether this way is still safe, or that you could not "
                    "ask."
                )
            )
        if self.unsafe_note and not (self.unsafe_reason or "").strip():
            raise UserError(
                self.env._(
                    "%(refusal)s If the contact has been made all the same, please say "
                    "why.",
                    refusal=self.unsafe_note,
                )
            )
        self.env["hate.contact"].create(self._prepare_contact())
        if self.reached and self.still_safe != "not_asked":
            self.party_id._asked_again(
                self.method_id, self.still_safe == "yes", self.contacted_at
            )
        self.unlink()
        return {"type": "ir.actions.act_window_close"}

    def _prepare_contact(self):
        return {
            "case_id": self.case_id.id,
            "party_id": self.party_id.id,
            "method_id": self.method_id.id,
            "contacted_at": self.contacted_at,
            "kind": self.kind,
            "incoming": self.incoming,
            "reached": self.reached,
            "still_safe": self.reached and self.still_safe == "yes",
            "said": self.said,
            "unsafe_reason": self.unsafe_note and self.unsafe_reason,
        }
