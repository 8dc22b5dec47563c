from odoo import fields, models
from odoo.tools import SQL

from ..policy import vocabulary as words


class HatePromiseScore(models.Model):
    """The scorecard: each promise that fell due, and whether it was kept.

    A query over the clocks, which follows the rules of the case: whoever counts, counts
    only what they may open. Waived and cancelled promises are neither kept nor broken.
    """

    _name = "hate.promise.score"
    _description = "Promise kept or not"
    _inherit = ["hate.case.mixin"]
    _auto = False
    _order = "due_at desc, id desc"
    _depends = {
        "hate.deadline": [
            "case_id",
            "company_id",
            "commitment_id",
            "user_id",
            "due_at",
            "met_at",
            "state",
            "late_reason",
        ],
        "hate.case": ["area_id"],
    }

    commitment_id = fields.Many2one("hate.commitment", string="Promise", readonly=True)
    area_id = fields.Many2one("hate.area", readonly=True)
    user_id = fields.Many2one("res.users", string="Responsible", readonly=True)
    due_at = fields.Datetime(string="Due", readonly=True)
    met_at = fields.Datetime(string="Done", readonly=True)
    state = fields.Selection(words.DEADLINE_STATES, readonly=True)
    late_reason = fields.Selection(
        words.LATE_REASONS, string="Why it was late", readonly=True
    )
    kept = fields.Integer(readonly=True)
    late = fields.Integer(string="Kept late", readonly=True)
    broken = fields.Integer(readonly=True)
    kept_rate = fields.Float(
        string="Kept in time (%)",
        digits=(5, 1),
        readonly=True,
        aggregator="avg",
        help="Of all that fell due, those kept in time.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT hate_deadline.id, hate_deadline.case_id, hate_deadline.company_id,
                   hate_deadline.commitment_id, hate_case.area_id,
                   hate_deadline.user_id, hate_deadline.due_at, hate_deadline.met_at,
                   hate_deadline.state, hate_deadline.late_reason,
                   (hate_deadline.state = %(met)s)::int AS kept,
                   (hate_deadline.state = %(late)s)::int AS late,
                   (hate_deadline.state = %(missed)s)::int AS broken,
                   (hate_deadline.state = %(met)s)::int * 100.0 AS kept_rate
              FROM hate_deadline
              JOIN hate_case ON hate_case.id = hate_deadline.case_id
             WHERE hate_deadline.state IN %(counted)s
            """,
            met=words.DEADLINE_MET,
            late=words.DEADLINE_MET_LATE,
            missed=words.DEADLINE_MISSED,
            counted=words.DEADLINE_COUNTED,
        )
