from odoo import api, fields, models
from odoo.tools import SQL

from ..policy import vocabulary as words

WORKING_DAYS_AHEAD = 5
# The dialogue in which a promise is kept, by the event that keeps it. A promise about
# something of its own, such as a job, is kept there; any other on the case itself.
KEPT_BY = {
    words.EVENT_FIRST_RESPONSE: "action_log_contact",
    words.EVENT_UPDATE_GIVEN: "action_log_update",
    words.EVENT_OFFICER_INTRODUCED: "action_log_contact",
    words.EVENT_ALLOCATED: "action_open_allocate",
    words.EVENT_MANAGER_REVIEWED: "action_open_review",
    "risk_screened": "action_assess_risk",
    "risk_assessed": "action_assess_risk",
    words.EVENT_RISK_REVIEWED: "action_assess_risk",
    words.EVENT_SAFEGUARDING_TOLD: "action_view_safeguarding",
    words.EVENT_PLAN_AGREED: "action_agree_plan",
    words.EVENT_PLAN_COPIED: "action_agree_plan",
    words.EVENT_CLOSING_DISCUSSED: "action_open_talk",
    words.EVENT_CLOSURE_LETTER_SENT: "action_open_closure_letter",
    words.EVENT_SURVEY_SENT: "action_open_survey",
    words.EVENT_SURVEY_REMINDED: "action_open_survey",
    words.EVENT_FOLLOWED_UP: "action_open_follow_up",
}
# The same where a promise is about something of its own, on that
KEPT_THERE_BY = {
    words.EVENT_REPAIR_DONE: "action_open_done",
    words.EVENT_GRAFFITI_REMOVED: "action_open_done",
    words.EVENT_HAZARD_MADE_SAFE: "action_open_done",
    words.EVENT_REFERRAL_ANSWERED: "action_open_answer",
    words.EVENT_AUTHORITY_RECEIVED: "action_file_authority",
}


