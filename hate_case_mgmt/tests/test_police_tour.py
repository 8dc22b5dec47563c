from odoo.tests import HttpCase, tagged

from ..policy import vocabulary as words
from ..policy import vocabulary_police as police
from .common import HateCasePeople


@tagged("post_install", "-at_install", "hate_case", "hate_case_browser")
class TestPoliceTour(HateCasePeople, HttpCase):
    """Anonymous intelligence through the web client, by the case's officer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        cls.env["hate.party"].create(
            {
                "case_id": cls.case.id,
                "role": words.ROLE_VICTIM,
                "name": "Amina Yusuf",
                "phone": "07700 900123",
            }
        )
        cls.env["hate.incident"].create(
            {
                "case_id": cls.case.id,
                "narrative": "Amina Yusuf was shouted at near the library. She rang "
                "from 07700 900123.",
                "place": "In the street",
            }
        )

    def test_intelligence(self):
        """[003.9.2c] without the victim's details"""
        self.start_tour(
            f"/odoo/hate-cases/{self.case.id}",
            "hate_case_intelligence",
            login="t_officer",
        )
        report = self.env["hate.police.report"].search([("case_id", "=", self.case.id)])
        self.assertEqual(report.state, police.REPORT_SENT)
        self.assertIn("near the library", report.packet)
        self.assertIn("Hundreds go there", report.kept)
        self.assertNotIn("Amina", report.packet)
        self.assertNotIn("07700", report.packet)
