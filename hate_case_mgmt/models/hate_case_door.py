from odoo import api, models

from ..policy import vocabulary as words


class HateCase(models.Model):
    """The history of a case is a door as well."""

    _inherit = "hate.case"

    @api.model
    def _get_thread_with_access(self, thread_id, *, mode="read", **kwargs):
        case = super()._get_thread_with_access(thread_id, mode=mode, **kwargs)
        case.sudo(False)._looked(words.ACCESS_OPENED)
        return case
