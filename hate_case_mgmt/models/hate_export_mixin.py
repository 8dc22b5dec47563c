import json

from odoo import api, models
from odoo.exceptions import UserError
from odoo.http import request

from ..policy import vocabulary as words
from .hate_personal_mixin import TEXTUAL

# Their names are who somebody is, or where they live
TELLING = frozenset({"res.partner", "hate.property"})
NAMES = frozenset({"id", ".id", "display_name"})


class HateExportMixin(models.AbstractModel):
    """Figures, dates and references can be exported; words about people leave by the
    gate alone.

    The one place through which every export of Odoo goes says no, whatever model it
    began with. A text that nobody has called plain is taken to be about a person.
    """

    _name = "hate.export.mixin"
    _description = "Words stay out of exports"

    def _export_rows(self, fields, **kwargs):
        """:raise UserError: words about people are among what is asked for"""
        if not self.env.su:
            # a person's own name is shown to choose among people, not to be taken out
            self = self.with_context(hate_party_names=False)
            asked = [*(tuple(path) for path in fields), *self._grouped_by()]
            refused = [path for path in asked if self._tells_of_people(path)]
            if refused:
                self._looked(words.ACCESS_REFUSED)
                raise UserError(self._sentence_to_share(refused))
        return super()._export_rows(fields, **kwargs)

    @api.model
    def _grouped_by(self):
        """:return: paths by which the sheet is grouped, whose values head its parts"""
        if not request or not request.httprequest.path.startswith("/web/export/"):
            return []
        asked = json.loads(request.params.get("data") or "{}")
        if asked.get("model") != self._name:
            return []
        return [
            tuple(name.split(":")[0].split(".")) for name in asked.get("groupby") or ()
        ]

    @api.model
    def _tells_of_people(self, path):
        """:param path: names of fields, from this model on
        :return: whether words about people stand at its end, or on the way
        """
        model = self
        for name in path:
            if name in NAMES or not name:
                return False
            field = model._fields.get(name)
            if field is None:
                return False
            if field.relational:
                if field.comodel_name in TELLING:
                    return True
                model = self.env[field.comodel_name]
            elif field.type in TEXTUAL:
                of_people = hasattr(model, "_plain")
                return of_people and name not in model._plain()
        return False

    @api.model
    def _check_headings(self, titles):
        """As for an export, for a table of figures whose rows and columns are headed by
        values of these records.

        :param titles: list of texts
        :raise UserError: words about people are among them
        """
        refused = []
        for name in self._words_to_group_by():
            found = self.search([(name, "in", titles)], limit=1)
            if found:
                found._looked(words.ACCESS_REFUSED)
                refused.append((name,))
        if refused:
            raise UserError(self._sentence_to_share(refused))

    @api.model
    def _words_to_group_by(self):
        """:return: names of fields by which a table can be headed, and that tell of
        people; by what is masked nothing is grouped at all"""
        masked = self._masked_among(self._fields)
        return [
            name
            for name, field in self._fields.items()
            if name not in masked
            and self._tells_of_people((name,))
            and field.get_description(self.env, ["groupable"]).get("groupable")
        ]

    @api.model
    def _sentence_to_share(self, paths):
        return self.env._(
            "Words about people do not leave by an export: %(fields)s. Share them from "
            "the case, on its tab Sharing. Figures, dates and references can be "
            "exported.",
            fields=", ".join("/".join(path) for path in paths),
        )
