from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from ..policy import vocabulary as words
from .common import HateCasePeople


@tagged("post_install", "-at_install", "hate_case", "hate_case_browser")
class TestMyDayTour(HateCasePeople, HttpCase):
    """The officer's day and the manager's queue, through the web client."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()

    def allocated(self, days_ago, **vals):
        at = fields.Datetime.now() - timedelta(days=days_ago)
        case = self.open_case(
            state=words.STATE_OPEN, officer=self.officer, reported_at=at, **vals
        )
        case._record_event(words.EVENT_REPORT_RECEIVED, at)
        case._record_event(words.EVENT_ALLOCATED, at)
        case.deadline_ids.filtered(
            lambda clock: clock.commitment_id.responsible == words.RESPONSIBLE_OFFICER
        ).write({"user_id": self.officer.id})
        return case

    def test_my_day_as_officer(self):
        case = self.allocated(days_ago=4)
        case.deadline_ids.filtered(
            lambda clock: clock.commitment_id.met_by_event != words.EVENT_FIRST_RESPONSE
        ).write({"user_id": False})
        self.start_tour("/odoo/hate-my-day", "hate_case_my_day", login="t_officer")

    def test_review_queue_as_manager(self):
        """Cases are reviewed one after the other [004.4a]."""
        pressing = self.allocated(days_ago=20, risk_level="high")
        other = self.allocated(days_ago=15, risk_level="low")
        self.start_tour(
            "/odoo/hate-reviews", "hate_case_review_queue", login="t_manager"
        )
        reviews = self.env["hate.review"].search(
            [("case_id", "in", (pressing | other).ids)]
        )
        self.assertEqual(
            {review.case_id: review.outcome for review in reviews},
            {
                pressing: words.REVIEW_ON_TRACK,
                other: words.REVIEW_NEEDS_ACTION,
            },
        )
        task = other.activity_ids.filtered(lambda task: task.user_id == self.officer)
        self.assertEqual(len(task), 1)
