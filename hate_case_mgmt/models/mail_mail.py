from odoo import SUPERUSER_ID, api, fields, models


class MailMail(models.Model):
    """E-mails of ours wait in a queue that administrators read. Sealed ones are read by
    nobody but the queue itself, also those that could not be sent and stay."""

    _inherit = "mail.mail"

    hate_sealed = fields.Boolean(
        string="About a hate case",
        readonly=True,
        index="btree_not_null",
        help="Its words and its recipient are for nobody but them.",
    )

    failure_type = fields.Selection(
        selection_add=[("hate_held", "Held back")],
        ondelete={"hate_held": "set null"},
    )

    @api.model
    def _hate_queue(self, values):
        """Put an e-mail in the queue that nobody may read there, and wake the queue.

        :param values: of the e-mail; its subject must be neutral, since Odoo shows it
        :return: Message-Id of the e-mail
        """
        # sudo: nobody may read or write the mail queue; as the superuser, so that the
        # message is nobody's to read until it has gone and is deleted
        mail = self.with_user(SUPERUSER_ID).create(
            {
                "author_id": False,
                "auto_delete": True,
                **values,
                "hate_sealed": True,
            }
        )
        # sudo: no user may wake a scheduled action; this one sends what is queued
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return mail.message_id

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
