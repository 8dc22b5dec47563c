import re

from odoo import api, models

from ..policy import text_checks

# looked for first, so that a long text or file without any costs next to nothing
_CONTROL_SIGN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class HateTypedMixin(models.AbstractModel):
    """What people type or paste is kept without signs that a database can't keep.

    A NUL from a phone or another program would end in an error, and what was typed
    would be lost.
    """

    _name = "hate.typed.mixin"
    _description = "Typed by people"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._without_control_signs(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._without_control_signs(vals))

    def onchange(self, values, field_names, fields_spec):
        return super().onchange(
            self._without_control_signs(values), field_names, fields_spec
        )

    @api.model
    def _without_control_signs(self, vals):
        """:param vals: dict of values as ``write`` takes them
        :return: dict, its texts without control signs; line breaks and tabs stay
        """
        return {
            name: text_checks.clean_text(value)
            if isinstance(value, str) and _CONTROL_SIGN.search(value)
            else value
            for name, value in vals.items()
        }
