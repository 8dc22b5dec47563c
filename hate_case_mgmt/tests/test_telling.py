from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..policy import vocabulary as words
from .common import HateCaseCommon, utc
from .test_ledger import FRIDAY, LedgerCommon

ACTIVITY = "hate_case_mgmt.mail_activity_type_promise"


class TellingCommon(LedgerCommon):
    def tell(self, at=None):
        """Run the scheduled action, at some moment."""
        with freeze_time(at) if at else self.subTest(), self.enter_registry_test_mode():
            self.env.ref("hate_case_mgmt.ir_cron_promises").method_direct_trigger()

    def told(self, user=None, case=None):
        """:return: open reminders of the case, or of one person"""
        domain = [
            ("res_model", "=", "hate.case"),
            ("res_id", "=", (case or self.case).id),
            ("activity_type_id", "=", self.env.ref(ACTIVITY).id),
        ]
        if user:
            domain.append(("user_id", "=", user.id))
        return self.env["mail.activity"].search(domain)


@tagged("post_install", "-at_install", "hate_case")
class TestTelling(TellingCommon):
    """Who is told, once, and who after them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # clocks of the demo data are none of these tests' business
        cls.env["hate.deadline"].search([]).look_at = False
        cls.standard = cls.env["hate.standard"].create({"name": "Two promises"})
        cls.env["hate.commitment"].create(
            [
                {
                    "name": name,
                    "standard_id": cls.standard.id,
                    "trigger_event": words.EVENT_REPORT_RECEIVED,
                    "met_by_event": event,
                    "duration": 1,
                    "warn_hours": 4,
                    "escalate_to": words.ESCALATION_HEAD,
                    "escalate_hours": 8,
                }
                for name, event in (
                    ("One", words.EVENT_UPDATE_GIVEN),
                    ("Two", "plan_agreed"),
                )
            ]
        )
        cls.head = cls.make_user("t_head", "hate_case_mgmt.group_manager")
        cls.company.hate_head_user_ids = cls.head
        cls.case = cls.open_case(
            words.STATE_OPEN, officer=cls.officer, standard_id=cls.standard.id
        )
        cls.case._record_event(words.EVENT_REPORT_RECEIVED, utc(FRIDAY))

    def test_one_reminder_for_a_case_and_person(self):
        """Two promises of one case warn at the same hour: one thing to do."""
        self.tell("2026-11-23 12:59:00")
        self.assertFalse(self.told())
        self.tell("2026-11-23 13:00:00")
        reminder = self.told(self.officer)
        self.assertEqual(len(reminder), 1)
        self.assertEqual(self.told(), reminder, "nobody else yet")
        self.assertEqual(reminder.date_deadline.isoformat(), "2026-11-23")
        self.assertEqual(reminder.summary, "Promises to keep")
        self.assertFalse(reminder.note)
        self.assertEqual(reminder.res_name, self.case.name)

    def test_told_once(self):
        for _run in range(3):
            self.tell("2026-11-23 14:00:00")
        self.assertEqual(len(self.told()), 1)
        self.assertEqual(
            set(self.case.deadline_ids.mapped("warned_at")), {utc("2026-11-23 14:00")}
        )

    def test_officer_then_manager_then_head(self):
        """[004.4a] Overdue at 17:00, the manager at 1:00, the head at 9:00."""
        self.tell("2026-11-23 17:00:00")
        self.assertEqual(self.told().user_id, self.officer)
        self.assertEqual(
            set(self.case.deadline_ids.mapped("state")), {words.DEADLINE_MISSED}
        )
        self.tell("2026-11-24 00:59:00")
        self.assertEqual(self.told().user_id, self.officer)
        self.tell("2026-11-24 01:00:00")
        managers = self.told().user_id - self.officer
        self.assertIn(self.manager, managers)
        clocks = self.case.deadline_ids
        self.assertTrue(all(clocks.mapped("manager_told_at")))
        self.assertFalse(any(clocks.mapped("head_told_at")))
        self.tell("2026-11-24 09:00:00")
        self.assertTrue(all(clocks.mapped("head_told_at")))
        self.assertIn(self.head, self.told().user_id)
        self.assertFalse(any(clocks.mapped("look_at")), "nobody is left to tell")

    def test_not_run_for_three_days(self):
        """Every step that was missed is taken, each person is told once, and what was
        kept meanwhile is told to nobody."""
        one = self.clock(words.EVENT_UPDATE_GIVEN)
        self.case._record_event(words.EVENT_UPDATE_GIVEN, utc("2026-11-23 10:00"))
        self.tell("2026-11-27 10:00:00")
        self.assertFalse(one.warned_at or one.overdue_told_at)
        two = self.clock("plan_agreed")
        self.assertTrue(two.overdue_told_at and two.manager_told_at)
        self.assertTrue(two.head_told_at)
        people = self.told().mapped("user_id")
        self.assertEqual(len(people), len(self.told()))

    def test_a_promise_kept_takes_its_reminder_off(self):
        self.tell("2026-11-23 14:00:00")
        self.case._record_event(words.EVENT_UPDATE_GIVEN, utc("2026-11-23 15:00"))
        self.assertTrue(self.told(), "the other promise is still to keep")
        self.case._record_event("plan_agreed", utc("2026-11-23 15:30"))
        self.assertFalse(self.told())

    def test_nobody_is_told_who_may_not_see_the_case(self):
        """The officer has left the group: a manager has to know."""
        self.officer.group_ids = [
            Command.unlink(self.env.ref("hate_case_mgmt.group_officer").id)
        ]
        self.tell("2026-11-23 14:00:00")
        self.assertIn(self.manager, self.told().user_id)
        self.assertNotIn(self.officer, self.told().user_id)

    def test_nobody_left_to_tell_is_set_aside_and_seen(self):
        self.case.write({"restricted": True, "officer_id": False})
        self.case.member_ids = [Command.clear()]
        self.case.deadline_ids.user_id = False
        with self.assertLogs("odoo.addons.hate_case_mgmt", "WARNING"):
            self.tell("2026-11-23 14:00:00")
        clocks = self.case.deadline_ids
        self.assertTrue(all(clocks.mapped("set_aside_at")))
        self.assertFalse(any(clocks.mapped("look_at")))
        self.case.member_ids = [Command.link(self.manager.id)]
        clocks.with_user(self.manager).action_try_again()
        self.tell("2026-11-23 15:00:00")
        self.assertIn(self.manager, self.told().user_id)

    def test_one_that_fails_is_set_aside_and_the_rest_go_on(self):
        """A constraint of the database broken by one clock leaves the other told."""
        broken = self.clock("plan_agreed")
        self.env.cr.execute(
            """ALTER TABLE hate_deadline ADD CONSTRAINT test_broken
               CHECK (id != %s OR warned_at IS NULL)""",
            [broken.id],
        )
        with (
            self.assertLogs("odoo.addons.hate_case_mgmt", "WARNING") as logs,
            mute_logger("odoo.sql_db"),
        ):
            self.tell("2026-11-23 14:00:00")
        self.assertTrue(broken.set_aside_at)
        self.assertEqual(broken.set_aside_why, "CheckViolation")
        self.assertNotIn("plan", "".join(logs.output))
        self.assertTrue(self.clock(words.EVENT_UPDATE_GIVEN).warned_at)
        self.assertEqual(len(self.told(self.officer)), 1)

    def test_another_hour_is_told_anew(self):
        """A back-dated report moves the clock; what was told was of another hour."""
        self.tell("2026-11-23 14:00:00")
        clock = self.clock("plan_agreed")
        self.case._record_event(words.EVENT_REPORT_RECEIVED, utc("2026-11-19 09:00"))
        self.assertEqual(clock.due_at, utc("2026-11-20 17:00"))
        self.tell("2026-11-23 14:05:00")
        self.assertEqual(clock.state, words.DEADLINE_MISSED)
        self.assertEqual(clock.overdue_told_at, utc("2026-11-23 14:05"))
        self.assertEqual(len(self.told(self.officer)), 1)

    def test_health_page_tells_counts_and_no_case(self):
        page = self.env["hate.promise.health"].with_user(self.config)
        with freeze_time("2026-11-23 15:00:00"):
            before = page.create({})
            self.assertEqual(before.waiting, 2)
            self.assertEqual(before.lag_minutes, 120)
            self.assertFalse(before.is_well)
        self.tell("2026-11-23 15:00:00")
        with freeze_time("2026-11-23 15:01:00"):
            after = page.create({})
            self.assertEqual((after.waiting, after.set_aside), (0, 0))
            self.assertTrue(after.is_well)
            self.assertEqual(after.handled, 2)


@tagged("post_install", "-at_install", "hate_case")
class TestTellingSpeed(HateCaseCommon):
    """Time grows with what fell due."""

    def due_clocks(self, count):
        promise = self.env.ref("hate_case_mgmt.commitment_strict_updates")
        cases = self.env["hate.case"].union(
            *(
                self.open_case(words.STATE_OPEN, officer=self.officer)
                for _number in range(count)
            )
        )
        now = fields.Datetime.now()
        return self.env["hate.deadline"].create(
            [
                {
                    "case_id": case.id,
                    "commitment_id": promise.id,
                    "user_id": self.officer.id,
                    "started_at": now - timedelta(days=15),
                    "warn_at": now - timedelta(days=1, hours=4),
                    "due_at": now - timedelta(hours=1),
                    "look_at": now - timedelta(hours=1),
                }
                for case in cases
            ]
        )

    def test_queries_for_one_and_for_a_hundred(self):
        counts = []
        for count in (1, 1, 100):
            clocks = self.due_clocks(count)
            self.env["hate.deadline"].search(
                [("id", "not in", clocks.ids)]
            ).look_at = False
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(self.env["hate.deadline"]._tell_next_batch(), count)
            counts.append(self.env.cr.sql_log_count - before)
            self.assertTrue(all(clocks.mapped("overdue_told_at")))
        _warm_up, one, hundred = counts
        self.assertLessEqual(hundred, one + 12, counts)

    def test_queries_for_one_officer_and_for_twenty(self):
        officers = [
            self.make_user(f"t_tell_{number}", "hate_case_mgmt.group_officer")
            for number in range(20)
        ]
        counts = []
        # Odoo keeps each person's rules in memory from the first time on
        for count in (20, 1, 20):
            clocks = self.due_clocks(20)
            for number, clock in enumerate(clocks):
                officer = officers[number % count]
                clock.case_id.write(
                    {"officer_id": officer.id, "member_ids": [Command.set(officer.ids)]}
                )
                clock.user_id = officer
            others = self.env["hate.deadline"].search([("id", "not in", clocks.ids)])
            others.look_at = False
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(self.env["hate.deadline"]._tell_next_batch(), 20)
            counts.append(self.env.cr.sql_log_count - before)
            told = self.env["mail.activity"].search(
                [("res_id", "in", clocks.case_id.ids), ("res_model", "=", "hate.case")]
            )
            self.assertEqual(len(told.user_id), count)
        _warm_up, one, twenty = counts
        self.assertLessEqual(twenty, one + 2, counts)

    def test_many_people_are_asked_for_as_each_alone(self):
        """What the rules let each of them see, in one query, is what they see."""
        shared = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        closed_to = self.open_case(
            state=words.STATE_OPEN, officer=self.officer2, restricted=True
        )
        leaver = self.make_user("t_tell_left", "hate_case_mgmt.group_manager")
        leaver.active = False
        cases = shared | closed_to
        people = (
            self.officer | self.officer2 | self.manager | self.dpo | self.staff | leaver
        )
        together = self.env["hate.case"]._seen_by_each(
            {user.id: set(cases.ids) for user in people}
        )
        alone = {
            (user.id, case.id)
            for user in people.filtered("active")
            for case in cases
            if case.with_user(user).has_access("read")
        }
        self.assertEqual(together, alone)
        self.assertIn((self.manager.id, shared.id), together)
        self.assertNotIn((self.manager.id, closed_to.id), together)
        self.assertEqual(self.env["hate.case"]._seen_by_each({}), set())

    def test_no_caller_gets_past_who_may_see_the_case(self):
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        quiet = self.env["mail.activity"].with_user(self.officer)
        with self.assertRaises(ValidationError):
            quiet.with_context(
                hate_no_follow=True,
                mail_activity_quick_update=True,
                hate_activity_seen_by={(self.officer2.id, case.id)},
            ).create(
                {
                    "res_model_id": self.env["ir.model"]._get_id("hate.case"),
                    "res_id": case.id,
                    "user_id": self.officer2.id,
                    "activity_type_id": self.env.ref(ACTIVITY).id,
                }
            )

    def test_what_is_due_is_found_by_its_index(self):
        self.env.flush_all()
        self.env.cr.execute(
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off"
        )
        self.env.cr.execute(
            """EXPLAIN SELECT id, case_id FROM hate_deadline
               WHERE look_at <= now() ORDER BY look_at, id LIMIT 200
               FOR NO KEY UPDATE SKIP LOCKED"""
        )
        plan = "\n".join(line for (line,) in self.env.cr.fetchall())
        self.assertIn("hate_deadline_look_idx", plan)
        self.assertNotIn("Sort", plan)


@tagged("post_install", "-at_install", "hate_case")
class TestLandlordPromises(HateCaseCommon):
    """Promises of the landlord as a whole have a clock on the company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.hate_standard_id = cls.env.ref(
            "hate_case_mgmt.hate_standard_strict"
        )
        cls.clocks = cls.env["hate.landlord.deadline"]
        with freeze_time("2026-01-10 10:00:00"):
            cls.clocks._keep_running()

    def clock(self, key):
        return self.clocks.search(
            [
                ("company_id", "=", self.company.id),
                ("ended_at", "=", False),
                (
                    "commitment_id",
                    "=",
                    self.env.ref(f"hate_case_mgmt.commitment_strict_{key}").id,
                ),
            ]
        )

    def test_x16_x17_x20_each_has_a_clock(self):
        """[000.b15] yearly, [004.4b] monthly, [002.8.2] every three years"""
        for key, due in (
            ("training", "2027-01-10 23:59"),
            ("pack", "2026-02-10 23:59"),
            ("standard_review", "2029-01-10 23:59"),
        ):
            self.assertEqual(self.clock(key).due_at, utc(due))
        self.clocks._keep_running()
        self.assertEqual(len(self.clock("pack")), 1, "once")

    def test_004_4b_the_pack_month_by_month(self):
        """[004.4b] What was published is written down, and the next round starts."""
        first = self.clock("pack")
        with freeze_time("2026-02-09 10:00:00"):
            first.with_user(self.manager).action_done("Sent to the panel of March")
        self.assertEqual(first.state, words.DEADLINE_MET)
        self.assertEqual(self.clock("pack").due_at, utc("2026-03-09 23:59"))

    def test_overdue_is_told_once_and_needs_a_reason(self):
        pack = self.clock("pack")
        with freeze_time("2026-02-11 10:00:00"):
            self.clocks._tell_due()
            self.clocks._tell_due()
            self.assertEqual(pack.state, words.DEADLINE_MISSED)
            self.assertEqual(
                len(pack.activity_ids.filtered(lambda a: a.user_id == self.manager)), 1
            )
            theirs = pack.with_user(self.manager)
            with self.assertRaises(UserError):
                theirs.action_done("Sent late")
            theirs.action_done("Sent late", "staffing")
        self.assertEqual(pack.state, words.DEADLINE_MET_LATE)
        self.assertFalse(pack.activity_ids)

    def test_000_b15_training_is_done_when_everybody_has_done_it(self):
        """[000.b15]"""
        topic = self.env["hate.training.topic"].search(
            [("for_casework", "=", True)], limit=1
        ) or self.env["hate.training.topic"].create(
            {"name": "Casework", "for_casework": True, "valid_months": 12}
        )
        self.env["hate.training.topic"].search(
            [("id", "!=", topic.id)]
        ).for_casework = False
        training = self.clock("training").with_user(self.manager)
        with self.assertRaises(UserError):
            training.action_done("All trained")
        people = self.env.ref("hate_case_mgmt.group_officer").all_user_ids.filtered(
            lambda user: self.company in user.company_ids
        )
        self.env["hate.training"].create(
            [
                {
                    "user_id": user.id,
                    "topic_id": topic.id,
                    "completed_on": fields.Date.today(),
                }
                for user in people
            ]
        )
        training.action_done("All trained")
        self.assertEqual(training.state, words.DEADLINE_MET)

    def test_x17_reviewing_the_standard_keeps_the_promise_to_review_it(self):
        """[X17] [002.8.2] Whoever keeps the standards says what was decided, and the
        next three years begin."""
        first = self.clock("standard_review")
        standard = first.commitment_id.standard_id
        with freeze_time("2028-12-20 10:00:00"):
            opened = standard.with_user(self.config).action_reviewed()
            dialogue = (
                self.env["hate.landlord.done"]
                .with_user(self.config)
                .with_context(**opened["context"])
                .create({})
            )
            with self.assertRaises(UserError):
                dialogue.action_confirm()
            dialogue.note = "It stays: the law has not changed"
            dialogue.action_confirm()
            self.assertEqual(first.state, words.DEADLINE_MET)
            self.assertEqual(first.done_by_id, self.config)
            self.assertEqual(first.note, "It stays: the law has not changed")
            self.assertEqual(
                standard.review_on, fields.Date.to_date("2031-12-20"), "the next"
            )
            self.assertEqual(
                self.clock("standard_review").due_at, utc("2031-12-20 23:59")
            )
            with self.assertRaises(AccessError):
                self.clock("pack").with_user(self.config).action_done("Sent")
        self.clock("standard_review")._end(
            words.DEADLINE_CANCELLED, utc("2029-01-01 10:00")
        )
        with freeze_time("2029-02-01 10:00:00"):
            self.assertIsNone(standard.with_user(self.config).action_reviewed())
        self.assertEqual(standard.review_on, fields.Date.to_date("2032-02-01"))

    def test_an_officer_records_nothing_here(self):
        with self.assertRaises(AccessError):
            self.clock("pack").with_user(self.officer).action_done("Sent")

    def test_another_standard_calls_off_what_it_does_not_promise(self):
        old = self.clock("pack")
        self.company.hate_standard_id = self.env.ref("hate_case_mgmt.hate_standard_c")
        self.clocks._keep_running()
        self.assertEqual(old.state, words.DEADLINE_CANCELLED)
