from odoo import models


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        """Tell a letter whether its e-mail has gone."""
        # sudo: the mail queue runs as the superuser already; said for other callers
        letters = (
            self.env["hate.letter"]
            .sudo()
            .search([("mail_key", "in", self.mapped("message_id"))])
        )
        if letters and failure_type:
            # Odoo throws away what has a wrong address: this one must be seen
            self.sudo().write({"auto_delete": False})
            letters._failed()
        else:
            letters._arrived()
        return super()._postprocess_sent_message(
            success_pids,
            success_emails,
            failure_reason=failure_reason,
            failure_type=failure_type,
        )
