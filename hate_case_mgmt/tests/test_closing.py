from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon, utc

POLICE = "The police took no further action, so we are closing the case."


class ClosingCase(HateCaseCommon):
    """A case that is ready to be closed, with a person who can be written to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"phone": "0800 123 123", "email": "hello@example.com"})
        cls.ways = {way.code: way for way in cls.env["hate.contact.method"].search([])}
        cls.considerations = {
            name: cls.env.ref(f"hate_case_mgmt.consideration_{name}")
            for name in ("resolved", "all_done", "quiet", "agency")
        }

    # whether the person was assessed just before the test
    assessed = True

    def setUp(self):
        super().setUp()
        self.start = fields.Datetime.now() - timedelta(days=40)
        self.case = self.open_case(
            state=words.STATE_OPEN,
            officer=self.officer,
            reported_at=self.start,
        )
        for event in (words.EVENT_REPORT_RECEIVED, words.EVENT_ALLOCATED):
            self.case._record_event(event, self.start)
        self.victim = self.env["hate.party"].create(
            {
                "case_id": self.case.id,
                "role": words.ROLE_VICTIM,
                "name": "Planted Name",
                "address": "1 Test Street",
                "safe_method_ids": [
                    Command.set((self.ways["phone"] | self.ways["post"]).ids)
                ],
            }
        )
        if self.assessed:
            self.assess("low", fields.Datetime.now() - timedelta(hours=1))
        self.mine = self.case.with_user(self.officer)
        self.theirs = self.case.with_user(self.manager)

    # what the steps need

    def assess(self, level, at=None):
        """Finish an assessment past the questions."""
        at = at or fields.Datetime.now()
        assessments = self.env["hate.risk.assessment"]
        matrices = self.env["hate.risk.matrix"]
        made = assessments.create(
            {
                "case_id": self.case.id,
                "party_id": self.victim.id,
                "matrix_id": matrices._current(words.MATRIX_FULL, self.company).id,
                "assessed_at": at,
            }
        )
        made.write(
            {
                "state": words.ASSESSMENT_FINISHED,
                "scored_level": level,
                "finished_at": at,
            }
        )
        self.env.flush_all()
        self.case._refresh_risk_level()
        return made

    def talk(self, user=None, **values):
        wizard = (
            self.env["hate.case.closing.talk"]
            .with_user(user or self.officer)
            .create(
                {
                    "case_id": self.case.id,
                    "party_id": self.victim.id,
                    "method_id": self.ways["phone"].id,
                    "still_safe": "yes",
                    "agrees": "yes",
                    "own_words": "It has been quiet and I feel safe",
                    "involvement_answer": "later",
                    **values,
                }
            )
        )
        wizard.action_record()
        return self.case._closing_step(words.CLOSURE_DISCUSSED)

    def attempt(self):
        return self.talk(reached=False, still_safe=False)

    def decision(self, **values):
        return {
            "consideration_ids": self.considerations["resolved"].ids,
            "reasons": "It has been quiet for six weeks and you feel safe.",
            "actions_done": "- We fitted a new door.",
            "party_id": self.victim.id,
            "method_code": words.METHOD_POST,
            **values,
        }

    def close(self, user=None, **values):
        return self.case.with_user(user or self.officer).action_close(
            self.decision(**values)
        )

    def closed_case(self, **values):
        self.mine.action_start_closing()
        self.talk()
        self.close(**values)
        return self.case

    def clock(self, event):
        return self.case.deadline_ids.filtered(
            lambda clock: clock.commitment_id.met_by_event == event
        ).sorted("id")[-1:]


@tagged("post_install", "-at_install", "hate_case")
class TestClosing(ClosingCase):
    """Closing: proposed, talked over, decided, and told in a letter."""

    # the way in and out

    def test_watched_and_taken_up_again(self):
        self.mine.action_monitor()
        self.assertEqual(self.case.state, words.STATE_MONITORING)
        with self.assertRaises(UserError):
            self.mine.action_monitor()
        self.mine.action_resume()
        self.assertEqual(self.case.state, words.STATE_OPEN)

    def test_proposing_starts_the_promise_of_the_talk(self):
        self.mine.action_start_closing()
        self.assertEqual(self.case.state, words.STATE_CLOSING)
        clock = self.clock(words.EVENT_CLOSING_DISCUSSED)
        self.assertEqual(clock.state, words.DEADLINE_RUNNING)
        self.assertEqual(self.case.closure_ids.kind, words.CLOSURE_PROPOSED)
        with self.assertRaises(UserError):
            self.mine.action_start_closing()

    def test_nobody_in_danger_is_closed(self):
        self.mine.action_danger_now()
        with self.assertRaisesRegex(UserError, "danger"):
            self.mine.action_start_closing()
        self.mine.action_danger_over()
        self.mine.action_start_closing()
        self.talk()
        self.mine.action_danger_now()
        with self.assertRaisesRegex(UserError, "danger"):
            self.close()

    def test_stopped_with_a_reason(self):
        self.mine.action_start_closing()
        asked = self.mine.action_stop_closing()
        self.assertEqual(asked["context"]["default_step"], "stop_closing")
        with self.assertRaises(UserError):
            self.mine.action_stop_closing("   ")
        wizard = (
            self.env["hate.case.reason"]
            .with_user(self.officer)
            .create(
                {
                    "case_id": self.case.id,
                    "step": "stop_closing",
                    "reason": "Something new has happened",
                }
            )
        )
        wizard.action_confirm()
        self.assertEqual(self.case.state, words.STATE_OPEN)
        clock = self.clock(words.EVENT_CLOSING_DISCUSSED)
        self.assertEqual(clock.state, words.DEADLINE_CANCELLED)
        newest = self.case.closure_ids[0]
        self.assertEqual(newest.kind, words.CLOSURE_STOPPED)
        self.assertEqual(newest.decision_reason, "Something new has happened")

    def test_a_talk_of_an_earlier_closing_counts_no_more(self):
        with freeze_time(self.start + timedelta(days=10)):
            self.mine.action_start_closing()
            self.talk()
            self.mine.action_stop_closing("Not yet")
        self.mine.action_start_closing()
        self.assertIn("talk", self.case._closing_gaps())

    # the talk

    def test_000_b12_not_without_talking_it_over(self):
        """[000.b12] [004.3a] [X14] Closed only after the talk, with a letter of what
        was done."""
        self.mine.action_start_closing()
        with self.assertRaisesRegex(UserError, "not been talked over"):
            self.close()
        self.assertEqual(self.case.state, words.STATE_CLOSING)
        talk = self.talk()
        self.assertEqual(talk.own_words, "It has been quiet and I feel safe")
        self.assertTrue(talk.contact_id.reached)
        self.assertEqual(talk.contact_id.said, talk.own_words)
        clock = self.clock(words.EVENT_CLOSING_DISCUSSED)
        self.assertEqual(clock.state, words.DEADLINE_MET)
        self.assertEqual(clock.evidence_model, "hate.contact")
        letter = self.close()
        self.assertEqual(self.case.state, words.STATE_CLOSED)
        self.assertTrue(self.case.closed_at)
        self.assertEqual(letter.kind, words.LETTER_CLOSURE)
        self.assertIn("It has been quiet for six weeks", letter.body)
        self.assertIn("We fitted a new door", letter.body)

    def test_003_10_1a_high_risk_is_never_the_officers_alone(self):
        """[003.10.1a] Discussed when the risk is low enough; otherwise a manager."""
        self.assess(words.RISK_HIGH)
        self.mine.action_start_closing()
        self.talk()
        with self.assertRaisesRegex(AccessError, "risk is high"):
            self.close()
        with self.assertRaisesRegex(UserError, "say why"):
            self.close(self.manager)
        self.close(self.manager, decision_reason="The person has moved away")
        self.assertEqual(self.case.state, words.STATE_CLOSED)
        decision = self.case._closing_decision()
        self.assertEqual(decision.user_id, self.manager)
        self.assertEqual(decision.risk_level, words.RISK_HIGH)
        self.assertEqual(decision.decision_reason, "The person has moved away")

    def test_disagreement_takes_a_manager(self):
        for agrees in ("no", "unsure"):
            with self.subTest(agrees=agrees):
                self.mine.action_start_closing()
                self.talk(agrees=agrees)
                with self.assertRaises(AccessError):
                    self.close(consideration_ids=self.considerations["all_done"].ids)
                self.mine.action_stop_closing("Next")

    def test_a_manager_does_not_decide_on_a_case_of_their_own(self):
        self.case.officer_id = self.manager
        self.case.member_ids |= self.manager
        self.theirs.action_start_closing()
        self.talk(self.manager, agrees="no")
        values = {
            "consideration_ids": self.considerations["all_done"].ids,
            "decision_reason": "I say so",
        }
        with self.assertRaises(AccessError):
            self.close(self.manager, **values)
        other = self.make_user("t_manager2", "hate_case_mgmt.group_manager")
        self.close(other, **values)
        self.assertEqual(self.case.state, words.STATE_CLOSED)

    def test_the_manager_is_asked_with_all_that_was_filled_in(self):
        self.mine.action_start_closing()
        self.talk(agrees="no", own_words="I want you to go on")
        self.mine.action_open_close()
        draft = self.env["hate.case.close"].search([("case_id", "=", self.case.id)])
        draft = draft.with_user(self.officer)
        self.assertFalse(draft.may_decide)
        self.assertIn("does not agree", draft.manager_note)
        self.assertIn("I want you to go on", draft.talk_line)
        draft.write(
            {
                "consideration_ids": [Command.set(self.considerations["all_done"].ids)],
                "reasons": "We have done what we can.",
                "actions_done": "- A warning was given.",
            }
        )
        draft.action_ask_manager()
        self.assertFalse(draft.exists())
        asked = self.case.activity_ids.filtered(
            lambda activity: activity.user_id == self.manager
        )
        self.assertTrue(asked)
        self.assertNotIn("Planted", asked.summary or "")
        opened = self.theirs.action_open_close()
        form = self.env["hate.case.close"].with_user(self.manager)
        form = form.browse(opened["res_id"])
        self.assertTrue(form.may_decide)
        self.assertEqual(form.reasons, "We have done what we can.")
        self.assertEqual(form.actions_done, "- A warning was given.")
        self.assertEqual(form.consideration_ids, self.considerations["all_done"])
        self.assertEqual(form.method_id, self.ways["post"])
        form.decision_reason = "Ask the victim support first"
        form.action_send_back()
        self.assertFalse(self.case.activity_ids & asked)
        self.assertEqual(self.case.state, words.STATE_CLOSING)
        again = self.env["hate.case.close"].with_user(self.officer)
        again = again.browse(self.mine.action_open_close()["res_id"])
        self.assertIn("Ask the victim support", again.returned_line)
        self.assertEqual(again.reasons, "We have done what we can.")

    def test_only_the_deciding_manager_sends_back(self):
        self.mine.action_start_closing()
        self.talk(agrees="no")
        with self.assertRaises(AccessError):
            self.mine.action_send_back("No")
        with self.assertRaises(UserError):
            self.theirs.action_send_back("  ")

    def test_nobody_to_ask(self):
        self.manager.group_ids = [
            Command.unlink(self.env.ref("hate_case_mgmt.group_manager").id)
        ]
        self.mine.action_start_closing()
        self.talk(agrees="no")
        with self.assertRaisesRegex(UserError, "no other manager"):
            self.mine.action_ask_manager(
                self.decision(consideration_ids=self.considerations["all_done"].ids)
            )

    # the person can't be reached

    def test_003_10_1d_never_silently(self):
        """[003.10.1d] Where nobody was reached, the attempts stand on record and a
        manager decides."""
        self.mine.action_start_closing()
        values = {"consideration_ids": self.considerations["quiet"].ids}
        with self.assertRaisesRegex(UserError, "not been talked over"):
            self.close(self.manager, decision_reason="Silence", **values)
        self.attempt()
        clock = self.clock(words.EVENT_CLOSING_DISCUSSED)
        self.assertEqual(clock.state, words.DEADLINE_RUNNING)
        self.assertFalse(self.case._closing_step(words.CLOSURE_DISCUSSED))
        self.assertEqual(len(self.case._closing_attempts()), 1)
        with self.assertRaisesRegex(UserError, "Assess the risk once more"):
            self.close(**values)
        self.mine.action_exempt_from_risk("They can't be reached")
        with self.assertRaisesRegex(AccessError, "could not be talked to"):
            self.close(**values)
        self.close(self.manager, decision_reason="Tried by phone and post", **values)
        self.assertEqual(self.case.state, words.STATE_CLOSED)

    def test_who_asked_not_to_be_contacted_is_not_chased(self):
        self.victim.contact_them_only = True
        self.mine.action_start_closing()
        self.assertNotIn("talk", self.case._closing_gaps())
        self.assertTrue(self.mine._manager_grounds())

    def test_a_talk_in_an_unsafe_way_needs_its_reason(self):
        self.mine.action_start_closing()
        with self.assertRaisesRegex(UserError, "say why"):
            self.talk(method_id=self.ways["visit"].id)
        self.assertFalse(self.case.contact_ids)

    def test_what_the_talk_needs(self):
        self.mine.action_start_closing()
        for missing in (
            {"agrees": False},
            {"own_words": "  "},
            {"involvement_answer": False},
            {"still_safe": False},
            {"method_id": False},
            {"party_id": False},
        ):
            with self.subTest(missing=missing), self.assertRaises(UserError):
                self.talk(**missing)
        self.assertFalse(self.case.contact_ids)

    def test_a_talk_before_the_report_or_in_the_future(self):
        self.mine.action_start_closing()
        with self.assertRaisesRegex(UserError, "before the report"):
            self.talk(contacted_at=self.start - timedelta(hours=1))
        with self.assertRaises(UserError):
            self.talk(contacted_at=fields.Datetime.now() + timedelta(days=1))
        self.assertFalse(self.case.contact_ids)

    def test_004_3d_ways_to_get_involved(self):
        """[004.3d] Offered, and the answer kept."""
        champion = self.env.ref("hate_case_mgmt.involvement_champion")
        self.mine.action_start_closing()
        talk = self.talk(
            involvement_answer="interested",
            involvement_ids=[Command.set(champion.ids)],
        )
        self.assertEqual(talk.involvement_ids, champion)
        letter = self.close()
        self.assertIn("street champion", letter.body)
        self.assertIn("residents' group", letter.body)

    # what is considered

    def test_003_10_1b_resolved_needs_the_persons_word(self):
        """[003.10.1b]"""
        self.mine.action_start_closing()
        self.talk(agrees="unsure")
        with self.assertRaisesRegex(UserError, "own word"):
            self.close(self.manager, decision_reason="Surely")
        self.assertEqual(self.case.state, words.STATE_CLOSING)

    def test_003_10_1c_all_available_action_taken(self):
        """[003.10.1c]"""
        self.mine.action_start_closing()
        self.talk()
        letter = self.close(consideration_ids=self.considerations["all_done"].ids)
        self.assertIn("everything that is open to us", letter.body)

    def test_003_10_1e_another_agency_leads(self):
        """[003.10.1e] Which one, and whom to ask there, stands in the letter."""
        agency = self.env["hate.agency"].create({"name": "Test Support"})
        self.mine.action_start_closing()
        self.talk()
        values = {"consideration_ids": self.considerations["agency"].ids}
        for missing in (
            {},
            {"agency_id": agency.id},
            {"agency_id": agency.id, "agency_contact": " "},
            {"agency_contact": "Ann"},
        ):
            with self.assertRaisesRegex(UserError, "which agency"):
                self.close(**values, **missing)
        letter = self.close(**values, agency_id=agency.id, agency_contact="Ann, 0800")
        self.assertIn("Test Support", letter.body)
        self.assertIn("Ann, 0800", letter.body)

    def test_something_is_considered(self):
        self.mine.action_start_closing()
        self.talk()
        for missing in (
            {"consideration_ids": []},
            {"reasons": ""},
            {"reasons": "  "},
            {"actions_done": ""},
        ):
            with self.subTest(missing=missing), self.assertRaises(UserError):
                self.close(**missing)
        self.assertEqual(self.case.state, words.STATE_CLOSING)

    def test_the_police_are_no_reason(self):
        self.mine.action_start_closing()
        self.talk()
        with self.assertRaisesRegex(UserError, "no reason to close"):
            self.close(reasons=POLICE)
        offered = self.env["hate.closure.consideration"].search([])
        self.assertFalse(
            [name for name in offered.mapped("name") if "police" in name.lower()]
        )
        with self.assertRaisesRegex(ValidationError, "no reason"):
            self.env["hate.closure.consideration"].create(
                {"name": "Police NFA", "letter_text": "We have closed it."}
            )
        with self.assertRaises(ValidationError):
            self.case._add_closure(
                words.CLOSURE_CLOSED, fields.Datetime.now(), reasons=POLICE
            )

    # the plan

    def test_an_action_that_nobody_owns(self):
        kind = self.env["hate.action.type"].search(
            [("category", "=", words.ACTION_SUPPORT)], limit=1
        )
        item = self.env["hate.action"].create(
            {
                "case_id": self.case.id,
                "type_id": kind.id,
                "owner": words.OWNER_LANDLORD,
            }
        )
        self.mine.action_start_closing()
        self.talk()
        with self.assertRaisesRegex(UserError, "Nobody owns 1"):
            self.close()
        item.owner_team = "Repairs team"
        self.close()
        self.assertEqual(self.case.state, words.STATE_CLOSED)

    def test_what_was_done_is_filled_in(self):
        kind = self.env["hate.action.type"].search(
            [("category", "=", words.ACTION_SUPPORT)], limit=1
        )
        self.env["hate.action"].create(
            {
                "case_id": self.case.id,
                "type_id": kind.id,
                "name": "We found you a counsellor",
                "state": words.ACTION_DONE,
            }
        )
        self.mine.action_start_closing()
        form = self.env["hate.case.close"].browse(
            self.mine.action_open_close()["res_id"]
        )
        self.assertEqual(form.actions_done, "- We found you a counsellor")

    # the letter

    def test_004_3b_every_closing_is_followed_by_a_letter(self):
        """[004.3b] Where no way is safe, the reason is kept and the letter is given by
        hand later."""
        self.mine.action_start_closing()
        self.talk()
        with self.assertRaisesRegex(UserError, "A letter tells"):
            self.close(method_code=False)
        with (
            self.assertRaisesRegex(UserError, "not called this way"),
            self.env.cr.savepoint(),
        ):
            self.close(method_code=words.METHOD_EMAIL)
        self.env.invalidate_all()
        self.assertEqual(self.case.state, words.STATE_CLOSING)
        self.close(method_code=False, no_letter_reason="They read the post first")
        self.assertEqual(self.case.state, words.STATE_CLOSED)
        owed = self.clock(words.EVENT_CLOSURE_LETTER_SENT)
        self.assertEqual(owed.state, words.DEADLINE_RUNNING)
        self.assertEqual(self.case.after_due_at, owed.due_at)
        self.victim.safe_method_ids |= self.ways["place"]
        wizard = (
            self.env["hate.closure.letter"]
            .with_user(self.officer)
            .create(
                {
                    "case_id": self.case.id,
                    "party_id": self.victim.id,
                    "method_id": self.ways["place"].id,
                }
            )
        )
        wizard.action_give()
        letter = self.case.letter_ids
        self.assertEqual(letter.channel, words.LETTER_HAND)
        self.assertIn("It has been quiet for six weeks", letter.body)
        self.assertEqual(owed.state, words.DEADLINE_MET)

    def test_the_letter_says_how_to_disagree(self):
        self.mine.action_start_closing()
        self.talk()
        body = self.close().body
        for right in ("do not agree", "complain", "ASB case review", "Ombudsman"):
            self.assertIn(right, body)
        self.assertNotIn("{", body)

    def test_nothing_is_half_closed_when_the_letter_is_refused(self):
        self.mine.action_start_closing()
        self.talk()
        self.victim.address = False
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.close()
        self.env.invalidate_all()
        self.assertEqual(self.case.state, words.STATE_CLOSING)
        self.assertFalse(self.case.survey_ids)
        self.assertFalse(self.case._closing_decision())

    # what ends and what begins

    def test_the_promises_of_casework_end_and_those_after_closing_begin(self):
        late = self.clock(words.EVENT_FIRST_RESPONSE)
        self.assertEqual(late.state, words.DEADLINE_RUNNING)
        self.closed_case()
        self.assertNotEqual(late.state, words.DEADLINE_RUNNING)
        waiting = self.case.deadline_ids.filtered(
            lambda clock: clock.state == words.DEADLINE_RUNNING
        )
        self.assertEqual(
            set(waiting.commitment_id.mapped("met_by_event")),
            {words.EVENT_SURVEY_REMINDED, words.EVENT_FOLLOWED_UP},
        )
        self.assertEqual(self.case.after_due_at, min(waiting.mapped("due_at")))

    def test_a_second_click_closes_nothing_twice(self):
        self.mine.action_start_closing()
        self.talk()
        self.close()
        with self.assertRaisesRegex(UserError, "Closed"):
            self.close()
        self.assertEqual(len(self.case.letter_ids), 1)
        self.assertEqual(len(self.case.survey_ids), 1)

    def test_what_was_typed_is_there_again(self):
        self.mine.action_start_closing()
        first = self.mine.action_open_close()["res_id"]
        form = self.env["hate.case.close"].with_user(self.officer).browse(first)
        self.assertTrue(form.gap_talk)
        form.reasons = "Half a sentence"
        self.assertEqual(form.action_open_talk()["res_model"], "hate.case.closing.talk")
        self.talk()
        again = self.mine.action_open_close()["res_id"]
        self.assertEqual(again, first)
        form.invalidate_recordset()
        self.assertFalse(form.gap_talk)
        self.assertEqual(form.reasons, "Half a sentence")

    def test_the_whole_dialogue(self):
        self.mine.action_start_closing()
        self.talk()
        form = self.env["hate.case.close"].with_user(self.officer)
        form = form.browse(self.mine.action_open_close()["res_id"])
        self.assertFalse(form.has_gaps)
        self.assertFalse(form.manager_note)
        form.write(
            {
                "consideration_ids": [Command.set(self.considerations["resolved"].ids)],
                "reasons": "Quiet for six weeks.",
                "actions_done": "- A new door.",
            }
        )
        printed = form.action_close()
        self.assertEqual(printed["type"], "ir.actions.report")
        self.assertFalse(form.exists())
        self.assertEqual(self.case.state, words.STATE_CLOSED)

    # who

    def test_who_may_not_close(self):
        self.mine.action_start_closing()
        self.talk()
        for user in (self.officer2, self.hub, self.dpo, self.staff, self.config):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.close(user)

    def test_the_log_is_nobodys_to_change(self):
        self.mine.action_start_closing()
        row = self.case.closure_ids
        for user in (self.officer, self.manager, self.dpo):
            with self.assertRaises(UserError):
                row.with_user(user).write({"decision_reason": "Other"})
            with self.assertRaises(AccessError):
                row.with_user(user).create(
                    {
                        "case_id": self.case.id,
                        "kind": words.CLOSURE_CLOSED,
                        "at": utc("2026-01-01 00:00"),
                        "user_id": user.id,
                    }
                )
        with self.assertRaises(UserError):
            row.sudo().write({"decision_reason": "Other"})

    def test_a_draft_is_seen_by_its_writer_only(self):
        self.mine.action_start_closing()
        draft = self.env["hate.case.close"].browse(
            self.mine.action_open_close()["res_id"]
        )
        with self.assertRaises(AccessError):
            draft.with_user(self.manager).read(["reasons"])

    def test_the_history_says_nothing(self):
        self.closed_case()
        told = " ".join(self.case.message_ids.mapped("preview"))
        for secret in ("Planted", "quiet", "door"):
            self.assertNotIn(secret, told)


@tagged("post_install", "-at_install", "hate_case")
class TestClosingRisk(ClosingCase):
    """Closing asks for a last assessment of the risk."""

    assessed = False

    def test_a_last_assessment_that_still_holds(self):
        """[000.b4] An old one is not enough, nor one from before something else."""
        self.assess("low", self.start)
        self.mine.action_start_closing()
        self.talk()
        with self.assertRaisesRegex(UserError, "too old"):
            self.close()
        self.assess("low")
        with freeze_time(fields.Datetime.now() + timedelta(minutes=5)):
            self.env["hate.incident"].create(
                {
                    "case_id": self.case.id,
                    "narrative": "They came back",
                    "occurred_at": fields.Datetime.now(),
                }
            )
            with self.assertRaisesRegex(UserError, "something has happened since"):
                self.close()

    def test_no_assessment_at_all(self):
        self.mine.action_start_closing()
        self.talk()
        form = self.env["hate.case.close"].with_user(self.officer)
        form = form.browse(self.mine.action_open_close()["res_id"])
        self.assertIn("not been assessed", form.gap_risk)
        self.assertEqual(form.action_assess_risk()["res_model"], "hate.risk.assessment")
        self.assertEqual(form.action_open_exempt()["res_model"], "hate.risk.exempt")
        self.mine.action_exempt_from_risk("She would rather not")
        with self.assertRaisesRegex(AccessError, "could not be assessed"):
            self.close()
        self.close(self.manager, decision_reason="Understood")
        self.assertEqual(self.case.state, words.STATE_CLOSED)
