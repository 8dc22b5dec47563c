from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon


class RiskCommon(HateCaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.open_case(
            state=words.STATE_OPEN,
            officer=cls.officer,
            reported_at=fields.Datetime.now() - timedelta(days=1),
        )
        cls.case._record_event(words.EVENT_REPORT_RECEIVED, cls.case.reported_at)
        cls.victim, cls.child, cls.alleged = cls.env["hate.party"].create(
            [
                {"case_id": cls.case.id, "role": words.ROLE_VICTIM, "name": "Ada Loss"},
                {
                    "case_id": cls.case.id,
                    "role": words.ROLE_HOUSEHOLD,
                    "name": "Ben Loss",
                    "is_child": True,
                },
                {
                    "case_id": cls.case.id,
                    "role": words.ROLE_ALLEGED,
                    "name": "Kit Stone",
                },
            ]
        )

    def begin(self, user=None, party=None, kind=words.MATRIX_FULL, case=None):
        """:return: a draft, as the user who began it"""
        case = (case or self.case).with_user(user or self.officer)
        action = case.action_assess_risk(party and party.id, kind)
        return case.env["hate.risk.assessment"].browse(action["res_id"])

    def option(self, assessment, question, name):
        """:return: ids of question and option by the words of the data"""
        matrix = assessment.matrix_id.sudo()
        asked = matrix.question_ids.filtered(lambda one: question in one.name)
        chosen = asked.option_ids.filtered(lambda one: one.name == name)
        self.assertEqual(len(chosen), 1, f"{question}: {name}")
        return asked.id, chosen.id

    def answer(self, assessment, question, name, note="", seen=None):
        return assessment.save_answer(
            *self.option(assessment, question, name), note, seen or {}
        )

    def fill(self, assessment, *answers):
        """Answer all: as given, and the mildest for the rest."""
        for question, name in answers:
            self.answer(assessment, question, name)
        for row in assessment.answer_ids.filtered(lambda row: not row.option_id):
            mildest = row.question_id.sudo().option_ids.sorted("weight")[0]
            assessment.save_answer(row.question_id.id, mildest.id, "", {})
        return assessment

    def finished(self, *answers, **kwargs):
        assessment = self.fill(self.begin(**kwargs), *answers)
        assessment.action_finish()
        return assessment


HIGH = ("weapon", "Shown or used")
MEDIUM = (
    ("How often", "Most days"),
    ("getting worse", "Clearly"),
    ("aimed at you", "At them or their family"),
    ("know who it is", "Known, and close by"),
    ("more than one person", "A group"),
)


@tagged("post_install", "-at_install", "hate_case")
class TestRisk(RiskCommon):
    """One assessment, from the first answer to the level of the case."""

    def test_a_draft_is_a_real_record_and_each_answer_is_kept_at_once(self):
        draft = self.begin()
        state = self.answer(draft, "How often", "Every week", "Mostly on Fridays")
        self.env.invalidate_all()
        again = self.begin()
        self.assertEqual(again, draft, "somebody goes on with it")
        row = draft.answer_ids.filtered("option_id")
        self.assertEqual(row.option_id.name, "Every week")
        self.assertEqual(row.note, "Mostly on Fridays")
        self.assertEqual(row.user_id, self.officer)
        self.assertEqual(state["answered"], 1)
        self.assertEqual(state["missing"], len(draft.answer_ids) - 1)

    def test_half_filled_is_not_finished_and_nothing_is_lost(self):
        draft = self.begin()
        self.answer(draft, "How often", "Every week")
        with self.assertRaisesRegex(UserError, "20 questions have no answer"):
            draft.action_finish()
        self.assertEqual(draft.state, words.ASSESSMENT_DRAFT)
        self.assertTrue(draft.answer_ids.filtered("option_id"))
        self.assertFalse(self.case.risk_level)

    def test_the_score_is_explained_in_words(self):
        done = self.finished(*MEDIUM)
        self.assertEqual((done.score, done.level), (16, words.RISK_MEDIUM))
        self.assertIn("Medium: the answers give 16 of 81 points", done.explanation)
        self.assertIn(
            "What weighs most: How often does something happen? – Most days",
            done.explanation,
        )

    def test_one_answer_alone_means_high(self):
        done = self.finished(HIGH)
        self.assertEqual(done.score, 5)
        self.assertEqual(done.level, words.RISK_HIGH)
        self.assertEqual(self.case.risk_level, words.RISK_HIGH)
        self.assertIn("this alone means high: Was a weapon used", done.explanation)

    def test_not_known_is_an_answer_and_a_gap(self):
        done = self.finished(("threatened to hurt or kill", "Not known"))
        self.assertIn("Not known: Has anyone threatened", done.explanation)

    def test_the_whole_matrix_asks_all_that_it_should(self):
        """[001.s2] how it hurts; [002.3.1c] needs; the dangers of hate by name"""
        asked = "\n".join(
            self.env.ref("hate_case_mgmt.risk_matrix_hate").question_ids.mapped("name")
        ).lower()
        for topic in (
            "how often",
            "getting worse",
            "aimed at",
            "before",
            "kill",
            "weapon",
            "hurt or touched",
            "got into your home",
            "fire",
            "know who it is",
            "history",
            "more than one person",
            "online",
            "find out about you",
            "health",
            "there for you",
            "harder for you",
            "children",
            "stopped doing",
            "safe at home tonight",
            "child or an adult at risk",
        ):
            self.assertIn(topic, asked)
        for kind in ("hate", "screen"):
            matrix = self.env.ref(f"hate_case_mgmt.risk_matrix_{kind}")
            matrix._check_works()
            self.assertTrue(all(matrix.question_ids.mapped("listen_for")))
            for question in matrix.question_ids:
                self.assertTrue(any(question.option_ids.mapped("is_unknown")))

    # ------------------------------------------------------------------
    # Judgement
    # ------------------------------------------------------------------

    def test_an_officer_raises_the_level_with_a_reason(self):
        draft = self.fill(self.begin())
        draft.save_text("level_wanted", words.RISK_HIGH, "")
        with self.assertRaisesRegex(UserError, "why you judge"):
            draft.action_finish()
        draft.save_text("level_reason", "She whispered throughout.", "")
        draft.action_finish()
        self.assertEqual(draft.scored_level, words.RISK_LOW)
        self.assertEqual(draft.level, words.RISK_HIGH)
        self.assertEqual(draft.decision_ids.kind, words.DECISION_RAISED)
        self.assertEqual(draft.decision_ids.reason, "She whispered throughout.")
        self.assertEqual(self.case.risk_level, words.RISK_HIGH)

    def test_lowering_needs_a_manager(self):
        draft = self.fill(self.begin(), HIGH)
        draft.save_text("level_wanted", words.RISK_MEDIUM, "")
        draft.save_text("level_reason", "It was a toy.", "")
        with self.assertRaisesRegex(AccessError, "Only a manager"):
            draft.action_finish()
        draft.save_text("level_wanted", "", words.RISK_MEDIUM)
        draft.action_finish()
        with self.assertRaisesRegex(AccessError, "Only a manager"):
            draft.action_change_level(words.RISK_MEDIUM, "It was a toy.")
        managed = draft.with_user(self.manager)
        with self.assertRaises(UserError):
            managed.action_change_level(words.RISK_MEDIUM, " ")
        managed.action_change_level(words.RISK_MEDIUM, "Seen: a toy.")
        self.assertEqual(draft.level, words.RISK_MEDIUM)
        self.assertEqual(draft.scored_level, words.RISK_HIGH, "the score stays")
        self.assertEqual(self.case.risk_level, words.RISK_MEDIUM)

    def test_the_dialogues_of_judgement(self):
        done = self.finished(HIGH)
        self.assertTrue(done.awaits_manager)
        with self.assertRaises(AccessError):
            done.action_open_seen()
        action = done.with_user(self.manager).action_open_seen()
        dialogue = (
            self.env["hate.risk.decide"]
            .with_user(self.manager)
            .with_context(**action["context"])
            .create({"reason": "Panel on Thursday."})
        )
        dialogue.action_confirm()
        self.assertFalse(done.awaits_manager)
        self.assertEqual(done.level, words.RISK_HIGH)
        self.assertFalse(dialogue.exists())

    # ------------------------------------------------------------------
    # Frozen
    # ------------------------------------------------------------------

    def test_a_finished_assessment_is_frozen(self):
        done = self.finished()
        for change in (
            lambda: done.sudo().write({"score": 1}),
            lambda: done.answer_ids[0].sudo().write({"note": "Other"}),
            lambda: done.answer_ids[0].sudo().unlink(),
            lambda: done.sudo().unlink(),
            lambda: self.answer(done, "How often", "Every week"),
            lambda: done.save_text("summary", "Other", ""),
            lambda: done.action_set_aside(),
            lambda: done.action_finish(),
        ):
            with self.assertRaises(UserError):
                change()

    def test_what_methods_set_is_closed_to_users(self):
        draft = self.begin()
        for values in (
            {"state": words.ASSESSMENT_FINISHED},
            {"score": 3},
            {"scored_level": words.RISK_LOW},
            {"level_wanted": words.RISK_LOW},
        ):
            with self.assertRaises(AccessError):
                draft.write(values)
        with self.assertRaises(AccessError):
            draft.answer_ids[0].write({"note": "x"})
        with self.assertRaises(AccessError):
            self.case.with_user(self.officer).write({"risk_level": words.RISK_LOW})
        with self.assertRaises(AccessError):
            self.env["hate.risk.assessment"].with_user(self.officer).create(
                {"case_id": self.case.id, "party_id": self.victim.id}
            )

    def test_set_aside_stays_and_counts_for_nothing(self):
        draft = self.fill(self.begin(), HIGH)
        draft.action_set_aside()
        self.assertFalse(draft.level)
        self.assertFalse(self.case.risk_level)
        self.assertNotEqual(self.begin(), draft)

    # ------------------------------------------------------------------
    # Two at once, and a matrix that changes meanwhile
    # ------------------------------------------------------------------

    def test_two_officers_do_not_write_over_each_other(self):
        self.case._add_members(self.officer2)
        first = self.begin()
        second = self.begin(user=self.officer2)
        self.assertEqual(first.id, second.id, "one draft for both")
        self.answer(first, "How often", "Every week", "On Fridays")
        clash = self.answer(second, "How often", "Once so far", "Only once")
        self.assertEqual(clash["conflict"]["value"], "On Fridays")
        self.assertEqual(clash["conflict"]["by"], self.officer.name)
        row = first.answer_ids.filtered("option_id")
        self.assertEqual(row.option_id.name, "Every week")
        seen = {"option_id": row.option_id.id, "note": "On Fridays"}
        after = self.answer(second, "How often", "Most days", "Now daily", seen)
        self.assertNotIn("conflict", after)
        self.assertEqual(row.option_id.name, "Most days")
        first.save_text("summary", "Mine", "")
        self.assertEqual(
            second.save_text("summary", "Theirs", "")["conflict"]["value"], "Mine"
        )
        self.assertEqual(first.summary, "Mine")

    def test_a_matrix_changed_while_someone_fills_it(self):
        draft = self.begin()
        old = draft.matrix_id
        self.answer(draft, "How often", "Every week")
        new = self.env["hate.risk.matrix"].browse(
            old.with_user(self.config).action_new_version()["res_id"]
        )
        new.question_ids[0].option_ids.weight = 9
        new.with_user(self.config).action_take_into_use()
        self.fill(draft)
        self.assertEqual(draft._result().score, 2, "as the old matrix weighs it")
        draft.action_finish()
        self.assertEqual(draft.matrix_id, old)
        self.assertEqual(self.begin().matrix_id, new, "the next is by the new one")

    def test_an_answer_of_another_question_is_refused(self):
        draft = self.begin()
        often, _option = self.option(draft, "How often", "Every week")
        _question, foreign = self.option(draft, "weapon", "No")
        with self.assertRaises(UserError):
            draft.save_answer(often, foreign, "", {})
        with self.assertRaises(UserError):
            draft.save_answer(0, foreign, "", {})

    # ------------------------------------------------------------------
    # Whom
    # ------------------------------------------------------------------

    def test_household_members_and_children_are_assessed_too(self):
        """[002.4.4a] [003.5.5a] the victim, the family and the children; [004.2e] each
        of them with a level of their own"""
        self.finished()
        self.assertEqual(self.case.risk_level, words.RISK_LOW)
        child = self.finished(HIGH, party=self.child)
        self.assertEqual(child.party_id, self.child)
        self.assertEqual(self.case.risk_level, words.RISK_HIGH)
        self.assertEqual(self.case._last_assessment().party_id, self.victim)

    def test_the_alleged_person_is_not_assessed(self):
        with self.assertRaises(UserError):
            self.begin(party=self.alleged)
        draft = self.begin()
        with self.assertRaises(ValidationError):
            draft.party_id = self.alleged

    def test_a_person_of_another_case_is_refused(self):
        other = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        stranger = self.env["hate.party"].create(
            {"case_id": other.id, "role": words.ROLE_VICTIM}
        )
        with self.assertRaises(UserError):
            self.begin(party=stranger)
        with self.assertRaisesRegex(UserError, "Nobody to assess"):
            self.begin(case=self.open_case(officer=self.officer))

    def test_not_in_the_future(self):
        draft = self.begin()
        with self.assertRaises(ValidationError):
            draft.assessed_at = fields.Datetime.now() + timedelta(days=1)

    # ------------------------------------------------------------------
    # Promises
    # ------------------------------------------------------------------

    def clock(self, event):
        return self.case.deadline_ids.filtered(
            lambda clock: clock.commitment_id.met_by_event == event
        )

    def test_screening_at_first_contact_keeps_its_promise(self):
        """[004.1c] risk is looked at when contact is made"""
        case = self.open_case()
        case._record_event(words.EVENT_REPORT_RECEIVED, case.reported_at)
        self.env["hate.party"].create({"case_id": case.id, "role": words.ROLE_VICTIM})
        draft = self.begin(user=self.hub, case=case, kind=None)
        self.assertEqual(draft.kind, words.MATRIX_SCREEN)
        self.assertEqual(len(draft.answer_ids), 7)
        self.fill(draft).action_finish()
        clock = case.deadline_ids.filtered(
            lambda clock: clock.commitment_id.met_by_event == words.EVENT_RISK_SCREENED
        )
        self.assertEqual(clock.state, words.DEADLINE_MET)
        self.assertEqual(clock.evidence_id, draft.id)

    def test_assessing_keeps_its_promise_at_the_time_of_the_talk(self):
        """[000.b4] [003.8.1c] risk is worked out with the person"""
        self.case._record_event(words.EVENT_FIRST_RESPONSE, self.case.reported_at)
        draft = self.begin()
        draft.assessed_at = fields.Datetime.now() - timedelta(hours=3)
        self.fill(draft).action_finish()
        clock = self.clock(words.EVENT_RISK_ASSESSED)
        self.assertEqual(clock.state, words.DEADLINE_MET)
        self.assertEqual(clock.met_at, draft.assessed_at)
        self.assertEqual(
            (clock.evidence_model, clock.evidence_id), (draft._name, draft.id)
        )
        self.assertEqual(draft._evidence_kinds(), {"assessment"})

    def test_a_later_assessment_starts_nothing_anew(self):
        self.case._record_event(words.EVENT_FIRST_RESPONSE, self.case.reported_at)
        self.finished()
        self.case._record_event("plan_agreed", fields.Datetime.now())
        before = self.case.deadline_ids
        self.finished()
        self.assertEqual(self.case.deadline_ids, before)

    def test_a_childs_assessment_is_not_the_one_that_was_promised(self):
        self.case._record_event(words.EVENT_FIRST_RESPONSE, self.case.reported_at)
        self.finished(party=self.child)
        self.assertEqual(
            self.clock(words.EVENT_RISK_ASSESSED).state, words.DEADLINE_RUNNING
        )

    def test_exemption_with_a_reason(self):
        """[002.4.4a] where it can't be, the reason is on record (X10)"""
        case = self.case.with_user(self.officer)
        with self.assertRaises(UserError):
            case.action_exempt_from_risk(" ")
        exempt = case.action_exempt_from_risk("She does not want to be asked.")
        self.assertEqual(exempt.state, words.ASSESSMENT_EXEMPT)
        self.assertFalse(exempt.level)
        self.assertFalse(exempt._evidence_kinds())
        with self.assertRaises(UserError):
            exempt.sudo().write({"exempt_reason": "Other"})
