from odoo import models

from ..policy import vocabulary as words


class HateLetter(models.Model):
    """A letter may bring the link to the survey."""

    _inherit = "hate.letter"

    def _arrived(self):
        """An e-mail with the link counts as the offer once it has gone."""
        result = super()._arrived()
        mails = self.filtered(lambda letter: letter.channel == words.LETTER_EMAIL)
        if mails:
            # sudo: offers are written by the addon alone
            offers = self.env["hate.survey"].sudo()
            offers.search([("letter_ids", "in", mails.ids)])._letter_went()
        return result
