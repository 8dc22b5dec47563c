from odoo import api, models
from odoo.exceptions import UserError


class HateAppendOnlyMixin(models.AbstractModel):
    """A log: rows are added and read. A mistake is corrected by a new row.

    The refusal holds for the superuser as well, so that no code of ours changes the
    past by accident.
    """

    _name = "hate.append.only.mixin"
    _description = "Append only"

    # nothing is ever passed on to the ORM
    # pylint: disable=method-required-super
    def write(self, vals):
        if not vals:
            return True
        raise UserError(
            self.env._("This is a log and is never changed. Add a new entry instead.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("This is a log and nothing is taken out of it."))
