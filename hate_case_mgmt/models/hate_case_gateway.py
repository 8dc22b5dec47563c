import logging
from datetime import timedelta

from markupsafe import Markup

from odoo import fields, models
from odoo.tools import html2plaintext

from ..policy import text_checks

_logger = logging.getLogger(__name__)
# e-mails to one case in so many hours, after which they are left in the mailbox
FLOOD = 20
FLOOD_HOURS = 2


class HateCase(models.Model):
    """An e-mail that answers a notification.

    Anyone who ever got one can answer it: a colleague who has left the case, or a
    stranger to whom it was passed on, and a sender's address can be made up. Odoo would
    write the answer in the case's history as the superuser, and e-mail it on.
    """

    _inherit = "hate.case"

    def message_post(self, **kwargs):
        """Keep an e-mail that came in as a staff note, which only the people on the
        case read; post nothing, and have nobody follow.

        :return: the case's neutral line in its history
        """
        if kwargs.get("message_type") != "email":
            return super().message_post(**kwargs)
        self.ensure_one()
        # sudo: Odoo's gateway is the superuser already, and no user comes so far: the
        # door that is closed to them is the one below
        case = self.sudo()
        if self.env.su and case._is_flooded():
            _logger.warning("E-mail to case %s left out: too many came lately", case.id)
            return case.env["mail.message"]
        if self.env.su:
            return case._keep_email(kwargs)
        return super().message_post(**kwargs)

    def _keep_email(self, mail):
        """:param mail: what Odoo's gateway has read of it
        :return: the line in the history
        """
        came = self.env._("An e-mail came in")
        self.env["hate.note"].create(
            {"case_id": self.id, "text": self._email_as_note(mail)}
        )
        self._log_neutral(came)
        line = self.message_ids.sorted("id")[-1:]
        # Odoo looks for it here when the same e-mail is delivered once more
        line.message_id = mail.get("message_id") or line.message_id
        line.message_type = "email"
        self._remind_once(came)
        return line

    def _is_flooded(self):
        """Whether so many came lately that two machines may be answering each other.

        :return: bool
        """
        since = fields.Datetime.now() - timedelta(hours=FLOOD_HOURS)
        return (
            self.env["mail.message"].search_count(
                [
                    ("model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("message_type", "=", "email"),
                    ("date", ">", since),
                ],
                limit=FLOOD,
            )
            >= FLOOD
        )

    def _remind_once(self, summary):
        """Give the officer something to do, unless it waits for them already.

        :param summary: neutral words
        """
        waiting = self.activity_ids.mapped("summary")
        if self.officer_id and summary not in waiting:
            self._remind(self.officer_id, summary)

    def _email_as_note(self, mail):
        body = mail.get("body") or ""
        text = html2plaintext(body if isinstance(body, Markup) else Markup(body))
        files = mail.get("attachments") or ()
        lines = [
            self.env._(
                "An e-mail came in answer to a message about this case. Nobody has "
                "checked who sent it, so please do not answer it before you know."
            ),
            self.env._("From: %(address)s", address=mail.get("email_from") or "?"),
            text.strip() or self.env._("It held no words."),
        ]
        if files:
            lines.append(
                self.env._(
                    "It had %(count)s files with it, which were not kept. Please ask "
                    "for them and add them as evidence.",
                    count=len(files),
                )
            )
        return "\n\n".join(lines)[: text_checks.MAX_CHARACTERS]

    def message_update(self, msg_dict, update_vals=None):
        """An e-mail changes no field of a case."""
        return True

    def message_new(self, msg_dict, custom_values=None):
        """A case comes of a report, and never of an e-mail by itself."""
        raise ValueError(self.env._("Hate cases accept no incoming e-mail."))
