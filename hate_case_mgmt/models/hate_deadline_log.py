from odoo import fields, models

from ..policy import vocabulary as words


class HateDeadlineLog(models.Model):
    """What was done to a clock beside starting and stopping it: nothing changes
    silently."""

    _name = "hate.deadline.log"
    _description = "Change of a promise"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "logged_at desc, id desc"
    _personal_fields = {
        "reason": "words",
    }

    deadline_id = fields.Many2one(
        "hate.deadline", string="Promise", required=True, index=True, ondelete="cascade"
    )
    logged_at = fields.Datetime(
        string="When", required=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one("res.users", string="By", required=True)
    change = fields.Selection(words.CLOCK_CHANGES, string="What", required=True)
    reason = fields.Text(string="Why")
    event_id = fields.Many2one("hate.event", string="Because of", ondelete="cascade")
    due_before = fields.Datetime(string="Was due")
    due_after = fields.Datetime(string="Is due")
    state_before = fields.Selection(words.DEADLINE_STATES, string="Was")
    state_after = fields.Selection(words.DEADLINE_STATES, string="Is")

    _case_idx = models.Index("(case_id, logged_at DESC, id DESC)")
