from odoo import models
from odoo.exceptions import AccessError
from odoo.http import request

from .hate_call import current_call


class IrHttp(models.AbstractModel):
    """A refusal that a method words itself is a refused attempt too."""

    _inherit = "ir.http"

    @classmethod
    def _handle_error(cls, exception):
        if isinstance(exception, AccessError) and request.env and request.env.uid:
            log = request.env["hate.access.log"]
            log._note_refused_call(current_call(), exception)
        return super()._handle_error(exception)
