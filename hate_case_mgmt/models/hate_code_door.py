import hmac
import secrets
from datetime import timedelta

from odoo import fields, models, tools
from odoo.exceptions import LockError, UserError

from ..policy import referral_link as rules


class HateCodeLink(models.AbstractModel):
    """Opening a link: codes, tries and sessions."""

    _inherit = "hate.code.link"

    def _facts(self):
        self.ensure_one()
        return rules.Link(
            expires_at=self.expires_at,
            revoked_at=self.revoked_at or None,
            code_expires_at=self.code_expires_at or None,
            code_sent_at=self.code_sent_at or None,
            code_tries=self.code_tries,
            codes_sent=self.codes_sent,
            wrong_codes=self.wrong_codes,
        )

    def _new_code(self):
        """Make a code for whoever the link was sent to; an earlier one ends.

        :return: the code, which is kept nowhere
        :raise UserError: too many were made
        """
        self._hold()
        now = fields.Datetime.now()
        if not self._is_usable() or not rules.may_send_code(self._facts(), now):
            raise UserError(
                self.env._(
                    "A code was made a moment ago, or too many were asked for. Please "
                    "wait a minute, or ring whoever sent you the link."
                )
            )
        code = "".join(secrets.choice("0123456789") for _d in range(rules.CODE_DIGITS))
        self.write(
            {
                "code_sha256": self._hash_of_code(code),
                "code_expires_at": now + timedelta(minutes=rules.CODE_MINUTES),
                "code_sent_at": now,
                "code_tries": 0,
                "codes_sent": self.codes_sent + 1,
            }
        )
        return code

    def _send_code(self):
        """Send a new code to the one address the link was sent to.

        :raise UserError: too many were asked for
        """
        code = self._new_code()
        self.code_mail_key = self._queue_email(
            [
                self.env._("Your code: %(code)s", code=code),
                self.env._(
                    "Type it on the page you opened. It works for %(minutes)s minutes. "
                    "If you did not ask for it, please tell us.",
                    minutes=rules.CODE_MINUTES,
                ),
            ]
        )

    def _enter(self, code):
        """Open it with a code.

        :param code: as it was typed
        :return: ``(secret of the session, None)``, or ``(None, sentence)``
        """
        self._hold()
        now = fields.Datetime.now()
        typed = "".join(sign for sign in code or "" if sign.isdigit())
        is_right = bool(self.code_sha256) and hmac.compare_digest(
            self.code_sha256, self._hash_of_code(typed)
        )
        verdict = rules.judge_code(self._facts(), is_right, now)
        if verdict != rules.RIGHT:
            return None, self._wrong_code(verdict)
        secret = secrets.token_urlsafe(32)
        self.write(
            {
                "code_sha256": False,
                "code_expires_at": False,
                "code_tries": 0,
                "session_sha256": self._hash(secret),
                "session_expires_at": now + timedelta(hours=rules.SESSION_HOURS),
                "opened_at": self.opened_at or now,
                "openings": self.openings + 1,
            }
        )
        self._behind()._was_opened()
        return secret, None

    def _wrong_code(self, verdict):
        """Count a wrong code, and end a link that is being tried out.

        :return: what to tell whoever typed it
        """
        if verdict == rules.TOO_LATE:
            return self.env._("This code has run out. Please ask for a new one.")
        self.write(
            {
                "code_tries": self.code_tries + 1,
                "wrong_codes": self.wrong_codes + 1,
            }
        )
        if rules.is_worn_out(self.wrong_codes) and not self.revoked_at:
            self._revoke()
            self._behind()._tell_officer(
                self.env._("A link was ended after many wrong codes: ring them")
            )
        if verdict == rules.TOO_OFTEN or self.code_tries >= rules.TRIES_A_CODE:
            return self.env._("That was tried too often. Please ask for a new code.")
        return self.env._("This is not the code. Please look at it again.")

    def _is_in_session(self, secret):
        """:param secret: what the browser brought along
        :return: whether it was opened there with a code, not long ago
        """
        self.ensure_one()
        return (
            bool(secret and self.session_sha256)
            and hmac.compare_digest(self.session_sha256, self._hash(secret))
            and self.session_expires_at > fields.Datetime.now()
        )

    def _hold(self):
        """:raise UserError: somebody uses the link at this very moment"""
        self.ensure_one()
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._("This is being opened at this moment. Please try again.")
            ) from error

    def _hash_of_code(self, code):
        """A code is short: without the key of this server nobody finds it by trying."""
        self.ensure_one()
        return tools.hmac(self.env, "hate-referral-code", (self._name, self.id, code))
