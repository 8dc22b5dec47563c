from odoo import models
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

    def _check_access(self, operation):
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
