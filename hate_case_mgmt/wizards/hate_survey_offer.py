from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.hate_survey_questions import CHOICES
from ..policy import vocabulary as words


class HateSurveyOffer(models.TransientModel):
    """The survey: send the link, fill it in for the person, or note that they do not
    want it."""

    _name = "hate.survey.offer"
    _description = "Survey"
    _inherit = ["hate.case.wizard", "hate.survey.questions"]

    survey_id = fields.Many2one(
        "hate.survey",
        compute="_compute_survey_id",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
        string="For",
        domain="[('case_id', '=', case_id), ('state', 'in', ['waiting', 'offered'])]",
    )
    party_id = fields.Many2one(
        "hate.party", related="survey_id.party_id", related_sudo=False, string="Person"
    )
    offered_at = fields.Datetime(related="survey_id.offered_at", related_sudo=False)
    reminded_at = fields.Datetime(related="survey_id.reminded_at", related_sudo=False)
    safe_contact_line = fields.Char(
        related="survey_id.party_id.safe_contact_line", related_sudo=False
    )
    step = fields.Selection(
        words.SURVEY_STEPS,
        string="What to do",
        required=True,
        default=words.OFFER_SEND,
    )
    method_id = fields.Many2one(
        "hate.contact.method",
        string="How",
        compute="_compute_method_id",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
        domain="[('code', 'in', ['email', 'post', 'text', 'visit', 'place'])]",
    )
    contact_wanted = fields.Boolean(string="A manager may ring them about it")

    @api.depends("case_id")
    def _compute_survey_id(self):
        for wizard in self:
            wizard.survey_id = (
                wizard.survey_id
                or wizard.case_id.survey_ids.filtered(
                    lambda offer: offer.state in words.SURVEY_PENDING
                )[:1]
            )

    @api.depends("survey_id")
    def _compute_method_id(self):
        for wizard in self:
            wizard.method_id = wizard.survey_id.party_id._way_for_letters()

    def action_confirm(self):
        """Take the step that was chosen.

        :return: client action, or the action that prints the letter
        :raise UserError: something is missing, or the way is not safe
        """
        self.ensure_one()
        survey = self.survey_id
        self.case_id._check_after_closing()
        if not survey or survey.case_id != self.case_id:
            raise UserError(self.env._("Please choose for whom the survey is."))
        if self.step == words.OFFER_SEND:
            return self._send(survey)
        if self.step == words.OFFER_PHONE:
            survey._take_answer(
                {name: self[name] for name in (*CHOICES, "comment")},
                words.SURVEY_PHONE,
                self.contact_wanted,
            )
            return self._done(self.env._("Thank you. The answer is on record."))
        survey._decline()
        return self._done(self.env._("They will not be asked again."))

    def _send(self, survey):
        if not self.method_id:
            raise UserError(self.env._("Please choose a way the person called safe."))
        letter = survey._send(self.method_id.code)
        done = self._done(self.env._("The survey has been offered."))
        if letter._is_to_print():
            return letter.action_print()
        return done
