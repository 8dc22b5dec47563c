from odoo import api, fields, models

from ..policy import vocabulary as words


class HateLandlordDone(models.TransientModel):
    """Record that a promise of the landlord as a whole was kept."""

    _name = "hate.landlord.done"
    _description = "Record what was done"
    _inherit = ["hate.typed.mixin"]

    deadline_id = fields.Many2one(
        "hate.landlord.deadline", required=True, readonly=True, ondelete="cascade"
    )
    promise = fields.Char(related="deadline_id.name", related_sudo=False)
    due_at = fields.Datetime(related="deadline_id.due_at", related_sudo=False)
    is_late = fields.Boolean(compute="_compute_is_late")
    note = fields.Text(string="What was done")
    late_reason = fields.Selection(words.LATE_REASONS, string="Why it is late")

    @api.depends("deadline_id")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for wizard in self:
            wizard.is_late = wizard.deadline_id.due_at < now

    def action_confirm(self):
        """Record it, or say what is missing."""
        self.ensure_one()
        self.deadline_id.action_done(self.note, self.late_reason)
        # sudo: rows of dialogues are deleted by nobody else; this one is the user's own
        self.sudo().unlink()
        return {"type": "ir.actions.act_window_close"}
