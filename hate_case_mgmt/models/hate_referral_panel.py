from odoo import fields, models

from ..policy import vocabulary as words
from ..policy import vocabulary_referral as terms


class HateReferral(models.Model):
    """A referral to a panel goes with the pack of a meeting, and the meeting answers
    it [002.5.2] [003.9.3]."""

    _inherit = "hate.referral"

    def action_to_agenda(self):
        """:return: action that opens Take it to a panel, from this referral"""
        self.ensure_one()
        self.check_access("write")
        return self.case_id._open_dialogue(
            "hate.panel.share",
            self.env._("Take it to a panel"),
            referral_id=self.id,
        )

    def _went_with_pack(self, pack):
        """The panel has it, with a released pack, unless it was sent before.

        :param pack: ``hate.panel.pack``, which has just passed the gate
        """
        for referral in self.filtered(
            lambda referral: referral.state == terms.REFERRAL_APPROVED
        ):
            now, own = fields.Datetime.now(), referral.disclosure_id
            referral._move(
                state=terms.REFERRAL_SENT,
                sent_at=now,
                sent_by_id=self.env.uid,
                disclosure_id=pack.disclosure_id.id,
            )
            own._stop(self.env._("It went with the pack of the panel."))
            referral.case_id._record_event(words.EVENT_REFERRAL_SENT, now, referral)

    def _heard_by_panel(self, meeting):
        """The panel has taken it on, unless it answered before.

        :param meeting: ``hate.panel.meeting``
        """
        for referral in self.filtered(
            lambda referral: referral.state in terms.REFERRALS_TO_CHASE
        ):
            referral._keep_answer(
                terms.ANSWER_ACCEPTED, "", meeting.panel_id.name, "meeting"
            )
