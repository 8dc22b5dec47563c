from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..policy import vocabulary as words
from ..policy import vocabulary_guard as guard
from .common import HateCaseCommon

WHY = "She rang: he is at the door, and her officer is away."


@tagged("post_install", "-at_install", "hate_case", "security")
class TestEmergency(HateCaseCommon):
    """Someone acts on a case they can't see: with a reason, for a time, reviewed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        cls.person = cls.env["hate.party"].create(
            {"case_id": cls.case.id, "role": words.ROLE_VICTIM, "name": "Ana Planted"}
        )

    def ask(self, user, case=None, reason=WHY):
        """:return: what the dialogue's button hands back"""
        dialogue = self.env["hate.emergency.request"].with_user(user)
        return dialogue.create(
            {"reference": (case or self.case).name, "reason": reason}
        ).action_confirm()

    def entry(self, case=None):
        return self.env["hate.emergency.access"].search(
            [("case_id", "=", (case or self.case).id)], limit=1
        )

    def sees(self, user, case=None):
        """:return: whether the user reaches the case by every way of asking"""
        case = (case or self.case).with_user(user)
        child = self.person.with_user(user)
        self.env.invalidate_all()
        ways = [
            bool(case.search([("id", "=", case.id)])),
            bool(case.search_count([("id", "=", case.id)])),
            bool(case.name_search(case.sudo().name)),
            bool(case._read_group([("id", "=", case.id)], ["state"])),
            case.has_access("read"),
            case.has_access("write"),
            bool(case.sudo(False)._filtered_access("read")),
            bool(case.sudo().filtered_domain(self.rule(user))),
        ]
        if case.id == self.person.case_id.id:
            ways += [
                bool(child.search([("id", "=", child.id)])),
                child.has_access("read"),
                child.has_access("write"),
            ]
        self.assertEqual(len(set(ways)), 1, ways)
        return ways[0]

    def rule(self, user):
        return self.env["ir.rule"].with_user(user)._compute_domain("hate.case", "read")

    def test_it_opens_the_case_for_its_hours_and_ends_by_itself(self):
        now = fields.Datetime.now()
        with freeze_time(now):
            self.assertFalse(self.sees(self.officer2))
            action = self.ask(self.officer2)
            self.assertEqual(action["res_id"], self.case.id)
            self.assertTrue(self.sees(self.officer2))
            banners = self.case.with_user(self.officer2).banners
            self.assertIn("emergency access, until", banners)
            self.assertNotIn("until", self.case.with_user(self.officer).banners)
        entry = self.entry()
        self.assertEqual(entry.until - entry.granted_at, timedelta(hours=24))
        with freeze_time(entry.until - timedelta(seconds=1)):
            self.assertTrue(self.sees(self.officer2))
        # nothing ran and nothing was written in between
        with freeze_time(entry.until):
            self.assertFalse(self.sees(self.officer2))
            with self.assertRaises(AccessError), mute_logger("odoo.addons.base"):
                self.person.with_user(self.officer2).read(["name"])
        self.assertNotIn(self.officer2, self.case.member_ids)

    def test_the_company_says_how_long(self):
        self.company.hate_emergency_hours = 2
        self.ask(self.officer2)
        self.assertEqual(
            self.entry().until - self.entry().granted_at, timedelta(hours=2)
        )
        for hours in (0, 169):
            with self.assertRaises(UserError):
                self.company.hate_emergency_hours = hours

    def test_no_reason_no_access(self):
        for reason in (False, "", "  \n"):
            with self.assertRaisesRegex(UserError, "reason"):
                self.ask(self.officer2, reason=reason)
        self.assertFalse(self.entry())

    def refusal(self, user, reference):
        dialogue = self.env["hate.emergency.request"].with_user(user)
        asked = dialogue.create({"reference": reference, "reason": WHY})
        with self.assertRaises(UserError) as refused:
            asked.action_confirm()
        return str(refused.exception)

    def test_who_must_never_see_it_hears_the_same_as_for_no_case(self):
        for user in (self.officer2, self.manager, self.hub):
            nothing = self.refusal(user, "HC/1999/99999")
            self.case.restricted = True
            self.case.excluded_user_ids = [Command.set(user.ids)]
            self.assertEqual(self.refusal(user, self.case.name), nothing)
            self.case.excluded_user_ids = [Command.clear()]
            named = self.env["hate.party"].create(
                {
                    "case_id": self.case.id,
                    "role": words.ROLE_WITNESS,
                    "name": "Colleague",
                    "user_id": user.id,
                }
            )
            self.assertEqual(self.refusal(user, self.case.name), nothing)
            named.unlink()
        elsewhere = self.env["res.company"].create({"name": "Other Landlord"})
        other = self.open_case(company_id=elsewhere.id)
        self.assertEqual(
            self.refusal(self.officer2, other.name + " "),
            self.refusal(self.officer2, "HC/1999/99999"),
        )
        self.assertFalse(self.env["hate.emergency.access"].search([]) & self.entry())

    def test_only_who_works_on_cases_may_ask(self):
        for user in (self.dpo, self.insight, self.config, self.staff):
            with self.assertRaises(AccessError):
                self.ask(user)
            with self.assertRaises(AccessError):
                self.env["hate.case"].with_user(user)._open_in_emergency(
                    self.case.name, WHY
                )

    def test_who_sees_it_already_needs_none(self):
        self.assertEqual(self.ask(self.officer)["res_id"], self.case.id)
        self.assertFalse(self.entry())

    def test_being_shut_out_ends_it_at_once(self):
        self.ask(self.officer2)
        self.case._shut_out(self.officer2, "A relative.")
        self.assertFalse(self.sees(self.officer2))
        self.assertTrue(self.entry().ended_at)

    def test_a_case_about_a_colleague_ends_it_too(self):
        self.ask(self.officer2)
        self.env["hate.party"].create(
            {
                "case_id": self.case.id,
                "role": words.ROLE_ALLEGED,
                "name": "A colleague",
                "staff_kind": words.STAFF_EMPLOYEE,
            }
        )
        self.assertTrue(self.case.restricted)
        self.assertFalse(self.sees(self.officer2))

    def test_it_lets_one_act_and_leaves_nothing_behind(self):
        self.ask(self.officer2)
        case = self.case.with_user(self.officer2)
        self.env["hate.note"].with_user(self.officer2).create(
            {"case_id": case.id, "text": "Rang the police."}
        )
        case.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.officer2.id, summary="Ring"
        )
        case.action_end_emergency()
        self.assertFalse(self.sees(self.officer2))
        self.assertFalse(
            self.case.activity_ids.filtered(lambda a: a.user_id == self.officer2)
        )
        self.assertNotIn(self.officer2.partner_id, self.case.message_partner_ids)
        self.assertNotIn(self.officer2, self.case.member_ids)

    def test_the_scheduled_action_takes_back_what_was_assigned(self):
        self.ask(self.officer2)
        self.case.with_user(self.officer2).activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.officer2.id, summary="Ring"
        )
        cron = self.env.ref("hate_case_mgmt.ir_cron_tidy_emergency")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
            self.assertIn(self.officer2, self.case.activity_ids.user_id)
            with freeze_time(self.entry().until + timedelta(minutes=1)):
                cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertNotIn(self.officer2, self.case.activity_ids.user_id)
        self.assertTrue(self.entry().tidied)

    def test_nobody_makes_themselves_a_member_by_it(self):
        self.case.write({"state": words.STATE_REPORTED, "restricted": True})
        self.ask(self.manager)
        case = self.case.with_user(self.manager)
        with self.assertRaisesRegex(UserError, "emergency access"):
            case.action_change_access("add", self.manager.ids, "I want to stay.")
        case.action_change_access("add", self.officer2.ids, "Knows the family.")
        self.assertIn(self.officer2, self.case.member_ids)

    def test_the_watchers_are_told_in_neutral_words_before_it_is_shown(self):
        self.ask(self.officer2)
        notices = self.case.activity_ids
        self.assertEqual(notices.user_id, self.manager | self.dpo)
        for notice in notices:
            told = f"{notice.summary} {notice.note or ''} {notice.res_name}"
            self.assertNotIn("Planted", told)
            self.assertNotIn("door", told)
        log = self.env["hate.access.log"].search(
            [("case_id", "=", self.case.id), ("kind", "=", "emergency")]
        )
        self.assertEqual(log.user_id, self.officer2)

    def test_a_restricted_case_tells_no_manager_who_may_not_see_it(self):
        self.case.restricted = True
        self.ask(self.officer2)
        self.assertEqual(self.case.activity_ids.user_id, self.dpo)

    def test_the_facts_never_change(self):
        self.ask(self.officer2)
        entry = self.entry()
        for vals in (
            {"reason": "Nothing."},
            {"until": fields.Datetime.now() + timedelta(days=30)},
            {"user_id": self.officer.id},
            {"granted_at": entry.granted_at - timedelta(days=1)},
            {"case_id": self.case.id},
        ):
            with self.assertRaises(UserError):
                entry.write(vals)
        with self.assertRaises(UserError):
            entry.unlink()
        for user in (self.officer2, self.manager, self.dpo):
            with self.assertRaises(AccessError):
                entry.with_user(user).write({"review": guard.REVIEW_JUSTIFIED})
            with self.assertRaises(AccessError):
                entry.with_user(user).create(
                    {"case_id": self.case.id, "user_id": user.id, "reason": WHY}
                )

    def test_someone_else_closes_the_review(self):
        self.case.restricted = True
        self.ask(self.manager)
        entry = self.entry()
        with self.assertRaisesRegex(AccessError, "Someone else"):
            entry.with_user(self.manager).action_review(guard.REVIEW_JUSTIFIED, "")
        with self.assertRaises(AccessError):
            entry.with_user(self.officer).action_review(guard.REVIEW_JUSTIFIED, "")
        mine = entry.with_user(self.dpo)
        dialogue = self.env["hate.emergency.review"].with_user(self.dpo)
        asked = dialogue.create(
            {"access_id": entry.id, "outcome": guard.REVIEW_NOT_JUSTIFIED}
        )
        self.assertEqual(asked.reason, WHY)
        with self.assertRaisesRegex(UserError, "what you found"):
            asked.action_confirm()
        asked.findings = "The officer was on duty."
        asked.action_confirm()
        self.assertEqual(entry.review, guard.REVIEW_NOT_JUSTIFIED)
        self.assertEqual(entry.reviewed_by_id, self.dpo)
        self.assertFalse(self.case.activity_ids)
        with self.assertRaisesRegex(UserError, "already"):
            mine.action_review(guard.REVIEW_JUSTIFIED, "On reflection.")

    def test_an_open_review_becomes_overdue(self):
        self.ask(self.officer2)
        mine = self.env["hate.emergency.access"].with_user(self.dpo)
        late = [("review", "=", "open"), ("review_due_at", "<", "now")]
        here = [("case_id", "=", self.case.id)]
        self.assertFalse(mine.search(here + late))
        with freeze_time(fields.Datetime.now() + timedelta(days=3, minutes=1)):
            self.assertTrue(mine.search(here + late))

    def test_fifty_cases_are_an_alarm(self):
        cases = self.env["hate.case"].union(
            *(
                self.open_case(state=words.STATE_OPEN, officer=self.officer)
                for _number in range(guard.EMERGENCY_ALARM_CASES)
            )
        )
        events = self.env["hate.security.event"]
        alarms = [("kind", "=", guard.ALARM_EMERGENCY)]
        access = self.env["hate.emergency.access"]
        access.create(
            [
                {
                    "case_id": case.id,
                    "user_id": self.officer2.id,
                    "reason": WHY,
                    "until": fields.Datetime.now() + timedelta(hours=1),
                }
                for case in cases[2:]
            ]
        )
        before = events.search_count(alarms)
        self.ask(self.officer2, cases[0])
        self.assertEqual(events.search_count(alarms), before)
        self.ask(self.officer2, cases[1])
        found = events.search(alarms, limit=1)
        self.assertEqual(found.subject_id, self.officer2)
        self.assertEqual(found.what, "50 cases")

    def test_it_costs_who_has_none_nothing(self):
        """The rule of everyone else asks what it would ask without it."""
        self.ask(self.officer2)
        for user, asks in ((self.officer, False), (self.officer2, True)):
            query = str(self.env["hate.case"].with_user(user)._search([]).select())
            self.assertNotIn("hate_emergency_access", query)
            self.assertEqual(" OR " in query, asks, query)
            cases = self.env["hate.case"].with_user(user)
            cases.search([])
            with self.assertQueryCount(1):
                cases.search([])
