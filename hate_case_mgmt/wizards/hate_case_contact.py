from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary as words


class HateCaseContact(models.AbstractModel):
    """A dialogue in which a contact is made, and something comes of it.

    The contact goes into the log like any other, with what the person says is safe.
    """

    _name = "hate.case.contact"
    _description = "Contact with a result"
    _inherit = ["hate.case.wizard", "hate.masked.mixin"]
    # shown by the person's own record, which logs it
    _masked_fields = {"phone": True, "code_word": True, "if_someone_answers": True}
    _never_shown = frozenset(_masked_fields)

    party_id = fields.Many2one(
        "hate.party",
        string="With",
        compute="_compute_party_id",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
        domain="[('case_id', '=', case_id), ('role', '!=', 'alleged')]",
    )
    method_id = fields.Many2one(
        "hate.contact.method",
        string="How",
        compute="_compute_method_id",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
    )
    contacted_at = fields.Datetime(string="When", default=fields.Datetime.now)
    reached = fields.Boolean(string="Reached them", default=True)
    incoming = fields.Boolean(string="They contacted us")
    still_safe = fields.Selection(
        words.STILL_SAFE,
        string="Is this way still safe?",
        help="Ask each time: what is safe changes.",
    )
    safe_contact_line = fields.Char(
        related="party_id.safe_contact_line", related_sudo=False
    )
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
            wizard.party_id = wizard.party_id or wizard.case_id._people_to_tell()[:1]

    @api.depends("party_id")
    def _compute_method_id(self):
        for wizard in self:
            party = wizard.party_id
            wizard.method_id = (
                party.preferred_method_id & party.safe_method_ids
            ) or party.safe_method_ids[:1]

    @api.depends("party_id", "method_id", "contacted_at", "incoming")
    def _compute_unsafe_note(self):
        for wizard in self:
            wizard.unsafe_note = (
                bool(wizard.party_id and wizard.method_id)
                and not wizard.incoming
                and wizard.party_id._contact_refusal(
                    wizard.method_id.code,
                    wizard.contacted_at,
                    discusses=wizard._discusses(),
                )
            )

    def _discusses(self):
        """:return: whether the matter itself is talked about"""
        return True

    def _log_contact(self, said):
        """Write the contact into the log.

        :param said: what was said, in the person's words
        :return: the ``hate.contact``
        :raise UserError: something is missing, or it can't have been then
        """
        self.ensure_one()
        self._check_contact()
        contact = self.env["hate.contact"].create(self._prepare_contact(said))
        if self.reached and self.still_safe != "not_asked":
            self.party_id._asked_again(
                self.method_id, self.still_safe == "yes", self.contacted_at
            )
        return contact

    def _prepare_contact(self, said):
        """:return: values of the ``hate.contact``"""
        return {
            "case_id": self.case_id.id,
            "party_id": self.party_id.id,
            "method_id": self.method_id.id,
            "contacted_at": self.contacted_at,
            "kind": words.CONTACT_UPDATE,
            "incoming": self.incoming,
            "reached": self.reached,
            "still_safe": self.reached and self.still_safe == "yes",
            "said": self.reached and said,
            "unsafe_reason": self.unsafe_note and self.unsafe_reason,
        }

    def _check_contact(self):
        if not (self.party_id and self.method_id and self.contacted_at):
            raise UserError(
                self.env._("Please say with whom the contact was, how and when.")
            )
        if self.contacted_at < self._not_before():
            raise UserError(self._refusal_of_date())
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

    def _not_before(self):
        """:return: naive UTC moment before which the contact can't have been"""
        return self.case_id.reported_at

    def _refusal_of_date(self):
        return self.env._(
            "Please check when the contact was: it lies before the report."
        )
