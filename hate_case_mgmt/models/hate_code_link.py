import hashlib
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.orm.models import NO_ACCESS
from odoo.tools import format_datetime, plaintext2html

from ..policy import referral_link as rules
from ..policy import vocabulary_referral as terms


class HateCodeLink(models.AbstractModel):
    """One address's way to what it was sent.

    The link alone opens nothing: a code goes to the same address when it is asked for,
    so a link that was forwarded is worth nothing. Of link, code and session only hashes
    are kept. A model of it says what is behind (``_behind``) and has ``company_id``.
    """

    _name = "hate.code.link"
    _description = "Link that opens with a code"
    _personal_fields = {"sent_to": "email"}
    _plain_fields = frozenset(
        {"token_sha256", "code_sha256", "session_sha256", "mail_key", "code_mail_key"}
    )

    token_sha256 = fields.Char(required=True, groups=NO_ACCESS)
    sent_to = fields.Char(string="Sent to", required=True)
    expires_at = fields.Datetime(string="Works until", required=True)
    revoked_at = fields.Datetime(string="Ended")
    opened_at = fields.Datetime(string="First opened")
    openings = fields.Integer(string="Times opened", aggregator=None)

    code_sha256 = fields.Char(groups=NO_ACCESS)
    code_expires_at = fields.Datetime(groups=NO_ACCESS)
    code_sent_at = fields.Datetime(groups=NO_ACCESS)
    code_tries = fields.Integer(groups=NO_ACCESS, aggregator=None)
    codes_sent = fields.Integer(string="Codes sent", aggregator=None)
    wrong_codes = fields.Integer(string="Wrong codes", aggregator=None)
    session_sha256 = fields.Char(groups=NO_ACCESS)
    session_expires_at = fields.Datetime(groups=NO_ACCESS)

    mail_key = fields.Char(index="btree_not_null", groups=NO_ACCESS)
    code_mail_key = fields.Char(index="btree_not_null", groups=NO_ACCESS)
    delivery = fields.Selection(terms.LINK_DELIVERIES, string="E-mail")

    # ------------------------------------------------------------------
    # Making and ending
    # ------------------------------------------------------------------

    @api.model
    def _make(self, values):
        """Make a link and put the e-mail with it in the queue.

        :param values: dict with ``sent_to`` and what the link leads to; the caller has
            checked the right
        :return: the new row, as superuser
        """
        token = secrets.token_urlsafe(32)
        # sudo: links are made by this method alone
        link = self.sudo().create(
            {
                "expires_at": fields.Datetime.now() + timedelta(days=rules.LINK_DAYS),
                **values,
                "token_sha256": self._hash(token),
                "delivery": terms.LINK_WAITING,
            }
        )
        address = f"{link.company_id.get_base_url()}/request/{token}"
        link.mail_key = link._queue_email(
            [
                link._behind()._invitation(address),
                self.env._(
                    "The page asks for a code. When you press its button, we send the "
                    "code to this address; nobody else can open it."
                ),
                self.env._(
                    "The link works until %(when)s. If this is not for you, please "
                    "delete it and let us know.",
                    when=link._in_words(link.expires_at),
                ),
            ]
        )
        return link

    def _behind(self):
        """:return: what is read by it, a record of ``hate.link.mixin``"""
        raise NotImplementedError

    def _was_withdrawn(self):
        """:return: whether what it led to was taken back"""
        return False

    def _revoke(self):
        """From now on these open nothing."""
        self.filtered(lambda link: not link.revoked_at).write(
            {
                "revoked_at": fields.Datetime.now(),
                "session_sha256": False,
                "code_sha256": False,
            }
        )

    def _queue_email(self, paragraphs):
        """Put an e-mail in the queue: that something waits, and not what or about whom.

        :return: its Message-Id
        """
        self.ensure_one()
        company = self.company_id
        sender = self.env["hate.letter"]._sender(company)
        return self.env["mail.mail"]._hate_queue(
            {
                "subject": self.env._("A message from %(us)s", us=company.name),
                "body_html": plaintext2html("\n\n".join(paragraphs)),
                "email_from": sender,
                "reply_to": sender,
                "email_to": self.sent_to,
            }
        )

    def _in_words(self, moment):
        return format_datetime(
            self.env,
            moment,
            tz=self.company_id._hate_time_zone(),
            dt_format="EEEE d MMMM, HH:mm",
        )

    # ------------------------------------------------------------------
    # The mail queue (``mail_mail.py``)
    # ------------------------------------------------------------------

    def _may_leave(self, mail):
        """Whether an e-mail of this link may leave at this moment: consent may have
        been taken back, or the link ended, since it was put in the queue.

        :param mail: the ``mail.mail``
        """
        self.ensure_one()
        self.invalidate_recordset()
        self._behind().invalidate_recordset()
        if self._is_usable():
            return True
        mail.write(
            {
                "state": "exception",
                "failure_type": "hate_held",
                "failure_reason": False,
                "auto_delete": True,
            }
        )
        self.delivery = terms.LINK_HELD
        return False

    def _arrived(self):
        """The mail server has taken the e-mails."""
        self.filtered(lambda link: link.delivery == terms.LINK_WAITING).write(
            {"delivery": terms.LINK_GONE}
        )

    # ------------------------------------------------------------------
    # Opening
    # ------------------------------------------------------------------

    @api.model
    def _find(self, token):
        """:param token: as it stands in the address of a page
        :return: the link, ended or not, as superuser, or none
        """
        # sudo: whoever holds the link has no login; the page shows nothing of it
        # before the code was given
        return self.sudo().search([("token_sha256", "=", self._hash(token))], limit=1)

    def _is_usable(self):
        """:return: whether it opens anything for whoever has the code"""
        self.ensure_one()
        return (
            rules.standing(self._facts(), fields.Datetime.now()) == rules.OPEN
            and bool(self._behind())
            and self._behind()._is_open_by_link()
        )

    @api.model
    def _hash(self, secret):
        return hashlib.sha256((secret or "").encode()).hexdigest()
