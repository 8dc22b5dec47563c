from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..policy import vocabulary as words
from .common import HateCasePeople


@tagged("post_install", "-at_install", "hate_case", "hate_case_browser")
class TestSharingTour(HateCasePeople, HttpCase):
    """Ask consent, approve, share and take back, by an officer and a manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.env["hate.agency"].create({"name": "Open Door"})
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        cls.env["hate.party"].create(
            {
                "case_id": cls.case.id,
                "role": words.ROLE_VICTIM,
                "name": "Tour Person",
            }
        )

    def test_ask_approve_share_and_take_back(self):
        """[000.b8] [002.5.4b] [003.9.4b] asked first, and never approved alone"""
        case = f"/odoo/hate-cases/{self.case.id}"
        # the sentences that say what is missing
        with mute_logger("odoo.http"):
            self.start_tour(case, "hate_case_ask_and_share", login="t_officer")
        (waiting,) = self.env["hate.disclosure"].search(
            [("case_id", "=", self.case.id)]
        )
        self.assertEqual(waiting.state, "waiting")
        self.start_tour(
            "/odoo/hate-approve", "hate_case_approve_sharing", login="t_manager"
        )
        self.assertEqual(waiting.approver_id, self.manager)
        waiting.with_user(self.officer).action_send_prepared()
        self.assertIn("Tour Person", waiting.content)
        mine = self.case.with_user(self.officer)._open_disclosure(
            "print",
            self.env["hate.agency"].search([("name", "=", "Open Door")]),
            self.case.party_ids,
            ["identity"],
            "support",
        )
        self.start_tour(case, "hate_case_withdraw_sharing", login="t_officer")
        self.assertEqual((waiting.state, mine.state), ("sent", "stopped"))
