from odoo import fields, models


class HateDeadlineWaive(models.TransientModel):
    """Waive a promise, with a reason."""

    _name = "hate.deadline.waive"
    _description = "Waive a promise"
    _inherit = ["hate.case.wizard"]

    deadline_id = fields.Many2one(
        "hate.deadline", required=True, readonly=True, ondelete="cascade"
    )
    promise = fields.Char(related="deadline_id.name", related_sudo=False)
    due_at = fields.Datetime(related="deadline_id.due_at", related_sudo=False)
    waivable_by = fields.Selection(
        related="deadline_id.waivable_by", related_sudo=False
    )
    reason = fields.Text(string="Why")

    def action_confirm(self):
        """Waive it, or say what is missing."""
        self.ensure_one()
        self.deadline_id.action_waive(self.reason or "")
        return self._done(self.env._("Promise waived."))
