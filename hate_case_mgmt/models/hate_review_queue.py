from odoo import api, fields, models
from odoo.tools import SQL

from ..policy import vocabulary as words

# A case at high risk that waited a day comes before one at low risk that waited two
RISK_WEIGHTS = {"high": 3, "medium": 2, "low": 1}


class HateReviewQueue(models.Model):
    """The cases whose manager's review falls due, the most pressing on top.

    A query and no table: a case stands here while a review is promised on it, and once
    more when it was closed after it was last looked at. Nobody finds their own cases
    here.
    """

    _name = "hate.review.queue"
    _description = "Case to review"
    _inherit = ["hate.case.mixin"]
    _auto = False
    _order = "pressing desc, review_due_at, id"
    _depends = {
        "hate.case": [
            "company_id",
            "officer_id",
            "area_id",
            "state",
            "is_open",
            "risk_level",
            "reported_at",
            "last_reviewed_at",
            "closed_at",
        ],
        "hate.deadline": ["case_id", "commitment_id", "due_at", "state"],
        "hate.commitment": ["met_by_event"],
    }

    officer_id = fields.Many2one("res.users", string="Case officer", readonly=True)
    area_id = fields.Many2one("hate.area", readonly=True)
    state = fields.Selection(words.CASE_STATES, readonly=True)
    risk_level = fields.Selection(words.RISK_LEVELS, string="Risk", readonly=True)
    last_reviewed_at = fields.Datetime(string="Last reviewed", readonly=True)
    review_due_at = fields.Datetime(string="Review due", readonly=True)
    this_week = fields.Boolean(
        string="To review by Friday",
        readonly=True,
        help="Due by the end of this Friday, or overdue.",
    )
    pressing = fields.Float(
        readonly=True,
        aggregator=None,
        help="Risk (3 high or not assessed, 2 medium, 1 low) times the days since the "
        "case was last reviewed or reported.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT hate_case.id, hate_case.id AS case_id, hate_case.company_id,
                   hate_case.officer_id, hate_case.area_id, hate_case.state,
                   hate_case.risk_level, hate_case.last_reviewed_at,
                   clock.due_at AS review_due_at,
                   clock.due_at IS NULL OR clock.due_at <= %(friday)s AS this_week,
                   %(weight)s * GREATEST(0, EXTRACT(EPOCH FROM %(now)s - COALESCE(
                       hate_case.last_reviewed_at, hate_case.reported_at)) / 86400)
                       AS pressing
              FROM hate_case
              LEFT JOIN LATERAL (
                    SELECT min(hate_deadline.due_at) AS due_at
                      FROM hate_deadline
                      JOIN hate_commitment
                        ON hate_commitment.id = hate_deadline.commitment_id
                     WHERE hate_deadline.case_id = hate_case.id
                       AND hate_deadline.state IN %(pending)s
                       AND hate_commitment.met_by_event = %(reviewed)s
                   ) AS clock ON TRUE
             WHERE hate_case.officer_id IS DISTINCT FROM %(user)s
               AND (hate_case.is_open IS TRUE AND clock.due_at IS NOT NULL
                    OR hate_case.closed_at > %(since)s
                       AND hate_case.is_open IS NOT TRUE
                       AND hate_case.closed_at > COALESCE(
                           hate_case.last_reviewed_at, '-infinity'))
            """,
            friday=self._friday(),
            now=fields.Datetime.now(),
            since=fields.Datetime.subtract(fields.Datetime.now(), days=28),
            weight=self._weight(),
            pending=words.DEADLINE_PENDING,
            reviewed=words.EVENT_MANAGER_REVIEWED,
            user=self.env.uid,
        )

    @api.model
    def _weight(self):
        """:return: SQL of a case's weight; one not assessed counts as high"""
        return SQL(
            "CASE hate_case.risk_level WHEN 'low' THEN %s WHEN 'medium' THEN %s "
            "ELSE %s END",
            RISK_WEIGHTS["low"],
            RISK_WEIGHTS["medium"],
            RISK_WEIGHTS["high"],
        )

    @api.model
    def _friday(self):
        """:return: the end of the next Friday, today included, naive UTC"""
        company = self.env.company
        today = fields.Date.context_today(
            self.with_context(tz=company._hate_time_zone())
        )
        return self.env["hate.case"]._due(
            fields.Datetime.now(),
            (4 - today.weekday()) % 7,
            words.UNIT_DAYS,
            company._hate_calendar(),
        )

    def action_open_review(self):
        """:return: window action with the case on one page, to be reviewed"""
        self.ensure_one()
        return self.case_id.action_open_review()
