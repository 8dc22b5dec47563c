from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary as words


class HateCaseClosingTalk(models.TransientModel):
    """Talk closing over with the person: what they say, and what they would like for
    the time after."""

    _name = "hate.case.closing.talk"
    _description = "Talk about closing"
    _inherit = ["hate.case.contact"]

    agrees = fields.Selection(words.CLOSING_VIEWS, string="Do they agree to closing?")
    own_words = fields.Text(string="In their own words")
    involvement_answer = fields.Selection(
        words.INVOLVEMENT_ANSWERS,
        string="Would they like to get involved?",
        help="Offer it; it is their choice alone, and nothing depends on it.",
    )
    involvement_ids = fields.Many2many(
        "hate.involvement",
        "hate_case_closing_talk_involvement_rel",
        "talk_id",
        "involvement_id",
        string="In what",
    )
    survey_declined = fields.Boolean(string="They want no survey")
    after_care_declined = fields.Boolean(string="They want no contact after closing")
    attempts = fields.Integer(string="Attempts so far", compute="_compute_attempts")

    @api.depends("case_id")
    def _compute_attempts(self):
        for wizard in self:
            wizard.attempts = len(wizard.case_id._closing_attempts())

    def action_record(self):
        """Keep the talk, or the attempt at it.

        :return: client action
        :raise UserError: something is missing
        """
        self.ensure_one()
        if self.reached:
            self._check_said()
        contact = self._log_contact(self.own_words)
        if not self.reached:
            return self._done(
                self.env._(
                    "The attempt is on record. If they can't be reached, a manager "
                    "decides."
                )
            )
        self.case_id._record_talk(contact, self._prepare_talk())
        return self._done(self.env._("The talk is on record."))

    def _check_said(self):
        if not self.agrees:
            raise UserError(self.env._("Please say whether the person agrees."))
        if not (self.own_words or "").strip():
            raise UserError(
                self.env._("Please write down what they said, in their own words.")
            )
        if not self.involvement_answer:
            raise UserError(
                self.env._(
                    "Please offer the ways to get involved, or say that it was not "
                    "the moment to ask."
                )
            )

    def _prepare_talk(self):
        interested = self.involvement_answer == "interested"
        return {
            "agrees": self.agrees,
            "own_words": self.own_words,
            "involvement_answer": self.involvement_answer,
            "involvement_ids": [
                fields.Command.set(self.involvement_ids.ids if interested else [])
            ],
            "survey_declined": self.survey_declined,
            "after_care_declined": self.after_care_declined,
        }
