from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..policy import letter_text, plain_english
from ..policy import vocabulary as words


class HateLetterTemplate(models.Model):
    """The words of a letter, with a fixed list of placeholders.

    A placeholder is a name and is looked up; nothing in a template is ever evaluated
    (see ``policy.letter_text``). The words are English; what an approved translation
    says stands in ``hate.letter.text``.
    """

    _name = "hate.letter.template"
    _description = "Letter template"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(words.LETTER_KINDS, required=True)
    subject = fields.Char(
        required=True,
        help="Seen by whoever looks over the person's shoulder: keep it neutral.",
    )
    body = fields.Text(
        required=True,
        help="Leave an empty line between paragraphs. Begin a point of a list with "
        "“- ” and a heading with “# ”.",
    )
    version = fields.Integer(
        readonly=True,
        default=1,
        aggregator=None,
        help="Goes up when the words change. A letter that was sent keeps its own.",
    )
    text_ids = fields.One2many(
        "hate.letter.text", "template_id", string="In other languages"
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    plain_note = fields.Text(string="Plain English", compute="_compute_plain_note")
    placeholder_help = fields.Html(
        string="What can be filled in", compute="_compute_placeholder_help"
    )
    preview = fields.Html(
        string="How it will look", compute="_compute_preview", sanitize=False
    )

    @api.depends("body")
    def _compute_plain_note(self):
        for template in self:
            found = plain_english.measure(template.body)
            template.plain_note = "\n".join(
                self.env._(note.template, **note.values)
                for note in plain_english.notes(found)
            )

    @api.depends("kind")
    def _compute_placeholder_help(self):
        """What each placeholder stands for."""
        for template in self:
            known = template._known_in_body()
            rows = Markup("").join(
                Markup("<tr><td><code>{%s}</code></td><td>%s</td></tr>") % (name, told)
                for name, told in self._explained().items()
                if name in known
            )
            template.placeholder_help = (
                Markup('<table class="table table-sm mb-0">%s</table>') % rows
            )

    @api.depends("kind", "subject", "body")
    @api.depends_context("company")
    def _compute_preview(self):
        for template in self:
            template.preview = template._preview(template.body)

    @api.constrains("kind", "subject", "body")
    def _check_placeholders(self):
        for template in self:
            template._check_text(template.subject, template.body)

    def write(self, vals):
        changed = self.filtered(
            lambda template: any(
                name in vals and vals[name] != template[name]
                for name in ("subject", "body")
            )
        )
        done = super().write(vals)
        for template in changed:
            super(HateLetterTemplate, template).write({"version": template.version + 1})
        return done

    def _check_text(self, subject, body, without=frozenset()):
        """See that a letter of this kind can be filled in, and says what it must.

        :param subject, body: the words, in whatever language
        :param without: names that can't be used in that language
        :raise ValidationError: with a sentence
        """
        self.ensure_one()
        self._check_known(subject, words.LETTER_FACTS - without)
        self._check_known(body, self._known_in_body() - without)
        needed = set(words.LETTER_TEXTS_OF_KIND.get(self.kind, ()))
        missing = needed - letter_text.placeholders(body)
        if missing:
            raise ValidationError(
                self.env._(
                    "A letter of this kind must say %(missing)s. Please put it back on "
                    "a line of its own.",
                    missing=self._in_braces(missing),
                )
            )

    @api.model
    def _explained(self):
        """:return: dict of a sentence for each placeholder, in the order to show"""
        return {
            "greeting": self.env._("How the letter begins, with the name if known"),
            "officer": self.env._("The name of the case officer"),
            "phone": self.env._("The number to call: the officer's or the hub's"),
            "reference": self.env._("The case reference"),
            "company": self.env._("The name of the landlord"),
            "contact_by": self.env._("The day by which they hear from us"),
            "rhythm": self.env._("How often they hear from us, as “every 2 weeks”"),
            "days": self.env._("How often they hear from us, in days, as a number"),
            "plan": self.env._("The plan that was agreed; on a line of its own"),
            "news": self.env._("What the officer has to tell; on a line of its own"),
            "reasons": self.env._("Why the case is closed; on a line of its own"),
            "actions": self.env._("What was done; on a line of its own"),
            "survey_link": self.env._(
                "The way to our questions. Its paragraph is left out if there is none"
            ),
            "rights": self.env._(
                "What they can do besides. Its paragraph is left out if there is none"
            ),
        }

    def _known_in_body(self):
        """:return: set of the names that a letter of this kind can fill in"""
        self.ensure_one()
        given = words.LETTER_TEXTS_OF_KIND.get(self.kind, ())
        return words.LETTER_FACTS | words.LETTER_OPTIONAL_TEXTS | set(given)

    @api.model
    def _preview(self, body, language=None, greeting=None):
        """:param body: the words of a letter, finished or not
        :param language: ``hate.language``, or nothing for English
        :param greeting: how it begins in that language
        :return: Markup of the letter to somebody who doesn't exist
        """
        values = {
            name: f"{{{name}}}" for name in letter_text.placeholders(body)
        } | self._sample()
        if greeting:
            values["greeting"] = greeting.replace("{name}", "Sam Example")
        blocks = letter_text.compose(body or "", values, words.LETTER_OPTIONAL_TEXTS)
        code = language.code if language else "en"
        rtl = bool(language and language.right_to_left)
        return Markup(letter_text.as_html(blocks, code, rtl))

    @api.model
    def _sample(self):
        """:return: dict of what a sample letter says"""
        company = self.env.company
        return {
            "greeting": "Dear Sam Example,",
            "officer": "Robin Example",
            "phone": company.hate_hub_phone or "0800 000 0000",
            "reference": "HC/2026/00012",
            "company": company.name,
            "contact_by": "Monday 23 November",
            "rhythm": "every 2 weeks",
            "days": "14",
            "plan": "- Robin fits a new lock by Friday.\n- You keep the diary.",
            "news": "The lock was fitted on Friday.",
            "reasons": "You told us that you feel safe again.",
            "actions": "- A new lock was fitted.\n- The police warned one person.",
            "survey_link": "https://homes.example/questions",
            "rights": "",
        }

    def _check_known(self, text, known):
        unknown = letter_text.placeholders(text) - known
        if unknown:
            raise ValidationError(
                self.env._(
                    "Nothing can be filled in for %(unknown)s here. These can be used: "
                    "%(known)s.",
                    unknown=self._in_braces(unknown),
                    known=self._in_braces(known),
                )
            )

    @api.model
    def _in_braces(self, names):
        """:return: the names as they are typed, in a fixed order"""
        return ", ".join(f"{{{name}}}" for name in sorted(names))

    @api.model
    def _for_kind(self, kind):
        """:return: the template to use for a kind of letter, the first by order
        :raise UserError: none is in use
        """
        template = self.search([("kind", "=", kind)], limit=1)
        if not template:
            label = dict(self._fields["kind"]._description_selection(self.env))[kind]
            raise UserError(
                self.env._(
                    "No letter “%(kind)s” is in use. Ask your administrator to write "
                    "one under Edit letters.",
                    kind=label,
                )
            )
        return template

    def _placeholders(self):
        """:return: set of the names that this template asks for"""
        self.ensure_one()
        return letter_text.placeholders(f"{self.subject} {self.body}")
