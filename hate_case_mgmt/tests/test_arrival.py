from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.hate_arrival import ACTIVITY
from ..policy import vocabulary as words
from .common import HateCaseCommon


@tagged("post_install", "-at_install", "hate_case")
class TestArrival(HateCaseCommon):
    """What came in and nobody opens within a working day climbs to a manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # what the demo data brought is none of these tests' business
        cls.env["hate.arrival"].search([]).unlink()
        cls.case = cls.open_case(
            words.STATE_OPEN, officer=cls.officer, members=cls.officer2
        )

    def further_report(self, case=None, user=None, days=3):
        """A further report that came in some days ago.

        :return: its ``hate.arrival``
        """
        case = case or self.case
        case.with_user(user or self.officer2)._add_report(
            {
                "report": {"channel": "phone", "narrative": "It happened again"},
                "incidents": [{"narrative": "It happened again"}],
                "parties": [],
            }
        )
        return self.aged(case, days)

    def aged(self, case=None, days=3):
        """:return: the case's arrivals, as if they had come in some days ago"""
        arrivals = self.env["hate.arrival"].search(
            [("case_id", "=", (case or self.case).id), ("told_at", "=", False)]
        )
        for name in ("arrived_at", "due_at", "look_at"):
            for arrival in arrivals:
                arrival[name] -= timedelta(days=days)
        return arrivals

    def look(self):
        self.env["hate.arrival"]._tell_next_batch()

    def opens(self, user, kind=words.ACCESS_OPENED, case=None):
        self.env["hate.access.log"].with_user(user)._log(kind, case or self.case)

    def told(self, user=None, case=None):
        """:return: reminders about what nobody opened"""
        domain = [
            ("res_model", "=", "hate.case"),
            ("res_id", "=", (case or self.case).id),
            ("activity_type_id", "=", self.env.ref(ACTIVITY).id),
        ]
        if user:
            domain.append(("user_id", "=", user.id))
        return self.env["mail.activity"].search(domain)

    def test_it_is_to_be_opened_within_one_working_day(self):
        arrival = self.further_report(days=0)
        self.assertEqual(arrival.kind, words.ARRIVAL_REPORT)
        self.assertEqual(
            arrival.due_at,
            self.case._due(
                arrival.arrived_at,
                1,
                words.UNIT_WORKING_DAYS,
                self.company._hate_calendar(),
            ),
        )
        self.look()
        self.assertFalse(self.told(), "there is time yet")

    def test_003_5_2a_a_report_that_nobody_opens_climbs_to_a_manager(self):
        """[003.5.2a] No report is lost in silence."""
        arrival = self.further_report()
        self.look()
        self.assertEqual(self.told().user_id, self.manager)
        self.assertTrue(arrival.told_at)
        self.assertNotIn("hate", (self.told().summary or "").lower())
        listed = self.env["hate.arrival"].with_user(self.manager)
        self.assertEqual(listed.search([("told_at", "!=", False)]), arrival)
        # told once, however often it is looked at
        arrival.look_at = fields.Datetime.now()
        self.look()
        self.assertEqual(len(self.told()), 1)

    def test_opening_the_case_ends_it(self):
        arrival = self.further_report()
        self.look()
        self.opens(self.officer)
        arrival.look_at = fields.Datetime.now()
        self.look()
        self.assertFalse(arrival.exists())
        self.assertFalse(self.told())

    def test_opened_in_time_tells_nobody(self):
        arrival = self.further_report()
        self.opens(self.manager)
        self.look()
        self.assertFalse(arrival.exists())
        self.assertFalse(self.told())

    def test_seeing_it_in_a_list_or_having_typed_it_is_no_opening(self):
        arrival = self.further_report()
        self.opens(self.officer, words.ACCESS_LISTED)
        self.opens(self.officer2)
        self.look()
        self.assertTrue(arrival.exists())
        self.assertTrue(self.told())

    def test_what_was_opened_before_it_came_was_not_opened(self):
        self.opens(self.officer)
        arrival = self.further_report(days=0)
        arrival.arrived_at = fields.Datetime.now() + timedelta(minutes=1)
        arrival.look_at = fields.Datetime.now()
        self.look()
        self.assertTrue(self.told())

    def test_what_the_officer_enters_waits_for_nobody(self):
        arrival = self.further_report(user=self.officer)
        self.look()
        self.assertFalse(arrival.exists())
        self.assertFalse(self.told())

    def test_what_was_signposted_waits_for_nobody(self):
        arrival = self.further_report()
        self.case.state = words.STATE_SIGNPOSTED
        self.look()
        self.assertFalse(arrival.exists())

    def test_a_file_is_watched_as_well(self):
        self.env["hate.evidence"].with_user(self.officer2).create(
            {
                "case_id": self.case.id,
                "kind": words.ITEM_STATEMENT,
                "source": "The shop at the corner",
                "statement": "I saw it",
            }
        )
        arrival = self.aged()
        self.assertEqual(arrival.kind, words.ARRIVAL_UPLOAD)
        self.assertEqual(arrival.record_model, "hate.evidence")
        self.look()
        self.assertTrue(self.told(self.manager))

    def test_nobody_is_told_who_may_not_see_the_case(self):
        case = self.open_case(
            words.STATE_OPEN,
            officer=self.officer,
            members=self.officer2,
            restricted=True,
        )
        arrival = self.further_report(case)
        self.look()
        told = self.told(case=case).user_id
        self.assertEqual(told, self.officer | self.officer2, "those named on it")
        self.assertFalse(
            self.env["hate.arrival"]
            .with_user(self.manager)
            .search_count([("id", "=", arrival.id)])
        )

    def test_the_scheduled_action_looks_by_itself(self):
        arrival = self.further_report()
        with self.enter_registry_test_mode():
            self.env.ref("hate_case_mgmt.ir_cron_promises").method_direct_trigger()
        self.assertTrue(arrival.told_at)
        self.assertTrue(self.told(self.manager))

    def test_one_reminder_for_several_and_one_left_keeps_it(self):
        first = self.further_report()
        second = self.further_report() - first
        self.look()
        self.assertEqual(len(self.told(self.manager)), 1)
        self.opens(self.officer)
        second.arrived_at = fields.Datetime.now() + timedelta(minutes=1)
        (first | second).look_at = fields.Datetime.now()
        self.look()
        self.assertFalse(first.exists())
        self.assertTrue(self.told(self.manager), "one is still not opened")

    def test_one_that_fails_is_put_off_and_the_rest_go_on(self):
        broken = self.further_report()
        other = self.open_case(
            words.STATE_OPEN, officer=self.officer, members=self.officer2
        )
        sound = self.further_report(other)
        self.env.flush_all()
        self.env.cr.execute(
            """ALTER TABLE hate_arrival ADD CONSTRAINT test_broken
               CHECK (id != %s OR told_at IS NULL)""",
            [broken.id],
        )
        with (
            self.assertLogs("odoo.addons.hate_case_mgmt.models.hate_arrival") as logs,
            mute_logger("odoo.sql_db"),
        ):
            self.look()
        self.assertIn("CheckViolation", logs.output[0])
        self.assertFalse(broken.told_at)
        self.assertGreater(broken.look_at, fields.Datetime.now())
        self.assertTrue(sound.told_at)
        self.assertTrue(self.told(self.manager, other))

    def test_queries_for_one_and_for_fifty(self):
        def cost(number):
            for _one in range(number):
                case = self.open_case(
                    words.STATE_OPEN, officer=self.officer, members=self.officer2
                )
                case._came_in(words.ARRIVAL_MESSAGE, case)
                self.aged(case)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.look()
            return self.env.cr.sql_log_count - before

        cost(1)
        self.assertLessEqual(cost(50), cost(1) + 2)

    def test_what_is_due_is_found_by_its_index(self):
        self.env.cr.execute(
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off"
        )
        self.env.cr.execute(
            """EXPLAIN SELECT id FROM hate_arrival WHERE look_at <= now()
               ORDER BY look_at, id LIMIT 200 FOR UPDATE SKIP LOCKED"""
        )
        plan = "\n".join(line for (line,) in self.env.cr.fetchall())
        self.assertIn("hate_arrival_look_idx", plan)
        self.assertNotIn("Sort", plan)
