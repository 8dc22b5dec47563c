from markupsafe import Markup

from odoo import api, models

from ..policy import letter_text
from ..policy import vocabulary as words


class HateLetter(models.Model):
    """A letter may bring the link to the survey, which is the person's alone.

    What is kept of the letter holds a mark in its place, so no colleague can open the
    link and answer. An e-mail carries the link. On paper it stands in the first print
    by whoever sent the letter, made at that moment; each later print has the mark.
    """

    _inherit = "hate.letter"

    @api.model
    def _as_kept(self, as_sent, values):
        link = values.get("survey_link")
        if link:
            masked = {
                name: letter_text.without_link(as_sent[name], link, words.LINK_LEFT_OUT)
                for name in ("body", "html")
            }
            as_sent = {**as_sent, **masked}
        return super()._as_kept(as_sent, values)

    def _pdf(self):
        """The first print by the sender holds the link; what is kept holds the mark."""
        offer = self._offer_to_print()
        if not offer:
            return super()._pdf()
        page = self._page_text()
        if self.sent_by_id != self.env.user:
            return self._on_paper(page)
        super()._pdf()
        link = offer._renew_link(self)
        return self._on_paper(Markup(page.replace(words.LINK_LEFT_OUT, link)))

    def _offer_to_print(self):
        """:return: the offer whose link belongs into the first print, or none"""
        self.ensure_one()
        # sudo: offers are written by the addon alone; only the one of a letter that the
        # user reads, and that was not printed yet, is found
        offers = self.env["hate.survey"].sudo()
        if self.channel == words.LETTER_EMAIL or self.pdf:
            return offers
        return offers.search([("letter_ids", "in", self.ids)], limit=1).filtered(
            lambda offer: offer._is_usable()
        )

    def _is_to_print(self):
        """A text message has to be copied from somewhere, with its link."""
        return super()._is_to_print() or (
            self.channel == words.LETTER_TEXT and words.LINK_LEFT_OUT in self.body
        )

    def _arrived(self):
        """An e-mail with the link counts as the offer once it has gone."""
        result = super()._arrived()
        mails = self.filtered(lambda letter: letter.channel == words.LETTER_EMAIL)
        if mails:
            # sudo: offers are written by the addon alone; nothing of them is given back
            offers = self.env["hate.survey"].sudo()
            offers.search([("letter_ids", "in", mails.ids)])._letter_went()
        return result
