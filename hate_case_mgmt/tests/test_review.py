from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon


@tagged("post_install", "-at_install", "hate_case")
class TestReview(HateCaseCommon):
    """The manager's fortnightly review."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.standard = cls.env.ref("hate_case_mgmt.hate_standard_e")
        cls.case = cls.allocated()

    @classmethod
    def allocated(cls, days_ago=3, **vals):
        at = fields.Datetime.subtract(fields.Datetime.now(), days=days_ago)
        case = cls.open_case(
            state=words.STATE_OPEN,
            officer=vals.pop("officer", cls.officer),
            standard_id=cls.standard.id,
            reported_at=at,
            **vals,
        )
        case._record_event(words.EVENT_REPORT_RECEIVED, at)
        case._record_event(words.EVENT_ALLOCATED, at)
        return case

    def review(self, case=None, user=None, outcome="on_track", **vals):
        case = (case or self.case).with_user(user or self.manager)
        vals.setdefault("findings", "All that was promised is done.")
        return case.action_review(outcome, **vals)

    def clock(self, case=None):
        return (case or self.case).deadline_ids.filtered(
            lambda clock: clock.commitment_id.met_by_event
            == words.EVENT_MANAGER_REVIEWED
        )

    def queue(self, user=None, **context):
        return self.env["hate.review.queue"].with_user(user or self.manager)

    def test_a_review_keeps_the_promise_and_starts_the_next_fortnight(self):
        """Managers review cases every two weeks [004.4a] [002.8.1]."""
        before = self.clock()
        self.assertEqual(len(before), 1)
        review = self.review()
        self.assertEqual(before.state, words.DEADLINE_MET)
        self.assertEqual(
            (before.evidence_model, before.evidence_id), (review._name, review.id)
        )
        action = before.with_user(self.manager).action_open_evidence()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (review._name, review.id)
        )
        following = self.clock() - before
        self.assertEqual(following.state, words.DEADLINE_RUNNING)
        days = (following.due_at.date() - review.reviewed_at.date()).days
        self.assertEqual(days, 14)
        self.assertEqual(self.case.last_reviewed_at, review.reviewed_at)

    def test_an_overdue_review_is_a_broken_promise(self):
        """Nobody looked for three weeks: the clock says so [004.4a]."""
        late = self.allocated(days_ago=30)
        self.review(late)
        self.assertEqual(self.clock(late)[:1].state, words.DEADLINE_MET_LATE)

    def test_nobody_reviews_their_own_case(self):
        own = self.allocated(officer=self.manager)
        with self.assertRaisesRegex(UserError, "your own case"):
            self.review(own)
        with self.assertRaises(UserError):
            own.with_user(self.manager).action_open_review()
        self.assertNotIn(own, self.queue().search([]).case_id)

    def test_an_officer_reviews_nothing(self):
        with self.assertRaises(AccessError):
            self.review(user=self.officer)
        with self.assertRaises(AccessError):
            self.queue(self.officer).search([])

    def test_one_of_three_outcomes_and_one_sentence(self):
        with self.assertRaisesRegex(UserError, "one of the three"):
            self.review(outcome="fine")
        with self.assertRaisesRegex(UserError, "one sentence"):
            self.review(findings="  ")
        self.assertFalse(
            self.env["hate.review"].search([("case_id", "=", self.case.id)])
        )

    def test_needs_action_is_a_task_with_a_date(self):
        with self.assertRaisesRegex(UserError, "by when"):
            self.review(outcome="needs_action")
        with self.assertRaisesRegex(UserError, "by when"):
            yesterday = fields.Date.today() - timedelta(days=1)
            self.review(outcome="needs_action", act_by=yesterday)
        day = fields.Date.today() + timedelta(days=3)
        self.review(outcome="needs_action", act_by=day, findings="Ring Amina Planted")
        task = self.case.activity_ids.filtered(
            lambda task: task.user_id == self.officer
        )
        self.assertEqual(task.date_deadline, day)
        self.assertNotIn("Amina", f"{task.summary} {task.note}")

    def test_escalating_tells_the_heads_who_may_see_it(self):
        head = self.make_user("t_head", "hate_case_mgmt.group_manager")
        stranger = self.make_user("t_stranger_head")
        self.company.hate_head_user_ids = [Command.set((head | stranger).ids)]
        self.review(outcome="escalate")
        told = self.case.activity_ids.user_id
        self.assertIn(head, told)
        self.assertNotIn(stranger, told)

    def test_a_review_is_never_changed_nor_made_by_hand(self):
        review = self.review().with_user(self.manager)
        with self.assertRaises(UserError):
            review.findings = "Something else"
        with self.assertRaises(UserError):
            review.unlink()
        with self.assertRaises(AccessError):
            self.env["hate.review"].with_user(self.manager).create(
                {"case_id": self.case.id, "outcome": "on_track", "findings": "x"}
            )
        with self.assertRaises(AccessError):
            self.case.with_user(self.manager).last_reviewed_at = fields.Datetime.now()

    def test_the_queue_puts_the_most_pressing_first(self):
        low = self.allocated(days_ago=10, risk_level="low")
        high = self.allocated(days_ago=8, risk_level="high")
        found = self.queue().search([("case_id", "in", (low | high | self.case).ids)])
        self.assertEqual(found.case_id.ids[:2], [high.id, low.id])

    def test_the_queue_holds_what_was_closed_since(self):
        self.case.sudo()._set(
            {"state": words.STATE_CLOSED, "closed_at": fields.Datetime.now()}
        )
        self.case.flush_recordset()
        entry = self.queue().search([("case_id", "=", self.case.id)])
        self.assertTrue(entry.state == words.STATE_CLOSED)
        self.review()
        self.assertFalse(self.queue().search([("case_id", "=", self.case.id)]))

    def test_the_queue_shows_no_restricted_case(self):
        self.case.sudo()._set({"restricted": True})
        self.assertFalse(self.queue().search([("case_id", "=", self.case.id)]))

    def test_the_dialogue_goes_on_with_the_next_case(self):
        high = self.allocated(days_ago=20, risk_level="high")
        higher = self.allocated(days_ago=25, risk_level="high")
        dialogue = (
            self.env["hate.case.review"]
            .with_user(self.manager)
            .create(
                {"case_id": higher.id, "outcome": "on_track", "findings": "All well."}
            )
        )
        self.assertEqual(dialogue.deadline_ids, higher.deadline_ids)
        action = dialogue.action_save_and_next()
        self.assertEqual(action["context"]["default_case_id"], high.id)
        self.assertFalse(dialogue.exists())

    def test_the_queue_costs_the_same_for_one_and_for_many(self):
        def cost():
            self.env.invalidate_all()
            count = self.env.cr.sql_log_count
            found = self.queue().search([])
            found.mapped("review_due_at")
            found.officer_id.mapped("name")
            return self.env.cr.sql_log_count - count

        cost()
        one = cost()
        for number in range(20):
            self.allocated(days_ago=number)
        cost()
        self.assertLessEqual(cost(), one)
