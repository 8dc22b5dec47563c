from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon


@tagged("post_install", "-at_install", "hate_case")
class TestDigest(HateCaseCommon):
    """Figures in Odoo's digest mail."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.digest = cls.env["digest.digest"].create(
            {
                "name": "Test",
                "company_id": cls.company.id,
                "kpi_hate_reports": True,
                "kpi_hate_answered": True,
                "kpi_hate_overdue": True,
                "kpi_hate_reviews": True,
            }
        )
        cls.now = fields.Datetime.now()
        for answered_after in (timedelta(hours=1), timedelta(days=20)):
            at = cls.now - timedelta(days=21)
            case = cls.open_case(
                state=words.STATE_OPEN, officer=cls.officer, reported_at=at
            )
            case._record_event(words.EVENT_REPORT_RECEIVED, at)
            on_time = answered_after < timedelta(days=1)
            case.deadline_ids.filtered(
                lambda clock: clock.commitment_id.met_by_event
                == words.EVENT_FIRST_RESPONSE
            ).write(
                {
                    "state": words.DEADLINE_MET if on_time else words.DEADLINE_MET_LATE,
                    "met_at": at + answered_after,
                }
            )

    def figures(self, user):
        kpis = self.digest._compute_kpis(self.company, user)
        return {kpi["kpi_name"]: kpi for kpi in kpis if "hate" in kpi["kpi_name"]}

    def test_a_manager_gets_figures_and_no_names(self):
        figures = self.figures(self.manager)
        self.assertEqual(
            set(figures),
            {
                "kpi_hate_reports",
                "kpi_hate_answered",
                "kpi_hate_overdue",
                "kpi_hate_reviews",
            },
        )
        self.assertTrue(figures["kpi_hate_reports"]["kpi_action"])
        self.assertEqual(str(figures["kpi_hate_reports"]["kpi_col3"]["value"]), "2")
        self.assertEqual(str(figures["kpi_hate_answered"]["kpi_col3"]["value"]), "50")

    def test_overdue_now_is_what_the_list_behind_it_shows(self):
        figures = self.figures(self.manager)
        overdue = (
            self.env["hate.deadline"]
            .with_user(self.manager)
            .search_count(
                [
                    ("company_id", "=", self.company.id),
                    ("state", "in", words.DEADLINE_PENDING),
                    ("ended_at", "=", False),
                    ("due_at", "<", fields.Datetime.now()),
                ]
            )
        )
        self.assertTrue(overdue)
        for column in ("kpi_col1", "kpi_col2", "kpi_col3"):
            self.assertEqual(
                str(figures["kpi_hate_overdue"][column]["value"]), str(overdue)
            )

    def test_an_officer_counts_their_own_and_staff_get_nothing(self):
        other = self.figures(self.officer2)
        self.assertEqual(str(other["kpi_hate_reports"]["kpi_col3"]["value"]), "0")
        self.assertFalse(self.figures(self.staff))
        self.assertFalse(self.figures(self.config))
