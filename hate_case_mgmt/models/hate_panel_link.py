from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import panels
from ..policy import vocabulary_referral as terms

# As the access log calls the page
PLACE = "/request"


class HatePanelLink(models.Model):
    """How a member of a panel without a login reads the papers of one meeting: by a
    link that opens with a code, for the time of that meeting and no longer."""

    _name = "hate.panel.link"
    _description = "Link to the papers of a meeting"
    _inherit = ["hate.code.link", "hate.panel.mixin"]
    _order = "id desc"
    _method_only_fields = frozenset(
        {
            "meeting_id",
            "member_id",
            "token_sha256",
            "sent_to",
            "expires_at",
            "revoked_at",
            "opened_at",
            "openings",
            "delivery",
        }
    )

    meeting_id = fields.Many2one(
        "hate.panel.meeting", required=True, index=True, ondelete="cascade"
    )
    member_id = fields.Many2one(
        "hate.panel.member",
        string="Member",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="meeting_id.company_id", store=True, precompute=True
    )

    _token_uniq = models.UniqueIndex("(token_sha256)")

    @api.model
    def _issue(self, meeting, members):
        """Send the members links to the papers, which are released already.

        :param meeting: ``hate.panel.meeting``; the caller has checked the right
        :param members: ``hate.panel.member`` without a login
        """
        for member in members:
            self._make(
                {
                    "meeting_id": meeting.id,
                    "member_id": member.id,
                    "sent_to": member.email,
                    "expires_at": meeting.closes_at,
                }
            )

    def _behind(self):
        return self

    # ------------------------------------------------------------------
    # As whatever is read by a link (hate.link.mixin)
    # ------------------------------------------------------------------

    def _is_open_by_link(self):
        """:return: whether the papers can be read at this second"""
        self.ensure_one()
        meeting, member = self.meeting_id, self.member_id
        return (
            meeting.active
            and member.active
            and member.panel_id == meeting.panel_id
            and member.panel_id.active
            and panels.is_open(
                fields.Datetime.now(), meeting.released_at, meeting.closes_at
            )
        )

    def _invitation(self, link):
        return self.env._(
            "The papers for your meeting on %(when)s are ready. You can read them "
            "here: %(link)s",
            when=self._in_words(self.meeting_id.starts_at),
            link=link,
        )

    @api.model
    def _page_of_link(self):
        return "hate_case_mgmt.panel_page"

    def _shown_by_link(self):
        """:return: dict of all that the page may show, put on record"""
        self.ensure_one()
        reading = self.meeting_id._reading_of(self.member_id)
        self.env["hate.access.log"]._log("opened", reading.pop("cases"), note=PLACE)
        return {**reading, "by_link": True}

    def _was_opened(self):
        """That it was opened stands on the link itself."""

    def _take_answer(self, form):
        """:raise UserError: papers are read, and not answered"""
        raise UserError(self.env._("There is nothing to answer here. Please ring us."))

    def _failed(self):
        """An e-mail was refused or came back: it shows on the meeting."""
        self.write({"delivery": terms.LINK_FAILED})

    def _tell_officer(self, summary):
        """Give whoever takes the minutes something to do, in neutral words."""
        for link in self:
            user = link.meeting_id.minute_taker_id
            if user.email:
                self.env["mail.mail"]._hate_queue(
                    {
                        "subject": summary,
                        "body_html": summary,
                        "email_to": user.email,
                        "email_from": self.env["hate.letter"]._sender(link.company_id),
                    }
                )
