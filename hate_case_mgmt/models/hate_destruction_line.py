import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..policy import vocabulary_keep as keep
from .hate_just_number import JustNumber

_logger = logging.getLogger(__name__)


class HateDestructionLine(models.Model):
    """One case of a removal. It outlives the case, so it knows it by number only."""

    _name = "hate.destruction.line"
    _description = "Case to remove"
    _inherit = ["hate.personal.mixin"]
    _order = "id"
    _rec_name = "reference"
    _plain_fields = frozenset({"reference"})

    destruction_id = fields.Many2one(
        "hate.destruction", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="destruction_id.company_id", store=True)
    reference = fields.Char(string="Case", required=True)
    # for the record rules and the removal: it stays when the case has gone
    case_key = JustNumber("hate.case", required=True, groups=fields.NO_ACCESS)
    outcome = fields.Selection(keep.RETENTION_OUTCOMES, string="How it ended")
    ended_on = fields.Date(string="Ended")
    retain_until = fields.Date(string="Kept until")
    months = fields.Integer(string="By the rule (months)", aggregator=None)
    treatment = fields.Selection(keep.TREATMENTS, string="What is done", required=True)
    state = fields.Selection(keep.LINE_STATES, required=True, default=keep.LINE_WAITING)
    kept_reason = fields.Selection(keep.KEPT_REASONS, string="Kept because")
    done_at = fields.Datetime(string="Done")
    records = fields.Integer(help="Rows that were deleted.")
    messages = fields.Integer()
    files = fields.Integer()

    _waiting_idx = models.UniqueIndex(
        "(case_key) WHERE state = 'waiting'",
        "A case among these has been proposed already.",
    )

    @api.model
    def _add(self, removal, cases):
        """:raise UserError: a case has been proposed already"""
        proposed = self.search(
            [("case_key", "in", cases.ids), ("state", "=", keep.LINE_WAITING)]
        )
        if proposed:
            raise UserError(
                self.env._(
                    "Proposed already: %(cases)s.",
                    cases=", ".join(proposed.mapped("reference")),
                )
            )
        rules = self.env["hate.retention.rule"]
        values = []
        for case in cases:
            rule = rules._for(case.company_id, case.retain_outcome)
            values.append(
                {
                    "destruction_id": removal.id,
                    "reference": case.name,
                    "case_key": case.id,
                    "outcome": case.retain_outcome,
                    "ended_on": case.retain_from,
                    "retain_until": case.retain_until,
                    "months": rule.months,
                    "treatment": rule.treatment,
                }
            )
        return self.create(values)

    @api.model
    def _get_waiting_domain(self):
        """:return: the cases that somebody has confirmed and nobody has removed"""
        return Domain("state", "=", keep.LINE_WAITING) & Domain(
            "destruction_id.state", "=", keep.DESTRUCTION_CONFIRMED
        )

    def _carry_out(self):
        """Remove the case, or note why it is kept after all."""
        for line in self:
            kept = line._reason_to_keep()
            count = {}
            if not kept:
                try:
                    with self.env.cr.savepoint():
                        count = line._remove_case()
                except Exception:
                    # the other cases go on; what went wrong names no person
                    _logger.exception("Removal of case id %s failed", line.case_key.id)
                    kept = keep.KEPT_FAILED
            line.write(
                {
                    "state": keep.LINE_KEPT if kept else keep.LINE_REMOVED,
                    "kept_reason": kept,
                    "done_at": fields.Datetime.now(),
                    **count,
                }
            )
            line._finish()

    def _reason_to_keep(self):
        """:return: one of ``policy.vocabulary_keep.KEPT_REASONS``, or False"""
        case = self.case_key.exists()
        if not case or case.anonymised_on:
            return keep.KEPT_GONE
        if case.held:
            return keep.KEPT_HELD
        if case.is_open:
            return keep.KEPT_REOPENED
        case._plan_retention_anew()
        if not case.filtered_domain(case._get_due_domain()):
            return keep.KEPT_NOT_DUE
        return False

    def _remove_case(self):
        """:return: dict of how many ``records``, ``messages`` and ``files`` went"""
        if self.treatment == keep.ERASE:
            return self.case_key._erase()
        return self.case_key._anonymise()

    def _finish(self):
        """Close the removal with its last case."""
        removal = self.destruction_id
        if all(line.state != keep.LINE_WAITING for line in removal.line_ids):
            removal.write(
                {"state": keep.DESTRUCTION_DONE, "done_at": fields.Datetime.now()}
            )
