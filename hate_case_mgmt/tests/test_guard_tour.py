from odoo.tests import HttpCase, tagged

from ..policy import vocabulary as words
from .common import HateCasePeople


@tagged("post_install", "-at_install", "hate_case", "hate_case_browser")
class TestGuardTour(HateCasePeople, HttpCase):
    """Emergency access and what is shown by a click, through the web client."""

    def test_in_an_emergency(self):
        self.set_up_people()
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        case.name = "HC/2999/77777"
        person = self.env["hate.party"].create(
            {
                "case_id": case.id,
                "role": words.ROLE_VICTIM,
                "name": "Tour Person",
                "phone": "07700 900123",
                "code_word": "heron",
            }
        )
        self.start_tour("/odoo/hate-cases", "hate_case_emergency", login="t_officer2")
        self.assertEqual(person.code_word, "kingfisher")
        self.assertEqual(person.phone, "07700 900123")
        access = self.env["hate.emergency.access"].search([("case_id", "=", case.id)])
        self.assertEqual(access.user_id, self.officer2)
        self.assertTrue(access.ended_at)
