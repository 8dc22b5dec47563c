from odoo import api, fields, models


class HateOrderSend(models.TransientModel):
    """Send an order to a contractor, who sees what this dialogue shows and no more."""

    _name = "hate.order.send"
    _description = "Send to a contractor"
    _inherit = ["hate.case.wizard"]

    order_id = fields.Many2one(
        "hate.order", required=True, readonly=True, ondelete="cascade"
    )
    contractor_id = fields.Many2one(
        "res.partner",
        compute="_compute_from_order",
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    address = fields.Char(
        compute="_compute_from_order", compute_sudo=False, store=True, readonly=False
    )
    task = fields.Text(
        string="What is to be done",
        compute="_compute_from_order",
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    access_note = fields.Char(
        string="Getting in",
        compute="_compute_from_order",
        compute_sudo=False,
        store=True,
        readonly=False,
    )

    @api.depends("order_id")
    def _compute_from_order(self):
        for wizard in self:
            order = wizard.order_id
            wizard.contractor_id = order.contractor_id
            wizard.address = order.address
            wizard.task = order.task
            wizard.access_note = order.access_note

    def action_send(self):
        """Send it, or say what is missing."""
        self.ensure_one()
        self.order_id.write(
            {
                "address": self.address,
                "task": self.task or self.order_id.task,
                "access_note": self.access_note,
            }
        )
        self.order_id.action_send(self.contractor_id.id)
        return self._done(self.env._("Sent."))
