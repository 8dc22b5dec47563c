from datetime import timedelta

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..policy import vocabulary as words
from .test_letters import LettersCommon
from .test_safe_contact import WORKING_HOURS

GIVEN = {
    words.LETTER_ACTION_PLAN: {
        "plan": "We agreed this.\n- Robin fits a lock\n- Kim calls"
    },
    words.LETTER_UPDATE: {"news": "The lock was fitted."},
    words.LETTER_CLOSURE: {
        "reasons": "You told us that you feel safe.",
        "actions": "- A new lock was fitted.\n- The wall was cleaned.",
        "survey_link": "https://homes.example.com/q/1",
    },
}


@tagged("post_install", "-at_install", "hate_case")
@freeze_time(WORKING_HOURS)
class TestLetterKinds(LettersCommon):
    """What each kind of letter says, to whom it goes, and which promise it keeps."""

    def letter_of(self, kind, method="email", person=None, values=None, **keywords):
        template = self.env["hate.letter.template"]._for_kind(kind)
        given = GIVEN.get(kind) if values is None else values
        closed = kind in words.LETTERS_OF_A_CLOSED_CASE
        self.case._set({"state": words.STATE_CLOSED if closed else words.STATE_OPEN})
        return self.send(
            method, person=person, template=template, values=given, **keywords
        )

    def clocks(self, event):
        """:return: the states of the clocks that an event stops"""
        return self.case.deadline_ids.filtered(
            lambda clock: clock.commitment_id.met_by_event == event
        ).mapped("state")

    def test_a_letter_of_each_kind(self):
        for kind, _label in words.LETTER_KINDS:
            with self.subTest(kind=kind):
                letter = self.letter_of(kind)
                self.assertEqual(letter.kind, kind)
                self.assertTrue(letter.body.startswith("Dear Amina Yusuf,"))
                for asked in ("0800 000 0100", self.case.name):
                    self.assertIn(asked, letter.body, "how to reach us")
                self.assertNotRegex(letter.body, r"[{}#]")

    def test_000_b7a_the_copy_of_the_plan(self):
        """[000.b7a] [003.5.12b] the plan as it was agreed, and what comes next; a
        copy once it has gone"""
        self.case._record_event("plan_agreed", self.case.reported_at)
        letter = self.letter_of(words.LETTER_ACTION_PLAN)
        self.assertIn("- Robin fits a lock\n- Kim calls", letter.body)
        self.assertIn("every 2 weeks", letter.body)
        self.assertIn("Kim calls</li></ul>", letter.html)
        self.assertFalse(letter._evidence_kinds())
        self.gone(letter)
        self.assertEqual(letter._evidence_kinds(), {"copy", "letter", "told"})
        self.assertEqual(
            set(self.clocks(words.EVENT_PLAN_COPIED)), {words.DEADLINE_MET}
        )

    def test_000_b12_completed_actions_in_writing(self):
        """[000.b12] [004.3b] [003.12.1a] [004.5h] [000.a4] [000.b16] the closing letter
        gives the reasons, what was done, how to disagree, complain or ask for a review,
        the questions, and ways to take part"""
        letter = self.letter_of(words.LETTER_CLOSURE)
        for said in (
            "You told us that you feel safe.",
            "- A new lock was fitted.\n- The wall was cleaned.",
            "my manager",
            "complain",
            "Housing Ombudsman",
            "ASB case review",
            "the council, the police or the local health body",
            words.LINK_LEFT_OUT,
            "street champion",
            "residents' group",
            "our events",
        ):
            self.assertIn(said, letter.body)
        self.assertNotIn("homes.example.com/q", letter.body + letter.html)
        self.assertIn(
            '<a href="https://homes.example.com/q/1">', self.mail(letter).body_html
        )
        without = self.letter_of(
            words.LETTER_CLOSURE, values={**GIVEN["closure"], "survey_link": False}
        )
        self.assertNotIn("answer here", without.body)

    def test_004_2i_an_update_by_letter_in_the_agreed_way(self):
        """[004.2i] [003.5.12c] Where the way of updates is agreed with the person, a
        letter keeps the promise once it has gone."""
        for name in ("strict", "a", "d", "e"):
            promise = self.env.ref(f"hate_case_mgmt.commitment_{name}_updates")
            for way in ("email", "place"):
                with self.subTest(standard=name, way=way):
                    self.case._set(
                        {
                            "standard_id": promise.standard_id.id,
                            "update_method_id": self.ways[way].id,
                        }
                    )
                    self.person.safe_method_ids = self.ways[way]
                    self.case._record_event("first_response", fields.Datetime.now())
                    clock = self.case.deadline_ids.filtered(
                        lambda row, kept=promise: row.commitment_id == kept
                    ).sorted("id")[-1:]
                    self.assertEqual(clock.state, words.DEADLINE_RUNNING)
                    letter = self.letter_of(words.LETTER_UPDATE, way)
                    if way == "email":
                        self.assertEqual(clock.state, words.DEADLINE_RUNNING)
                        self.gone(letter)
                    self.assertEqual(clock.state, words.DEADLINE_MET)

    def test_an_update_is_told_once_it_has_gone(self):
        letter = self.letter_of(words.LETTER_UPDATE, method="email")
        self.assertEqual(letter.mail_key and letter._evidence_kinds(), frozenset())
        self.gone(letter)
        self.assertEqual(letter._evidence_kinds(), {"letter", "told"})

    def test_what_a_letter_must_say_is_asked_for(self):
        for kind, given in GIVEN.items():
            for name in words.LETTER_TEXTS_OF_KIND[kind]:
                with self.subTest(name=name), self.assertRaises(UserError) as raised:
                    self.letter_of(kind, values={**given, name: " \n "})
                self.assertTrue(str(raised.exception).endswith("."))
        with self.assertRaises(UserError) as raised:
            self.letter_of("update", values={"news": "x" * 200_001})
        self.assertIn("shorten", str(raised.exception))
        with self.assertRaises(ValueError):
            self.letter_of("update", values={"news": "x", "officer": "Someone else"})
        self.assertFalse(self.case.letter_ids)

    def test_a_kind_that_nobody_has_written_is_named(self):
        templates = self.env["hate.letter.template"]
        templates.search([("kind", "=", "update")]).active = False
        with self.assertRaises(UserError) as raised:
            templates._for_kind("update")
        self.assertIn("“Update”", str(raised.exception))

    def test_a_person_without_a_safe_way_gets_no_letter_and_a_sentence_says_why(self):
        self.person.safe_method_ids = False
        for kind, _label in words.LETTER_KINDS:
            for method in words.LETTER_CHANNEL_OF_METHOD:
                with self.assertRaises(UserError) as raised:
                    self.letter_of(kind, method)
                self.assertIn("No way of contact", str(raised.exception))
        self.assertFalse(self.case.letter_ids)

    def test_the_plan_and_the_reasons_are_for_the_person_affected(self):
        """A witness is told how things stand, not what was agreed with someone else."""
        witness = self.make_person(
            words.ROLE_WITNESS, safe=("email",), email="w@example.com"
        )
        for kind in words.LETTERS_TO_THE_AFFECTED:
            with self.assertRaises(UserError):
                self.letter_of(kind, person=witness)
        self.assertTrue(self.letter_of("update", person=witness))

    def test_a_copy_to_someone_else_keeps_no_promise_to_the_person_affected(self):
        self.case._record_event("plan_agreed", self.case.reported_at)
        reporter = self.make_person(words.ROLE_REPORTER, safe=("place",))
        self.letter_of(words.LETTER_ACTION_PLAN, "place", person=reporter)
        self.assertIn(words.DEADLINE_RUNNING, self.clocks(words.EVENT_PLAN_COPIED))
        self.person.safe_method_ids = self.ways["place"]
        self.letter_of(words.LETTER_ACTION_PLAN, "place")
        self.assertNotIn(words.DEADLINE_RUNNING, self.clocks(words.EVENT_PLAN_COPIED))

    def test_003_6_2_asking_for_written_authority_tells_nothing(self):
        """[003.6.2] the form goes to someone who may not be told anything yet, and
        names nobody"""
        speaker = self.make_person(
            words.ROLE_REPRESENTATIVE, safe=("email",), email="s@example.com", name="Jo"
        )
        letter = self.letter_of(words.LETTER_AUTHORITY, person=speaker)
        self.assertNotIn("Amina", letter.body)
        self.assertIn("My signature: ____", letter.body)
        for kind in (words.LETTER_UPDATE, words.LETTER_CLOSURE):
            with self.assertRaises(UserError):
                self.letter_of(kind, person=speaker)

    def test_no_letter_says_that_an_open_case_is_closed(self):
        templates = self.env["hate.letter.template"]
        for kind in words.LETTERS_OF_A_CLOSED_CASE:
            with self.assertRaises(UserError) as raised:
                self.send(template=templates._for_kind(kind), values=GIVEN.get(kind))
            self.assertIn("Close it first.", str(raised.exception))
        dialogue = Form(
            self.env["hate.letter.send"]
            .with_user(self.officer)
            .with_context(default_case_id=self.case.id)
        )
        dialogue.template_id = templates._for_kind(words.LETTER_AFTER_CLOSURE)
        self.assertIn("Close it first.", dialogue.missing)

    def test_only_letters_meant_for_the_person_are_offered(self):
        """A witness is offered no plan, and nobody the closing of an open case."""

        def offered(person):
            dialogue = Form(
                self.env["hate.letter.send"]
                .with_user(self.officer)
                .with_context(default_case_id=self.case.id, default_party_id=person.id)
            )
            return set(dialogue.offered_template_ids[:].mapped("kind"))

        witness = self.env["hate.party"].create(
            {
                "case_id": self.case.id,
                "role": words.ROLE_WITNESS,
                "name": "Wes Dale",
                "safe_method_ids": self.ways["email"].ids,
            }
        )
        self.assertEqual(
            offered(witness), set(words.LETTER_KINDS_OF_ROLE[words.ROLE_WITNESS])
        )
        every_kind = {kind for kind, _label in words.LETTER_KINDS}
        self.assertEqual(
            offered(self.person), every_kind - set(words.LETTERS_OF_A_CLOSED_CASE)
        )
        self.case._set({"state": words.STATE_CLOSED})
        self.assertEqual(offered(self.person), every_kind)

    def test_the_day_is_said_without_the_last_minute_of_it(self):
        letter = self.letter_of(words.LETTER_AFTER_CLOSURE)
        self.assertNotIn("23:59", letter.body)
        letters = self.env["hate.letter"]
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        self.assertEqual(letters._contact_by(case), "Friday 4 December")
        # a day agreed with the person holds, where it comes before
        agreed = case._local_today() + timedelta(days=3)
        case.sudo().next_contact_on = agreed
        self.assertEqual(
            letters._contact_by(case), f"{agreed:%A} {agreed.day} {agreed:%B}"
        )

    def test_writing_an_update_by_the_dialogue(self):
        """What is typed is seen in the letter before it goes."""
        dialogue = Form(
            self.env["hate.letter.send"]
            .with_user(self.officer)
            .with_context(default_case_id=self.case.id)
        )
        dialogue.template_id = self.env["hate.letter.template"]._for_kind("update")
        self.assertIn("what there is to tell", dialogue.missing)
        self.assertFalse(dialogue.html)
        dialogue.news = "The lock was fitted."
        self.assertFalse(dialogue.missing)
        self.assertIn("The lock was fitted.", dialogue.html)
        dialogue.save().action_send()
        self.assertIn("The lock was fitted.", self.case.letter_ids.body)

    def test_letters_of_many_cases_are_read_at_once(self):
        """The list costs the same for 1 letter as for 100."""
        self.person.safe_method_ids = [Command.set(self.ways["place"].ids)]
        letter = self.letter_of("update", "place").sudo()
        rows = [{**letter.copy_data()[0], "body": f"{number}"} for number in range(99)]
        letters = letter | letter.create(rows)
        shown = [
            "sent_at",
            "party_id",
            "template_id",
            "channel",
            "delivery",
            "sent_by_id",
        ]
        counts = []
        for several in (letter, letters):
            several.invalidate_recordset()
            several.env.flush_all()
            before = self.env.cr.sql_log_count
            several.with_user(self.officer).with_context(
                hate_party_names=True
            ).web_read({name: {} for name in shown})
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1, counts)
