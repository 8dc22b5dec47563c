from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_referral as terms


class HateReferral(models.Model):
    """On its way out: what is missing, the gate, and leaving once."""

    _inherit = "hate.referral"

    delivery_note = fields.Char(compute="_compute_delivery_note")

    # ------------------------------------------------------------------
    # Before the gate
    # ------------------------------------------------------------------

    def action_ask_gate(self):
        """Put it before the gate: it is approved, or waits for what is missing.

        :raise UserError: what is wrong with the draft itself
        """
        self.ensure_one()
        self._begin_step(terms.REFERRAL_DRAFT)
        refused = self._own_refusal()
        if refused:
            raise UserError(refused)
        sharing = self.case_id._open_disclosure(
            gate.WAY_REFERRAL,
            self._recipient(),
            self._parties(),
            {thing.data_class for thing in self._shared_things()},
            self.purpose,
            ground=self.ground,
            record=self,
        )
        self._move(state=terms.REFERRAL_WAITING, disclosure_id=sharing.id)
        self.action_look_again()
        return True

    def action_look_again(self):
        """See whether the gate lets it pass by now."""
        self.ensure_one()
        self._begin_step(terms.REFERRAL_WAITING, terms.REFERRAL_APPROVED)
        passes = not self._refusal()
        self._move(state=terms.REFERRAL_APPROVED if passes else terms.REFERRAL_WAITING)
        return True

    def action_change(self):
        """Take it back from the gate, to change it."""
        self.ensure_one()
        self._begin_step(terms.REFERRAL_WAITING, terms.REFERRAL_APPROVED)
        sharing = self.disclosure_id
        self._move(state=terms.REFERRAL_DRAFT, disclosure_id=False)
        sharing._stop(self.env._("The referral is being changed."))
        self._fill_items()
        return True

    def action_ask_consent(self):
        """Ask the person about just what this referral tells, and just whom.

        :return: action that opens Ask about sharing
        """
        self.ensure_one()
        self.case_id._check_may_change()
        sharing = self.disclosure_id
        return self.case_id._open_dialogue(
            "hate.consent.ask",
            self.env._("Ask about sharing"),
            party_id=self.party_id.id,
            recipient_kind=sharing.recipient_kind,
            agency_id=sharing.agency_id.id,
            panel_id=sharing.panel_id.id,
            recipient_name=sharing.recipient_name,
            purpose=sharing.purpose,
            **sharing._class_values(sharing._classes()),
        )

    def action_open_sharing(self):
        """:return: action that opens the sharing at the gate"""
        self.ensure_one()
        return self.disclosure_id.get_formview_action()

    def _on_disclosure_stopped(self):
        """The gate stopped it: it may not leave as it stands [000.b8]."""
        for referral in self:
            if referral.state not in terms.REFERRALS_BEFORE or not (
                referral.disclosure_id
            ):
                continue
            referral._move(state=terms.REFERRAL_DRAFT, disclosure_id=False)
            referral._tell_officer(self.env._("A referral was stopped"))

    # ------------------------------------------------------------------
    # Leaving, once
    # ------------------------------------------------------------------

    def action_open_send(self):
        """:return: the dialogue in which it is sent, or sent again"""
        self.ensure_one()
        self.check_access("write")
        return self.case_id._open_dialogue(
            "hate.referral.send", self.env._("Send"), referral_id=self.id
        )

    def action_send(self, way, address=None):
        """Let it leave through the gate, by a link or on paper.

        Everything happens in one transaction: the gate's record, the link, the e-mail
        in the queue and the clock, or none of it.

        :param way: one of ``policy.vocabulary_referral.REFERRAL_WAYS``
        :param address: e-mail address, for a link
        :raise UserError: sent before, stopped, not allowed, or no address
        """
        self.ensure_one()
        self._begin_step(*terms.REFERRALS_BEFORE)
        refused = self._own_refusal()
        if refused:
            raise UserError(refused)
        if not self.disclosure_id:
            self.action_ask_gate()
        by_link = way == terms.REFERRAL_BY_LINK
        address = self._checked_address(address) if by_link else ""
        self.disclosure_id._send(self._content())
        now = fields.Datetime.now()
        self._move(
            state=terms.REFERRAL_SENT,
            way=way,
            sent_at=now,
            sent_by_id=self.env.uid,
        )
        if by_link:
            self._send_link(address)
        self.case_id._record_event(words.EVENT_REFERRAL_SENT, now, self)
        self.case_id._log_neutral(self.env._("A referral was sent"))
        return True

    def action_send_again(self, address):
        """Send another link, to the same or a corrected address; the old one is dead.

        :raise UserError: it is with nobody, may not be read any more, or no address
        """
        self.ensure_one()
        if self._is_taken_back():
            raise UserError(
                self.env._(
                    "Consent was taken back since. It may not be sent again: tell them "
                    "instead."
                )
            )
        self._begin_step(*terms.REFERRALS_AWAY)
        self._send_link(self._checked_address(address))
        self.case_id._log_neutral(self.env._("A referral was sent again"))
        return True

    def _send_link(self, address):
        self._renew_link(address)
        self._move(sent_to=address, way=terms.REFERRAL_BY_LINK)

    # ------------------------------------------------------------------

    def _hold_for_step(self):
        # a colleague who takes consent back, or sends, holds the case as well
        self.case_id._lock()

    def _move(self, **values):
        # sudo: closed to bare writes; each caller has checked the right and the step
        self.sudo().write(values)

    # ------------------------------------------------------------------
    # What became of the e-mail
    # ------------------------------------------------------------------

    @api.depends(
        "link_ids.delivery",
        "link_ids.expires_at",
        "state",
        "sent_at",
        "disclosure_id.to_recall",
    )
    def _compute_delivery_note(self):
        """A sentence where the officer has to do something about it."""
        for referral in self:
            away = referral.state in terms.REFERRALS_AWAY
            note = away and referral._note_of_link()
            if referral.to_recall:
                note = self.env._(
                    "It was taken back after it had left. Make sure that they have "
                    "stopped, and write down what they say."
                )
            referral.delivery_note = note

    # ------------------------------------------------------------------
    # Dialogues
    # ------------------------------------------------------------------

    def action_make_code(self):
        """Make a code for an agency that is on the phone, and show it once.

        :return: the notification with the code, which is kept nowhere
        :raise UserError: there is no link that works, or too many codes were made
        """
        self.ensure_one()
        self._begin_step(*terms.REFERRALS_AWAY)
        return self._read_out_code()
