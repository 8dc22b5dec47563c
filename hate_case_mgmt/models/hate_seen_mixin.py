from odoo import models
from odoo.exceptions import UserError

SEEN = "hate_seen"


class HateSeenMixin(models.AbstractModel):
    """Two colleagues at one record: nobody overwrites what they have not seen.

    The form sends, beside what was changed, what stood in those fields when it was
    opened (``static/src/seen``). If a colleague has changed one of them since, saving
    is refused with a sentence; what was typed stays on the screen, and saving once more
    replaces theirs knowingly. Changes to other fields are no concern of each other.
    """

    _name = "hate.seen.mixin"
    _description = "Saved with what was seen"

    def web_save(self, vals, specification, next_id=None):
        """:raise UserError: a colleague was quicker with the same fields"""
        vals = dict(vals)
        seen = vals.pop(SEEN, None)
        if seen and self:
            self._check_seen(seen)
        return super().web_save(vals, specification, next_id=next_id)

    def _check_seen(self, seen):
        """:param seen: {field: value that stood on the screen}, as a form sends it"""
        self.ensure_one()
        self.check_access("read")
        changed = [
            name
            for name, value in seen.items()
            if name in self._fields and self._differs(name, value)
        ]
        if changed:
            labels = self.fields_get(changed, ["string"])
            raise UserError(
                self.env._(
                    "A colleague has changed this since you opened it: %(fields)s. "
                    "What you typed is still here. Look at theirs in another window "
                    "first; if you then save again, yours replaces it.",
                    fields=", ".join(
                        labels[name]["string"] for name in changed if name in labels
                    ),
                )
            )

    def _differs(self, name, value):
        field = self._fields[name]
        before = field.convert_to_record(
            field.convert_to_cache(value, self, validate=False), self
        )
        now = self[name]
        return (before or False) != (now or False)
