from odoo import fields, models


class HateEventTakeBack(models.TransientModel):
    """Take back an entry that was made in error."""

    _name = "hate.event.take.back"
    _description = "Take back an entry"
    _inherit = ["hate.case.wizard"]

    event_id = fields.Many2one(
        "hate.event", required=True, readonly=True, ondelete="cascade"
    )
    event = fields.Selection(related="event_id.event", related_sudo=False)
    at = fields.Datetime(related="event_id.at", related_sudo=False)
    reason = fields.Text(string="What was wrong about it")

    def action_confirm(self):
        """Take it back, or say what is missing."""
        self.ensure_one()
        self.event_id.action_take_back(self.reason or "")
        return self._done(self.env._("Entry taken back. The promises were reckoned."))
