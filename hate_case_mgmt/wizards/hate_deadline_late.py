from odoo import api, fields, models

from ..policy import text_checks
from ..policy import vocabulary as words


class HateDeadlineLate(models.TransientModel):
    """Say why a promise was kept late, or has not been kept in time."""

    _name = "hate.deadline.late"
    _description = "Say why a promise is late"
    _inherit = ["hate.case.wizard"]

    deadline_id = fields.Many2one(
        "hate.deadline", required=True, readonly=True, ondelete="cascade"
    )
    promise = fields.Char(related="deadline_id.name", related_sudo=False)
    due_at = fields.Datetime(related="deadline_id.due_at", related_sudo=False)
    late_reason = fields.Selection(
        words.LATE_REASONS,
        string="Why",
        compute="_compute_late_reason",
        compute_sudo=False,
        store=True,
        readonly=False,
        required=True,
    )
    note = fields.Char(string="More about it")

    @api.depends("deadline_id")
    def _compute_late_reason(self):
        for wizard in self:
            wizard.late_reason = wizard.deadline_id.late_reason

    def action_confirm(self):
        """Keep the reason with the promise."""
        self.ensure_one()
        note = text_checks.clean_line(self.note or "")
        self.deadline_id.action_say_why(self.late_reason, note)
        return self._done(self.env._("Reason kept."))
