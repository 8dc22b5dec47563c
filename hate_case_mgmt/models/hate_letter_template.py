from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..policy import letter_text
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
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

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

    def _check_text(self, subject, body):
        """See that a letter of this kind can be filled in, and says what it must.

        :param subject, body: the words, in whatever language
        :raise ValidationError: with a sentence
        """
        self.ensure_one()
        self._check_known(subject, words.LETTER_FACTS)
        needed = set(words.LETTER_TEXTS_OF_KIND.get(self.kind, ()))
        self._check_known(
            body, words.LETTER_FACTS | needed | words.LETTER_OPTIONAL_TEXTS
        )
        missing = needed - letter_text.placeholders(body)
        if missing:
            raise ValidationError(
                self.env._(
                    "A letter of this kind must say %(missing)s. Please put it back on "
                    "a line of its own.",
                    missing=self._in_braces(missing),
                )
            )

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
