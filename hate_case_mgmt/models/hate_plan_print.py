from odoo import models

from ..policy import letter_text
from ..policy import vocabulary as words
from ..reports import letter_engine


class HatePlan(models.Model):
    """The copy of the plan as it is handed over, so that its reader can read it."""

    _inherit = "hate.plan"

    def _text_size(self, usual, large):
        """:return: the size of letters on this copy, large where the person asked for
        letters in large print [003.7.2]"""
        self.ensure_one()
        return large if self.party_id.large_print else usual

    def _interpreter_offer(self, on_paper=False):
        """The plan is in English; a line on top offers an interpreter [000.b3].

        :param on_paper: whether it is drawn by wkhtmltopdf
        :return: dict of ``line``, ``code`` of its language or False, and ``direction``;
            empty where none is needed or known
        """
        self.ensure_one()
        letters = self.env["hate.letter"]
        spoken = self.party_id.language_id
        line = spoken.interpreter_line
        if not line or spoken.code == "en":
            return {}
        if on_paper and not letters._can_show(words.LETTER_HAND, line):
            return {}
        phone = letters._number_to_call(self.case_id)
        known = {"phone": phone or "", "reference": self.case_id.name}
        line = letter_text.fill(
            line, letters._numbers_together(known, spoken.right_to_left)
        )
        return {
            "line": letter_engine.marked(line) if on_paper else line,
            "code": not spoken.is_signed and spoken.code,
            "direction": "rtl" if spoken.right_to_left else "ltr",
        }
