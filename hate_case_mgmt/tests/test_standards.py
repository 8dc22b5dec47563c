from datetime import timedelta

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon, utc

# All clocks below start on Friday 20 November 2026 at 15:00, in winter time, on hours
# of Monday to Friday nine to five. Worked out by hand:
START = "2026-11-20 15:00"
SAME_DAY = "2026-11-20 17:00"  # two hours of work are left on the Friday
NEXT_DAY = "2026-11-23 17:00"  # Monday
THREE_DAYS = "2026-11-25 17:00"  # Wednesday
FIVE_DAYS = "2026-11-27 17:00"  # Mon 23, Tue 24, Wed 25, Thu 26, Fri 27
TEN_DAYS = "2026-12-04 17:00"  # a week later
TWENTY_DAYS = "2026-12-18 17:00"  # four weeks, no bank holiday between
DAY_AND_NIGHT = "2026-11-21 15:00"  # Saturday afternoon
WEEK = "2026-11-27 23:59"
FORTNIGHT = "2026-12-04 23:59"
FOUR_WEEKS = "2026-12-18 23:59"

USUAL = {
    "allocated": NEXT_DAY,
    "first_response": NEXT_DAY,
    "further_report": NEXT_DAY,
    "introduced": NEXT_DAY,
    "new_officer": NEXT_DAY,
    "risk_screened": NEXT_DAY,
    "risk_assessed": FIVE_DAYS,
    "risk_again": THREE_DAYS,
    "plan_agreed": FIVE_DAYS,
    "plan_copied": NEXT_DAY,
    "updates": FORTNIGHT,
    "repair": DAY_AND_NIGHT,
    "graffiti": DAY_AND_NIGHT,
    "adjustment": FIVE_DAYS,
    "authority": TEN_DAYS,
    "referral": TEN_DAYS,
    "manager_review": FORTNIGHT,
    "closing_discussed": FIVE_DAYS,
    "closure_letter": NEXT_DAY,
    "survey": WEEK,
    "follow_up": FOUR_WEEKS,
}
# where the text speaks of passing concerns on
CONCERNS = {**USUAL, "safeguarding_told": NEXT_DAY}
STANDARDS = {
    "a": USUAL,
    "b": USUAL,
    "c": CONCERNS,
    # graffiti by the next working day [X1]
    "d": {**CONCERNS, "graffiti": NEXT_DAY},
    # risk at first contact [X10], the survey comes with the closing letter [X5]
    "e": {
        **USUAL,
        "risk_screened": SAME_DAY,
        "graffiti": NEXT_DAY,
        "survey": NEXT_DAY,
    },
    # both graffiti clocks are shown [X1], and both ways of asking [X5]
    "strict": {
        **CONCERNS,
        "risk_screened": SAME_DAY,
        "graffiti_day": NEXT_DAY,
        "survey": NEXT_DAY,
        "survey_reminder": WEEK,
    },
}
# years and months; no case's clock
OF_THE_LANDLORD = {"training": 12, "pack": 1, "standard_review": 36}


