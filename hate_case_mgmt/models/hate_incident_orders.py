from odoo import api, fields, models

from ..policy import vocabulary as words

ORDERED_BY = {
    "repair_needed": words.ORDER_REPAIR,
    "graffiti": words.ORDER_GRAFFITI,
}


class HateIncident(models.Model):
    """Damage and graffiti that an incident left: reporting one opens its order."""

    _inherit = "hate.incident"

    order_ids = fields.One2many("hate.order", "incident_id", string="Repairs")

    @api.model_create_multi
    def create(self, vals_list):
        incidents = super().create(vals_list)
        incidents._order_what_is_needed()
        return incidents

    def write(self, vals):
        done = super().write(vals)
        if set(ORDERED_BY).intersection(vals):
            self._order_what_is_needed()
        return done

    def _order_what_is_needed(self):
        for incident in self:
            for field, kind in ORDERED_BY.items():
                if incident[field]:
                    incident._open_order(kind)

    def _open_order(self, kind, **values):
        """Open the order for this incident's damage or graffiti, once.

        :param kind: one of ``policy.vocabulary.ORDER_KINDS``
        :param values: as ``hate.case._open_order`` takes them
        :return: the ``hate.order``, an earlier one if there is one
        """
        self.ensure_one()
        # sudo: asks whether one was opened for it, whoever asks
        known = self.sudo().order_ids.filtered(lambda order: order.kind == kind)[:1]
        if known:
            return known.sudo(self.env.su)
        values.setdefault("reported_at", self._told_at())
        return self.case_id._open_order(kind, incident_id=self.id, **values)

    def _told_at(self):
        """:return: when we were told of the incident, naive UTC: with the report that
        is being logged, or else now"""
        now = self.env.cr.now()
        # sudo: the moment of a report and nothing else of it
        reports = self.sudo().case_id.report_ids.filtered(
            lambda report: report.create_date == now
        )
        return max(reports.mapped("reported_at"), default=fields.Datetime.now())
