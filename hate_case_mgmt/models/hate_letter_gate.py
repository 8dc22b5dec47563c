from odoo import fields, models

from ..policy import vocabulary as words


class HateLetter(models.Model):
    """The gate of safe contact, asked once more as a letter's e-mail leaves."""

    _inherit = "hate.letter"

    def _may_leave(self, mail):
        """Whether the e-mail of this letter may leave at this moment.

        Outside the hours called safe it waits for them. What has become unsafe
        otherwise is held back for good, the case is told, and the promise stays open.

        :param mail: the ``mail.mail`` in the queue
        """
        self.ensure_one()
        # another worker may have changed them since they were last read here
        self.party_id.invalidate_recordset()
        now = fields.Datetime.now()
        safe_at = self.party_id._next_safe_moment(now)
        if self._is_overtaken(safe_at):
            mail.write(
                {
                    "state": "exception",
                    "failure_type": "hate_held",
                    "failure_reason": False,
                    "auto_delete": False,
                }
            )
            self._held_back()
            return False
        if safe_at > now and not self.override_by_id:
            mail.scheduled_date = safe_at
            return False
        return True

    def _is_overtaken(self, moment):
        """Whether the person's wishes speak against this e-mail.

        A manager's decision to send it all the same holds for the wishes they knew.

        :param moment: naive UTC moment at which it would leave
        """
        party = self.party_id
        if party.email != self.sent_to:
            return True
        if self.override_by_id:
            return party._have_ways_changed_since(self.sent_at)
        return bool(
            party._contact_refusal(
                words.METHOD_EMAIL,
                moment,
                discusses=self.kind not in words.LETTER_KINDS_WITHOUT_MATTER,
            )
        )

    def _held_back(self):
        """Say on the case that it did not go, and give the officer the next step."""
        case = self.case_id
        case._log_neutral(
            self.env._("An e-mail was held back: it is no longer a safe way.")
        )
        if case.officer_id:
            case._remind(
                case.officer_id,
                self.env._("An e-mail did not go. Please use another safe way"),
            )
