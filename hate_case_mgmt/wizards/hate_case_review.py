from odoo import fields, models

from ..policy import vocabulary as words


class HateCaseReview(models.TransientModel):
    """One case on one page: every promise with its evidence, and three outcomes."""

    _name = "hate.case.review"
    _description = "Review a case"
    _inherit = ["hate.case.wizard"]

    # what the case shows, read as the user
    officer_id = fields.Many2one(related="case_id.officer_id", related_sudo=False)
    state = fields.Selection(related="case_id.state", related_sudo=False)
    risk_level = fields.Selection(related="case_id.risk_level", related_sudo=False)
    reported_at = fields.Datetime(related="case_id.reported_at", related_sudo=False)
    last_contact_at = fields.Datetime(
        related="case_id.last_contact_at", related_sudo=False
    )
    update_interval_days = fields.Integer(
        related="case_id.update_interval_days", related_sudo=False
    )
    last_reviewed_at = fields.Datetime(
        related="case_id.last_reviewed_at", related_sudo=False
    )
    deadline_ids = fields.One2many(
        related="case_id.deadline_ids", related_sudo=False, string="Promises"
    )

    outcome = fields.Selection(words.REVIEW_OUTCOMES)
    findings = fields.Char(string="In one sentence")
    act_by = fields.Date(
        string="Act by",
        default=lambda self: fields.Date.add(fields.Date.context_today(self), weeks=1),
        help="The officer gets this as a task with this date.",
    )

    def action_save(self):
        """Keep the review."""
        self._review()
        return self._done(self.env._("Reviewed."))

    def action_save_and_next(self):
        """Keep the review and go on with the next case.

        :return: action with the next case to review, or the word that none is left
        """
        self._review()
        following = self.env["hate.review.queue"].search(
            [("this_week", "=", True), ("case_id", "!=", self.case_id.id)], limit=1
        )
        # sudo: rows of dialogues are deleted by nobody else; this one is the user's own
        self.sudo().unlink()
        if following:
            return following.action_open_review()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Reviewed. That was the last one for this week."),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _review(self):
        self.ensure_one()
        act_by = self.act_by if self.outcome == words.REVIEW_NEEDS_ACTION else False
        self.case_id.action_review(self.outcome, self.findings, act_by)