class HateDayItem(models.Model):
    """My day: what waits for the user, promise by promise.

    A query and no table: the promises the user answers for, the calls they have agreed
    with people and the actions they do or follow up, once they are overdue or fall due
    within five working days; their cases on which somebody is in danger now, before all
    else; and their open cases on which nothing is planned.
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
            "next_contact_on",
        ],
        "hate.deadline": ["case_id", "commitment_id", "due_at", "state", "user_id"],
        "hate.commitment": ["met_by_event", "repeats"],
        "hate.action": ["case_id", "category", "due_at", "state", "user_id"],
    }

    deadline_id = fields.Many2one("hate.deadline", readonly=True)
    commitment_id = fields.Many2one("hate.commitment", readonly=True)
    action_id = fields.Many2one("hate.action", readonly=True)
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

    @api.depends("commitment_id.name", "action_id.name", "day_group")
    def _compute_name(self):
        names = self.commitment_id._names()
        for item in self:
            item.name = (
                names.get(item.commitment_id.id)
                or item.action_id.name
                or item._unnamed()
            )

    def _unnamed(self):
        """:return: what to do where neither a promise nor an action says it"""
        if self.day_group == words.DAY_DANGER:
            return self.env._("Make sure that they are safe now")
        if self.day_group == words.DAY_NOTHING:
            return self.env._("Decide what comes next")
        return self.env._("Get in touch, as agreed")

    @property
    def _table_query(self):
        calendar = self.env.company._hate_calendar()
        now = fields.Datetime.now()
        due = self.env["hate.case"]._due
        ahead = due(now, WORKING_DAYS_AHEAD, words.UNIT_WORKING_DAYS, calendar)
        return SQL(
            """
            SELECT id, case_id, company_id, deadline_id, commitment_id, action_id,
                   due_at,
                   COALESCE(undated,
                        CASE WHEN due_at < %(now)s THEN %(overdue)s
                             WHEN due_at <= %(tonight)s THEN %(today)s
                             ELSE %(next)s END) AS day_group,
                   safety, risk_level, contact_caution
              FROM (%(promises)s UNION ALL %(contacts)s UNION ALL %(actions)s
                    UNION ALL %(danger)s UNION ALL %(idle)s) AS item
            """,
            now=now,
            tonight=due(now, 0, words.UNIT_DAYS, calendar),
            overdue=words.DAY_OVERDUE,
            today=words.DAY_TODAY,
            next=words.DAY_NEXT,
            promises=self._promises(ahead),
            contacts=self._agreed_contacts(ahead),
            actions=self._planned_actions(ahead),
            danger=self._cases_in_danger(),
            idle=self._idle_cases(),
        )

    def _promises(self, ahead):
        return SQL(
            """
            SELECT hate_deadline.id * 5::bigint AS id, hate_deadline.case_id,
                   hate_deadline.company_id, hate_deadline.id AS deadline_id,
                   hate_deadline.commitment_id, NULL::integer AS action_id,
                   hate_deadline.due_at, NULL::varchar AS undated,
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
            safety=words.EVENTS_OF_SAFETY,
            pending=words.DEADLINE_PENDING,
            user=self.env.uid,
            ahead=ahead,
        )

    def _agreed_contacts(self, ahead):
        """The day agreed with a person, unless a promise to be in touch comes first."""
        end_of_day = SQL(
            """(hate_case.next_contact_on + 1)::timestamp
               AT TIME ZONE %s AT TIME ZONE 'UTC' - interval '1 minute'""",
            self.env.company._hate_time_zone(),
        )
        return SQL(
            """
            SELECT hate_case.id * 5::bigint + 1, hate_case.id, hate_case.company_id,
                   NULL::integer, NULL::integer, NULL::integer, %(due_at)s,
                   NULL::varchar, hate_case.danger_now IS TRUE, hate_case.risk_level,
                   hate_case.contact_caution
              FROM hate_case
             WHERE hate_case.officer_id = %(user)s
               AND hate_case.is_open IS TRUE
               AND %(due_at)s <= %(ahead)s
               AND NOT EXISTS (
                    SELECT FROM hate_deadline
                      JOIN hate_commitment
                        ON hate_commitment.id = hate_deadline.commitment_id
                     WHERE hate_deadline.case_id = hate_case.id
                       AND hate_deadline.user_id = %(user)s
                       AND hate_deadline.state IN %(pending)s
                       AND hate_deadline.ended_at IS NULL
                       AND hate_deadline.due_at <= %(due_at)s
                       AND hate_commitment.met_by_event IN %(in_touch)s)
            """,
            due_at=end_of_day,
            in_touch=words.EVENTS_IN_TOUCH,
            pending=words.DEADLINE_PENDING,
            user=self.env.uid,
            ahead=ahead,
        )

    def _planned_actions(self, ahead):
        return SQL(
            """
            SELECT hate_action.id * 5::bigint + 2, hate_action.case_id,
                   hate_action.company_id, NULL::integer, NULL::integer, hate_action.id,
                   hate_action.due_at, NULL::varchar,
                   hate_action.category IN %(safety)s
                   OR hate_case.danger_now IS TRUE,
                   hate_case.risk_level, hate_case.contact_caution
              FROM hate_action
              JOIN hate_case ON hate_case.id = hate_action.case_id
             WHERE hate_action.user_id = %(user)s
               AND hate_action.state = %(planned)s
               AND hate_action.due_at <= %(ahead)s
            """,
            safety=words.ACTIONS_OF_SAFETY,
            planned=words.ACTION_PLANNED,
            user=self.env.uid,
            ahead=ahead,
        )

    def _cases_in_danger(self):
        return SQL(
            """
            SELECT hate_case.id * 5::bigint + 4, hate_case.id, hate_case.company_id,
                   NULL::integer, NULL::integer, NULL::integer, NULL::timestamp,
                   %(danger)s, TRUE, hate_case.risk_level, hate_case.contact_caution
              FROM hate_case
             WHERE hate_case.officer_id = %(user)s
               AND hate_case.is_open IS TRUE
               AND hate_case.danger_now IS TRUE
            """,
            danger=words.DAY_DANGER,
            user=self.env.uid,
        )

    def _idle_cases(self):
        """The user's cases on which routine runs and nothing else is planned.

        Their ids come out of an index first, which OFFSET keeps apart: few are left of
        which more is read.
        """
        return SQL(
            """
            SELECT hate_case.id * 5::bigint + 3, hate_case.id, hate_case.company_id,
                   NULL::integer, NULL::integer, NULL::integer, NULL::timestamp,
                   %(nothing)s, hate_case.danger_now IS TRUE, hate_case.risk_level,
                   hate_case.contact_caution
              FROM (SELECT own.id FROM hate_case AS own
                     WHERE own.officer_id = %(user)s
                       AND own.is_open IS TRUE
                       AND NOT EXISTS (
                            SELECT FROM hate_deadline
                              JOIN hate_commitment
                                ON hate_commitment.id = hate_deadline.commitment_id
                             WHERE hate_deadline.case_id = own.id
                               AND hate_deadline.state IN %(pending)s
                               AND hate_deadline.ended_at IS NULL
                               AND hate_commitment.repeats IS NOT TRUE)
                       AND NOT EXISTS (
                            SELECT FROM hate_action
                             WHERE hate_action.case_id = own.id
                               AND hate_action.state = %(planned)s)
                    OFFSET 0) AS idle
              JOIN hate_case ON hate_case.id = idle.id
            """,
            nothing=words.DAY_NOTHING,
            planned=words.ACTION_PLANNED,
            pending=words.DEADLINE_PENDING,
            user=self.env.uid,
        )

    def action_do(self):
        """:return: action of the dialogue that keeps it, else of what it is about; a
        dialogue over the list says for which case it is"""
        self.ensure_one()
        action = self._what_keeps_it()
        if action.get("target") == "new":
            action["name"] = self.env._(
                "%(what)s: %(case)s",
                what=action.get("name") or self.name,
                case=self.case_id.display_name,
            )
        return action

    def _what_keeps_it(self):
        if self.action_id:
            return self._open_form(self.action_id._name, self.action_id.id)
        if not self.commitment_id and self.due_at:
            return self.case_id.action_log_update()
        method = KEPT_BY.get(self.commitment_id.met_by_event)
        if method:
            return getattr(self.case_id, method)()
        if self.deadline_id.subject_model:
            return self._do_there()
        return self.action_open_case()

    def _do_there(self):
        """:return: the dialogue that keeps a promise about something of its own, or
        else that thing"""
        clock = self.deadline_id
        subject = self.env[clock.subject_model].browse(clock.subject_id).exists()
        method = KEPT_THERE_BY.get(self.commitment_id.met_by_event)
        if subject and method:
            return getattr(subject, method)()
        return self._open_form(clock.subject_model, clock.subject_id)

    def _open_form(self, model, record_id):
        """:return: action that shows it on top of the list, to be done there"""
        return {
            "type": "ir.actions.act_window",
            "target": "new",
            "res_model": model,
            "res_id": record_id,
            "views": [(False, "form")],
        }