@tagged("post_install", "-at_install", "hate_case")
class TestStandardClocks(HateCaseCommon):
    """Every clock of every standard that comes with the app."""

    def started(self, commitment, start=START, **case_values):
        """:return: the clock of the commitment on a new case, started by its event"""
        case = self.open_case(standard_id=commitment.standard_id.id, **case_values)
        case._record_event(commitment.trigger_event, utc(start))
        return case.deadline_ids.filtered(
            lambda clock: clock.commitment_id == commitment
        )

    def test_each_clock_of_each_standard(self):
        for name, dues in STANDARDS.items():
            standard = self.env.ref(f"hate_case_mgmt.hate_standard_{name}")
            for key, due in dues.items():
                with self.subTest(standard=name, promise=key):
                    commitment = self.env.ref(f"hate_case_mgmt.commitment_{name}_{key}")
                    self.assertEqual(commitment.standard_id, standard)
                    clock = self.started(commitment)
                    self.assertEqual(clock.due_at, utc(due))
                    self.assertEqual(
                        clock.warn_at,
                        max(
                            utc(START),
                            utc(due) - timedelta(hours=commitment.warn_hours),
                        ),
                    )
                    met_at = utc(due) - timedelta(minutes=1)
                    proof = self.proof(clock.case_id, commitment.evidence)
                    clock.case_id._record_event(commitment.met_by_event, met_at, proof)
                    self.assertEqual(clock.state, words.DEADLINE_MET)

    def test_x3_allocated_and_answered_each_have_a_clock(self):
        """[X3] Both end with the next working day, and one does not keep the other."""
        for name in STANDARDS:
            case = self.open_case(
                standard_id=self.env.ref(f"hate_case_mgmt.hate_standard_{name}").id
            )
            case._record_event(words.EVENT_REPORT_RECEIVED, utc(START))
            clocks = {
                clock.commitment_id.met_by_event: clock for clock in case.deadline_ids
            }
            allocated = clocks[words.EVENT_ALLOCATED]
            answered = clocks[words.EVENT_FIRST_RESPONSE]
            for clock in (allocated, answered):
                self.assertEqual(clock.due_at, utc(NEXT_DAY))
            case._record_event(words.EVENT_ALLOCATED, utc(SAME_DAY))
            self.assertEqual(allocated.state, words.DEADLINE_MET)
            self.assertEqual(answered.state, words.DEADLINE_RUNNING)

    def test_x6_after_four_weeks_or_as_the_landlord_says(self):
        """[X6] Contact after closing: 28 days, which a landlord's copy may change."""
        for name in STANDARDS:
            follow_up = self.env.ref(f"hate_case_mgmt.commitment_{name}_follow_up")
            self.assertEqual(self.started(follow_up).due_at, utc(FOUR_WEEKS))
        draft = follow_up.standard_id.copy()
        sooner = draft.commitment_ids.filtered(
            lambda promise: promise.met_by_event == words.EVENT_FOLLOWED_UP
        )
        sooner.write({"duration": 14})
        draft.action_take_into_use()
        self.assertEqual(self.started(sooner).due_at, utc(FORTNIGHT))

    def test_004_2p_graffiti_gone_within_one_working_day(self):
        """[004.2p] [X1] Shown by a photo or a confirmation, and by nobody's word."""
        graffiti = self.env.ref("hate_case_mgmt.commitment_e_graffiti")
        self.assertEqual(graffiti.evidence, words.EVIDENCE_PHOTO)
        clock = self.started(graffiti)
        self.assertEqual(clock.due_at, utc(NEXT_DAY))
        clock.case_id._record_event(graffiti.met_by_event, utc(SAME_DAY))
        self.assertEqual(clock.state, words.DEADLINE_RUNNING)

    def test_003_4_6_every_promise_has_an_end_and_somebody_above(self):
        """[003.4.6] Robust and quick: no promise on a case is without a time, whoever
        answers for it, and who is told when it is broken."""
        for name in STANDARDS:
            standard = self.env.ref(f"hate_case_mgmt.hate_standard_{name}")
            promises = standard.commitment_ids.filtered(
                lambda promise: promise.scope == words.SCOPE_CASE
            )
            self.assertGreater(len(promises), 15)
            for promise in promises:
                with self.subTest(standard=name, promise=promise.name):
                    clock = self.started(promise)
                    self.assertGreater(clock.due_at, clock.started_at)
                    self.assertLessEqual(clock.warn_at, clock.due_at)
                    self.assertIn(
                        promise.escalate_to,
                        (words.ESCALATION_MANAGER, words.ESCALATION_HEAD),
                    )
                    self.assertTrue(promise.responsible)

    def test_the_table_above_names_every_clock(self):
        ours = self.env["ir.model.data"].search(
            [("module", "=", "hate_case_mgmt"), ("model", "=", "hate.commitment")]
        )
        expected = {
            f"commitment_{name}_{key}"
            for name, dues in STANDARDS.items()
            for key in [*dues, *OF_THE_LANDLORD]
        } | {f"commitment_{key}" for key in STATUTORY}
        self.assertFalse(set(ours.mapped("name")) - expected)

    def test_across_the_change_of_clocks(self):
        """Repairs and graffiti within 24 elapsed hours [X1] [X2]; a working day ends
        by the clock on the wall.

        The clocks go back on Sunday 25 October 2026: from Saturday 14:00 BST (13:00
        UTC), 24 hours later it is Sunday 13:00 GMT on the wall.
        """
        for name in ("a", "c", "strict"):
            repair = self.env.ref(f"hate_case_mgmt.commitment_{name}_repair")
            clock = self.started(repair, "2026-10-24 13:00")
            self.assertEqual(clock.due_at, utc("2026-10-25 13:00"))
        graffiti = self.env.ref("hate_case_mgmt.commitment_e_graffiti")
        clock = self.started(graffiti, "2026-10-23 14:00")  # Friday 15:00 BST
        self.assertEqual(clock.due_at, utc("2026-10-26 17:00"))  # Monday, GMT
        clock = self.started(graffiti, "2026-10-22 14:00")  # Thursday 15:00 BST
        self.assertEqual(clock.due_at, utc("2026-10-23 16:00"))  # Friday 17:00 BST

    def test_the_earlier_of_two_graffiti_clocks_is_next(self):
        """Reported in the evening the working day ends first, at noon the 24 hours
        after a Friday do [X1]."""
        for start, due in (
            # Monday 20:00: Tuesday 17:00 comes before Tuesday 20:00
            ("2026-11-16 20:00", "2026-11-17 17:00"),
            # Friday 12:00: Saturday 12:00 comes before Monday 17:00
            ("2026-11-20 12:00", "2026-11-21 12:00"),
        ):
            case = self.open_case()
            case._record_event("graffiti_reported", utc(start))
            self.assertEqual(len(case.deadline_ids), 2)
            self.assertEqual(case.next_due_at, utc(due))

    def test_rhythm_agreed_with_the_person(self):
        """News comes as often as agreed, and every two weeks at the least [X4]."""
        for name in STANDARDS:
            updates = self.env.ref(f"hate_case_mgmt.commitment_{name}_updates")
            for days, due in (
                (7, WEEK),
                (14, FORTNIGHT),
                (30, FORTNIGHT),
                (0, FORTNIGHT),
            ):
                with self.subTest(standard=name, days=days):
                    clock = self.started(updates, update_interval_days=days)
                    self.assertEqual(clock.due_at, utc(due))

    def test_rhythm_goes_on_until_the_case_is_closed(self):
        """The manager looks every 14 days [X15]; after closing nobody need to."""
        review = self.env.ref("hate_case_mgmt.commitment_e_manager_review")
        clock = self.started(review)
        case = clock.case_id
        case._record_event(
            "manager_reviewed", utc("2026-11-30 10:00"), self.proof(case, "decision")
        )
        self.assertEqual(clock.state, words.DEADLINE_MET)
        second = case.deadline_ids.filtered(
            lambda d: d.commitment_id == review and d != clock
        )
        self.assertEqual(second.due_at, utc("2026-12-14 23:59"))
        case._record_event("closed", utc("2026-12-10 10:00"))
        self.assertEqual(second.state, words.DEADLINE_CANCELLED)

    def test_an_overdue_round_stays_broken_when_the_case_is_closed(self):
        review = self.env.ref("hate_case_mgmt.commitment_e_manager_review")
        clock = self.started(review)
        clock.case_id._record_event("closed", utc("2026-12-10 10:00"))
        self.assertEqual(clock.state, words.DEADLINE_MISSED)

    def test_promises_about_the_landlord_start_no_clock(self):
        """Training [X16], the review of the standard [X17], the pack [X20]."""
        for name in STANDARDS:
            for key, months in OF_THE_LANDLORD.items():
                promise = self.env.ref(f"hate_case_mgmt.commitment_{name}_{key}")
                self.assertEqual(promise.scope, words.SCOPE_LANDLORD)
                self.assertEqual(promise.duration, months)
                self.assertEqual(promise.unit, words.UNIT_MONTHS)
        events = dict(words.EVENTS)
        case = self.open_case()
        for event, _label in words.LANDLORD_EVENTS:
            self.assertNotIn(event, events)
            with self.assertRaises(ValueError):
                case._record_event(event, utc(START))
        self.assertFalse(case.deadline_ids)

    def test_scopes_are_not_mixed(self):
        draft = self.env["hate.standard"].create({"name": "Draft"})
        for values in (
            {"scope": "case", "met_by_event": "pack_published"},
            {"scope": "landlord"},
        ):
            with self.assertRaises(ValidationError):
                self.env["hate.commitment"].create(
                    {
                        "name": "Mixed",
                        "standard_id": draft.id,
                        "trigger_event": "closed",
                        "met_by_event": "followed_up",
                        "duration": 1,
                        **values,
                    }
                )

    def test_every_event_of_a_promise_can_be_recorded(self):
        for promise in self.env["hate.commitment"].search([("scope", "=", "case")]):
            self.assertIn(promise.trigger_event, dict(words.EVENTS))
            self.assertIn(promise.met_by_event, dict(words.EVENTS))


