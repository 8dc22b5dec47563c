from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..policy import disclosure as rules
from ..policy import text_checks
from ..policy import vocabulary_gate as gate

MANAGER = "hate_case_mgmt.group_manager"
# The kind of activity by which a manager is asked
DECIDE = "hate_case_mgmt.mail_activity_type_sharing"


class HateDisclosure(models.Model):
    """Around the gate: a second person's yes or no, stopping, and calling back."""

    _inherit = "hate.disclosure"

    # ------------------------------------------------------------------
    # A second person
    # ------------------------------------------------------------------

    def _ask_approval(self):
        """Put it before a second person.

        :raise UserError: something else is missing first
        """
        self.ensure_one()
        self.case_id.check_access("write")
        self._hold()
        refused = self._refusal_to_ask()
        if refused:
            raise UserError(refused)
        if self.state == gate.DISCLOSURE_DRAFT:
            self._move(
                {"state": gate.DISCLOSURE_WAITING, "wishes": self._wishes_in_words()}
            )
            self.case_id._log_neutral(self.env._("Approval asked for a sharing"))
            self._ask_managers()

    def _ask_managers(self, due_on=None):
        """Tell the managers who see the case that one waits for them.

        :param due_on: date by which they decide; today if not given
        """
        for manager in self.case_id._managers_to_ask() - self.user_id:
            self.case_id._give_work(manager, DECIDE, due_on)

    def _decided(self):
        """Take the work off the managers once nothing of the case waits for them."""
        for case in self.case_id:
            # sudo: whether anything waits, and work of colleagues; the right on the
            # case was checked by the step
            waiting = self.sudo().search_count(
                [("case_id", "=", case.id), ("needs_decision", "=", True)], limit=1
            )
            if not waiting:
                # sudo: as above
                case.sudo().activity_unlink([DECIDE])

    def _approve(self, reason):
        """A second person says yes: before it goes, or after an emergency.

        :param reason: why it is right, in their words
        :raise AccessError: the user is no manager
        :raise UserError: it is their own, or there is nothing to decide
        """
        self.ensure_one()
        self._check_may_decide(reason)
        if self.state == gate.DISCLOSURE_WAITING:
            refused = self._refusal_to_ask()
            if refused:
                raise UserError(refused)
            self._move({"state": gate.DISCLOSURE_APPROVED, **self._decision(reason)})
        else:
            self._move(self._decision(reason))
        self.case_id._log_neutral(self.env._("A sharing was approved"))
        self._decided()

    def _turn_down(self, reason):
        """A second person says no. What went in an emergency is to be called back.

        :param reason: why not, in their words
        :raise AccessError, UserError: as :meth:`_approve`
        """
        self.ensure_one()
        self._check_may_decide(reason)
        self._move(self._decision(reason))
        if self.state == gate.DISCLOSURE_SENT:
            self._to_be_recalled()
        else:
            self._stop(reason)
        self.case_id._log_neutral(self.env._("A sharing was not approved"))
        self._decided()

    def _check_may_decide(self, reason):
        self.case_id.check_access("write")
        self._hold()
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Please ask a manager to do this."))
        if not self.needs_decision:
            raise UserError(self.env._("There is nothing to decide here any more."))
        if self.env.user in (self.user_id | self.sent_by_id):
            raise UserError(
                self.env._(
                    "Nobody approves a sharing of their own. Ask another manager."
                )
            )
        self.case_id._check_reason(reason)

    def _decision(self, reason):
        return {
            "approver_id": self.env.uid,
            "approved_at": fields.Datetime.now(),
            "approval_reason": text_checks.clean_text(reason),
        }

    # ------------------------------------------------------------------
    # Stopping and calling back
    # ------------------------------------------------------------------

    def _stop(self, reason):
        """It does not leave; what hangs on it is told.

        :param reason: why, in neutral words
        """
        for sharing in self:
            if sharing.state not in gate.DISCLOSURE_OPEN:
                continue
            sharing.case_id.check_access("write")
            sharing._hold(wait=True)
            sharing._move({"state": gate.DISCLOSURE_STOPPED, "stop_reason": reason})
            record = sharing._linked()
            if record is not None and hasattr(record, "_on_disclosure_stopped"):
                record._on_disclosure_stopped()
        self._decided()

    def _wishes_changed(self):
        """Somebody said no: what rests on consent stops; what rests on the law goes
        back to whoever approved it, who did not know."""
        on_law = self.filtered(
            lambda sharing: not rules.RULES[sharing.ground].needs_consent
            and not rules.RULES[sharing.ground].heeds_objection
        )
        (self - on_law)._stop(self.env._("The person said no, or took consent back."))
        for sharing in on_law:
            if sharing.state == gate.DISCLOSURE_APPROVED:
                sharing._hold(wait=True)
                sharing._move(
                    {
                        "state": gate.DISCLOSURE_WAITING,
                        "approver_id": False,
                        "approved_at": False,
                        "approval_reason": False,
                        "wishes": sharing._wishes_in_words(),
                    }
                )
                sharing._ask_managers()

    def _to_be_recalled(self):
        """Have those told who have received it."""
        if not self:
            return
        self._move({"to_recall": True, "recalled_at": False})
        for case, sharings in self.grouped("case_id").items():
            case._plan_recall(sharings.party_ids)

    def _recalled(self, note):
        """The recipient has been told that consent was taken back.

        :param note: what they said or do about it
        """
        self.ensure_one()
        self.case_id.check_access("write")
        self.case_id._check_reason(note)
        self._move(
            {
                "to_recall": False,
                "recalled_at": fields.Datetime.now(),
                "recall_note": text_checks.clean_text(note),
            }
        )
        self.case_id._log_neutral(self.env._("A recipient was told of a change"))
        self.case_id._end_recall(self.recall_note)
