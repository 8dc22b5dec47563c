import hashlib

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ..policy import letter_text, text_checks
from ..policy import vocabulary as words


class HateLetter(models.Model):
    """A letter as it went: to whom, how, and the very words.

    Written by :meth:`_send_to` alone, after the gate of safe contact has let it pass.
    """

    _name = "hate.letter"
    _description = "Letter"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "sent_at desc, id desc"

    case_id = fields.Many2one(index=False)
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
        if template.kind not in words.LETTER_KINDS_OF_ROLE[party.role]:
            raise UserError(
                self.env._("A letter of this kind does not go to this person.")
            )
        overridden = party._check_safe_contact(
            method_code,
            override_reason=override_reason,
            discusses=template.kind not in words.LETTER_KINDS_WITHOUT_MATTER,
        )
        letter_values = self._prepare_letter(party, template, channel, values)
        if overridden:
            letter_values.update(
                override_reason=f"{override_reason.strip()} ({overridden})",
                override_by_id=self.env.uid,
            )
        if channel == words.LETTER_EMAIL:
            letter_values["mail_key"] = self._queue_email(
                letter_values, party.company_id
            )
        # sudo: no user may write into the log of letters by hand; the right on the
        # case and the person's wishes were checked above
        letter = self.sudo().create(letter_values).sudo(self.env.su)
        letter._log_sent()
        if channel != words.LETTER_EMAIL:
            letter._arrived()
        return letter

    def _prepare_letter(self, party, template, channel, values=None):
        """:return: the values of a letter with its words frozen"""
        subject, blocks = self._compose(party, template, values)
        body = letter_text.as_text(blocks)
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
        return {
            "case_id": party.case_id.id,
            "template_id": template.id,
            "kind": template.kind,
            "party_id": party.id,
            "channel": channel,
            "addressee": party.name,
            "sent_to": sent_to,
            "subject": subject,
            "body": body,
            "html": letter_text.as_html(blocks),
            "template_version": template.version,
            "body_sha256": hashlib.sha256(body.encode()).hexdigest(),
            "sent_at": fields.Datetime.now(),
            "sent_by_id": self.env.uid,
        }

    @api.model
    def _compose(self, party, template, values=None):
        """Write the letter without sending it.

        Takes what :meth:`_send_to` takes.

        :return: its subject, and its words as a list of ``policy.letter_text.Block``
        :raise UserError: something is missing
        """
        known = {
            **self._facts(party, template),
            **self._given_texts(template, values or {}),
        }
        return letter_text.fill(template.subject, known), letter_text.compose(
            template.body, known, words.LETTER_OPTIONAL_TEXTS
        )

    @api.model
    def _given_texts(self, template, values):
        """:return: what was typed for this letter, cleaned
        :raise ValueError: for a text that no letter knows
        :raise UserError: one that the kind must hold is missing, or too long
        """
        unknown = values.keys() - words.LETTER_TEXTS
        if unknown:
            raise ValueError(f"No letter knows: {', '.join(sorted(unknown))}")
        texts = {
            name: text_checks.clean_text(text or "").strip()
            for name, text in values.items()
        }
        for text in texts.values():
            too_long = text_checks.check_length(text, self.env._("the letter"))
            if too_long:
                raise UserError(self.env._(too_long.template, **too_long.values))
        for name in words.LETTER_TEXTS_OF_KIND.get(template.kind, ()):
            if not texts.get(name):
                raise UserError(self._missing_text(name))
        return texts

    @api.model
    def _missing_text(self, name):
        """:return: a sentence that asks for a text of the letter"""
        return {
            "news": self.env._("Write down first what there is to tell."),
            "plan": self.env._(
                "There is no plan to put into this letter yet. Agree the plan first."
            ),
            "reasons": self.env._("Write down first why the case is closed."),
            "actions": self.env._("Write down first what has been done."),
        }[name]

    @api.model
    def _facts(self, party, template):
        """:return: dict of what a letter fills in by itself
        :raise UserError: when the letter would name nobody or no number
        """
        case = party.case_id
        values = {
            "greeting": party._greeting(),
            "officer": case.officer_id.name,
            "phone": self._number_to_call(case),
            "reference": case.name,
            "company": case.company_id.name,
            "contact_by": self._contact_by(case),
            "rhythm": self._rhythm(case),
        }
        used = template._placeholders()
        if "officer" in used and not values["officer"]:
            raise UserError(
                self.env._("Allocate the case first: this letter names the officer.")
            )
        if "phone" in used and not values["phone"]:
            raise UserError(
                self.env._(
                    "This letter gives a number to call, and none is set. Ask your "
                    "administrator to set the phone of the customer hub."
                )
            )
        return values

    @api.model
    def _number_to_call(self, case):
        """:return: the officer's number, or else the hub's or the landlord's"""
        return (
            case.officer_id.phone
            or case.company_id.hate_hub_phone
            or case.company_id.phone
        )

    @api.model
    def _rhythm(self, case):
        """:return: how often the person hears from us, in words"""
        days = case.update_interval_days
        if days % 7 or not days:
            return self.env._("every %(days)s days", days=days)
        weeks = days // 7
        return (
            self.env._("every week")
            if weeks == 1
            else self.env._("every %(weeks)s weeks", weeks=weeks)
        )

    @api.model
    def _contact_by(self, case):
        """:return: when the person hears from us at the latest, in words

        The promise that runs for it, and else the agreed rhythm.
        """
        pending = case.deadline_ids.filtered(
            lambda clock: clock.state == words.DEADLINE_RUNNING
            and clock.commitment_id.met_by_event
            in (words.EVENT_FIRST_RESPONSE, words.EVENT_UPDATE_GIVEN)
        )
        moment = min(
            pending.mapped("due_at"),
            default=fields.Datetime.add(
                fields.Datetime.now(), days=case.update_interval_days
            ),
        )
        return self._in_words(case.company_id, moment, "EEEE d MMMM, HH:mm")

    @api.model
    def _in_words(self, company, moment, pattern):
        """:return: a naive UTC moment as the landlord's clock shows it"""
        return format_datetime(
            self.env, moment, tz=company._hate_time_zone(), dt_format=pattern
        )

    def _local_date(self):
        """:return: the day of the letter, as it stands on top"""
        self.ensure_one()
        return self._in_words(self.company_id, self.sent_at, "d MMMM y")

    @api.model
    def _queue_email(self, values, company):
        """Put the letter in the mail queue, with nothing in its head that tells.

        :return: Message-Id of the e-mail
        """
        sender = self._sender(company)
        # sudo: nobody may read or write the mail queue; as the superuser, so that the
        # message is nobody's to read until it has gone and is deleted
        mail = (
            self.env["mail.mail"]
            .with_user(SUPERUSER_ID)
            .create(
                {
                    "subject": values["subject"],
                    "body_html": values["html"],
                    "email_from": sender,
                    "reply_to": sender,
                    "email_to": values["sent_to"],
                    "author_id": False,
                    "auto_delete": True,
                }
            )
        )
        # sudo: no user may wake a scheduled action; this one sends what is queued
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return mail.message_id

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

    def action_print(self):
        """:return: action that makes the PDF"""
        action = self.env.ref("hate_case_mgmt.action_report_hate_letter")
        return {**action.report_action(self), "close_on_report_download": True}

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