STATUTORY = {
    "hazard_made_safe": DAY_AND_NIGHT,
    "case_review_informed": TEN_DAYS,
    "complaint_acknowledged": FIVE_DAYS,
    "complaint_answered": TEN_DAYS,
    "escalation_acknowledged": FIVE_DAYS,
    "escalation_answered": TWENTY_DAYS,
}


@tagged("post_install", "-at_install", "hate_case")
class TestStatutoryClocks(HateCaseCommon):
    """The law's clocks run beside the landlord's, once they are switched on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.statutory = cls.env["hate.standard"].search(
            [("kind", "=", words.STANDARD_STATUTORY)]
        )

    def test_off_until_switched_on(self):
        self.assertFalse(self.company.hate_statutory_standard_ids)
        case = self.open_case()
        case._record_event("hazard_reported", utc(START))
        self.assertFalse(case.deadline_ids)

    def test_each_clock(self):
        self.company.hate_statutory_standard_ids = self.statutory
        for key, due in STATUTORY.items():
            with self.subTest(key):
                commitment = self.env.ref(f"hate_case_mgmt.commitment_{key}")
                case = self.open_case()
                case._record_event(commitment.trigger_event, utc(START))
                clock = case.deadline_ids.filtered(
                    lambda d, wanted=commitment: d.commitment_id == wanted
                )
                self.assertEqual(clock.due_at, utc(due))
                self.assertEqual(clock.standard_kind, words.STANDARD_STATUTORY)

    def test_in_force_from_its_day(self):
        """The rule on hazards came into force on 27 October 2025, by the calendar of
        the company: 23:30 UTC on the 26th is not yet that day in London, and half past
        midnight in Paris is."""
        hazard = self.env.ref("hate_case_mgmt.hate_standard_hazard")
        self.company.hate_statutory_standard_ids = hazard
        for zone, moment, running in (
            ("Europe/London", "2025-10-26 23:30", 0),
            ("Europe/London", "2025-10-27 00:00", 1),
            ("Europe/Paris", "2025-10-26 23:30", 1),
        ):
            self.calendar.tz = zone
            case = self.open_case()
            case._record_event("hazard_reported", utc(moment))
            self.assertEqual(len(case.deadline_ids), running, (zone, moment))

    def test_no_longer_in_force(self):
        hazard = self.env.ref("hate_case_mgmt.hate_standard_hazard")
        self.company.hate_statutory_standard_ids = hazard
        hazard.valid_to = "2026-11-19"
        case = self.open_case()
        case._record_event("hazard_reported", utc(START))
        self.assertFalse(case.deadline_ids)

    def test_of_this_company_only(self):
        other = self.env["res.company"].create({"name": "Other Landlord"})
        other.hate_statutory_standard_ids = self.statutory
        case = self.open_case()
        case._record_event("hazard_reported", utc(START))
        self.assertFalse(case.deadline_ids)

    def test_beside_the_landlords_own(self):
        """Damage may be both: each clock is kept by its own event."""
        self.company.hate_statutory_standard_ids = self.statutory
        case = self.open_case()
        case._record_event("repair_reported", utc(START))
        case._record_event("hazard_reported", utc(START))
        kinds = case.deadline_ids.mapped("standard_kind")
        self.assertEqual(sorted(kinds), ["policy", "statutory"])
        photo = self.proof(case, words.EVIDENCE_PHOTO)
        case._record_event("hazard_made_safe", utc("2026-11-20 18:00"), photo)
        states = {d.standard_kind: d.state for d in case.deadline_ids}
        self.assertEqual(states, {"policy": "running", "statutory": "met"})

    def test_queries_do_not_grow_with_cases(self):
        """One case or a hundred, with the law's clocks switched on."""
        self.company.hate_statutory_standard_ids = self.statutory

        def queries(cases):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            cases._record_event("hazard_reported", utc(START))
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        hundred = self.env["hate.case"].union(*(self.open_case() for _i in range(100)))
        one = queries(self.open_case())
        self.assertLessEqual(queries(hundred), one + 6)


