from odoo import Command
from odoo.tests import HttpCase, tagged

from ..policy import vocabulary as words
from .common import HateCasePeople


@tagged("post_install", "-at_install", "hate_case", "hate_case_browser")
class TestCaseViewsTour(HateCasePeople, HttpCase):
    """The case's screens in the browser, as each role that has them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.case = cls.open_case(
            state=words.STATE_OPEN,
            officer=cls.officer,
            members=cls.hub,
            area_id=cls.env["hate.area"].create({"name": "Tour area"}).id,
        )
        cls.case._record_event("report_received", cls.case.reported_at)
        cls.env["hate.party"].create(
            {
                "case_id": cls.case.id,
                "role": words.ROLE_VICTIM,
                "name": "Planted Name",
            }
        )
        cls.env["hate.incident"].create(
            {
                "case_id": cls.case.id,
                "narrative": "They shouted.",
                "strand_ids": [
                    Command.set(cls.env.ref("hate_case_mgmt.strand_race").ids)
                ],
            }
        )

    def walk(self, tour, user, url="/odoo/hate-cases"):
        # Odoo's test browser logs in with the login as the password
        user.password = user.login
        self.start_tour(url, tour, login=user.login)

    def test_officer_looks_at_every_view(self):
        self.walk("hate_case_every_view", self.officer)

    def test_hub_looks_at_every_view(self):
        self.walk("hate_case_every_view", self.hub)

    def test_manager_looks_at_every_view(self):
        self.walk("hate_case_every_view", self.manager)

    def test_data_protection_looks_at_every_view(self):
        self.walk("hate_case_every_view", self.dpo)

    def test_officer_adds_a_note_in_two_clicks(self):
        self.walk(
            "hate_case_add_note", self.officer, f"/odoo/hate-cases/{self.case.id}"
        )
        self.assertEqual(self.case.note_ids.mapped("text"), ["Rang the caretaker"])
        self.assertEqual(self.case.note_ids.user_id, self.officer)
        self.assertEqual(self.case.incident_count, 2)
