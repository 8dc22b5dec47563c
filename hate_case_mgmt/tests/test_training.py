from datetime import date

import psycopg2

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import HateCaseCommon


@tagged("post_install", "-at_install", "hate_case")
class TestTraining(HateCaseCommon):
    """What each colleague has done, and until when it counts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.topic = cls.env.ref("hate_case_mgmt.training_hate")

    def course(self, user, on, topic=None, **values):
        return self.env["hate.training"].create(
            {
                "user_id": user.id,
                "topic_id": (topic or self.topic).id,
                "completed_on": on,
                **values,
            }
        )

    def lapsed(self, day):
        users = self.officer | self.officer2
        found = self.env["hate.training"]._lapsed_user_ids(users, day)
        return self.env["res.users"].browse(found)

    def test_000_b15_a_course_counts_for_a_year(self):
        """[000.b15]"""
        course = self.course(self.officer, date(2026, 3, 1))
        self.assertEqual(course.expires_on, date(2027, 3, 1))
        leap = self.course(self.officer, date(2028, 2, 29))
        self.assertEqual(leap.expires_on, date(2029, 2, 28))

    def test_002_6_1_who_may_work_cases(self):
        """[002.6.1] [003.8.1f]"""
        self.course(self.officer, date(2026, 3, 1))
        self.assertEqual(self.lapsed(date(2027, 3, 1)), self.officer2)
        self.assertEqual(self.lapsed(date(2027, 3, 2)), self.officer | self.officer2)
        self.course(self.officer, date(2027, 3, 2))
        self.assertEqual(self.lapsed(date(2027, 3, 2)), self.officer2)

    def test_every_course_that_casework_needs(self):
        self.course(self.officer, date(2026, 3, 1))
        trauma = self.env.ref("hate_case_mgmt.training_trauma")
        trauma.for_casework = True
        self.assertIn(self.officer, self.lapsed(date(2026, 6, 1)))
        self.course(self.officer, date(2026, 4, 1), trauma)
        self.assertNotIn(self.officer, self.lapsed(date(2026, 6, 1)))
        until = self.env["hate.training"]._valid_until(self.officer)
        self.assertEqual(until, {self.officer.id: date(2027, 3, 1)})

    def test_nothing_needed_lapses_nobody(self):
        self.env["hate.training.topic"].search([]).for_casework = False
        self.assertFalse(self.lapsed(date(2026, 6, 1)))

    def test_a_course_of_another_topic_does_not_count(self):
        reporting = self.env.ref("hate_case_mgmt.training_reporting")
        self.course(self.officer, date(2026, 3, 1), reporting)
        self.assertIn(self.officer, self.lapsed(date(2026, 3, 2)))

    @mute_logger("odoo.sql_db")
    def test_it_can_not_expire_before_it_was_done(self):
        with self.assertRaises(psycopg2.IntegrityError):
            self.course(
                self.officer, date(2026, 3, 1), expires_on=date(2026, 2, 1)
            ).flush_recordset()

    def test_who_sees_whose(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        far = self.make_user("t_far")
        far.write({"company_ids": [(6, 0, elsewhere.ids)], "company_id": elsewhere.id})
        mine = self.course(self.officer, date(2026, 3, 1))
        other = self.course(self.officer2, date(2026, 3, 1))
        theirs = self.course(far, date(2026, 3, 1))
        both = mine | other | theirs
        seen = {
            self.officer: mine,
            self.hub: both.browse(),
            self.manager: mine | other,
        }
        for user, courses in seen.items():
            found = both.with_user(user).search([("id", "in", both.ids)])
            self.assertEqual(found, courses, user.login)
        for user in (self.staff, self.config, self.insight, self.dpo):
            with self.assertRaises(AccessError, msg=user.login):
                both.with_user(user).search([])

    def test_only_a_manager_records(self):
        for user in (self.officer, self.hub, self.config):
            with self.assertRaises(AccessError, msg=user.login):
                self.env["hate.training"].with_user(user).create(
                    {"user_id": user.id, "topic_id": self.topic.id}
                )
        course = (
            self.env["hate.training"]
            .with_user(self.manager)
            .create({"user_id": self.officer.id, "topic_id": self.topic.id})
        )
        self.assertEqual(course.completed_on, fields.Date.today())

    def test_000_b15_the_list_of_who_is_due(self):
        """[000.b15] The filters of the list."""
        with freeze_time("2026-11-20 12:00:00"):
            expired = self.course(self.officer, date(2025, 11, 1))
            soon = self.course(self.officer, date(2025, 12, 20))
            later = self.course(self.officer, date(2026, 10, 1))
            both = expired | soon | later
            arch = self.env.ref("hate_case_mgmt.hate_training_view_search").arch
            for name, domain, found in (
                ("expired", [("expires_on", "<", "today")], expired),
                (
                    "expiring",
                    [("expires_on", ">=", "today"), ("expires_on", "<=", "today +60d")],
                    soon,
                ),
            ):
                self.assertIn(f'name="{name}"', arch)
                self.assertEqual(
                    both.search([("id", "in", both.ids), *domain]), found, name
                )
