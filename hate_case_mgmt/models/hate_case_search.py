from odoo import api, models
from odoo.tools import SQL, Query


class HateCase(models.Model):
    """How a page of a list is found among many cases."""

    _inherit = "hate.case"

    # Each list in its order. What the record rules look at is included, so that a page
    # is found without reading a case that is not on it.
    _order_idx = models.Index(
        "(reported_at DESC, id DESC) INCLUDE (company_id, restricted, state)"
    )
    _open_order_idx = models.Index(
        "(reported_at DESC, id DESC) INCLUDE (company_id, restricted, state)"
        " WHERE is_open IS TRUE"
    )
    _open_state_idx = models.Index(
        "(state, reported_at DESC, id DESC) INCLUDE (company_id, restricted)"
        " WHERE is_open IS TRUE"
    )
    _officer_idx = models.Index(
        "(officer_id, reported_at DESC, id DESC)"
        " INCLUDE (company_id, restricted, state) WHERE officer_id IS NOT NULL"
    )
    _open_officer_idx = models.Index(
        "(officer_id, reported_at DESC, id DESC)"
        " INCLUDE (company_id, restricted, state) WHERE is_open IS TRUE"
    )
    _open_due_idx = models.Index(
        "(next_due_at, id) INCLUDE (company_id, restricted, state)"
        " WHERE is_open IS TRUE"
    )
    _triage_idx = models.Index(
        "(COALESCE(danger_now, FALSE) DESC, next_due_at, id) "
        "INCLUDE (company_id, restricted) WHERE state = 'reported'"
    )
    # few of many, which a walk through all would be long in finding
    _restricted_idx = models.Index(
        "(reported_at DESC, id DESC) WHERE restricted IS TRUE"
    )
    # the cases of a member, found and counted without reading them
    _member_idx = models.Index(
        "(id) INCLUDE (company_id, restricted, state, reported_at)"
    )
    _open_member_idx = models.Index(
        "(id) INCLUDE (company_id, restricted, state, reported_at)"
        " WHERE is_open IS TRUE"
    )

    def init(self):
        """Let PostgreSQL know the words in the cases well enough.

        With its usual sample it takes a rare name for a frequent one, and then walks
        all cases in their order in place of asking the index.
        """
        result = super().init()
        self.env.cr.execute(
            "ALTER TABLE hate_case ALTER COLUMN search_text SET STATISTICS 1000"
        )
        return result

    @api.model
    def _search(
        self,
        domain,
        offset=0,
        limit=None,
        order=None,
        *,
        active_test=True,
        bypass_access=False,
    ):
        """Find the ids of a page first, then the rows of those alone.

        Odoo reads the columns of a list in the query that applies the rules and the
        order. PostgreSQL then reads every case that it walks over, as many as fifty
        for one that the user may see. The ids by themselves come out of an index.
        """
        query = super()._search(
            domain,
            offset,
            limit,
            order,
            active_test=active_test,
            bypass_access=bypass_access,
        )
        # an order by a field of another model needs the tables joined for it
        if not limit or not query.order or query._joins or query.is_empty():
            return query
        page = Query(self.env, self._table, self._table_sql)
        page.add_where(
            SQL("%s IN %s", SQL.identifier(self._table, "id"), query.subselect())
        )
        page.order = query.order
        return page
