from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime, plaintext2html

from ..policy import neutral_text
from ..policy import vocabulary as words

# A link for the contractor works this long
LINK_DAYS = 14


class HateOrder(models.Model):
    """A job goes to the contractor, who learns the address and the task only."""

    _inherit = "hate.order"

    def _check_says_nothing_else(self):
        """What leaves the case says where and what, and nothing that tells why.

        :raise UserError: the task or the way in holds a name or a word that tells
        """
        self.ensure_one()
        # sudo: names of everyone in the case, to keep them out of the text
        people = self.sudo().case_id.party_ids
        found = neutral_text.telling_words(
            "\n".join(filter(None, [self.task, self.access_note])),
            people.mapped("name") + people.mapped("code_word"),
        )
        if found:
            raise UserError(
                self.env._(
                    "The contractor may learn the address and the task only. Please "
                    "leave out: %(words)s.",
                    words=", ".join(found),
                )
            )

    def action_open_send(self):
        """:return: the dialogue in which the order is sent to a contractor"""
        self.ensure_one()
        self._check_open()
        return self.case_id._open_dialogue(
            "hate.order.send",
            self.env._("Send to a contractor"),
            order_id=self.id,
        )

    def action_send(self, contractor_id):
        """Send the order by e-mail with a link of its own; earlier links end.

        :param contractor_id: id of the ``res.partner``
        :raise UserError: no address, no e-mail, or not open any longer
        """
        self.ensure_one()
        self._check_open()
        self.case_id._lock()
        contractor = self.env["res.partner"].browse(contractor_id)
        if not self.address:
            raise UserError(self.env._("Please add the address first."))
        self._check_says_nothing_else()
        if not contractor.email:
            raise UserError(
                self.env._("The contractor has no e-mail address. Add it first.")
            )
        # sudo: method-only fields; the right to work on the case was checked
        order = self.sudo()
        order.write(
            {
                "contractor_id": contractor.id,
                "state": words.ORDER_SENT,
                "sent_at": fields.Datetime.now(),
            }
        )
        order.link_ids._revoke()
        address = order.link_ids._issue(order, contractor.email)
        order._queue_email(contractor, address)
        order.case_id._log_neutral(self.env._("A job was sent to a contractor"))
        return True

    def _queue_email(self, contractor, link):
        """Put the e-mail in the queue: address and task, and nothing that tells."""
        company = self.company_id
        sender = self.env["hate.letter"]._sender(company)
        due = self._due_in_words()
        lines = [
            self.env._("Please do the following work for %(us)s.", us=company.name),
            self.env._("Where: %(address)s", address=self.address),
            self.env._("What: %(task)s", task=self.task),
            self.access_note
            and self.env._("Getting in: %(note)s", note=self.access_note),
            self.env._("Please finish by %(when)s.", when=due)
            if due
            else self.env._("Please do it as soon as you can."),
            self.env._(
                "When it is done, or if you can't do it, tell us here: %(link)s",
                link=link,
            ),
        ]
        self.env["mail.mail"]._hate_queue(
            {
                "subject": self.env._("Job %(reference)s", reference=self.reference),
                "body_html": plaintext2html("\n\n".join(filter(None, lines))),
                "email_from": sender,
                "reply_to": sender,
                "email_to": contractor.email,
            }
        )

    def _due_in_words(self):
        """:return: by when it should be done, or False once that has passed"""
        due_at = self._due_at()
        if not due_at or due_at < fields.Datetime.now():
            return False
        return format_datetime(
            self.env,
            due_at,
            tz=self.company_id._hate_time_zone(),
            dt_format="EEEE d MMMM, HH:mm",
        )

    def _shown_to_contractor(self):
        """:return: dict of all that the contractor's page may show, and nothing else"""
        self.ensure_one()
        company = self.company_id
        return {
            "reference": self.reference,
            "address": self.address,
            "task": self.task,
            "access_note": self.access_note,
            "due": self._due_in_words(),
            "company": company.name,
            "phone": company.hate_hub_phone or company.phone,
        }

    def action_revoke(self):
        """The link that was sent works no longer."""
        self.check_access("write")
        # sudo: links are written by these methods alone
        self.sudo().link_ids._revoke()

    def _link_expiry(self):
        return fields.Datetime.now() + timedelta(days=LINK_DAYS)
