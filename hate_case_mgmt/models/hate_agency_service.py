from odoo import api, fields, models

from ..policy import vocabulary_referral as terms


class HateAgencyService(models.Model):
    """One thing an agency does for people, by the kind of need it answers."""

    _name = "hate.agency.service"
    _description = "What an agency offers"
    _order = "agency_id, sequence, id"

    agency_id = fields.Many2one(
        "hate.agency", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    need = fields.Selection(terms.NEEDS, string="Kind of need", required=True)
    name = fields.Char(string="What they do", help="In a few words.")

    _need_idx = models.Index("(need, agency_id)")

    @api.depends("need")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["need"]._description_selection(self.env))
        for service in self:
            service.display_name = labels.get(service.need)
