from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import vocabulary as words


class HateReport(models.Model):
    """Where and by whom a report was taken that came by a reporting centre."""

    _inherit = "hate.report"

    centre_id = fields.Many2one(
        "hate.reporting.centre", string="Reporting centre", index="btree_not_null"
    )
    responder_id = fields.Many2one(
        "hate.reporting.responder",
        string="Taken by responder",
        index="btree_not_null",
        help="The trained person who took it, where it did not come to us directly.",
    )

    @api.constrains("centre_id", "responder_id", "channel")
    def _check_centre(self):
        for report in self:
            by_centre = report.channel == words.CHANNEL_CENTRE
            if (report.centre_id or report.responder_id) and not by_centre:
                raise ValidationError(
                    self.env._(
                        "A centre and a responder belong to a report that came by a "
                        "third-party reporting centre. Please check the channel."
                    )
                )