@tagged("post_install", "-at_install", "hate_case")
class TestStandardLife(HateCaseCommon):
    """Draft, in use, retired; a case keeps the version it was opened under."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shipped = cls.env.ref("hate_case_mgmt.hate_standard_e").with_user(
            cls.config
        )

    def draft(self, standard=None):
        action = (standard or self.shipped).action_new_version()
        return self.shipped.browse(action["res_id"])

    def test_what_is_in_use_stays(self):
        promise = self.shipped.commitment_ids[0]
        for change in (
            lambda: self.shipped.write({"name": "Other"}),
            lambda: self.shipped.write({"valid_to": "2030-01-01"}),
            lambda: self.shipped.write({"commitment_ids": [Command.clear()]}),
            lambda: self.shipped.unlink(),
            lambda: promise.write({"duration": 30}),
            lambda: promise.unlink(),
            lambda: promise.copy(),
            lambda: self.shipped.write({"state": "draft"}),
            lambda: self.shipped.create({"name": "Straight in", "state": "in_use"}),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                change()

    def test_a_promise_is_not_moved_into_a_standard_in_use(self):
        promise = self.draft().commitment_ids[0]
        with self.assertRaises(UserError), self.cr.savepoint():
            promise.standard_id = self.shipped
        promise.duration = 3
        self.assertEqual(promise.duration, 3)

    def test_edit_a_copy(self):
        draft = self.draft()
        self.assertEqual(draft.version, 2)
        self.assertEqual(draft.previous_id, self.shipped)
        self.assertEqual(draft.state, words.VERSION_DRAFT)
        self.assertEqual(draft.company_id, self.company)
        self.assertEqual(draft.name, self.shipped.name)
        self.assertEqual(len(draft.commitment_ids), len(self.shipped.commitment_ids))
        self.assertEqual(self.draft().version, 3)
        draft.action_take_into_use()
        self.assertEqual(self.draft(draft).version, 4)

    def test_a_case_keeps_its_version(self):
        self.shipped.action_follow()
        self.assertTrue(self.shipped.is_followed)
        case = self.open_case(standard_id=self.company.hate_standard_id.id)
        draft = self.draft()
        draft.commitment_ids.filtered(
            lambda promise: promise.trigger_event == "graffiti_reported"
        ).duration = 3
        draft.action_take_into_use()
        self.assertEqual(self.company.hate_standard_id, draft)
        self.assertEqual(case.standard_id, self.shipped)
        newer = self.open_case(standard_id=self.company.hate_standard_id.id)
        for one, due in ((case, NEXT_DAY), (newer, "2026-11-25 17:00")):
            one._record_event("graffiti_reported", utc(START))
            self.assertEqual(one.deadline_ids.due_at, utc(due))

    def test_another_standard_is_not_put_aside_by_a_copy(self):
        """Taking the next version of a standard that nobody follows changes nothing."""
        before = self.company.hate_standard_id
        self.draft().action_take_into_use()
        self.assertEqual(self.company.hate_standard_id, before)

    def test_a_followed_standard_is_not_retired(self):
        draft = self.draft()
        draft.action_take_into_use()
        draft.action_follow()
        with self.assertRaises(UserError):
            draft.action_retire()
        self.shipped.action_follow()
        draft.action_retire()
        self.assertEqual(draft.state, words.VERSION_RETIRED)
        with self.assertRaises(ValidationError):
            draft.action_follow()

    def test_an_empty_standard_is_not_used(self):
        empty = self.shipped.create({"name": "Empty", "company_id": self.company.id})
        with self.assertRaises(UserError):
            empty.action_take_into_use()

    def test_only_what_fits_is_followed(self):
        hazard = self.env.ref("hate_case_mgmt.hate_standard_hazard")
        draft = self.draft()
        foreign = self.env["hate.standard"].create(
            {
                "name": "Elsewhere",
                "state": "in_use",
                "company_id": self.env["res.company"].create({"name": "Elsewhere"}).id,
            }
        )
        for standard in (hazard, draft, foreign):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self.company.hate_standard_id = standard
                self.env.flush_all()
        with self.assertRaises(ValidationError):
            self.company.hate_statutory_standard_ids = self.shipped

    def test_statutory_is_switched_on_and_off(self):
        hazard = self.env.ref("hate_case_mgmt.hate_standard_hazard").with_user(
            self.config
        )
        hazard.action_follow()
        self.assertTrue(hazard.is_followed)
        self.assertIn(hazard, hazard.search([("is_followed", "=", True)]))
        hazard.action_unfollow()
        self.assertNotIn(hazard, hazard.search([("is_followed", "=", True)]))
        self.assertFalse(self.company.hate_statutory_standard_ids)

    def test_who_may_change_standards(self):
        for user in (self.hub, self.officer, self.manager, self.dpo):
            standard = self.shipped.with_user(user)
            standard.read(["name"])
            for act in (
                "action_follow",
                "action_unfollow",
                "action_retire",
                "action_new_version",
                "action_reviewed",
            ):
                with self.assertRaises(AccessError, msg=act), self.cr.savepoint():
                    getattr(standard, act)()
        with self.assertRaises(AccessError):
            self.shipped.with_user(self.insight).read(["name"])

    def test_standards_of_another_company(self):
        other = self.env["res.company"].create({"name": "Other Landlord"})
        foreign = self.env["hate.standard"].create(
            {"name": "Elsewhere", "company_id": other.id}
        )
        mine = self.env["hate.standard"].with_user(self.config)
        self.assertNotIn(foreign, mine.search([]))
        self.assertIn(self.shipped, mine.search([]))

    @freeze_time("2026-11-21")
    def test_the_standard_itself_is_reviewed(self):
        """Three years at the most, or as the standard says [X17]."""
        draft = self.draft()
        draft.action_take_into_use()
        self.assertEqual(draft.review_on, fields.Date.to_date("2029-11-21"))
        sooner = self.draft()
        sooner.commitment_ids.filtered(
            lambda promise: promise.met_by_event == "standard_reviewed"
        ).duration = 12
        sooner.action_take_into_use()
        self.assertEqual(sooner.review_on, fields.Date.to_date("2027-11-21"))
        sooner.review_on = "2026-12-01"
        self.assertIn(
            sooner, sooner.search([("review_on", "<=", "today +3m")]), "the filter"
        )
        sooner.action_reviewed()
        self.assertEqual(sooner.review_on, fields.Date.to_date("2027-11-21"))

    def test_compare_two_versions(self):
        draft = self.draft()
        graffiti = draft.commitment_ids.filtered(
            lambda promise: promise.trigger_event == "graffiti_reported"
        )
        graffiti.write({"duration": 24, "unit": "hours"})
        draft.commitment_ids.filtered(
            lambda promise: promise.met_by_event == "survey_sent"
        ).unlink()
        # the same promise under another number is the same promise
        draft.commitment_ids[0].clause = "1.1"
        context = draft.action_compare()["context"]
        compare = (
            self.env["hate.standard.compare"]
            .with_user(self.config)
            .with_context(**context)
            .create({})
        )
        self.assertEqual(compare.left_id, self.shipped)
        rows = compare._rows()
        self.assertEqual(len(rows), 2)
        same_words, terms = rows[0]["left"][:2]
        self.assertFalse(same_words["differs"])
        self.assertTrue(terms["differs"])
        self.assertEqual(terms["text"], "1 working day")
        self.assertEqual(rows[0]["right"][1]["text"], "24 hours")
        self.assertTrue(rows[1]["left"])
        self.assertIsNone(rows[1]["right"])
        table = str(compare.table)
        self.assertIn("Not promised", table)
        self.assertIn("24 hours", table)
        compare.show_same = True
        self.assertEqual(len(compare._rows()), len(self.shipped.commitment_ids))
        compare.right_id = compare.left_id
        compare.show_same = False
        self.assertIn("They promise the same", str(compare.table))

    def test_text_of_people_is_shown_as_text(self):
        draft = self.draft()
        draft.commitment_ids[0].name = "<script>x</script>"
        compare = self.env["hate.standard.compare"].create(
            {"left_id": self.shipped.id, "right_id": draft.id}
        )
        self.assertNotIn("<script>", str(compare.table))
