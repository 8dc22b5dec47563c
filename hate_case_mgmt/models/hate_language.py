from odoo import api, fields, models

LINE_KNOWS = {"phone", "reference"}


class HateLanguage(models.Model):
    """A language people speak or sign. Odoo's own list lacks many of them."""

    _name = "hate.language"
    _description = "Language"
    _inherit = ["hate.names.mixin"]
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    own_name = fields.Char(help="What its speakers call it.", string="Own name")
    code = fields.Char(required=True, help="ISO 639 code, such as ur or cy.")
    is_signed = fields.Boolean(string="Sign language")
    interpreter_line = fields.Char(
        string="Line that offers an interpreter",
        help="In that language. It stands on top of an English letter to someone who "
        "speaks it. {phone} and {reference} are filled in.",
    )
    right_to_left = fields.Boolean(string="Right to left")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint(
        "UNIQUE(code)", "A language with this code exists already."
    )

    @api.constrains("interpreter_line")
    def _check_interpreter_line(self):
        templates = self.env["hate.letter.template"]
        for language in self:
            templates._check_known(language.interpreter_line, LINE_KNOWS)
