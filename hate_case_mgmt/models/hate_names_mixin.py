from odoo import api, models, tools


class HateNamesMixin(models.AbstractModel):
    """Reference data whose names stand on every screen of a case.

    The names are kept in memory, so that a form does not ask for each list anew. They
    say nothing about any case, and are the same for everybody.
    """

    _name = "hate.names.mixin"
    _description = "Names kept in memory"
    _inherit = ["hate.kept.mixin"]

    @api.model
    @tools.ormcache("self.env.lang")
    def _names(self):
        """:return: {id: name} in the user's language, archived ones too"""
        # sudo: the names of reference data are shown to whoever sees a case
        every = self.sudo().with_context(active_test=False)
        return {record.id: record.name for record in every.search_fetch([], ["name"])}

    def _update_field_translations(self, *args, **kwargs):
        updated = super()._update_field_translations(*args, **kwargs)
        self.env.registry.clear_cache()
        return updated
