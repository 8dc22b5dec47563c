from odoo import models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _routing_handle_bounce(self, email_message, message_dict):
        """An e-mail came back from the recipient's server: the referral says so.

        Nothing but that is believed of what came: anyone can write such a message.
        """
        result = super()._routing_handle_bounce(email_message, message_dict)
        keys = message_dict.get("bounced_msg_ids") or ()
        # sudo: mail comes in without a user; only whether it arrived is noted
        links = self.env["hate.referral.link"].sudo()
        links.search(
            ["|", ("mail_key", "in", keys), ("code_mail_key", "in", keys)]
        )._failed()
        return result
