from datetime import timedelta

from odoo import Command, fields
from odoo.tests import HttpCase, tagged

from ..policy import vocabulary as words
from .common import HateCasePeople


@tagged("post_install", "-at_install", "hate_case", "hate_case_browser")
class TestEvidenceTour(HateCasePeople, HttpCase):
    """Contacts, the diary and evidence in the browser, by the case's officer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        phone = cls.env.ref("hate_case_mgmt.contact_method_phone")
        cls.env["hate.party"].create(
            {
                "case_id": cls.case.id,
                "role": words.ROLE_VICTIM,
                "name": "Planted Name",
                "safe_method_ids": [Command.set(phone.ids)],
            }
        )
        cls.env["hate.incident"].create(
            {
                "case_id": cls.case.id,
                "narrative": "Painted on the door.",
                "place": "Front door",
                "graffiti": True,
                "precision": "exact",
                "occurred_at": fields.Datetime.now() - timedelta(days=1),
            }
        )

    def walk(self, tour):
        self.start_tour(f"/odoo/hate-cases/{self.case.id}", tour, login="t_officer")

    def test_000_b9_add_evidence(self):
        """[000.b9] photos dropped on the case, a program refused, one handed on"""
        self.walk("hate_case_add_evidence")
        items = self.env["hate.evidence"].search([("case_id", "=", self.case.id)])
        self.assertEqual(items.mapped("original_name"), ["wall.jpg", "door.jpg"])
        self.assertEqual(items.incident_id.place, "Front door")
        for item in items:
            self.assertTrue(item._is_unchanged())

    def test_000_a2_write_the_diary(self):
        """[000.a2] [004.5d] two incidents, one after the other"""
        self.walk("hate_case_write_diary")
        self.assertEqual(self.case.incident_count, 3)

    def test_004_2i_log_a_contact_in_two_clicks(self):
        """[004.2i] who, how, reached, still safe and the next contact in two clicks"""
        self.walk("hate_case_log_contact_in_two_clicks")
        contact = self.case.contact_ids
        self.assertTrue(contact.reached)
        self.assertTrue(contact.still_safe)
        self.assertTrue(contact.next_contact_on)
