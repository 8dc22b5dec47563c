from odoo import api, models
from odoo.fields import Domain


class HateRuleMixin(models.AbstractModel):
    """Record rules that name people, checked in the database.

    After every read Odoo checks the rules again in Python. For rules such as ours it
    then loads all columns of the records and everyone who is named on them: more work
    than the screen itself. Here one narrow query asks first whether the user may reach
    all of them.
    """

    _name = "hate.rule.mixin"
    _description = "Record rules checked in the database"

    @api.model
    @api.readonly
    def web_search_read(
        self, domain, specification, offset=0, limit=None, order=None, count_limit=None
    ):
        """Read a page of a list: what the rules have just let through is not asked
        for again before its rows are handed over.

        It is remembered for this user and these companies, and forgotten before the
        page is left, so that nothing outlives the view of the database it was seen in.
        """
        found = self.search_fetch(domain, specification.keys(), offset, limit, order)
        key = self._found_key()
        self.env.cr.cache[key] = frozenset(found._ids)
        try:
            rows = found.web_read(specification)
        finally:
            del self.env.cr.cache[key]
        return self._format_web_search_read_results(
            domain, rows, offset, limit, count_limit
        )

    def _found_key(self):
        return "hate_found", self._name, self.env.uid, tuple(self.env.companies.ids)

    def _check_access(self, operation):
        found = (
            self.env.cr.cache.get(self._found_key()) if operation == "read" else None
        )
        if found and found.issuperset(self._ids):
            return super(HateRuleMixin, self.browse())._check_access(operation)
        if self._rules_allow_all(operation):
            # what is left is whether the user may use the model at all
            return super(HateRuleMixin, self.browse())._check_access(operation)
        # refused in part, or not there: Odoo finds out which, and words it
        return super()._check_access(operation)

    def _rules_allow_all(self, operation):
        """Whether the rules let the current user do that to each of these records.

        A record that is new, or no longer there, is never called allowed.
        """
        if not self or not all(self._ids):
            return False
        rule = self.env["ir.rule"]._compute_domain(self._name, operation)
        # sudo: asks how many of these records the user's own rules let through, and
        # would be refused itself otherwise
        records = self.sudo().with_context(active_test=False)
        return records.search_count(Domain("id", "in", self.ids) & rule) == len(
            set(self._ids)
        )
