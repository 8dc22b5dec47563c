from odoo import api, models, tools
from odoo.fields import Domain
from odoo.tools import config

from ..policy import vocabulary as words
from .hate_call import mark_noted


class IrRule(models.Model):
    """The records of a case follow the rules of the case. Who changes one of our rules
    is written down and told."""

    _name = "ir.rule"
    _inherit = ["ir.rule", "hate.watched.mixin"]

    @api.model
    @tools.conditional(
        "xml" not in config["dev_mode"],
        tools.ormcache(
            "self.env.uid",
            "self.env.su",
            "model_name",
            "mode",
            "tuple(self._compute_domain_context_values())",
        ),
    )
    def _compute_domain(self, model_name: str, mode: str = "read") -> Domain:
        """Make the records of a case follow the rules of the case.

        Odoo does not pass a parent's rules on to its children, and shows everything
        to a role that has an access right and no rule. Here both are closed at once,
        for models yet unwritten too:

        - nobody reaches ``hate.case`` but by a rule of one of their own groups;
        - a model with ``hate.case.mixin`` is reached only where its case is: to read
          a record one must be able to read the case, to change it one must be able to
          change the case;
        - any other model of ours is reached by nobody to whom none of its rules
          applies: it has to say whom it is for.

        :param model_name: the model to be reached
        :param mode: ``read``, ``write``, ``create`` or ``unlink``
        :return: what the current user may reach of it
        """
        domain = super()._compute_domain(model_name, mode)
        if self.env.su:
            return domain
        model = self.env[model_name]
        if model_name == "hate.case":
            return domain if self._has_role_rule(model_name, mode) else Domain.FALSE
        if isinstance(model, self.env.registry["hate.case.mixin"]):
            case_mode = "read" if mode == "read" else "write"
            on_case = self._compute_domain("hate.case", case_mode)
            follows = Domain("case_id", "any!", on_case)
            return (domain & follows).optimize(model)
        # whether no rule applies is asked only where nothing restricts the user
        if model_name.startswith("hate.") and domain.is_true():
            return domain if self._get_rules(model_name, mode) else Domain.FALSE
        return domain

    @api.model
    def _has_role_rule(self, model_name, mode):
        """Whether a rule names one of the current user's groups."""
        rules = self._get_rules(model_name, mode=mode)
        # sudo: reads which groups a rule is for, nothing of what the rule protects
        return bool(rules.sudo().groups & self.env.user.all_group_ids)

    def _make_access_error(self, operation, records):
        """Log that somebody tried what is not theirs."""
        for record in records if records._name == "ir.attachment" else [records]:
            self.env["hate.access.log"]._note_of(words.ACCESS_REFUSED, record)
        error = super()._make_access_error(operation, records)
        if isinstance(records, self.env.registry["hate.door.mixin"]):
            mark_noted(error)
        return error
