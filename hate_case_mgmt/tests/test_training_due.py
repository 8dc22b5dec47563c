import time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import HateCaseCommon


@tagged("post_install", "-at_install", "hate_case")
class TestTrainingDue(HateCaseCommon):
    """Who never took a course, or is due, is found among all colleagues."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.topic = cls.env.ref("hate_case_mgmt.training_hate")

    def done(self, user, days_ago):
        return self.env["hate.training"].create(
            {
                "user_id": user.id,
                "topic_id": self.topic.id,
                "completed_on": fields.Date.subtract(
                    fields.Date.today(), days=days_ago
                ),
            }
        )

    def due(self, user=None, **domain):
        self.env.flush_all()
        return (
            self.env["hate.training.due"]
            .with_user(user or self.manager)
            .search(
                [
                    ("topic_id", "=", self.topic.id),
                    ("company_id", "=", self.company.id),
                    *((name, "=", value) for name, value in domain.items()),
                ]
            )
        )

    def test_000_b15_who_never_took_it_stands_in_the_list(self):
        """[000.b15] never, expired, soon and valid; every colleague, once a course"""
        self.done(self.officer, 400)
        self.done(self.officer, 500)
        self.done(self.officer2, 350)
        self.done(self.hub, 10)
        self.done(self.hub, 700)
        states = {due.user_id: due.state for due in self.due()}
        self.assertEqual(states[self.officer], "expired")
        self.assertEqual(states[self.officer2], "soon")
        self.assertEqual(states[self.hub], "valid")
        self.assertEqual(states[self.staff], "never")
        self.assertEqual(len(self.due()), len(states))
        self.staff.active = False
        self.assertNotIn(self.staff, self.due().user_id)

    def test_001_d2_what_hate_does_to_people_is_a_course_of_its_own(self):
        """[001.d2] Trauma-informed practice, every year, due from every colleague."""
        self.topic = self.env.ref("hate_case_mgmt.training_trauma")
        self.assertEqual(self.topic.valid_months, 12)
        self.assertIn(self.officer, self.due(state="never").user_id)
        self.done(self.officer, 10)
        self.assertIn(self.officer, self.due(state="valid").user_id)
        self.done(self.officer2, 400)
        self.assertIn(self.officer2, self.due(state="expired").user_id)

    def test_002_6_1_for_whom_it_stops_casework(self):
        """[002.6.1] officers, and managers, who are officers"""
        needed = self.due(keeps_from_cases=True).user_id
        self.assertIn(self.officer, needed)
        self.assertIn(self.manager, needed)
        self.assertNotIn(self.hub, needed)
        other = self.env["hate.training.due"].search(
            [("topic_id", "!=", self.topic.id), ("keeps_from_cases", "=", True)]
        )
        self.assertFalse(other.filtered(lambda due: not due.topic_id.for_casework))

    def test_a_course_for_several_at_once(self):
        both = self.due().filtered(
            lambda due: due.user_id in self.officer | self.officer2
        )
        both.action_done_today()
        self.env.invalidate_all()
        self.assertEqual(set(both.mapped("state")), {"valid"})
        self.assertEqual(both.mapped("completed_on"), [fields.Date.today()] * 2)

    def test_managers_of_the_company_only(self):
        for user in (self.officer, self.hub, self.dpo, self.staff):
            with self.assertRaises(AccessError):
                self.due(user)
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        dues = self.env["hate.training.due"].with_user(self.manager)
        self.assertFalse(dues.search([("company_id", "=", elsewhere.id)]))

    def test_fast_for_2000_colleagues(self):
        """One query, and far under a second."""
        self.env.cr.execute(
            """
            WITH people AS (
                INSERT INTO res_partner (name, active)
                SELECT 'Colleague ' || n, TRUE FROM generate_series(1, 2000) n
                RETURNING id)
            INSERT INTO res_users (login, partner_id, company_id, active, share,
                                   notification_type)
            SELECT 'colleague' || id, id, %s, TRUE, FALSE, 'email' FROM people
            """,
            [self.company.id],
        )
        self.env.cr.execute(
            """
            INSERT INTO hate_training (user_id, topic_id, company_id, completed_on,
                                       expires_on)
            SELECT id, %s, company_id, current_date - 30 * n,
                   current_date + 365 - 30 * n
              FROM res_users, generate_series(1, 40) n
             WHERE login LIKE 'colleague%%' AND id %% 3 > 0
            """,
            [self.topic.id],
        )
        dues = self.env["hate.training.due"].with_user(self.manager)

        def cost(limit):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = dues.search([("state", "!=", "valid")], limit=limit)
            found.fetch(["user_id", "topic_id", "state", "completed_on"])
            self.assertEqual(len(found), limit)
            return self.env.cr.sql_log_count - before

        cost(1)
        few, started = cost(1), time.monotonic()
        self.assertEqual(cost(100), few)
        self.assertLess(time.monotonic() - started, 1)
