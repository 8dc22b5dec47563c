from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon


@tagged("post_install", "-at_install", "hate_case")
class TestGive(HateCaseCommon):
    """Many cases to one officer at once, each with the checks it has by itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # nobody's training counts but what a test says
        cls.env["hate.training.topic"].search([]).for_casework = False
        cls.reports = cls.env["hate.case"].union(*[cls.report() for _ in range(3)])

    @classmethod
    def report(cls, **vals):
        """:return: a report that the hub has taken, with somebody affected"""
        case = cls.open_case(members=cls.hub, **vals)
        cls.env["hate.party"].create(
            {"case_id": case.id, "role": "victim", "name": "Ana Sol"}
        )
        cls.env["hate.report"].sudo().create(
            {
                "case_id": case.id,
                "reported_at": fields.Datetime.now(),
                "channel": "phone",
                "narrative": "Shouting on the stairs.",
                "received_by_id": cls.hub.id,
            }
        )
        case._record_event(words.EVENT_REPORT_RECEIVED, case.reported_at)
        return case

    def given(self, cases, user, step="allocate", officer=None, **more):
        officer = officer or self.officer
        return cases.with_user(user).action_give(step, officer.id, **more)

    def test_reports_go_to_one_officer_with_all_that_follows(self):
        """[003.5.1b] [003.8.1b] [004.2a]: a named officer for each."""
        done = self.given(self.reports, self.hub)
        self.assertEqual(done.ids, self.reports.ids)
        one = self.report()
        one.with_user(self.hub).action_allocate(self.officer.id)
        for case in self.reports | one:
            with self.subTest(case=case.name):
                self.assertEqual(case.state, words.STATE_OPEN)
                self.assertEqual(case.officer_id, self.officer)
                self.assertEqual(case.member_ids, self.officer)
                self.assertFalse(case.with_user(self.hub).has_access("read"))
                self.assertEqual(
                    case.activity_ids.mapped("summary"),
                    one.activity_ids.mapped("summary"),
                )
                self.assertEqual(
                    sorted(case.deadline_ids.mapped("commitment_id.id")),
                    sorted(one.deadline_ids.mapped("commitment_id.id")),
                )
                self.assertEqual(
                    case.deadline_ids.filtered("user_id").user_id, self.officer
                )

    def test_who_is_shut_out_gets_the_others_only(self):
        shut = self.reports[1]
        shut.excluded_user_ids = [Command.link(self.officer.id)]
        done = self.given(self.reports, self.hub)
        self.assertEqual(done, self.reports - shut)
        self.assertEqual(shut.state, words.STATE_REPORTED)
        self.assertFalse(shut.officer_id)

    def test_who_is_named_needs_a_managers_reason(self):
        near = self.reports[0]
        self.env["hate.party"].create(
            {
                "case_id": near.id,
                "role": "witness",
                "name": "A colleague",
                "user_id": self.officer.id,
            }
        )
        self.assertEqual(self.given(self.reports[:2], self.hub), self.reports[1])
        with self.assertRaises(UserError):
            self.given(near, self.hub, reason="I am sure")
        with self.assertRaises(UserError):
            self.given(near, self.manager)
        done = self.given(near, self.manager, reason="Nobody else is trained.")
        self.assertEqual(done, near)
        self.assertIn("Nobody else is trained.", near.note_ids.mapped("text")[0])

    def test_a_restricted_case_stays_unseen(self):
        self.reports[0].restricted = True
        with self.assertRaises(UserError):
            self.given(self.reports, self.manager)
        self.assertEqual(set(self.reports.mapped("state")), {words.STATE_REPORTED})

    def test_only_what_waits_is_allocated_and_only_by_triage(self):
        opened = self.open_case(officer=self.officer2, state="open")
        for cases, user in (
            (self.reports | opened, self.manager),
            (opened, self.officer2),
            (self.env["hate.case"], self.manager),
        ):
            with self.assertRaises(UserError):
                self.given(cases, user)
        with self.assertRaises(UserError):
            self.given(self.reports, self.dpo)

    def test_a_leavers_cases_are_handed_over(self):
        """[003.8.1b]: no case is left without an officer."""
        theirs = self.env["hate.case"].union(
            *[self.open_case(officer=self.officer2, state="open") for _ in range(3)]
        )
        with self.assertRaises(UserError):
            self.given(theirs, self.manager, step="handed_over")
        with self.assertRaises(UserError):
            self.given(theirs, self.officer, step="handed_over", note="I want them")
        self.officer2.active = False
        done = self.given(
            theirs, self.manager, step="handed_over", note="Sam has left us."
        )
        self.assertEqual(done, theirs)
        for case in theirs:
            self.assertEqual(case.officer_id, self.officer)
            self.assertEqual(case.member_ids, self.officer)
            self.assertIn("Sam has left us.", case.note_ids.text)
            self.assertIn(self.officer, case.activity_ids.user_id)

    def test_the_dialogue(self):
        self.reports[1].excluded_user_ids = [Command.link(self.officer.id)]
        action = self.reports.with_user(self.hub).action_open_give("allocate")
        dialogue = (
            self.env["hate.case.give"]
            .with_user(self.hub)
            .with_context(**action["context"])
        ).create({"officer_id": self.officer.id})
        self.assertEqual(dialogue.case_count, 3)
        self.assertIn(self.officer, dialogue.candidate_ids)
        self.assertIn(self.reports[1].name, dialogue.left_out)
        self.assertNotIn(self.reports[0].name, dialogue.left_out)
        said = dialogue.action_confirm()
        self.assertIn("2 of 3", said["params"]["message"])
        self.assertFalse(dialogue.exists())

    def test_the_dialogue_tells_nothing_of_cases_out_of_reach(self):
        self.reports[1].excluded_user_ids = [Command.link(self.officer.id)]
        dialogues = self.env["hate.case.give"].with_user(self.manager)
        values = {
            "step": "allocate",
            "case_ids": [Command.set(self.reports.ids)],
            "officer_id": self.officer.id,
        }
        dialogue = dialogues.create(values)
        self.assertTrue(dialogue.left_out)
        self.reports[0].restricted = True
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertNotIn(self.reports[0].name, dialogue.left_out)
        self.assertEqual(dialogue.case_count, 2)
        with self.assertRaises(AccessError):
            dialogues.create(values)
        dialogue.action_confirm()
        self.assertEqual(self.reports.filtered("officer_id"), self.reports[2])

    def test_queries_of_one_and_of_100(self):
        many = self.env["hate.case"].union(*[self.report() for _ in range(100)])
        self.given(self.report() | self.report(), self.hub)
        counts = []
        for cases in (many[:2], many[2:]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.given(cases, self.hub)
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], 75, counts)
