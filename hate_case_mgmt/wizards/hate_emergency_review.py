from odoo import fields, models

from ..policy import vocabulary_guard as words


class HateEmergencyReview(models.TransientModel):
    """Someone other than the person says whether emergency access was justified."""

    _name = "hate.emergency.review"
    _description = "Review of emergency access"
    _inherit = ["hate.typed.mixin"]

    access_id = fields.Many2one(
        "hate.emergency.access", required=True, readonly=True, ondelete="cascade"
    )
    reason = fields.Text(
        string="Why they opened it", related="access_id.reason", related_sudo=False
    )
    outcome = fields.Selection(words.EMERGENCY_OUTCOMES, string="What you found")
    findings = fields.Text(string="In words")

    def action_confirm(self):
        """Close the review."""
        self.ensure_one()
        self.access_id.action_review(self.outcome, self.findings)
        # sudo: rows of dialogues are deleted by nobody else; this one is the user's own
        self.sudo().unlink()
        return {"type": "ir.actions.act_window_close"}
