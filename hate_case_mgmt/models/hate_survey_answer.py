from odoo import api, fields, models
from odoo.tools import format_date

from ..policy import vocabulary as words


class HateSurveyAnswer(models.Model):
    """One answer to the survey, with nothing that leads back to a person or a case.

    It has no moment of its own and no author, only the month. Who may read it sees
    therefore how we did, and not whom it is from.
    """

    _name = "hate.survey.answer"
    _description = "Answer to the survey"
    _inherit = [
        "hate.survey.questions",
        "hate.append.only.mixin",
        "hate.personal.mixin",
    ]
    _order = "month desc, id desc"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, index=True)
    area_id = fields.Many2one("hate.area", string="Area", index="btree_not_null")
    month = fields.Date(required=True, help="The first day of the month it came in.")
    month_name = fields.Char(string="Came in", compute="_compute_month_name")
    way = fields.Selection(words.SURVEY_WAYS, string="How", required=True)
    is_bad = fields.Boolean(
        string="Needs a look",
        compute="_compute_is_bad",
        store=True,
        precompute=True,
        help="Not satisfied, or a clear no to one of the questions.",
    )

    _list_idx = models.Index("(company_id, month DESC, id DESC)")

    @api.depends("overall", "listened", "respect", "informed", "safer")
    def _compute_is_bad(self):
        for answer in self:
            answer.is_bad = answer.overall in words.NOT_SATISFIED or "no" in (
                answer.listened,
                answer.respect,
                answer.informed,
                answer.safer,
            )

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_month_name(self):
        for answer in self:
            answer.month_name = format_date(
                self.env, answer.month, date_format="MMMM y"
            )

    @api.depends("month")
    def _compute_display_name(self):
        for answer in self:
            answer.display_name = self.env._("Answer")
