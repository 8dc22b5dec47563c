from odoo import api, fields, models
from odoo.tools import SQL

from ..policy import vocabulary as words

WORKING_DAYS_AHEAD = 5
# The dialogue in which a promise is kept, by the event that keeps it. A promise about
# something of its own, such as a job, is kept there; any other on the case itself.
KEPT_BY = {
    words.EVENT_FIRST_RESPONSE: "action_log_contact",
    words.EVENT_UPDATE_GIVEN: "action_log_contact",
    words.EVENT_OFFICER_INTRODUCED: "action_log_contact",
    words.EVENT_ALLOCATED: "action_open_allocate",
    words.EVENT_MANAGER_REVIEWED: "action_open_review",
    "risk_screened": "action_assess_risk",
    "risk_assessed": "action_assess_risk",
    words.EVENT_SAFEGUARDING_TOLD: "action_view_safeguarding",
    words.EVENT_PLAN_AGREED: "action_agree_plan",
    words.EVENT_PLAN_COPIED: "action_agree_plan",
    words.EVENT_CLOSING_DISCUSSED: "action_open_talk",
    words.EVENT_CLOSURE_LETTER_SENT: "action_open_closure_letter",
    words.EVENT_SURVEY_SENT: "action_open_survey",
    words.EVENT_SURVEY_REMINDED: "action_open_survey",
    words.EVENT_FOLLOWED_UP: "action_open_follow_up",
}


class HateDayItem(models.Model):
    """My day: what waits for the user, promise by promise.

    A query and no table: the promises the user answers for that are overdue or fall due
    within five working days, and their open cases on which nothing is planned.
    """

    _name = "hate.day.item"
    _description = "To do"
    _inherit = ["hate.case.mixin"]
    _auto = False
    _order = "safety desc, due_at, id"
    _depends = {
        "hate.case": [
            "company_id",
            "officer_id",
            "is_open",
            "risk_level",
            "danger_now",
            "contact_caution",
        ],
        "hate.deadline": ["case_id", "commitment_id", "due_at", "state", "user_id"],
        "hate.commitment": ["met_by_event", "repeats"],
        "hate.action": ["case_id", "state"],
    }

    deadline_id = fields.Many2one("hate.deadline", readonly=True)
    commitment_id = fields.Many2one("hate.commitment", readonly=True)
    name = fields.Char(string="To do", compute="_compute_name")
    due_at = fields.Datetime(string="Due", readonly=True)
    day_group = fields.Selection(
        words.DAY_GROUPS,
        string="When",
        readonly=True,
    )
    safety = fields.Boolean(
        readonly=True,
        help="It keeps somebody safe, so it comes before paperwork.",
    )
    risk_level = fields.Selection(words.RISK_LEVELS, string="Risk", readonly=True)
    contact_caution = fields.Selection(
        words.CONTACT_CAUTIONS, string="Contact", readonly=True
    )

    @api.depends("commitment_id.name", "day_group")
    def _compute_name(self):
        for item in self:
            item.name = item.commitment_id.name or self.env._("Decide what comes next")

    @property
    def _table_query(self):
        return SQL("%s UNION ALL %s", self._promises(), self._idle_cases())

    def _promises(self):
        company = self.env.company
        calendar = company._hate_calendar()
        case_model = self.env["hate.case"]
        now = fields.Datetime.now()
        return SQL(
            """
            SELECT hate_deadline.id * 2::bigint AS id, hate_deadline.case_id,
                   hate_deadline.company_id, hate_deadline.id AS deadline_id,
                   hate_deadline.commitment_id, hate_deadline.due_at,
                   CASE WHEN hate_deadline.due_at < %(now)s THEN %(overdue)s
                        WHEN hate_deadline.due_at <= %(tonight)s THEN %(today)s
                        ELSE %(next)s END AS day_group,
                   hate_commitment.met_by_event IN %(safety)s
                   OR hate_case.danger_now IS TRUE AS safety,
                   hate_case.risk_level, hate_case.contact_caution
              FROM hate_deadline
              JOIN hate_commitment ON hate_commitment.id = hate_deadline.commitment_id
              JOIN hate_case ON hate_case.id = hate_deadline.case_id
             WHERE hate_deadline.user_id = %(user)s
               AND hate_deadline.state IN %(pending)s
               AND hate_deadline.ended_at IS NULL
               AND hate_deadline.due_at <= %(ahead)s
            """,
            now=now,
            overdue=words.DAY_OVERDUE,
            today=words.DAY_TODAY,
            next=words.DAY_NEXT,
            tonight=case_model._due(now, 0, words.UNIT_DAYS, calendar),
            ahead=case_model._due(
                now, WORKING_DAYS_AHEAD, words.UNIT_WORKING_DAYS, calendar
            ),
            safety=words.EVENTS_OF_SAFETY,
            pending=words.DEADLINE_PENDING,
            user=self.env.uid,
        )

    def _idle_cases(self):
        """The user's cases on which routine runs and nothing else is planned."""
        return SQL(
            """
            SELECT hate_case.id * 2::bigint + 1, hate_case.id, hate_case.company_id,
                   NULL::integer, NULL::integer, NULL::timestamp, %(nothing)s,
                   hate_case.danger_now IS TRUE, hate_case.risk_level,
                   hate_case.contact_caution
              FROM hate_case
             WHERE hate_case.officer_id = %(user)s
               AND hate_case.is_open IS TRUE
               AND NOT EXISTS (
                    SELECT FROM hate_deadline
                      JOIN hate_commitment
                        ON hate_commitment.id = hate_deadline.commitment_id
                     WHERE hate_deadline.case_id = hate_case.id
                       AND hate_deadline.state IN %(pending)s
                       AND hate_deadline.ended_at IS NULL
                       AND hate_commitment.repeats IS NOT TRUE)
               AND NOT EXISTS (
                    SELECT FROM hate_action
                     WHERE hate_action.case_id = hate_case.id
                       AND hate_action.state = %(planned)s)
            """,
            nothing=words.DAY_NOTHING,
            planned=words.ACTION_PLANNED,
            pending=words.DEADLINE_PENDING,
            user=self.env.uid,
        )

    def action_do(self):
        """:return: action of the dialogue that keeps the promise, else of the case"""
        self.ensure_one()
        method = KEPT_BY.get(self.commitment_id.met_by_event)
        if method:
            return getattr(self.case_id, method)()
        if self.deadline_id.subject_model:
            return self._open_subject()
        return self.action_open_case()

    def _open_subject(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self.deadline_id.subject_model,
            "res_id": self.deadline_id.subject_id,
            "views": [(False, "form")],
        }
