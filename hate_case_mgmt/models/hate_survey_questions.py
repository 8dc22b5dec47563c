from odoo import fields, models

from ..policy import vocabulary as words

# Those answered by choosing, in the order in which they are asked
CHOICES = ("overall", "listened", "respect", "informed", "safer")


class HateSurveyQuestions(models.AbstractModel):
    """What we ask after closing. The wording of a question is its field's name on
    screen; none has to be answered.

    Kept apart from the regulator's tenant perception survey (TP12), which asks all
    tenants and is never reckoned from these answers.
    """

    _name = "hate.survey.questions"
    _description = "Questions of the survey"
    _personal_fields = {"comment": "words"}

    overall = fields.Selection(
        words.SATISFIED, string="How satisfied are you with how we handled it?"
    )
    listened = fields.Selection(words.SURVEY_ANSWERS, string="Did we listen to you?")
    respect = fields.Selection(
        words.SURVEY_ANSWERS, string="Did we treat you with respect, without judging?"
    )
    informed = fields.Selection(
        words.SURVEY_ANSWERS, string="Did we keep you informed as we had agreed?"
    )
    safer = fields.Selection(
        words.SURVEY_ANSWERS, string="Do you feel safer than when you first told us?"
    )
    comment = fields.Text(string="What did we do well, and what should we do better?")
