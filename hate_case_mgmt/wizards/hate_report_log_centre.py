from odoo import api, fields, models

from ..policy import vocabulary as words


class HateReportLog(models.TransientModel):
    """A report that came by a third-party reporting centre: which one, and who took
    it."""

    _inherit = "hate.report.log"

    centre_id = fields.Many2one("hate.reporting.centre", string="Which centre")
    responder_id = fields.Many2one("hate.reporting.responder", string="Who took it")
    responder_lapsed = fields.Boolean(compute="_compute_responder_lapsed")

    @api.depends("responder_id")
    def _compute_responder_lapsed(self):
        for log in self:
            log.responder_lapsed = bool(log.responder_id) and (
                not log.responder_id.is_trained
            )

    @api.onchange("responder_id")
    def _onchange_responder_id(self):
        if len(self.responder_id.centre_ids) == 1:
            self.centre_id = self.centre_id or self.responder_id.centre_ids

    def _prepare_report(self):
        report = super()._prepare_report()
        if self.channel == words.CHANNEL_CENTRE:
            report.update(
                centre_id=self.centre_id.id, responder_id=self.responder_id.id
            )
        return report
