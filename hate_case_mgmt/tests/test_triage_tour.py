from odoo import fields
from odoo.tests import HttpCase, tagged

from ..policy import vocabulary as words
from .common import HateCasePeople


@tagged("post_install", "-at_install", "hate_case", "hate_case_browser")
class TestTriageTour(HateCasePeople, HttpCase):
    """The first hours of a report, through the web client."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.officer.name = "Tour Officer"
        cls.officer2.name = "Tour Next"
        cls.make_user("t_late", "hate_case_mgmt.group_officer", name="Tour Late")
        cls.env["hate.training"].create(
            [
                {
                    "user_id": user.id,
                    "topic_id": cls.env.ref("hate_case_mgmt.training_hate").id,
                    "completed_on": fields.Date.today(),
                }
                for user in (cls.officer, cls.officer2)
            ]
        )

    def reported(self, channel, **before):
        now = fields.Datetime.subtract(fields.Datetime.now(), **before)
        case = self.open_case(members=self.hub, reported_at=now, channel=channel)
        case._record_event("report_received", now)
        return case

    def test_triage_and_allocate_as_hub(self):
        later = self.reported(words.CHANNEL_PHONE, minutes=5)
        first = self.reported("letter", days=4)
        self.start_tour(
            "/odoo/hate-triage", "hate_case_triage_and_allocate", login="t_hub"
        )
        self.assertEqual(first.officer_id, self.officer)
        self.assertEqual(first.state, words.STATE_OPEN)
        self.assertEqual(later.state, words.STATE_SIGNPOSTED)

    def hand_over(self, login):
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        case._record_event("allocated", case.reported_at)
        url = f"/odoo/hate-cases/{case.id}"
        self.start_tour(url, "hate_case_hand_over", login=login)
        self.assertEqual(case.officer_id, self.officer2)
        self.assertFalse(case.with_user(self.officer).has_access("read"))
        return url

    def test_hand_over_as_officer(self):
        url = self.hand_over("t_officer")
        self.start_tour(url, "hate_case_read_first", login="t_officer2")

    def test_hand_over_as_manager(self):
        """A manager gives the case to whom they choose, with a reason, and stays."""
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        case._record_event("allocated", case.reported_at)
        self.start_tour(
            f"/odoo/hate-cases/{case.id}",
            "hate_case_hand_over_as_manager",
            login="t_manager",
        )
        self.assertEqual(case.officer_id.name, "Tour Late")
        self.assertFalse(case.with_user(self.officer).has_access("read"))
        texts = " ".join(case.note_ids.mapped("text"))
        self.assertIn("The course is on Monday", texts)

    def test_a_session_that_ends_while_triaging(self):
        """Nothing typed is lost, and nothing is done before one is signed in again."""
        case = self.reported(words.CHANNEL_PHONE, minutes=5)
        self.start_tour(
            "/odoo/hate-triage", "hate_case_signed_out_while_triaging", login="t_hub"
        )
        self.assertEqual(case.state, words.STATE_REPORTED)
