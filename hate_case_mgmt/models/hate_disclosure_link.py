from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary_gate as gate


class HateDisclosure(models.Model):
    """By e-mail: a neutral message with a link, which opens with a code for the one
    address it was sent to. The words themselves are in no e-mail."""

    _name = "hate.disclosure"
    _inherit = ["hate.disclosure", "hate.link.mixin"]

    sent_to = fields.Char(string="E-mail address")
    link_ids = fields.One2many("hate.referral.link", "disclosure_id", string="Links")
    delivery_note = fields.Char(compute="_compute_delivery_note")

    @api.depends("link_ids.delivery", "link_ids.expires_at", "to_recall", "recalled_at")
    def _compute_delivery_note(self):
        for sharing in self:
            sharing.delivery_note = (
                sharing._is_open_by_link() and sharing._note_of_link()
            )

    # ------------------------------------------------------------------
    # Leaving
    # ------------------------------------------------------------------

    def action_send_prepared(self):
        """:return: as without e-mail; True once a link is on its way"""
        self.ensure_one()
        if self.way != gate.WAY_EMAIL:
            return super().action_send_prepared()
        address = self._checked_address(self.sent_to)
        self._check_safe_to_write()
        self._send_words()
        self._renew_link(address)
        return True

    def _send_again(self, address):
        """Send another link, to the same or a corrected address; the old one is dead.

        :raise UserError: it has not left, may not be read any more, or no address
        """
        self.ensure_one()
        self.case_id.check_access("write")
        self._hold()
        if self.way != gate.WAY_EMAIL or not self._is_open_by_link():
            raise UserError(
                self.env._(
                    "This may not be sent again: it has not left by e-mail, or was "
                    "taken back since."
                )
            )
        address = self._checked_address(address)
        self._check_safe_to_write()
        self._move({"sent_to": address})
        self._renew_link(address)
        self.case_id._log_neutral(self.env._("What was shared was sent again"))

    def _check_safe_to_write(self):
        """:raise UserError: an e-mail is no safe way to who speaks for the person"""
        for party in self._parties_to_write_to():
            party._check_safe_contact("email")

    def _parties_to_write_to(self):
        return self.recipient_party_id

    def _to_be_recalled(self):
        """What was taken back is read by nobody any more."""
        done = super()._to_be_recalled()
        # sudo: links are written by their own methods alone; it only ends them
        self.sudo().link_ids._revoke()
        return done

    def action_send_again(self):
        """:return: action that asks for the address"""
        self.ensure_one()
        return self.case_id._open_dialogue(
            "hate.disclosure.resend", self.env._("Send again"), disclosure_id=self.id
        )

    def action_make_code(self):
        """:return: the notification with a code for whoever is on the phone
        :raise UserError: there is no link that works, or too many codes were made
        """
        self.ensure_one()
        self.case_id.check_access("write")
        return self._read_out_code()

    # ------------------------------------------------------------------
    # Behind the link
    # ------------------------------------------------------------------

    def _is_open_by_link(self):
        self.ensure_one()
        return self.state == gate.DISCLOSURE_SENT and not (
            self.to_recall or self.recalled_at
        )

    def _invitation(self, link):
        return self.env._(
            "%(us)s has information for you. You can read it here: %(link)s",
            us=self.company_id.name,
            link=link,
        )

    def _was_opened(self):
        """They have it in front of them. As superuser, from its page."""
        self.ensure_one()
        if sum(self.link_ids.mapped("openings")) == 1:
            self.case_id._log_neutral(self.env._("What was shared was opened"))

    def _shown_by_link(self):
        """:return: dict of all that the page may show, and nothing else"""
        self.ensure_one()
        company = self.company_id
        return {
            "blocks": [
                {
                    "heading": self.env._(
                        "For %(whom)s, to be used for this alone: %(purpose)s",
                        whom=self.recipient_label,
                        purpose=self._selection_label("purpose").lower(),
                    ),
                    "body": self.env._("Please keep it safe and do not pass it on."),
                },
                {"heading": self.env._("Information"), "body": self.content},
            ],
            "company": company.name,
            "phone": company.hate_hub_phone or company.phone,
            "state": self.state,
            "choices": (),
            "answers": (),
        }

    def _take_answer(self, form):
        """:raise UserError: what is shared by e-mail is read, and not answered"""
        raise UserError(self.env._("There is nothing to answer here. Please ring us."))
