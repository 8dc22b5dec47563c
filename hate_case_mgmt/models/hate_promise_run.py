from datetime import timedelta

from odoo import api, fields, models

KEPT_DAYS = 30


class HatePromiseRun(models.Model):
    """A run of the scheduled action that tells about promises: when, and how many."""

    _name = "hate.promise.run"
    _description = "Run of the promise engine"
    _order = "id desc"
    _log_access = False

    started_at = fields.Datetime(
        string="Started", required=True, default=fields.Datetime.now
    )
    finished_at = fields.Datetime(string="Finished")
    handled = fields.Integer(string="Promises looked at")

    def _add(self, handled):
        self.handled += handled

    def _finish(self):
        self.finished_at = fields.Datetime.now()

    @api.autovacuum
    def _gc_old(self):
        limit = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.search([("started_at", "<", limit)]).unlink()
