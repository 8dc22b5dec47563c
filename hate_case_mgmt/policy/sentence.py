"""Sentences for people, that a caller may translate."""


def _lt(template):
    """Mark a template so that Odoo's translation export finds it here.

    :param template: English text with ``%(name)s`` placeholders
    :return: the same text; translating is the caller's work
    """
    return template


class Sentence(str):
    """A finished English sentence that remembers what it was made of.

    It reads as plain text. A caller that knows the user's language says
    ``env._(sentence.template, **sentence.values)`` instead.
    """

    def __new__(cls, template, **values):
        """:param template: text with ``%(name)s`` placeholders, marked with ``_lt``
        :param values: what fills the placeholders; never personal data
        """
        sentence = super().__new__(cls, template % values if values else template)
        sentence.template = template
        sentence.values = values
        return sentence
