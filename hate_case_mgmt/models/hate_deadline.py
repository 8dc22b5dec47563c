from odoo import api, fields, models

from ..policy import vocabulary as words


class HateDeadline(models.Model):
    """The clock of one commitment on one case.

    Rows come and change by ``hate.case._record_event`` only. All times are UTC; they
    are reckoned in the company's time zone.
    """

    _name = "hate.deadline"
    _description = "Promise"
    _inherit = ["hate.case.mixin"]
    _order = "due_at, id"

    _method_only_fields = frozenset(
        {
            "case_id",
            "commitment_id",
            "started_at",
            "warn_at",
            "due_at",
            "met_at",
            "state",
            "user_id",
            "evidence_model",
            "evidence_id",
        }
    )

    case_id = fields.Many2one(index=False)
    commitment_id = fields.Many2one(
        "hate.commitment", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char(related="commitment_id.name", string="Promise")
    clause = fields.Char(related="commitment_id.clause")
    standard_kind = fields.Selection(
        related="commitment_id.standard_kind", string="Whose promise"
    )
    started_at = fields.Datetime(string="Started", required=True)
    warn_at = fields.Datetime(required=True)
    due_at = fields.Datetime(string="Due", required=True)
    met_at = fields.Datetime(string="Kept")
    state = fields.Selection(
        words.DEADLINE_STATES, required=True, default=words.DEADLINE_RUNNING
    )
    user_id = fields.Many2one("res.users", string="Responsible", index="btree_not_null")
    late_reason = fields.Selection(words.LATE_REASONS, string="Why it was late")
    evidence_model = fields.Char()
    evidence_id = fields.Many2oneReference(
        string="Evidence", model_field="evidence_model"
    )

    _case_idx = models.Index("(case_id, due_at, id)")
    _running_idx = models.Index("(due_at, id) WHERE state = 'running'")
    _warning_idx = models.Index("(warn_at, id) WHERE state = 'running'")

    def _meet(self, at, record=None):
        """Stop these clocks: the promise is kept.

        :param at: when what was promised was done, naive UTC
        :param record: the record that shows it, or None
        """
        evidence = {
            "evidence_model": record._name if record else False,
            "evidence_id": record.id if record else False,
        }
        on_time = self.filtered(lambda deadline: at <= deadline.due_at)
        on_time.write({"state": words.DEADLINE_MET, "met_at": at, **evidence})
        (self - on_time).write(
            {"state": words.DEADLINE_MET_LATE, "met_at": at, **evidence}
        )

    def action_open_case(self):
        """:return: window action of the case this promise is for"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "hate.case",
            "res_id": self.case_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    @api.model
    def _get_pending_domain(self):
        """:return: the promises still to be kept, missed or not."""
        return [("state", "in", words.DEADLINE_PENDING)]
