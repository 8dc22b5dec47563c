from odoo import api, models


class HateKeptMixin(models.AbstractModel):
    """Records of which something is kept in memory (``tools.ormcache``), for as long
    as none of them changes: working hours, names, promises."""

    _name = "hate.kept.mixin"
    _description = "Kept in memory until it changes"

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
