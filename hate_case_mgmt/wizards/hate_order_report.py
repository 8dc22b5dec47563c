from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import text_checks
from ..policy import vocabulary as words


class HateOrderReport(models.TransientModel):
    """Report a repair or graffiti, and send it to a contractor in the same step."""

    _name = "hate.order.report"
    _description = "Report a repair or graffiti"
    _inherit = ["hate.case.wizard"]

    kind = fields.Selection(words.ORDER_KINDS, required=True)
    incident_id = fields.Many2one("hate.incident", ondelete="cascade")
    reported_at = fields.Datetime(
        string="Reported", required=True, default=fields.Datetime.now
    )
    hazard = fields.Boolean(string="Emergency hazard")
    address = fields.Char(
        compute="_compute_address", compute_sudo=False, store=True, readonly=False
    )
    task = fields.Text(string="What is to be done")
    access_note = fields.Char(string="Getting in")
    contractor_id = fields.Many2one("res.partner")

    @api.depends("case_id", "incident_id")
    def _compute_address(self):
        for wizard in self:
            wizard.address = wizard.case_id._order_address(wizard.incident_id)

    def action_report(self):
        """Open the order, which starts its clock; send it where a contractor is
        chosen."""
        self.ensure_one()
        wrong = text_checks.check_moment(
            self.reported_at, fields.Datetime.now(), self.env._("when it was reported")
        )
        if wrong:
            raise UserError(self.env._(wrong.template, **wrong.values))
        order = self.case_id._open_order(
            self.kind,
            incident_id=self.incident_id.id,
            reported_at=self.reported_at,
            hazard=self.hazard,
            address=self.address,
            task=(self.task or "").strip(),
            access_note=self.access_note,
        )
        if self.contractor_id:
            order.action_send(self.contractor_id.id)
            return self._done(self.env._("Reported and sent."))
        return self._done(self.env._("Reported. Nobody has been sent yet."))
