from odoo import fields, models

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_referral as terms


class HateReferral(models.Model):
    """Withdrawn by us, or taken back by the person it is about."""

    _inherit = "hate.referral"

    to_recall = fields.Boolean(related="disclosure_id.to_recall", related_sudo=False)

    def action_open_withdraw(self):
        """:return: the dialogue in which it is withdrawn"""
        self.ensure_one()
        self.check_access("write")
        return self.case_id._open_dialogue(
            "hate.referral.withdraw", self.env._("Withdraw"), referral_id=self.id
        )

    def action_withdraw(self, reason):
        """It is not wanted any more: nothing leaves, or its link is dead at once.

        :param reason: why, in neutral words
        """
        self.ensure_one()
        self._begin_step(*terms.REFERRALS_BEFORE, *terms.REFERRALS_AWAY)
        self.case_id._check_reason(reason)
        was_away = self.state in terms.REFERRALS_AWAY
        sharing = self.disclosure_id
        self._end_withdrawn(reason)
        if sharing and not was_away:
            sharing._stop(self.env._("The referral was withdrawn."))
        return True

    def _end_withdrawn(self, reason):
        """Nothing leaves any more, the link is dead, nobody chases an answer, and who
        was sent it learns so. The caller has checked that it may be done.

        :param reason: why, in neutral words
        """
        self.ensure_one()
        was_away = self.state in terms.REFERRALS_AWAY
        self._move(
            state=terms.REFERRAL_WITHDRAWN,
            withdrawn_reason=reason,
            ended_at=fields.Datetime.now(),
        )
        # sudo: links are written by these methods alone; the right was checked
        links = self.sudo().link_ids
        links._revoke()
        if was_away:
            self.case_id._end_promises((words.EVENT_REFERRAL_ANSWERED,), self)
            links._tell_withdrawn()
        self.case_id._log_neutral(self.env._("A referral was withdrawn"))

    def _was_recalled(self):
        """The person took back what these rest on, or nobody else approved it: it ends,
        and the agency is told [000.b8]."""
        for referral in self.filtered(lambda one: one.state in terms.REFERRALS_AWAY):
            by_person = referral.ground == gate.GROUND_CONSENT
            referral._end_withdrawn(
                self.env._("The person took their consent back.")
                if by_person
                else self.env._("It may not be shared any longer.")
            )

    def _is_taken_back(self):
        """:return: whether the person took back what it rests on, since it was sent"""
        self.ensure_one()
        return bool(self.disclosure_id.to_recall or self.disclosure_id.recalled_at)

    def action_recalled(self):
        """:return: action that asks what they said when told that it was taken back"""
        self.ensure_one()
        return self.disclosure_id.action_recalled()
