import re

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from ..policy import vocabulary_referral as terms

# One address and nothing beside it
EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s.,;<>]+")


class HateLinkMixin(models.AbstractModel):
    """What somebody outside reads behind a link that opens with a code
    (``hate.referral.link``). A model of it has ``case_id`` and ``link_ids``, and says
    what may be seen: ``_is_open_by_link``, ``_was_opened``, ``_shown_by_link``,
    ``_take_answer`` and ``_invitation``."""

    _name = "hate.link.mixin"
    _description = "Read by a link"

    @api.model
    def _page_of_link(self):
        """:return: external id of the page that shows it"""
        return "hate_case_mgmt.request_page"

    def _renew_link(self, address):
        """Send a link, which is the only one that works from now on. The caller has
        checked the right and the step.

        :param address: e-mail address, as :meth:`_checked_address` gives it
        """
        self.ensure_one()
        # sudo: links are written by their own methods alone
        links = self.sudo().link_ids
        links._revoke()
        links._issue(self, address)

    def _read_out_code(self):
        """Make a code for somebody who is on the phone, and show it once. The caller
        has checked the right and the step.

        :return: the notification with the code, which is kept nowhere
        :raise UserError: there is no link that works, or too many codes were made
        """
        self.ensure_one()
        # sudo: codes are written by the links' own methods alone
        link = self.sudo().link_ids.sorted("id")[-1:]
        if not link or not link._is_usable():
            raise UserError(
                self.env._("There is no link that works. Send it again first.")
            )
        code = link._new_code()
        self.case_id._log_neutral(self.env._("A code was read out to a partner"))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "sticky": True,
                "title": self.env._("Code to read out"),
                "message": f"{code[:4]} {code[4:]}",
            },
        }

    def _checked_address(self, address):
        """:return: the e-mail address in its plain form
        :raise UserError: there is none, it can't be one, or it is somebody else's
        """
        typed = (address or "").strip()
        if not typed:
            raise UserError(
                self.env._("There is no e-mail address to send this to. Add it first.")
            )
        plain = email_normalize(typed)
        if not plain or not EMAIL.fullmatch(typed):
            raise UserError(
                self.env._(
                    "This does not look like an e-mail address. Please check it."
                )
            )
        if plain in self._addresses_of_others():
            raise UserError(
                self.env._(
                    "This is the address of somebody in the case, and not of who "
                    "should get this. Please check it."
                )
            )
        return plain

    def _addresses_of_others(self):
        """:return: set of the addresses of people in the case who should not get it"""
        self.ensure_one()
        # sudo: only whether the very address that was typed is among them comes out
        people = self.sudo().case_id.party_ids - self._parties_to_write_to()
        return set(map(email_normalize, filter(None, people.mapped("email"))))

    def _parties_to_write_to(self):
        """:return: ``hate.party`` of the case who are to get it"""
        return self.env["hate.party"]

    def _note_of_link(self):
        """:return: what the officer has to do about the last link, or False"""
        self.ensure_one()
        link = self.link_ids.sorted("id")[-1:]
        if not link:
            return False
        if link.delivery == terms.LINK_FAILED:
            return self.env._(
                "The e-mail to %(address)s did not arrive. Check the address and send "
                "it again.",
                address=link.sent_to,
            )
        if link.revoked_at:
            return self.env._(
                "The link was ended after many wrong codes. Ring them, then send it "
                "again."
            )
        if link.expires_at <= fields.Datetime.now():
            return self.env._("The link has run out. Ring them, then send it again.")
        return False

    def _tell_officer(self, summary):
        """Give the case's officer something to do, in neutral words."""
        for record in self:
            case = record.case_id
            if case.officer_id and case._is_seen_by(case.officer_id):
                case._remind(case.officer_id, summary)
