from odoo import fields, models


class MailMail(models.Model):
    _inherit = "mail.mail"

    failure_type = fields.Selection(
        selection_add=[("hate_held", "Held back")],
        ondelete={"hate_held": "set null"},
    )

    def _send(self, *args, **kwargs):
        """Ask the gate of safe contact again as a letter's e-mail leaves.

        Hours may lie between writing and leaving, and the person's wishes may have
        changed in them. Each letter goes by itself, so that the answer is a fresh one.
        """
        # sudo: the mail queue runs as the superuser already; said for other callers
        letters = {
            letter.mail_key: letter
            for letter in self.env["hate.letter"]
            .sudo()
            .search([("mail_key", "in", self.mapped("message_id"))])
        }
        others = self.filtered(lambda mail: mail.message_id not in letters)
        if others or not letters:
            super(MailMail, others)._send(*args, **kwargs)
        for mail in self - others:
            if mail.state == "outgoing" and letters[mail.message_id]._may_leave(mail):
                super(MailMail, mail)._send(*args, **kwargs)
        return True

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
            # sudo: as above. Odoo throws away what has a wrong address: this one must
            # be seen, by those who may see the queue
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
