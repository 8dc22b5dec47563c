import base64

from odoo import fields, models

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
    before = fields.Binary(string="Photo before", attachment=False)
    after = fields.Binary(string="Photo after", attachment=False)

    def action_confirm(self):
        """Record it, or say what is missing."""
        self.ensure_one()
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
        return self._done(self.env._("Recorded as done."))
