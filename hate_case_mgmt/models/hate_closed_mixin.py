from odoo import api, models
from odoo.exceptions import AccessError


class HateClosedMixin(models.AbstractModel):
    """State, officer, members, references, clocks and hashes are set by the methods
    that check, and by nothing else.

    Closed to a bare write or create is what a class names, and besides every stored
    field that is called read-only: on a screen that is a wish, here it is a rule.
    """

    _name = "hate.closed.mixin"
    _description = "Set by methods only"

    # Fields that only this addon's methods set, though screens may show them as open
    _method_only_fields = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_method_only(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_method_only(vals)
        return super().write(vals)

    @api.model
    def _is_closed(self, name):
        """:return: whether only methods set this field"""
        field = self._fields.get(name)
        return name in self._method_only_fields or bool(
            field and field.store and field.readonly
        )

    @api.model
    def _check_method_only(self, vals):
        """:raise AccessError: when a user sets what only a method may set."""
        if self.env.su:
            return
        forbidden = sorted(filter(self._is_closed, vals))
        if forbidden:
            raise AccessError(
                self.env._(
                    "These are set by the buttons of the case only: %(fields)s.",
                    fields=", ".join(forbidden),
                )
            )
