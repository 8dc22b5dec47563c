from odoo import api, fields, models


class HateCase(models.Model):
    """Silence on either side: by when the person should have heard from us, by the
    rhythm agreed with them, and what they or others sent that nobody has opened."""

    _inherit = "hate.case"

    hear_by_at = fields.Datetime(
        string="To hear from us by",
        compute="_compute_hear_by_at",
        store=True,
        help="The rhythm agreed with the person, and never longer than the service "
        "standard allows, after they were last reached.",
    )

    _hear_by_idx = models.Index("(hear_by_at) WHERE is_open IS TRUE")

    @api.depends(
        "last_contact_at", "reported_at", "update_interval_days", "standard_id"
    )
    def _compute_hear_by_at(self):
        for case in self:
            since = case.last_contact_at or case.reported_at
            case.hear_by_at = since and fields.Datetime.add(
                since, days=case._rhythm_days()
            )

    def _came_in(self, kind, record):
        """Have it noticed if nobody opens what came in for this case.

        :param kind: one of ``policy.vocabulary.ARRIVALS``
        :param record: what came in
        """
        self.ensure_one()
        # sudo: a watchdog's row, of which nobody reads anything here
        self.env["hate.arrival"].sudo()._note(self.sudo(), kind, record)

    def _rhythm_days(self):
        """:return: how many days may pass between two contacts on this case"""
        self.ensure_one()
        _all, rhythm_ids = self.standard_id._promised_ids()
        rhythms = map(self._commitment, rhythm_ids)
        return min(
            (promise._terms_for(self)[0] for promise in rhythms),
            default=max(self.update_interval_days, 1),
        )
