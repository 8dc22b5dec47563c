from odoo import api, fields, models

from ..policy import promises, telling
from ..policy import vocabulary as words


class HateDeadline(models.Model):
    """The clock of one commitment on one case.

    Rows come and change by ``hate.case._record_event`` and the methods here only. All
    times are UTC; they are reckoned in the company's time zone.
    """

    _name = "hate.deadline"
    _description = "Promise"
    _inherit = ["hate.case.mixin"]
    _order = "due_at, id"
    _personal_fields = {
        "late_note": "words",
        "waive_reason": "words",
        "set_aside_why": "words",
    }
    _plain_fields = frozenset({"subject_model", "evidence_model"})
    _figure_fields = frozenset(
        {
            "case_id",
            "company_id",
            "commitment_id",
            "started_at",
            "warn_at",
            "due_at",
            "met_at",
            "ended_at",
            "state",
            "late_reason",
        }
    )

    _method_only_fields = frozenset(
        {
            "case_id",
            "commitment_id",
            "started_at",
            "warn_at",
            "due_at",
            "met_at",
            "ended_at",
            "state",
            "user_id",
            "evidence_model",
            "evidence_id",
            "subject_model",
            "subject_id",
            "started_event_id",
            "ended_event_id",
            "late_reason",
            "late_note",
            "waive_reason",
            "waived_by_id",
            "attempts",
            "last_attempt_at",
            "look_at",
            "set_aside_at",
            "set_aside_why",
            *telling.STEPS,
        }
    )

    commitment_id = fields.Many2one(
        "hate.commitment", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char(related="commitment_id.name", string="Promise")
    clause = fields.Char(related="commitment_id.clause")
    standard_kind = fields.Selection(
        related="commitment_id.standard_kind", string="Whose promise"
    )
    waivable_by = fields.Selection(related="commitment_id.waivable_by")

    # what it is about, where a case may have several of a kind
    subject_model = fields.Char()
    subject_id = fields.Many2oneReference(string="About", model_field="subject_model")

    # when
    started_at = fields.Datetime(string="Started", required=True)
    started_event_id = fields.Many2one("hate.event", ondelete="restrict")
    warn_at = fields.Datetime(required=True)
    due_at = fields.Datetime(string="Due", required=True)
    met_at = fields.Datetime(string="Kept")
    ended_at = fields.Datetime(
        string="Ended", help="When it was kept, waived or called off."
    )
    ended_event_id = fields.Many2one("hate.event", ondelete="restrict")
    state = fields.Selection(
        words.DEADLINE_STATES, required=True, default=words.DEADLINE_RUNNING
    )
    user_id = fields.Many2one("res.users", string="Responsible", index="btree_not_null")

    # how it was kept, or why not
    evidence_model = fields.Char()
    evidence_id = fields.Many2oneReference(
        string="Evidence", model_field="evidence_model"
    )
    attempts = fields.Integer(
        string="Tried",
        aggregator=None,
        help="How often someone tried to reach the person while it ran. An attempt "
        "keeps no promise.",
    )
    last_attempt_at = fields.Datetime(string="Last tried")
    late_reason = fields.Selection(words.LATE_REASONS, string="Why it was late")
    late_note = fields.Char(string="More about it")
    waived_by_id = fields.Many2one("res.users", string="Waived by")
    waive_reason = fields.Text(string="Why it was waived")

    # who was told, and when the engine looks at it again
    warned_at = fields.Datetime(string="Warned")
    overdue_told_at = fields.Datetime(string="Told that it is overdue")
    manager_told_at = fields.Datetime(string="Manager told")
    head_told_at = fields.Datetime(string="Head told")
    look_at = fields.Datetime(string="Looked at next")
    set_aside_at = fields.Datetime(string="Set aside")
    set_aside_why = fields.Char(string="Why nobody could be told")
    log_ids = fields.One2many("hate.deadline.log", "deadline_id", string="Changes")

    _case_idx = models.Index("(case_id, due_at, id)")
    _pending_idx = models.Index("(due_at, id) INCLUDE (case_id) WHERE ended_at IS NULL")
    # what runs on a case, and what waits for somebody: both stay as small as the work
    # that is open, however long the landlord keeps cases
    _pending_case_idx = models.Index(
        "(case_id, due_at, id) INCLUDE (commitment_id, state) WHERE ended_at IS NULL"
    )
    _pending_user_idx = models.Index(
        "(user_id, due_at, id) INCLUDE (case_id, commitment_id, state)"
        " WHERE ended_at IS NULL"
    )
    # all that the scheduled action asks for: time grows with what fell due, not with
    # what is open
    _look_idx = models.Index("(look_at, id) WHERE look_at IS NOT NULL")
    _set_aside_idx = models.Index("(id) WHERE set_aside_at IS NOT NULL")
    _unexplained_idx = models.Index(
        "(due_at, id) WHERE late_reason IS NULL AND state IN ('met_late', 'missed')"
    )

    # ------------------------------------------------------------------
    # Between rows and plain clocks
    # ------------------------------------------------------------------

    def _clock(self):
        """:return: it as :class:`policy.promises.Clock`"""
        self.ensure_one()
        return promises.Clock(
            promise=self.commitment_id._promise(),
            started_at=self.started_at,
            due_at=self.due_at,
            subject=self._subject_key(),
            row=self,
        )

    def _subject_key(self):
        return (self.subject_model, self.subject_id) if self.subject_model else None

    def _end(self, clocks):
        """Store how clocks have ended.

        :param clocks: list of :class:`policy.promises.Clock`, with their rows
        """
        alike = {}
        for clock in clocks:
            found = alike.setdefault((clock.state, clock.ended_at), [])
            found.append(clock)
        for (state, ended_at), group in alike.items():
            rows = self.browse([clock.row.id for clock in group])
            by_event = {}
            for clock in group:
                by_event.setdefault(clock.ended_by, self.browse())
                by_event[clock.ended_by] |= clock.row
            kept = state in words.DEADLINE_KEPT
            rows.write(
                {
                    "state": state,
                    "ended_at": ended_at,
                    "met_at": ended_at if kept else False,
                    "look_at": False,
                    "set_aside_at": False,
                }
            )
            for event_id, rows_of_event in by_event.items():
                event = self.env["hate.event"].browse(event_id)
                rows_of_event.write(
                    {
                        "ended_event_id": event.id,
                        "evidence_model": kept and event.evidence_model,
                        "evidence_id": kept and event.evidence_id,
                    }
                )

    def _next_look(self):
        """:return: naive UTC moment at which somebody is told next, or False"""
        return self._telling().next_look() or False

    def _telling(self):
        """:return: :class:`policy.telling.Terms`"""
        self.ensure_one()
        commitment = self.commitment_id
        return telling.Terms(
            warn_at=self.warn_at,
            due_at=self.due_at,
            escalate_to=commitment.escalate_to,
            escalate_hours=commitment.escalate_hours,
            responsible=commitment.responsible,
            taken=frozenset(step for step in telling.STEPS if self[step]),
        )

    @api.model
    def _get_pending_domain(self):
        """:return: the promises still to be kept, missed or not."""
        return [("ended_at", "=", False)]
