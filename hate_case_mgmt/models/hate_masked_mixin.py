from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.orm.identifiers import NewId

from ..policy.vocabulary_guard import MASK


class HateMaskedMixin(models.AbstractModel):
    """The most sensitive words leave the server by a click that is logged.

    Whatever hands values to a screen, a file or another program gets a mask in their
    place: reading, lists, forms, what a form is told while it is filled in, exports.
    Searching, grouping and ordering by them is refused, since that would tell them
    letter by letter. Code on the server reads the fields as it reads any other.
    """

    _name = "hate.masked.mixin"
    _description = "Shown by a click"

    # {field: True, or the name of the field that says whether this record's is hidden}
    _masked_fields = {}
    # those of them by which records may be found all the same: the search is logged
    _masked_but_searched = frozenset()
    # those that nobody needs to be shown
    _never_shown = frozenset()

    def action_show(self, names):
        """Hand out what is masked, and log that it was shown, without the value.

        :param names: a masked field of this record, or several
        :return: {field: value}, homes by their address
        :raise AccessError: the user may not read the record, or the field is no
            masked one
        """
        self.ensure_one()
        names = [names] if isinstance(names, str) else list(names)
        unknown = set(names).difference(self._masked_fields.keys() - self._never_shown)
        if unknown or not names:
            raise AccessError(self.env._("There is nothing to show here."))
        self.check_access("read")
        for name in names:
            self._check_field_access(self._fields[name], "read")
        self.env["hate.access.log"]._log(
            "unmasked",
            self if self._name == "hate.case" else self["case_id"],
            note=", ".join(f"{self._name}.{name}" for name in sorted(names)),
        )
        return {name: self[name] for name in names}

    def _is_hidden(self, name):
        """:return: whether the screen gets a mask in place of this value"""
        self.ensure_one()
        when = self._masked_fields[name]
        if when is not True and not self[when]:
            return False
        if self.id and not isinstance(self.id, NewId):
            return True
        # a form that is being filled in: what stands there already, or is looked up
        if self._origin:
            return self[name] == self._origin[name]
        field = self._fields[name]
        return bool(field.compute and not field.store)

    # ------------------------------------------------------------------
    # Handing out
    # ------------------------------------------------------------------

    def _read_format(self, fnames, load="_classic_read"):
        rows = super()._read_format(fnames, load)
        masked = self._masked_among(fnames)
        if masked:
            records = {record.id: record for record in self}
            for row in rows:
                for name in masked:
                    if row.get(name) and records[row["id"]]._is_hidden(name):
                        row[name] = self._mask_of(name)
        return rows

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        rows = super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)
        paths = [path[0] if path else "" for path in fields]
        for name in self._masked_among(set(paths)):
            for row in rows:
                for place, first in enumerate(paths):
                    if first == name and row[place]:
                        row[place] = MASK
        return rows

    @api.model
    def _masked_among(self, names):
        """:return: those of the fields that are masked for whoever asks"""
        if self.env.su:
            return []
        return [name for name in names if name in self._masked_fields]

    @api.model
    def _mask_of(self, name):
        return False if self._fields[name].relational else MASK

    def _determine_fields_to_fetch(self, field_names=None, ignore_when_in_cache=False):
        """What says whether a value is hidden comes in the query that reads it."""
        if field_names is not None:
            more = [
                self._masked_fields[name] for name in self._masked_among(field_names)
            ]
            field_names = [*field_names, *(name for name in more if name is not True)]
        return super()._determine_fields_to_fetch(field_names, ignore_when_in_cache)

    # ------------------------------------------------------------------
    # Finding out without being told
    # ------------------------------------------------------------------

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if self._masked_fields and not (self.env.su or bypass_access):
            domain = Domain(domain).map_conditions(self._without_masked)
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    @api.model
    def _without_masked(self, condition):
        """:return: the condition, for records whose value is not hidden
        :raise AccessError: it is hidden in all
        """
        name = str(condition.field_expr).split(".")[0]
        if name not in self._masked_fields or name in self._masked_but_searched:
            return condition
        when = self._masked_fields[name]
        if when is True:
            self._refuse_masked(name)
        return condition & Domain(when, "!=", True)

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        self._check_masked(field_name)
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)

    def _read_group_groupby(self, alias, groupby_spec, query):
        self._check_masked(groupby_spec)
        return super()._read_group_groupby(alias, groupby_spec, query)

    def _read_group_select(self, aggregate_spec, query):
        self._check_masked(aggregate_spec)
        return super()._read_group_select(aggregate_spec, query)

    @api.model
    def _check_masked(self, spec):
        name = spec.split(":")[0].split(".")[0]
        if self._masked_among([name]):
            self._refuse_masked(name)

    @api.model
    def _refuse_masked(self, name):
        label = self._fields[name].get_description(self.env, ["string"])["string"]
        raise AccessError(
            self.env._(
                "“%(field)s” is shown by a click on the record. Nothing is searched, "
                "sorted or grouped by it.",
                field=label,
            )
        )

    # ------------------------------------------------------------------
    # What comes back
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._without_masks(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._without_masks(vals))

    @api.model
    def _without_masks(self, vals):
        """:return: the values without a mask that a program read and sends back"""
        return {
            name: value
            for name, value in vals.items()
            if not (isinstance(value, str) and value == MASK)
            or name not in self._masked_fields
        }
