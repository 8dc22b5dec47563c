from contextlib import contextmanager
from contextvars import ContextVar

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..policy import vocabulary as words
from .hate_call import current_call, is_call, mark_noted

# The door through which the present call came in. Not in the context of the
# environment: a caller could set that.
_door = ContextVar("hate_door", default=None)


class HateDoorMixin(models.AbstractModel):
    """Whatever goes out of a model of cases is logged, by whichever door.

    The doors are Odoo's own methods that hand records to a user: each says here which
    kind of looking it is, and the two at the bottom of all of them, ``_read_format``
    and ``_export_rows``, say which records. What the server reads for itself goes
    through none of these, or as superuser, or outside a request.
    """

    _name = "hate.door.mixin"
    _description = "Logs what goes out"

    # ------------------------------------------------------------------
    # What goes out
    # ------------------------------------------------------------------

    def _read_format(self, fnames, load="_classic_read"):
        rows = super()._read_format(fnames, load=load)
        self._looked(_door.get() or words.ACCESS_OPENED)
        return rows

    def _export_rows(self, fields, **kwargs):
        # before those it leads to, so that the number is that of the whole export
        self._looked(words.ACCESS_EXPORTED)
        return super()._export_rows(fields, **kwargs)

    def read(self, fields=None, load="_classic_read"):
        with self._refused_on_record():
            return super().read(fields, load=load)

    def check_access(self, operation):
        with self._refused_on_record():
            return super().check_access(operation)

    def onchange(self, values, field_names, fields_spec):
        """A form that is not saved yet shows of its case what its fields compute."""
        result = super().onchange(values, field_names, fields_spec)
        self._looked_at_case(values.get("case_id"))
        return result

    # ------------------------------------------------------------------
    # Doors that list
    # ------------------------------------------------------------------

    @api.model
    @api.readonly
    def web_search_read(self, domain, specification, *args, **kwargs):
        with self._listing():
            return super().web_search_read(domain, specification, *args, **kwargs)

    @api.model
    @api.readonly
    def search_read(self, domain=None, fields=None, *args, **kwargs):
        with self._listing():
            return super().search_read(domain, fields, *args, **kwargs)

    @api.model
    @api.readonly
    def search(self, domain, *args, **kwargs):
        found = super().search(domain, *args, **kwargs)
        if self._is_called("search"):
            found._looked(words.ACCESS_LISTED)
        return found

    @api.model
    @api.readonly
    def search_count(self, domain, *args, **kwargs):
        """A count shows no case, but may confirm a name: it is logged with the fields
        by which was asked."""
        count = super().search_count(domain, *args, **kwargs)
        log = self.env["hate.access.log"]
        # counting the log does not make it longer
        if self._name != log._name and self._is_called("search_count"):
            log._note_figures(self._name, count, self._asked_by(domain))
        return count

    @api.model
    @api.readonly
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        with self._listing():
            found = super().name_search(name, domain, operator, limit)
            self.browse([row[0] for row in found])._looked(words.ACCESS_LISTED)
        return found

    @api.model
    @api.readonly
    def web_read_group(self, domain, groupby, *args, **kwargs):
        with self._listing(grouped=True):
            return super().web_read_group(domain, groupby, *args, **kwargs)

    @api.model
    @api.readonly
    def formatted_read_group(self, domain, *args, **kwargs):
        with self._listing(grouped=True):
            return super().formatted_read_group(domain, *args, **kwargs)

    @api.model
    @api.readonly
    def formatted_read_grouping_sets(self, domain, *args, **kwargs):
        with self._listing(grouped=True):
            return super().formatted_read_grouping_sets(domain, *args, **kwargs)

    @api.model
    @api.readonly
    def read_group(self, domain, fields, groupby, *args, **kwargs):
        with self._listing(grouped=True):
            return super().read_group(domain, fields, groupby, *args, **kwargs)

    @api.model
    @api.readonly
    def read_progress_bar(self, domain, *args, **kwargs):
        with self._listing(grouped=True):
            return super().read_progress_bar(domain, *args, **kwargs)

    @api.model
    @api.readonly
    def search_panel_select_range(self, field_name, **kwargs):
        with self._listing(grouped=True):
            return super().search_panel_select_range(field_name, **kwargs)

    @api.model
    @api.readonly
    def search_panel_select_multi_range(self, field_name, **kwargs):
        with self._listing(grouped=True):
            return super().search_panel_select_multi_range(field_name, **kwargs)

    # ------------------------------------------------------------------
    # No door
    # ------------------------------------------------------------------

    def copy_data(self, default=None):
        """What a copy is made from is for the server, which makes it.

        :raise AccessError: somebody asks for it over the network, past what is masked
        """
        if self._is_called("copy_data"):
            raise AccessError(self.env._("There is nothing to copy here."))
        return super().copy_data(default)

    # ------------------------------------------------------------------
    # Noting it
    # ------------------------------------------------------------------

    @contextmanager
    def _listing(self, grouped=False):
        """Whatever is read inside was seen in a list.

        :param grouped: may give figures and no record; that is an entry without a case
        """
        outermost = _door.get() is None
        token = _door.set(words.ACCESS_LISTED)
        try:
            yield
        finally:
            _door.reset(token)
        if grouped and outermost and self._is_asked_for():
            self.env["hate.access.log"]._note_figures(self._name)

    @contextmanager
    def _refused_on_record(self):
        try:
            yield
        except AccessError as error:
            if self._is_asked_for():
                self._looked(words.ACCESS_REFUSED)
                mark_noted(error)
            raise

    def _looked(self, kind):
        """Note that these records reached the user, or were refused.

        :param kind: one of ``words.ACCESS_KINDS``
        """
        if self._is_asked_for():
            records = self.browse(id_ for id_ in self._ids if id_)
            if records or kind == words.ACCESS_REFUSED:
                records._looked_in_log(kind)

    def _looked_in_log(self, kind):
        self.env["hate.access.log"]._note_records(kind, self)

    @api.model
    def _looked_at_case(self, case_id):
        if isinstance(case_id, int) and case_id:
            self.env["hate.case"].browse(case_id)._looked(words.ACCESS_OPENED)

    @api.model
    def _is_called(self, method):
        """Whether this very method was asked for, and not by the server in passing."""
        return is_call() and current_call()[:2] == (self._name, method)

    @api.model
    def _asked_by(self, domain):
        """:return: names of the fields that a search goes by, without its terms"""
        conditions = Domain(domain).iter_conditions()
        return ", ".join(sorted({str(one.field_expr) for one in conditions}))

    @api.model
    def _is_asked_for(self):
        """Whether a user asks, and not the server for itself.

        Whoever takes superuser mode asks as superuser: that is told by the request's
        own environment.
        """
        if not is_call():
            return False
        asking = self.env.transaction.default_env
        return not self.env.su or (asking is not None and asking.uid == SUPERUSER_ID)
