from odoo import SUPERUSER_ID, api, fields, models

# Models whose records say whether their e-mail may leave, and learn what became of it:
# {model: the fields that hold a Message-Id}
ASKED_AS_IT_LEAVES = {
    "hate.letter": ("mail_key",),
    "hate.referral.link": ("mail_key", "code_mail_key"),
    "hate.panel.link": ("mail_key", "code_mail_key"),
}


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

    def _hate_records(self):
        """Whose e-mails these are.

        :return: {Message-Id: ``hate.letter`` or ``hate.referral.link``}, as superuser
        """
        keys = [key for key in self.mapped("message_id") if key]
        found = {}
        for model, names in ASKED_AS_IT_LEAVES.items() if keys else ():
            # sudo: the mail queue runs as the superuser already; said for others
            records = self.env[model].sudo()
            for name in names:
                for record in records.search([(name, "in", keys)]):
                    found[record[name]] = record
        return found

    def _send(self, *args, **kwargs):
        """Ask the gate again as a letter's or a link's e-mail leaves.

        Hours may lie between writing and leaving, and the person's wishes may have
        changed in them. Each goes by itself, so that the answer is a fresh one.
        """
        asked = self._hate_records()
        others = self.filtered(lambda mail: mail.message_id not in asked)
        if others or not asked:
            super(MailMail, others)._send(*args, **kwargs)
        for mail in self - others:
            if mail.state == "outgoing" and asked[mail.message_id]._may_leave(mail):
                super(MailMail, mail)._send(*args, **kwargs)
        return True

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        """Tell a letter or a link whether its e-mail has gone."""
        records = self._hate_records().values()
        if records and failure_type:
            # sudo: as in _hate_records. Odoo throws away what has a wrong address:
            # this one must be seen
            self.sudo().write({"auto_delete": False})
        for record in records:
            if failure_type:
                record._failed()
            else:
                record._arrived()
        return super()._postprocess_sent_message(
            success_pids,
            success_emails,
            failure_reason=failure_reason,
            failure_type=failure_type,
        )
