from odoo import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..policy import vocabulary as words
from .common import HateCasePeople


@tagged("post_install", "-at_install", "hate_case", "hate_case_browser")
class TestPlanTour(HateCasePeople, HttpCase):
    """The plan of a case through the web client, by its officer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.officer.name = "Tour Officer"
        cls.company.write(
            {"email": "homes@example.com", "hate_hub_phone": "0800 000 0100"}
        )
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        ways = cls.env["hate.contact.method"].search(
            [("code", "in", (words.METHOD_PHONE, words.METHOD_EMAIL))]
        )
        cls.env["hate.party"].create(
            {
                "case_id": cls.case.id,
                "role": words.ROLE_VICTIM,
                "name": "Tour Person",
                "email": "person@example.com",
                "safe_method_ids": [Command.set(ways.ids)],
                "preferred_method_id": ways.sorted("sequence")[0].id,
            }
        )

    def test_agree_a_plan(self):
        """[000.b7a] agreed by telephone, the copy sent in a safe way"""
        # the sentences that say what is missing
        with mute_logger("odoo.http"):
            self.start_tour(
                f"/odoo/hate-cases/{self.case.id}",
                "hate_case_agree_plan",
                login="t_officer",
            )
        plan = self.case.plan_ids
        self.assertEqual(plan.interval_days, 7)
        self.assertIn("I want to sleep at night", plan.body)
        self.assertEqual(plan.copy_ids.letter_id.channel, words.LETTER_EMAIL)
        self.assertEqual(self.case.update_interval_days, 7)
