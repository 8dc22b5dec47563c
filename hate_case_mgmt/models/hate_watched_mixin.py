from odoo import api, models

from ..policy import vocabulary_guard as words


class HateWatchedMixin(models.AbstractModel):
    """Rules and access rights of our models: a change of one is written down."""

    _name = "hate.watched.mixin"
    _description = "Watched by data protection"

    def _hate_watched(self):
        """:return: names of those of these that are about a model of ours"""
        # sudo: the model that a rule is about
        return (
            self.sudo()
            .filtered(lambda right: (right.model_id.model or "").startswith("hate."))
            .mapped("name")
        )

    def _hate_record_change(self, names):
        events = self.env["hate.security.event"]
        if names and events._watches():
            for name in sorted(set(map(str, names))):
                events._record(words.ALARM_RULE, what=name)

    @api.model_create_multi
    def create(self, vals_list):
        made = super().create(vals_list)
        made._hate_record_change(made._hate_watched())
        return made

    def write(self, vals):
        before = self._hate_watched()
        done = super().write(vals)
        self._hate_record_change(before or self._hate_watched())
        return done

    def unlink(self):
        before = self._hate_watched()
        gone = super().unlink()
        self._hate_record_change(before)
        return gone
