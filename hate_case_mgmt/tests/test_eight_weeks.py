from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, freeze_time, tagged

from ..policy import vocabulary as words
from .common import HateCasePeople, utc
from .test_survey import links_made

MONDAY = utc("2026-09-07 09:00")


@tagged("post_install", "-at_install", "hate_case")
class TestEightWeeks(HateCasePeople, HttpCase):
    """One whole case in simulated time, with everyone who has a part in it: from what
    an employee was told to the contact after closing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.company.write({"phone": "0800 123 123", "email": "hello@example.com"})
        cls.ways = {way.code: way for way in cls.env["hate.contact.method"].search([])}
        cls.env["hate.training"].create(
            {
                "user_id": cls.officer.id,
                "topic_id": cls.env.ref("hate_case_mgmt.training_hate").id,
                "completed_on": MONDAY.date(),
            }
        )

    @contextmanager
    def day(self, number, hour=10):
        """:param number: days since the first Monday; all that happens within it does
        so then, for the database's own clock as well"""
        moment = MONDAY.replace(hour=hour) + timedelta(days=number)
        with (
            freeze_time(moment),
            patch.object(self.env.cr, "now", lambda: moment),
        ):
            yield moment

    def as_(self, user):
        return self.case.with_user(user)

    def clock(self, event):
        return self.case.deadline_ids.filtered(
            lambda clock: clock.commitment_id.met_by_event == event
        ).sorted("id")[-1:]

    def assert_kept(self, event):
        self.assertEqual(self.clock(event).state, words.DEADLINE_MET, event)

    def assert_seen_by(self, *users):
        for user in (
            self.hub,
            self.officer,
            self.officer2,
            self.manager,
            self.dpo,
            self.staff,
            self.insight,
            self.config,
        ):
            with self.subTest(user=user.login, state=self.case.state):
                found = False
                if self.env["hate.case"].with_user(user).has_access("read"):
                    found = bool(
                        self.env["hate.case"]
                        .with_user(user)
                        .search([("id", "=", self.case.id)])
                    )
                self.assertEqual(found, user in users)

    def contact(self, said, kind=words.CONTACT_UPDATE, way="phone"):
        self.env["hate.contact"].with_user(self.officer).create(
            {
                "case_id": self.case.id,
                "party_id": self.victim.id,
                "method_id": self.ways[way].id,
                "kind": kind,
                "reached": True,
                "still_safe": True,
                "said": said,
            }
        )

    def assess(self, kind=words.MATRIX_FULL):
        """Fill in the whole matrix, the mildest answer to each question."""
        action = self.as_(self.officer).action_assess_risk(kind=kind)
        assessment = self.env["hate.risk.assessment"].with_user(self.officer)
        assessment = assessment.browse(action["res_id"])
        for row in assessment.answer_ids:
            mildest = row.question_id.sudo().option_ids.sorted("weight")[0]
            assessment.save_answer(row.question_id.id, mildest.id, "", {})
        assessment.action_finish()

    def test_from_the_first_word_to_the_contact_after_closing(self):
        self.links = links_made(self)
        self.worded()
        self.told_and_allocated()
        self.reached_and_assessed()
        self.planned_and_acted()
        self.kept_informed()
        self.closed()
        self.answered()
        self.followed_up()

    def worded(self):
        """Whoever configures writes a sentence of the landlord's own into the closing
        letter, without code and without seeing a case."""
        template = self.env.ref("hate_case_mgmt.letter_template_closure")
        mine = template.with_user(self.config)
        mine.body = f"{mine.body}\n\nOur door stays open to you."

    # first week

    def told_and_allocated(self):
        """An employee passes on what a tenant told them; the hub completes it and
        names an officer."""
        with self.day(0, 9):
            form = Form(self.env["hate.report.pass.on"].with_user(self.staff))
            form.narrative = "A tenant told me that they sprayed her door again."
            form.affected_name = "Ana Sol"
            before = self.env["hate.case"].search([])
            form.save().action_pass_on()
            self.case = self.env["hate.case"].search([]) - before
            self.assertEqual(self.case.state, words.STATE_REPORTED)
            self.assert_seen_by(self.hub, self.manager, self.dpo)
        with self.day(0, 11):
            self.victim = self.case.party_ids.filtered(
                lambda party: party.role == words.ROLE_VICTIM
            )
            self.victim.with_user(self.hub).write(
                {
                    "phone": "07700 900123",
                    "email": "ana@example.com",
                    "address": "2 Any Street",
                    "safe_method_ids": [
                        Command.set((self.ways["phone"] | self.ways["post"]).ids)
                    ],
                    "preferred_method_id": self.ways["phone"].id,
                }
            )
            self.as_(self.hub).action_allocate(self.officer.id)
            self.assert_kept(words.EVENT_ALLOCATED)
            self.assert_seen_by(self.officer, self.manager, self.dpo)

    def reached_and_assessed(self):
        """The officer rings within a working day, and assesses the risk with her."""
        with self.day(0, 14):
            self.contact("I am afraid to go out", words.CONTACT_INTRODUCTION)
            self.assert_kept(words.EVENT_FIRST_RESPONSE)
            self.assert_kept(words.EVENT_OFFICER_INTRODUCED)
            self.assess(words.MATRIX_SCREEN)
            self.assert_kept(words.EVENT_RISK_SCREENED)
        with self.day(2):
            self.assess()
            self.assert_kept("risk_assessed")
            self.assertEqual(self.case.risk_level, "low")

    def planned_and_acted(self):
        """The plan is agreed, a copy given, and what it says is done."""
        with self.day(3):
            item = (
                self.env["hate.action"]
                .with_user(self.officer)
                .create(
                    {
                        "case_id": self.case.id,
                        "type_id": self.env.ref(
                            "hate_case_mgmt.action_type_regular_call"
                        ).id,
                        "name": "We call you each Monday",
                    }
                )
            )
            item.action_plan()
            form = Form(
                self.env["hate.plan.agree"]
                .with_user(self.officer)
                .with_context(default_case_id=self.case.id)
            )
            form.method_id = self.ways["phone"]
            form.giving = words.GIVE_LETTER
            form.give_method_id = self.ways["post"]
            form.save().action_agree()
            self.assertEqual(len(self.case.plan_ids), 1)
            self.assert_kept(words.EVENT_PLAN_AGREED)
            self.assert_kept(words.EVENT_PLAN_COPIED)
        with self.day(9):
            item.write({"done_at": MONDAY + timedelta(days=8), "outcome": "Helped"})
            item.action_done()
            self.assertEqual(item.state, words.ACTION_DONE)

    # the weeks between

    def kept_informed(self):
        """An update every two weeks, and nothing she does not hear for longer."""
        for number in (10, 21, 35):
            with self.day(number):
                self.contact(f"Quiet on day {number}")
            if number < 35:
                with self.day(number + 2):
                    self.as_(self.manager).action_review(
                        "on_track", findings="She hears from us as agreed."
                    )
                    self.assert_reviewed()
        rounds = self.case.deadline_ids.filtered(
            lambda clock: clock.commitment_id.met_by_event == words.EVENT_UPDATE_GIVEN
            and clock.commitment_id.repeats
        )
        self.assertGreaterEqual(len(rounds), 3)
        self.assertNotIn(words.DEADLINE_MISSED, rounds.mapped("state"))
        self.assertNotIn(words.DEADLINE_MET_LATE, rounds.mapped("state"))

    def assert_reviewed(self):
        """A manager looked within the fortnight, and the next one began."""
        rounds = self.case.deadline_ids.filtered(
            lambda clock: clock.commitment_id.met_by_event
            == words.EVENT_MANAGER_REVIEWED
        ).sorted("id")
        self.assertEqual(
            {*rounds[:-1].mapped("state"), words.DEADLINE_MET}, {words.DEADLINE_MET}
        )
        self.assertEqual(rounds[-1].state, words.DEADLINE_RUNNING)

    # closing, in the fourth week after the last incident

    def closed(self):
        """Talked over, decided and told by a letter; never silently."""
        case = self.as_(self.officer)
        with self.day(36):
            case.action_start_closing()
            wizard = case.env["hate.case.close"].browse(
                case.action_open_close()["res_id"]
            )
            self.assertTrue(wizard.gap_talk)
            self.assertTrue(wizard.gap_risk, "the assessment is five weeks old")
        with self.day(36, 14):
            case.env["hate.case.closing.talk"].create(
                {
                    "case_id": case.id,
                    "party_id": self.victim.id,
                    "method_id": self.ways["phone"].id,
                    "still_safe": "yes",
                    "agrees": words.CLOSING_AGREED,
                    "own_words": "I sleep again. You may close it.",
                    "involvement_answer": "interested",
                    "involvement_ids": [
                        Command.set(
                            self.env.ref("hate_case_mgmt.involvement_group").ids
                        )
                    ],
                }
            ).action_record()
            self.assert_kept(words.EVENT_CLOSING_DISCUSSED)
            self.assess()
        with self.day(37):
            wizard.invalidate_recordset()
            self.assertFalse(wizard.has_gaps)
            self.assertFalse(wizard.manager_note)
            wizard.write(
                {
                    "consideration_ids": [
                        Command.set(
                            self.env.ref("hate_case_mgmt.consideration_resolved").ids
                        )
                    ],
                    "reasons": "It has been quiet for four weeks.",
                    "actions_done": "- We called you each Monday.",
                    "method_id": self.ways["post"].id,
                }
            )
            wizard.action_close()
            self.assertEqual(self.case.state, words.STATE_CLOSED)
            self.assert_kept(words.EVENT_CLOSURE_LETTER_SENT)
            self.assert_kept(words.EVENT_SURVEY_SENT)
            self.assert_seen_by(self.officer, self.manager, self.dpo)
        letter = self.case.letter_ids.filtered(
            lambda row: row.kind == words.LETTER_CLOSURE
        )
        self.assertIn("quiet for four weeks", letter.body)
        self.assertIn("/feedback/", letter.body)
        self.assertIn("Our door stays open", letter.body)
        self.token = self.links[-1].rsplit("/", 1)[1]

    # one week later

    def answered(self):
        """She answers by the link; it was not all good, so a manager learns of it."""
        with self.day(43):
            survey = self.env["hate.survey"]._find(self.token)
            self.assertTrue(survey._is_usable())
            public = self.env.ref("base.public_user")
            survey.with_user(public).sudo()._take_answer(
                {"overall": "4", "informed": "no", "comment": "Ring back sooner"},
                words.SURVEY_ONLINE,
            )
            self.assert_kept(words.EVENT_SURVEY_REMINDED)
        answer = self.env["hate.survey.answer"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertTrue(answer.with_user(self.manager).is_bad)
        self.assertIn(self.manager, self.case.activity_ids.user_id)
        with self.assertRaises(AccessError):
            answer.with_user(self.officer).read(["comment"])
        with self.day(44):
            work = self.case.activity_ids.filtered(
                lambda activity: activity.user_id == self.manager
            )
            work.with_user(self.manager).action_feedback(feedback="Rang her, all well")
            self.assertIn("Rang her", " ".join(self.case.note_ids.mapped("text")))

    # four weeks later

    def followed_up(self):
        """Still quiet: nothing is left to do, and everything is on record."""
        with self.day(65):
            self.assertEqual(
                self.case.after_due_at, self.clock(words.EVENT_FOLLOWED_UP).due_at
            )
            case = self.as_(self.officer)
            case.env["hate.case.follow.up"].create(
                {
                    "case_id": case.id,
                    "party_id": self.victim.id,
                    "method_id": self.ways["phone"].id,
                    "still_safe": "yes",
                    "outcome": words.OUTCOME_SAFE,
                    "said": "All is well",
                }
            ).action_record()
            self.assert_kept(words.EVENT_FOLLOWED_UP)
            self.assertFalse(self.case.after_due_at)
            self.assertFalse(
                self.case.deadline_ids.filtered(
                    lambda clock: clock.state == words.DEADLINE_RUNNING
                )
            )
            # nothing was late in all these weeks
            late = self.case.deadline_ids.filtered(
                lambda clock: clock.state
                not in (words.DEADLINE_MET, words.DEADLINE_CANCELLED)
            )
            self.assertFalse(late.commitment_id.mapped("met_by_event"))
            with self.assertRaises(UserError):
                case.action_close({})
        told = " ".join(self.case.message_ids.mapped("preview"))
        for secret in ("Ana", "sprayed", "afraid", "Ring back"):
            self.assertNotIn(secret, told)
        kinds = set(
            self.env["hate.timeline"]
            .with_user(self.dpo)
            .search([("case_id", "=", self.case.id)])
            .mapped("kind")
        )
        self.assertLessEqual(
            {words.TIMELINE_REPORT, words.TIMELINE_CONTACT, words.TIMELINE_LETTER},
            kinds,
        )
