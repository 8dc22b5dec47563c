import hashlib

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..policy import letter_text
from ..policy import vocabulary as words

APPROVAL = frozenset({"approved_at", "approved_by_id", "approved_english"})
WORDS = frozenset({"subject", "body", "greeting", "greeting_unnamed"})


class HateLetterText(models.Model):
    """The words of a letter in another language [000.b3].

    Used once a colleague has approved it, and until its English original or its own
    words change.
    """

    _name = "hate.letter.text"
    _description = "Letter in another language"
    _order = "template_id, language_id, id"

    template_id = fields.Many2one(
        "hate.letter.template", string="Letter", required=True, ondelete="cascade"
    )
    language_id = fields.Many2one(
        "hate.language",
        required=True,
        ondelete="restrict",
        domain=[("is_signed", "=", False), ("code", "!=", "en")],
    )
    right_to_left = fields.Boolean(related="language_id.right_to_left")
    greeting = fields.Char(
        required=True,
        help="How it begins when the name is known. {name} is filled in.",
    )
    greeting_unnamed = fields.Char(
        string="Greeting without a name",
        required=True,
        help="How it begins when there is no name.",
    )
    subject = fields.Char(required=True, help="Keep it neutral.")
    body = fields.Text(required=True)
    translator = fields.Char(string="Translated by")
    approved_at = fields.Datetime(string="Approved", readonly=True, copy=False)
    approved_by_id = fields.Many2one(
        "res.users", string="Approved by", readonly=True, copy=False
    )
    approved_english = fields.Char(readonly=True, copy=False)
    state = fields.Selection(words.LETTER_TEXT_STATES, compute="_compute_state")
    english_body = fields.Text(related="template_id.body", string="In English")
    preview = fields.Html(
        string="How it will look", compute="_compute_preview", sanitize=False
    )

    _one_each = models.Constraint(
        "UNIQUE(template_id, language_id)",
        "This letter has a text in that language already.",
    )

    @api.depends("approved_english", "template_id.subject", "template_id.body")
    def _compute_state(self):
        for text in self:
            if not text.approved_english:
                text.state = words.TEXT_DRAFT
            elif text.approved_english == text._english():
                text.state = words.TEXT_APPROVED
            else:
                text.state = words.TEXT_OUTDATED

    @api.depends("body", "greeting", "language_id")
    @api.depends_context("company")
    def _compute_preview(self):
        for text in self:
            text.preview = text.template_id._preview(
                text.body, text.language_id, text.greeting
            )

    @api.depends("template_id.name", "language_id.name")
    def _compute_display_name(self):
        for text in self:
            text.display_name = f"{text.template_id.name} ({text.language_id.name})"

    @api.constrains("template_id", "greeting", "greeting_unnamed", "subject", "body")
    def _check_words(self):
        for text in self:
            text.template_id._check_text(
                text.subject,
                text.body,
                without=words.LETTER_FACTS_IN_ENGLISH,
            )
            text.template_id._check_known(text.greeting, {"name"})
            text.template_id._check_known(text.greeting_unnamed, set())

    @api.constrains("language_id")
    def _check_language(self):
        for text in self:
            if text.language_id.is_signed or text.language_id.code == "en":
                raise ValidationError(
                    self.env._(
                        "A letter can be written in any language but English, which "
                        "it is in already, and those that are signed."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_approval(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_approval(vals)
        if WORDS.intersection(vals):
            vals = {**vals, **dict.fromkeys(APPROVAL, False)}
        return super().write(vals)

    @api.model
    def _refuse_approval(self, vals):
        """:raise AccessError: when a user approves by anything but the button"""
        if not self.env.su and APPROVAL.intersection(vals):
            raise AccessError(self.env._("A text is approved by its button only."))

    def action_approve(self):
        """Let letters use this text from now on.

        :raise UserError: something the English text says is missing in it
        """
        for text in self:
            text.check_access("write")
            missing = text._missing()
            if missing:
                raise UserError(
                    self.env._(
                        "The text in %(language)s leaves out %(missing)s, which the "
                        "English one says. Please add it first.",
                        language=text.language_id.name,
                        missing=text.template_id._in_braces(missing),
                    )
                )
            # sudo: only this button sets who approved it; the right was asked above
            text.sudo().write(
                {
                    "approved_at": fields.Datetime.now(),
                    "approved_by_id": self.env.uid,
                    "approved_english": text._english(),
                }
            )

    def _missing(self):
        """:return: set of what the English words ask for and these do not"""
        self.ensure_one()
        asked = self.template_id._placeholders() - words.LETTER_FACTS_IN_ENGLISH
        return asked - letter_text.placeholders(f"{self.subject} {self.body}")

    def _english(self):
        """:return: what tells whether the English words are still the same"""
        self.ensure_one()
        template = self.template_id
        english = f"{template.subject}\n\n{template.body}"
        return hashlib.sha256(english.encode()).hexdigest()
