from odoo import api, models


class HateWorkingTimeMixin(models.AbstractModel):
    """Working hours and days off: what promises are reckoned with.

    They are kept in memory (``res.company._hate_calendar``) until one of them changes.
    """

    _name = "hate.working.time.mixin"
    _description = "Working time that promises are reckoned with"

    @api.model_create_multi
    def create(self, vals_list):
        made = super().create(vals_list)
        self.env.registry.clear_cache()
        return made

    def write(self, vals):
        written = super().write(vals)
        self.env.registry.clear_cache()
        return written

    def unlink(self):
        gone = super().unlink()
        self.env.registry.clear_cache()
        return gone
