import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import vocabulary as words

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class HateLetterTemplate(models.Model):
    """The words of a letter, with a fixed list of placeholders.

    A placeholder is a name and is looked up; nothing in a template is ever evaluated.
    """

    _name = "hate.letter.template"
    _description = "Letter template"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(words.LETTER_KINDS, required=True)
    subject = fields.Char(
        required=True,
        translate=True,
        help="Seen by whoever looks over the person's shoulder: keep it neutral.",
    )
    body = fields.Text(
        required=True,
        translate=True,
        help="Plain words. These are filled in: {greeting}, {officer}, {phone}, "
        "{reference}, {company}, {contact_by}.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    @api.constrains("subject", "body")
    def _check_placeholders(self):
        for template in self:
            for text in (template.subject, template.body):
                unknown = set(PLACEHOLDER.findall(text)) - words.LETTER_PLACEHOLDERS
                if unknown:
                    raise ValidationError(
                        self.env._(
                            "A letter knows no {%(unknown)s}. It can fill in: "
                            "%(known)s.",
                            unknown="}, {".join(sorted(unknown)),
                            known=", ".join(
                                f"{{{name}}}"
                                for name in sorted(words.LETTER_PLACEHOLDERS)
                            ),
                        )
                    )

    @api.model
    def _for_kind(self, kind):
        """:return: the template to use for a kind of letter, the first by order"""
        return self.search([("kind", "=", kind)], limit=1)

    def _placeholders(self):
        """:return: set of the names that this template asks for"""
        self.ensure_one()
        return set(PLACEHOLDER.findall(f"{self.subject} {self.body}"))

    def _fill(self, values):
        """:param values: dict of a text for every placeholder in use
        :return: subject and body; what was filled in is not looked at again
        """
        self.ensure_one()

        def value(match):
            return values[match[1]]

        return PLACEHOLDER.sub(value, self.subject), PLACEHOLDER.sub(value, self.body)
