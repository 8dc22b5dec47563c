from odoo import api, models
from odoo.exceptions import AccessError, UserError


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

    # ------------------------------------------------------------------
    # Steps from one state to the next
    # ------------------------------------------------------------------

    def _begin_step(self, *states):
        """Hold the record, and see that it still stands where the step begins.

        :param states: those from which the step can be taken
        :raise AccessError: not the user's to change
        :raise UserError: a colleague was quicker
        """
        self.ensure_one()
        self.check_access("write")
        self._hold_for_step()
        self.invalidate_recordset()
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This is “%(state)s” already. A colleague may have been quicker: "
                    "please look at it again.",
                    state=labels[self.state],
                )
            )

    def _hold_for_step(self):
        """Let one user at a time take a step."""
        self.lock_for_update()
