from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..policy import vocabulary as words


class HateContactLog(models.TransientModel):
    """Log a contact: who, how, reached or not, what was said, and is it still safe."""

    _name = "hate.contact.log"
    _description = "Log a contact"
    _inherit = ["hate.typed.mixin"]

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
    next_contact_on = fields.Date(
        string="Next contact",
        compute="_compute_next_contact_on",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
        help="As agreed, and no later than the person was promised.",
    )

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
        self.unsafe_note = False
        for wizard in self:
            if wizard.party_id and wizard.method_id and not wizard.incoming:
                wizard.unsafe_note = wizard.party_id._contact_refusal(
                    wizard.method_id.code,
                    wizard.contacted_at,
                    discusses=wizard.kind in words.CONTACTS_ABOUT_THE_MATTER,
                )

    @api.depends("contacted_at", "case_id")
    def _compute_next_contact_on(self):
        for wizard in self:
            wizard.next_contact_on = wizard._latest_next_contact()

    def _latest_next_contact(self):
        """:return: until when the person must hear from us again, or no day"""
        return (
            self.contacted_at
            and self.case_id.is_open
            and self.case_id._latest_next_contact(self.contacted_at)
        )

    # ------------------------------------------------------------------
    # How it ended: each button logs the contact at once
    # ------------------------------------------------------------------

    def action_log_safe(self):
        """The person was reached, and said that this way is still safe."""
        return self._log_as("yes")

    def action_log_not_safe(self):
        """The person was reached, and said that this way is not safe any more."""
        return self._log_as("no")

    def action_log_not_asked(self):
        """The person was reached, and could not be asked whether it is safe."""
        return self._log_as("not_asked")

    def action_log_attempt(self):
        """Nobody was reached: an attempt, which keeps no promise."""
        self.reached = False
        if self.next_contact_on == self._latest_next_contact():
            self.next_contact_on = self.case_id.is_open and self.case_id._next_try()
        return self.action_log()

    def _log_as(self, still_safe):
        self.write({"reached": True, "still_safe": still_safe})
        return self.action_log()

    def action_log(self):
        """Write the contact into the log and take in what the person said is safe.

        :return: action that closes the dialogue
        :raise UserError: something is missing
        """
        self.ensure_one()
        self._check_next_contact()
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
            "next_contact_on": self.next_contact_on,
        }

    def _check_next_contact(self):
        """:raise UserError: the next contact lies behind us, or later than promised"""
        day = self.next_contact_on
        if not day:
            return
        if day < self.case_id._local_today():
            raise UserError(
                self.env._("The day of the next contact has passed. Please choose one.")
            )
        latest = self.reached and self._latest_next_contact()
        if latest and day > latest:
            raise UserError(
                self.env._(
                    "The person was promised to hear from us every %(days)s days. "
                    "Please choose a day until %(latest)s for the next contact.",
                    days=self.case_id.update_interval_days,
                    latest=format_date(self.env, latest),
                )
            )
