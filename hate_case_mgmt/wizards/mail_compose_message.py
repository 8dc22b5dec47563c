from odoo import models
from odoo.exceptions import AccessError


class MailComposeMessage(models.TransientModel):
    """Odoo's e-mail form sends to many without asking the record that it writes about.
    Letters to people go by Write to a person, which asks for a safe way."""

    _inherit = "mail.compose.message"

    def _action_send_mail(self, auto_commit=False):
        """:raise AccessError: when it writes about a case"""
        case = self.env["hate.case"]
        if not self.env.su and any(case._is_case_model(w.model) for w in self):
            raise AccessError(case._use_a_note())
        return super()._action_send_mail(auto_commit=auto_commit)
