from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..models.hate_day_item import KEPT_BY, KEPT_THERE_BY
from ..policy import vocabulary as words
from .common import HateCaseCommon


@tagged("post_install", "-at_install", "hate_case")
class TestMyDay(HateCaseCommon):
    """What waits for an officer, promise by promise."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.promises = {
            promise.met_by_event: promise
            for promise in cls.env.ref(
                "hate_case_mgmt.hate_standard_strict"
            ).commitment_ids
        }
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)

    def clock(self, event, due_in, case=None, user=None, **vals):
        now = fields.Datetime.now()
        return self.env["hate.deadline"].create(
            {
                "case_id": (case or self.case).id,
                "commitment_id": self.promises[event].id,
                "started_at": now - timedelta(days=30),
                "warn_at": now,
                "due_at": now + due_in,
                "user_id": (user or self.officer).id,
                **vals,
            }
        )

    def day(self, user=None):
        # the same row may say something else by now
        self.env["hate.day.item"].invalidate_model(flush=False)
        return (
            self.env["hate.day.item"]
            .with_user(user or self.officer)
            .search([("case_id", "=", self.case.id)])
        )

    def test_it_lists_promises_by_how_soon_they_fall_due(self):
        late = self.clock(words.EVENT_FIRST_RESPONSE, timedelta(days=-1))
        soon = self.clock(words.EVENT_UPDATE_GIVEN, timedelta(days=4))
        self.clock("plan_agreed", timedelta(days=40))
        groups = {item.deadline_id: item.day_group for item in self.day()}
        self.assertEqual(groups, {late: words.DAY_OVERDUE, soon: words.DAY_NEXT})

    def test_today_ends_at_midnight_where_the_landlord_is(self):
        tonight = self.env["hate.case"]._due(
            fields.Datetime.now(), 0, words.UNIT_DAYS, self.company._hate_calendar()
        )
        clock = self.clock("plan_agreed", timedelta(days=1))
        clock.due_at = tonight
        self.assertEqual(self.day().day_group, words.DAY_TODAY)
        clock.due_at = tonight + timedelta(minutes=1)
        self.assertEqual(self.day().day_group, words.DAY_NEXT)

    def test_what_keeps_somebody_safe_comes_before_paperwork(self):
        paper = self.clock("plan_copied", timedelta(days=-5))
        safety = self.clock(words.EVENT_FIRST_RESPONSE, timedelta(days=-1))
        self.assertEqual(self.day().deadline_id.ids, [safety.id, paper.id])

    def test_a_case_on_which_nothing_is_planned_stands_there_too(self):
        self.assertEqual(self.day().day_group, words.DAY_NOTHING)
        self.assertTrue(self.day().name)
        # the routine of updates alone is no plan
        self.clock(words.EVENT_UPDATE_GIVEN, timedelta(days=9))
        self.assertIn(words.DAY_NOTHING, self.day().mapped("day_group"))
        self.clock("plan_agreed", timedelta(days=30))
        self.assertNotIn(words.DAY_NOTHING, self.day().mapped("day_group"))

    def test_a_case_of_somebody_in_danger_comes_before_all_else(self):
        self.clock(words.EVENT_FIRST_RESPONSE, timedelta(days=-9))
        self.case.danger_now = True
        groups = sorted(self.day().mapped("day_group"))
        self.assertEqual(groups, [words.DAY_DANGER, words.DAY_OVERDUE])
        item = self.day().filtered(lambda item: item.day_group == words.DAY_DANGER)
        self.assertTrue(item.safety)
        self.assertEqual(item.action_do()["res_id"], self.case.id)
        self.assertFalse(self.day(self.officer2))
        self.case.danger_now = False
        self.assertNotIn(words.DAY_DANGER, self.day().mapped("day_group"))

    def agreed(self, in_days):
        day = self.case._local_today() + timedelta(days=in_days)
        self.case.sudo().next_contact_on = day
        return day

    def test_a_call_that_was_agreed_stands_there_until_its_day_has_passed(self):
        self.clock("plan_agreed", timedelta(days=40))
        self.agreed(0)
        self.assertEqual(self.day().day_group, words.DAY_TODAY)
        self.assertEqual(self.day().action_do()["res_model"], "hate.contact.log")
        self.agreed(-1)
        self.assertEqual(self.day().day_group, words.DAY_OVERDUE)
        self.agreed(30)
        self.assertFalse(self.day())

    def test_a_call_by_which_a_promise_is_kept_stands_there_once(self):
        self.agreed(2)
        clock = self.clock(words.EVENT_UPDATE_GIVEN, timedelta(days=1))
        self.assertEqual(self.day().filtered("due_at").deadline_id, clock)
        # a day agreed before the routine comes round is a promise of its own
        clock.due_at += timedelta(days=20)
        item = self.day().filtered("due_at")
        self.assertFalse(item.deadline_id)
        self.assertEqual(self.case._local_date(item.due_at), self.case.next_contact_on)

    def planned(self, in_days, **vals):
        return self.env["hate.action"].create(
            {
                "case_id": self.case.id,
                "type_id": self.env.ref("hate_case_mgmt.action_type_alarm").id,
                "name": "Fit a new door lock",
                "state": words.ACTION_PLANNED,
                "due_at": fields.Datetime.now() + timedelta(days=in_days),
                **vals,
            }
        )

    def test_an_action_of_the_plan_stands_there_when_it_is_due(self):
        action = self.planned(-2)
        item = self.day()
        self.assertEqual(item.name, "Fit a new door lock")
        self.assertEqual(item.day_group, words.DAY_OVERDUE)
        self.assertTrue(item.safety)
        opened = item.action_do()
        self.assertEqual(
            (opened["res_model"], opened["res_id"]), ("hate.action", action.id)
        )
        action.due_at += timedelta(days=40)
        self.assertFalse(self.day())

    def test_an_action_done_or_somebody_elses_is_not_there(self):
        theirs = self.planned(-2, owner_user_id=self.manager.id)
        self.planned(-2, state=words.ACTION_DONE, outcome="Fitted")
        self.assertFalse(self.day().action_id)
        self.assertEqual(self.day(self.manager).action_id, theirs)

    def test_a_promise_is_kept_from_its_row(self):
        self.clock(words.EVENT_FIRST_RESPONSE, timedelta(days=-1))
        item = self.day()
        self.assertEqual(item.action_do()["res_model"], "hate.contact.log")
        self.assertEqual(item.action_open_case()["res_id"], self.case.id)

    def test_the_dialogue_is_about_what_the_person_waits_for(self):
        self.clock(words.EVENT_FIRST_RESPONSE, timedelta(days=-1))
        self.clock(words.EVENT_UPDATE_GIVEN, timedelta(days=1))
        first, update = (item.action_do() for item in self.day().sorted("due_at"))
        self.assertEqual(first["context"]["default_kind"], words.CONTACT_FIRST)
        self.assertEqual(update["context"]["default_kind"], words.CONTACT_UPDATE)
        self.assertIn(self.case.name, first["name"])
        # an introduction answers the report as well
        self.clock(words.EVENT_OFFICER_INTRODUCED, timedelta(days=3))
        action = self.case.with_user(self.officer).action_log_contact()
        self.assertEqual(action["context"]["default_kind"], words.CONTACT_INTRODUCTION)

    def test_every_dialogue_is_there(self):
        for event, method in KEPT_BY.items():
            self.assertIn(event, dict(words.EVENTS))
            self.assertTrue(hasattr(self.case, method), method)

    def test_a_promise_about_something_of_its_own_is_kept_there(self):
        """The dialogue of the job, of the referral or of the person's authority opens
        on the list; for anything else the thing itself."""
        mine = self.case.with_user(self.officer)
        job = mine._open_order(words.ORDER_REPAIR, task="Fit a new lock")
        self.case.deadline_ids.unlink()
        self.clock(
            words.EVENT_REPAIR_DONE,
            timedelta(hours=2),
            subject_model="hate.order",
            subject_id=job.id,
        )
        opened = self.day().action_do()
        self.assertEqual(opened["res_model"], "hate.order.done")
        self.assertEqual(opened["target"], "new")
        self.assertEqual(opened["context"]["default_order_id"], job.id)
        for event, method in KEPT_THERE_BY.items():
            self.assertIn(event, dict(words.EVENTS))
            self.assertTrue(
                any(
                    hasattr(self.env[model], method)
                    for model in ("hate.order", "hate.referral", "hate.party")
                )
            )

    def test_what_has_no_dialogue_opens_on_the_list(self):
        self.clock(
            words.EVENT_ADJUSTMENT_MADE,
            timedelta(hours=2),
            subject_model="hate.party",
            subject_id=7,
        )
        opened = self.day().action_do()
        self.assertEqual((opened["res_model"], opened["res_id"]), ("hate.party", 7))
        self.assertEqual(opened["target"], "new")

    def test_kept_promises_are_gone(self):
        self.clock("plan_agreed", timedelta(days=-1), state=words.DEADLINE_MET)
        self.assertNotIn(words.DAY_OVERDUE, self.day().mapped("day_group"))

    def test_nobody_finds_work_on_a_case_that_is_not_theirs(self):
        self.clock("plan_agreed", timedelta(days=-1), user=self.officer2)
        self.assertFalse(self.day(self.officer2))
        self.assertFalse(self.day(self.manager))
        with self.assertRaises(AccessError):
            self.day(self.staff)
        with self.assertRaises(AccessError):
            self.day(self.config)

    def test_a_former_officer_has_it_no_more(self):
        self.clock("plan_agreed", timedelta(days=-1))
        self.assertTrue(self.day())
        self.case._remove_members(self.officer)
        self.assertFalse(self.day())

    def test_the_groups_stand_in_the_order_of_need(self):
        order = [group for group, _label in words.DAY_GROUPS]
        self.assertEqual(order, sorted(order))

    def test_it_costs_the_same_for_one_and_for_a_hundred(self):
        def cost():
            self.env.invalidate_all()
            count = self.env.cr.sql_log_count
            items = self.env["hate.day.item"].with_user(self.officer).search([])
            items.mapped("name")
            items.case_id.mapped("display_name")
            return self.env.cr.sql_log_count - count

        self.clock("plan_agreed", timedelta(days=-1))
        cost()
        one = cost()
        for _number in range(100):
            case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
            self.clock("plan_agreed", timedelta(days=-1), case=case)
        cost()
        self.assertLessEqual(cost(), one)
