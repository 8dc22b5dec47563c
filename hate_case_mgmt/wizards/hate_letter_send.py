from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.hate_party_safe_contact import MANAGER
from ..policy import letter_text
from ..policy import vocabulary as words


class HateLetterSend(models.TransientModel):
    """Write to a person: choose who, what and how, read it, send it."""

    _name = "hate.letter.send"
    _description = "Write to a person"
    _inherit = ["hate.door.mixin", "hate.typed.mixin"]

    case_id = fields.Many2one("hate.case", required=True, readonly=True)
    party_id = fields.Many2one(
        "hate.party",
        string="To",
        required=True,
        compute="_compute_party_id",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
        domain="[('case_id', '=', case_id), ('role', '!=', 'alleged')]",
    )
    template_id = fields.Many2one(
        "hate.letter.template",
        string="Letter",
        required=True,
        compute="_compute_template_id",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
        domain="[('id', 'in', offered_template_ids)]",
    )
    offered_template_ids = fields.Many2many(
        "hate.letter.template", compute="_compute_offered_template_ids"
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
        domain=[("code", "in", list(words.LETTER_CHANNEL_OF_METHOD))],
    )
    method_code = fields.Selection(related="method_id.code")
    safe_contact_line = fields.Char(
        related="party_id.safe_contact_line", related_sudo=False
    )
    discuss_note = fields.Char(related="party_id.discuss_note", related_sudo=False)
    refusal = fields.Char(compute="_compute_refusal")
    is_manager = fields.Boolean(compute="_compute_is_manager")
    override_reason = fields.Char(string="Send all the same because")
    # what a letter of some kinds is told besides
    kind = fields.Selection(related="template_id.kind")
    news = fields.Text(string="What there is to tell")
    plan = fields.Text(string="The plan")
    reasons = fields.Text(string="Why the case is closed")
    actions = fields.Text(string="What has been done")
    survey_link = fields.Char(string="Link to the questions")
    rights = fields.Text(string="Their rights")
    subject = fields.Char(compute="_compute_preview")
    html = fields.Html(string="Words", compute="_compute_preview", sanitize=False)
    missing = fields.Char(compute="_compute_preview")
    language_note = fields.Char(compute="_compute_preview")

    @api.depends("case_id")
    def _compute_party_id(self):
        for wizard in self:
            people = wizard.case_id.party_ids
            wizard.party_id = (
                wizard.party_id
                or people.filtered(lambda party: party.role != words.ROLE_ALLEGED)[:1]
            )

    @api.depends("case_id")
    def _compute_template_id(self):
        """Who their officer is, as soon as there is one."""
        templates = self.env["hate.letter.template"]
        for wizard in self:
            wizard.template_id = wizard.template_id or templates._for_kind(
                words.LETTER_INTRODUCTION
                if wizard.case_id.officer_id
                else words.LETTER_ACKNOWLEDGEMENT
            )

    @api.depends("party_id")
    def _compute_offered_template_ids(self):
        """Only what may go to this person as the case stands."""
        templates = self.env["hate.letter.template"]
        letters = self.env["hate.letter"]
        for wizard in self:
            kinds = letters._kinds_for(wizard.party_id) if wizard.party_id else []
            wizard.offered_template_ids = templates.search([("kind", "in", kinds)])

    @api.depends("party_id")
    def _compute_method_id(self):
        for wizard in self:
            wizard.method_id = wizard.party_id._way_for_letters()

    @api.depends("party_id", "method_id", "template_id")
    def _compute_refusal(self):
        for wizard in self:
            wizard.refusal = bool(
                wizard.party_id and wizard.method_id
            ) and wizard.party_id._contact_refusal(
                wizard.method_id.code,
                discusses=wizard.template_id.kind
                not in words.LETTER_KINDS_WITHOUT_MATTER,
            )

    @api.depends_context("uid")
    def _compute_is_manager(self):
        self.is_manager = self.env.user.has_group(MANAGER)

    @api.depends("party_id", "template_id", "method_id", *sorted(words.LETTER_TEXTS))
    def _compute_preview(self):
        letters = self.env["hate.letter"]
        for wizard in self:
            wizard.subject = wizard.html = wizard.missing = False
            wizard.language_note = False
            if not (wizard.party_id and wizard.template_id):
                continue
            wording = letters._wording(
                wizard.party_id,
                wizard.template_id,
                words.LETTER_CHANNEL_OF_METHOD.get(wizard.method_code),
            )
            wizard.language_note = wording.note
            wizard.missing = letters._kind_refusal(wizard.party_id, wizard.template_id)
            if wizard.missing:
                continue
            try:
                wizard.subject, blocks = letters._compose(
                    wizard.party_id,
                    wizard.template_id,
                    wording,
                    wizard._given_texts(),
                )
            except UserError as missing:
                wizard.missing = str(missing)
                continue
            wizard.html = letter_text.as_html(
                blocks, wording.language.code, wording.language.right_to_left
            )

    def _given_texts(self):
        """:return: dict of the texts that were typed for this letter"""
        self.ensure_one()
        return {name: self[name] for name in words.LETTER_TEXTS if self[name]}

    def action_send(self):
        """Send the letter, or refuse it with a sentence.

        :return: action that prints a letter for the post or to be handed over, or
            closes the dialogue
        :raise UserError: not safe, or something is missing
        """
        self.ensure_one()
        letter = self.env["hate.letter"]._send_to(
            self.party_id,
            self.template_id,
            self.method_id.code,
            override_reason=self.override_reason,
            values=self._given_texts(),
        )
        self.unlink()
        if letter._is_to_print():
            return letter.action_print()
        return {"type": "ir.actions.act_window_close"}
