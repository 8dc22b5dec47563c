from odoo.tests import HttpCase, tagged

from ..policy import vocabulary as words
from .common import HateCasePeople


@tagged("post_install", "-at_install", "hate_case", "hate_case_browser")
class TestRiskTour(HateCasePeople, HttpCase):
    """Risk assessed through the web client, by the case's officer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.officer.name = "Tour Officer"
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        cls.env["hate.party"].create(
            {"case_id": cls.case.id, "role": words.ROLE_VICTIM, "name": "Amina Yusuf"}
        )

    def tour(self, name):
        self.start_tour(f"/odoo/hate-cases/{self.case.id}", name, login="t_officer")

    def test_assess_risk(self):
        """[000.b4] with the person, on one page"""
        self.tour("hate_case_assess_risk")
        done = self.case.assessment_ids
        self.assertEqual(done.state, words.ASSESSMENT_FINISHED)
        self.assertEqual(self.case.risk_level, words.RISK_HIGH)
        self.assertIn("Since they <b>moved</b> in", done.answer_ids.mapped("note"))
        self.assertEqual(done.summary, "A safe way home would help")
        self.assertEqual(self.case.action_ids.type_id.code, "manager_eye")

    def test_safeguarding(self):
        """[003.8.2b] who was told, with the reference"""
        self.tour("hate_case_safeguarding")
        self.assertEqual(self.case.safeguarding, words.SAFEGUARDING_TOLD)
        self.assertEqual(self.case.safeguarding_ids.step_ids.reference, "CS/1")
