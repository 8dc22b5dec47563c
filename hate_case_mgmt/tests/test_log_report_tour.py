from odoo.tests import HttpCase, tagged

from ..policy import vocabulary as words
from .common import HateCasePeople


@tagged("post_install", "-at_install", "hate_case", "hate_case_browser")
class TestLogReportTour(HateCasePeople, HttpCase):
    """Reports as people enter them, in a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()

    def reports(self):
        return self.env["hate.report"].search([("company_id", "=", self.company.id)])

    def test_hub_logs_a_report(self):
        """[003.6.1b] [003.6.3] from the list; words stay words, no script runs."""
        self.start_tour("/odoo/hate-triage", "hate_log_report_hub", login="t_hub")
        case = self.reports().case_id
        self.assertEqual(case.channel, words.CHANNEL_PHONE)
        self.assertTrue(case.danger_now)
        self.assertIn("<script>", self.reports().narrative)

    def test_officer_logs_a_report(self):
        """By the command palette."""
        self.start_tour(
            "/odoo/hate-cases", "hate_log_report_officer", login="t_officer"
        )
        self.assertEqual(self.reports().case_id.member_ids, self.officer)

    def test_add_to_a_known_case(self):
        case = self.open_case()
        self.env["hate.party"].create(
            {"case_id": case.id, "role": "victim", "name": "Mohammed Hussain"}
        )
        self.start_tour("/odoo/log-report", "hate_add_to_known_case", login="t_hub")
        self.assertEqual(self.reports().case_id, case)
        self.assertEqual(len(case.party_ids), 1)

    def test_any_employee_passes_on_a_report(self):
        """[003.6.1a]"""
        self.start_tour("/odoo", "hate_pass_on_report", login="t_staff")
        self.assertEqual(self.reports().received_by_id, self.staff)
        self.assertFalse(self.reports().case_id.member_ids)
        left = self.env["hate.report.pass.on"].search([])
        self.assertFalse(any(left.mapped("narrative")), "nothing typed is kept")
        self.assertFalse(any(left.mapped("affected_name")))

    def test_a_session_that_ends_while_typing(self):
        """Nothing typed is lost: the form stays, and works after signing in again."""
        self.start_tour(
            "/odoo/log-report", "hate_signed_out_while_typing", login="t_hub"
        )
        self.assertEqual(self.reports().narrative, "Every word of it")
