from odoo import api, fields, models

from ..policy import vocabulary as words


class HateDeadlineWaive(models.TransientModel):
    """Waive a promise, or take that back, with a reason."""

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
    is_waived = fields.Boolean(compute="_compute_is_waived")
    reason = fields.Text(string="Why")

    @api.depends("deadline_id.state")
    def _compute_is_waived(self):
        for wizard in self:
            wizard.is_waived = wizard.deadline_id.state == words.DEADLINE_WAIVED

    def action_confirm(self):
        """Waive it, or say what is missing."""
        self.ensure_one()
        self.deadline_id.action_waive(self.reason or "")
        return self._done(self.env._("Promise waived."))

    def action_take_back(self):
        """Take the waiver back, or say what is missing."""
        self.ensure_one()
        self.deadline_id.action_take_back_waiver(self.reason or "")
        return self._done(self.env._("The promise holds again."))
