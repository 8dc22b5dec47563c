import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary as words


class HateOrderDone(models.TransientModel):
    """Record that a repair is done, with what shows it."""

    _name = "hate.order.done"
    _description = "The work is done"
    _inherit = ["hate.case.wizard"]

    order_id = fields.Many2one(
        "hate.order", required=True, readonly=True, ondelete="cascade"
    )
    done_at = fields.Datetime(string="Done", required=True, default=fields.Datetime.now)
    confirmed_by = fields.Char(
        string="Confirmed by",
        help="Who at the contractor's said that it is finished.",
    )
    is_late = fields.Boolean(compute="_compute_is_late")
    late_reason = fields.Selection(words.LATE_REASONS, string="Why it is late")
    before = fields.Binary(string="Photo before", attachment=False)
    after = fields.Binary(string="Photo after", attachment=False)

    @api.depends("order_id", "done_at")
    def _compute_is_late(self):
        for wizard in self:
            due_at = wizard.order_id._due_at()
            wizard.is_late = bool(due_at and wizard.done_at and wizard.done_at > due_at)

    def action_confirm(self):
        """Record it, or say what is missing."""
        self.ensure_one()
        if self.is_late and not self.late_reason:
            raise UserError(self.env._("Please say why it is late."))
        order, late_reason = self.order_id, self.is_late and self.late_reason
        files = self.with_context(bin_size=False)
        self.order_id.action_done(
            self.done_at,
            self.confirmed_by,
            [
                {"stage": stage, "content": base64.b64decode(content)}
                for stage, content in (
                    (words.PHOTO_BEFORE, files.before),
                    (words.PHOTO_AFTER, files.after),
                )
                if content
            ],
        )
        if late_reason:
            order._explain_lateness(late_reason)
        return self._done(self.env._("Recorded as done."))
