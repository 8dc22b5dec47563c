import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import letter_text
from ..policy import vocabulary as words


class HateLetter(models.Model):
    """A letter as it went: to whom, how, and the very words.

    Written by :meth:`_send_to` alone, after the gate of safe contact has let it pass.
    """

    _name = "hate.letter"
    _description = "Letter"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "sent_at desc, id desc"
    # the page carries the address: it is read and printed by doors of its own
    _masked_fields = {"sent_to": True, "page": True, "pdf": True}
    _never_shown = frozenset({"page", "pdf"})
    _personal_fields = {
        "addressee": "name",
        "sent_to": "address",
        "subject": "words",
        "body": "words",
        "html": "words",
        "override_reason": "words",
    }
    _plain_fields = frozenset({"body_sha256", "mail_key"})

    template_id = fields.Many2one(
        "hate.letter.template", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(words.LETTER_KINDS, required=True)
    party_id = fields.Many2one("hate.party", string="To", required=True, index=True)
    channel = fields.Selection(words.LETTER_CHANNELS, required=True)
    addressee = fields.Char(help="The name it was written to, as it was then.")
    sent_to = fields.Char(
        help="The address it went to, as it was then.", string="Sent to"
    )
    subject = fields.Char(required=True)
    body = fields.Text(required=True)
    html = fields.Html(
        string="Words", sanitize=False, help="The same words, as they were shown."
    )
    language_id = fields.Many2one("hate.language", ondelete="restrict")
    large_print = fields.Boolean(string="In large print")
    template_version = fields.Integer(string="Version", aggregator=None)
    body_sha256 = fields.Char(string="SHA-256 of the words", required=True)
    sent_at = fields.Datetime(required=True, string="Sent")
    sent_by_id = fields.Many2one("res.users", string="Sent by", required=True)
    override_reason = fields.Char(
        string="Sent all the same because",
        help="Why a manager sent it although the person had not called this safe.",
    )
    override_by_id = fields.Many2one("res.users", string="Decided by")
    mail_key = fields.Char(index="btree_not_null")
    delivery = fields.Selection(
        words.LETTER_DELIVERIES, compute="_compute_delivery", compute_sudo=True
    )

    _case_idx = models.Index("(case_id, sent_at DESC, id DESC)")

    @api.depends("mail_key")
    def _compute_delivery(self):
        """What became of an e-mail. It is kept in the queue until it has gone."""
        queued = self.env["mail.mail"].search_fetch(
            [("message_id", "in", list(filter(None, self.mapped("mail_key"))))],
            ["message_id", "state", "failure_type"],
        )
        states = {
            mail.message_id: "held"
            if (mail.state, mail.failure_type) == ("exception", "hate_held")
            else mail.state
            for mail in queued
        }
        for letter in self:
            state = states.get(letter.mail_key, "sent")
            letter.delivery = {
                "outgoing": "waiting",
                "sent": "gone",
                "held": "held",
            }.get(state, "failed")

    # ------------------------------------------------------------------
    # Sending
    # ------------------------------------------------------------------

    @api.model
    def _send_to(self, party, template, method_code, override_reason=None, values=None):
        """Send a letter, or refuse it with a sentence.

        An e-mail goes out by the mail queue after this transaction. Post, text and a
        letter handed over are the user's own work: call this when they do it.

        :param party: ``hate.party``, one
        :param template: ``hate.letter.template``, one
        :param method_code: one of ``policy.vocabulary.CONTACT_METHODS``
        :param override_reason: why a manager sends it although it is not safe
        :param values: dict of a plain text for each placeholder of
            ``policy.vocabulary.LETTER_TEXTS`` that the kind asks for
        :return: the ``hate.letter``
        :raise UserError: not safe, no address, nobody to name in it, or a text that it
            must hold is missing
        """
        party.ensure_one()
        template.ensure_one()
        party.case_id.check_access("write")
        channel = words.LETTER_CHANNEL_OF_METHOD.get(method_code)
        if not channel:
            raise UserError(self.env._("A letter can't go this way."))
        refused = self._kind_refusal(party, template)
        if refused:
            raise UserError(refused)
        overridden = party._check_safe_contact(
            method_code,
            override_reason=override_reason,
            discusses=template.kind not in words.LETTER_KINDS_WITHOUT_MATTER,
        )
        as_sent = self._prepare_letter(party, template, channel, values)
        letter_values = self._as_kept(as_sent, values or {})
        if overridden:
            letter_values.update(
                override_reason=f"{override_reason.strip()} ({overridden})",
                override_by_id=self.env.uid,
            )
        if channel == words.LETTER_EMAIL:
            letter_values["mail_key"] = self._queue_email(as_sent, party.company_id)
        # sudo: no user may write into the log of letters by hand; the right on the
        # case and the person's wishes were checked above
        letter = self.sudo().create(letter_values).sudo(self.env.su)
        letter._log_sent()
        if channel != words.LETTER_EMAIL:
            letter._arrived()
        return letter

    @api.model
    def _kind_refusal(self, party, template):
        """:return: why a letter of this kind can't go to this person now, or False"""
        if template.kind in self._kinds_for(party):
            return False
        if template.kind not in words.LETTER_KINDS_OF_ROLE[party.role]:
            return self.env._("A letter of this kind does not go to this person.")
        return self.env._(
            "This letter says that the case is closed, and it is not. Close it first."
        )

    @api.model
    def _kinds_for(self, party):
        """:return: list of the kinds of letter that can go to this person now"""
        is_closed = party.case_id.state == words.STATE_CLOSED
        return [
            kind
            for kind in words.LETTER_KINDS_OF_ROLE[party.role]
            if is_closed or kind not in words.LETTERS_OF_A_CLOSED_CASE
        ]

    def _prepare_letter(self, party, template, channel, values=None):
        """:return: the values of a letter with its words as they go"""
        wording = self._wording(party, template, channel)
        subject, blocks = self._compose(party, template, wording, values)
        sent_to = {
            words.LETTER_EMAIL: party.email,
            words.LETTER_POST: party._postal_address(),
            words.LETTER_TEXT: party.phone,
        }.get(channel)
        if channel != words.LETTER_HAND and not sent_to:
            raise UserError(
                self.env._(
                    "There is no address or number to send this to. Add it first."
                )
            )
        letter_values = {
            "case_id": party.case_id.id,
            "template_id": template.id,
            "template_version": template.version,
            "language_id": wording.language.id,
            "large_print": party.large_print,
            "kind": template.kind,
            "party_id": party.id,
            "channel": channel,
            "addressee": party.name,
            "sent_to": sent_to,
            "subject": subject,
            "body": letter_text.as_text(blocks),
            "html": letter_text.as_html(
                blocks, wording.language.code, wording.language.right_to_left
            ),
            "sent_at": fields.Datetime.now(),
            "sent_by_id": self.env.uid,
        }
        return letter_values

    @api.model
    def _as_kept(self, as_sent, values):
        """:param as_sent: as :meth:`_prepare_letter` makes them
        :param values: as for :meth:`_send_to`
        :return: the values of the row, with the words frozen
        """
        return {
            **as_sent,
            "body_sha256": hashlib.sha256(as_sent["body"].encode()).hexdigest(),
            **self._frozen_page(as_sent),
        }

    @api.model
    def _queue_email(self, values, company):
        """Put the letter in the mail queue, with nothing in its head that tells.

        :return: Message-Id of the e-mail
        """
        sender = self._sender(company)
        return self.env["mail.mail"]._hate_queue(
            {
                "subject": values["subject"],
                "body_html": self._email_html(values),
                "email_from": sender,
                "reply_to": sender,
                "email_to": values["sent_to"],
            }
        )

    @api.model
    def _sender(self, company):
        """:return: the landlord's name and e-mail address
        :raise UserError: when the landlord has none
        """
        sender = (
            company.email_formatted
            or self.env["ir.mail_server"]._get_default_from_address()
        )
        if not sender:
            raise UserError(
                self.env._(
                    "The company has no e-mail address to write from. Ask your "
                    "administrator to add it."
                )
            )
        return sender

    def _log_sent(self):
        """Leave a neutral line on the case."""
        for letter in self:
            body = (
                self.env._("Letter sent by decision of a manager")
                if letter.override_by_id
                else self.env._("Letter sent")
            )
            letter.case_id._log_neutral(body)

    # ------------------------------------------------------------------
    # What became of it
    # ------------------------------------------------------------------

    def _arrived(self):
        """The letter has left us: tell the promise engine what it says."""
        now = fields.Datetime.now()
        # what became of an e-mail has just changed
        self.invalidate_recordset(["delivery"])
        for letter in self:
            event = words.EVENT_OF_LETTER.get(letter.kind)
            if event and letter._reaches_the_affected():
                letter.case_id._record_event(event, now, letter)

    def _reaches_the_affected(self):
        """:return: whether a promise to the person affected is kept by this letter

        Who reported it is told as well, but the plan and the closing are the affected
        person's own: there a reporter counts only where nobody else is known.
        """
        self.ensure_one()
        role = self.party_id.role
        if self.kind not in words.LETTERS_TO_THE_AFFECTED:
            return role in words.ROLES_WE_ANSWER
        if role == words.ROLE_REPORTER:
            return words.ROLE_VICTIM not in self.case_id.party_ids.mapped("role")
        return role in (words.ROLE_VICTIM, words.ROLE_REPRESENTATIVE)

    def _evidence_kinds(self):
        """:return: frozenset of the kinds of ``hate.commitment.evidence`` that this
        letter is: nothing before it has gone
        """
        self.ensure_one()
        if self.delivery != "gone":
            return frozenset()
        kinds = {"letter", "told"}
        if self.kind == words.LETTER_ACTION_PLAN:
            kinds.add("copy")
        return frozenset(kinds)

    def _failed(self):
        """The e-mail was refused: the promise stays open, and the case says so."""
        for letter in self:
            letter.case_id._log_neutral(
                self.env._(
                    "An e-mail could not be delivered. Please use another safe way."
                )
            )
