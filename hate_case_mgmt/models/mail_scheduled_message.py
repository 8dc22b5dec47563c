from odoo import api, models
from odoo.exceptions import AccessError


class MailScheduledMessage(models.Model):
    """Odoo posts a message that was written ahead later, and when it can't, mails its
    words to whoever wrote it, who may have left the case by then."""

    _inherit = "mail.scheduled.message"

    @api.model_create_multi
    def create(self, vals_list):
        case = self.env["hate.case"]
        users = not self.env.su
        if users and any(case._is_case_model(vals.get("model")) for vals in vals_list):
            raise AccessError(case._use_a_note())
        return super().create(vals_list)
