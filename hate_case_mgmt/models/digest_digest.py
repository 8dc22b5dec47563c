from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..policy import vocabulary as words


class DigestDigest(models.Model):
    """Figures about cases in Odoo's own digest mail: numbers only, and only what the
    reader may see."""

    _inherit = "digest.digest"

    kpi_hate_reports = fields.Boolean("New reports")
    kpi_hate_reports_value = fields.Integer(compute="_compute_kpi_hate_reports_value")
    kpi_hate_answered = fields.Boolean("Answered in time (%)")
    kpi_hate_answered_value = fields.Integer(compute="_compute_kpi_hate_answered_value")
    kpi_hate_overdue = fields.Boolean("Promises overdue now")
    kpi_hate_overdue_value = fields.Integer(compute="_compute_kpi_hate_overdue_value")
    kpi_hate_reviews = fields.Boolean("Reviews overdue now")
    kpi_hate_reviews_value = fields.Integer(compute="_compute_kpi_hate_reviews_value")

    def _compute_kpi_hate_reports_value(self):
        self._check_sees_cases()
        self._calculate_company_based_kpi(
            "hate.case", "kpi_hate_reports_value", date_field="reported_at"
        )

    def _compute_kpi_hate_answered_value(self):
        """First responses of the period that came in time, of all that fell due."""
        self._check_sees_cases()
        start, end, companies = self._get_kpi_compute_parameters()
        counts = {
            (company, state): count
            for company, state, count in self.env["hate.deadline"]._read_group(
                Domain("company_id", "in", companies.ids)
                & Domain("commitment_id.met_by_event", "=", words.EVENT_FIRST_RESPONSE)
                & Domain("due_at", ">=", start)
                & Domain("due_at", "<", end)
                & Domain("state", "in", words.DEADLINE_COUNTED),
                ["company_id", "state"],
                ["__count"],
            )
        }
        for digest in self:
            company = digest.company_id or self.env.company
            due = sum(
                counts.get((company, state), 0) for state in words.DEADLINE_COUNTED
            )
            kept = counts.get((company, words.DEADLINE_MET), 0)
            digest.kpi_hate_answered_value = round(100 * kept / due) if due else 100

    def _compute_kpi_hate_overdue_value(self):
        self._count_overdue("kpi_hate_overdue_value", Domain.TRUE)

    def _compute_kpi_hate_reviews_value(self):
        self._count_overdue(
            "kpi_hate_reviews_value",
            Domain("commitment_id.met_by_event", "=", words.EVENT_MANAGER_REVIEWED),
        )

    def _count_overdue(self, field, domain):
        """What is overdue is overdue now, whatever period the mail is about."""
        self._check_sees_cases()
        for digest in self:
            company = digest.company_id or self.env.company
            digest[field] = self.env["hate.deadline"].search_count(
                domain
                & Domain("company_id", "=", company.id)
                & Domain("state", "in", words.DEADLINE_PENDING)
                & Domain("ended_at", "=", False)
                & Domain("due_at", "<", fields.Datetime.now())
            )

    def _check_sees_cases(self):
        """:raise AccessError: the reader works on no cases: Odoo skips the figure"""
        if not self.env["hate.deadline"].has_access("read"):
            raise AccessError(self.env._("These figures are not for this person."))

    def _compute_kpis_actions(self, company, user):
        actions = super()._compute_kpis_actions(company, user)
        menu = self.env.ref("hate_case_mgmt.menu_root").id
        for kpi, action in (
            ("kpi_hate_reports", "hate_case_action"),
            ("kpi_hate_answered", "hate_deadline_action"),
            ("kpi_hate_overdue", "hate_deadline_action_keep"),
            ("kpi_hate_reviews", "hate_review_queue_action"),
        ):
            actions[kpi] = f"hate_case_mgmt.{action}?menu_id={menu}"
        return actions
