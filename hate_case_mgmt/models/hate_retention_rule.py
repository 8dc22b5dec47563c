from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..policy import vocabulary_keep as keep


class HateRetentionRule(models.Model):
    """How long cases of one outcome are kept, and what is done then.

    A rule of the company goes before the proposal for all. Where there is none, cases
    are kept until somebody sets one.
    """

    _name = "hate.retention.rule"
    _description = "Retention rule"
    _order = "outcome, company_id, id"
    _rec_name = "outcome"

    outcome = fields.Selection(
        keep.RETENTION_OUTCOMES, string="How the case ended", required=True
    )
    months = fields.Integer(
        string="Kept for (months)",
        required=True,
        aggregator=None,
        help="Calendar months from the day on which the case ended.",
    )
    treatment = fields.Selection(
        keep.TREATMENTS, string="Then", required=True, default=keep.ANONYMISE
    )
    reason = fields.Text(
        string="Why this long",
        required=True,
        translate=True,
        help="Data protection law asks for a reason for each period.",
    )
    company_id = fields.Many2one(
        "res.company", string="Landlord", help="Empty: for every landlord here."
    )
    active = fields.Boolean(default=True)

    _months_positive = models.Constraint(
        "CHECK(months > 0)", "Please say for how many months, at least one."
    )
    _outcome_uniq = models.UniqueIndex(
        "(outcome, COALESCE(company_id, 0)) WHERE active IS TRUE",
        "There is a rule for this outcome already. Please change that one.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._replan(rules.mapped("outcome"))
        return rules

    def write(self, vals):
        before = self.mapped("outcome")
        written = super().write(vals)
        if {"outcome", "months", "company_id", "active"}.intersection(vals):
            self._replan([*before, *self.mapped("outcome")])
        return written

    def unlink(self):
        outcomes = self.mapped("outcome")
        gone = super().unlink()
        self._replan(outcomes)
        return gone

    @api.model
    def _for(self, company, outcome):
        """:return: the rule for a case of this company that ended so, or none"""
        # sudo: how long cases are kept is no secret, and every officer closes cases
        return self.sudo().search_fetch(
            Domain("outcome", "=", outcome)
            & Domain("company_id", "in", [False, company.id]),
            ["months", "treatment"],
            # the company's own first: PostgreSQL sorts what is empty last
            order="company_id",
            limit=1,
        )

    @api.model
    def _replan(self, outcomes):
        """Reckon anew until when the cases of these outcomes are kept.

        In the database, since a landlord's cases of many years may be a million.
        """
        self.env.flush_all()
        # sudo: the date follows the rule for every landlord's cases; nothing is shown
        # pylint: disable-next=no-search-all
        for company in self.env["res.company"].sudo().search([]):
            for outcome in set(outcomes):
                months = self._for(company, outcome).months or None
                self.env.cr.execute(
                    SQL(
                        """
                        UPDATE hate_case
                           SET retain_until =
                               (retain_from + make_interval(months => %s::int))::date
                         WHERE company_id = %s
                           AND retain_outcome = %s
                           AND anonymised_on IS NULL
                        """,
                        months,
                        company.id,
                        outcome,
                    )
                )
        self.env["hate.case"].invalidate_model(["retain_until"])
