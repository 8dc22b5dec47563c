from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon, utc

FRIDAY = "2026-11-20 15:00"
MONDAY_END = "2026-11-23 17:00"


class LedgerCommon(HateCaseCommon):
    """A case of the strictest standard, with someone affected who prefers texts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.open_case(
            words.STATE_OPEN,
            officer=cls.officer,
            reported_at=utc(FRIDAY),
        )
        cls.phone = cls.env.ref("hate_case_mgmt.contact_method_phone")
        cls.text = cls.env.ref("hate_case_mgmt.contact_method_text")
        cls.person = cls.env["hate.party"].create(
            {
                "case_id": cls.case.id,
                "role": words.ROLE_VICTIM,
                "name": "Grace Okonjo",
                "safe_method_ids": [Command.set((cls.phone | cls.text).ids)],
                "preferred_method_id": cls.text.id,
            }
        )

    def clock(self, event, case=None):
        """:return: the clocks that the event stops"""
        return (case or self.case).deadline_ids.filtered(
            lambda clock: clock.commitment_id.met_by_event == event
        )

    def contact(self, at, method=None, reached=True, kind="first", **values):
        return self.env["hate.contact"].create(
            {
                "case_id": self.case.id,
                "party_id": self.person.id,
                "contacted_at": utc(at),
                "method_id": (method or self.text).id,
                "kind": kind,
                "reached": reached,
                "still_safe": reached,
                **values,
            }
        )

    def report(self, at=FRIDAY):
        self.case._record_event(words.EVENT_REPORT_RECEIVED, utc(at))


@tagged("post_install", "-at_install", "hate_case")
@freeze_time("2026-12-01 12:00:00")
class TestEvidence(LedgerCommon):
    """A clock stops only on its evidence."""

    def test_000_b2_first_response_by_the_chosen_way(self):
        """[000.b2] Reached by another way than the person chose, the clock goes on."""
        self.report()
        clock = self.clock(words.EVENT_FIRST_RESPONSE)
        self.contact("2026-11-20 15:30", self.phone)
        self.assertEqual(clock.state, words.DEADLINE_RUNNING)
        self.assertEqual(clock.attempts, 1, "shown beside the clock")
        told = self.contact("2026-11-20 16:00", self.text)
        self.assertEqual(clock.state, words.DEADLINE_MET)
        self.assertEqual(clock.evidence_id, told.id)
        self.assertEqual(clock.evidence_model, "hate.contact")

    def test_002_4_1b_reached_is_enough_where_no_way_is_promised(self):
        """[002.4.1b] [003.8.1a] These standards promise a response, by whatever way."""
        for name in "cde":
            case = self.open_case(
                words.STATE_OPEN,
                standard_id=self.env.ref(f"hate_case_mgmt.hate_standard_{name}").id,
            )
            case._record_event(words.EVENT_REPORT_RECEIVED, utc(FRIDAY))
            case._record_event(
                words.EVENT_FIRST_RESPONSE,
                utc("2026-11-20 16:00"),
                self.proof(case, words.EVIDENCE_CONTACT),
            )
            clock = self.clock(words.EVENT_FIRST_RESPONSE, case)
            self.assertEqual(clock.state, words.DEADLINE_MET)

    def test_a_failed_attempt_is_shown_and_stops_nothing(self):
        """[003.8.1a] [004.1e]"""
        self.report()
        clock = self.clock(words.EVENT_FIRST_RESPONSE)
        for hour in ("15:30", "16:30"):
            self.contact(f"2026-11-20 {hour}", reached=False)
        self.assertEqual(clock.state, words.DEADLINE_RUNNING)
        self.assertEqual(clock.attempts, 2)
        self.assertEqual(clock.last_attempt_at, utc("2026-11-20 16:30"))

    def test_a_bare_event_stops_no_clock_that_asks_to_be_shown(self):
        for event, kind in (
            ("risk_screened", "assessment"),
            (words.EVENT_FIRST_RESPONSE, words.EVIDENCE_CHOSEN),
        ):
            case = self.open_case()
            case._record_event(words.EVENT_REPORT_RECEIVED, utc(FRIDAY))
            clock = self.clock(event, case)
            case._record_event(event, utc(FRIDAY), case)
            self.assertEqual(clock.state, words.DEADLINE_RUNNING)
            case._record_event(event, utc(FRIDAY), self.proof(case, "letter"))
            self.assertEqual(clock.state, words.DEADLINE_RUNNING)
            case._record_event(event, utc(FRIDAY), self.proof(case, kind))
            self.assertEqual(clock.state, words.DEADLINE_MET)

    def test_who_called_us_was_reached(self):
        """They chose the way by using it."""
        self.report()
        self.contact("2026-11-20 15:30", self.phone, incoming=True)
        clock = self.clock(words.EVENT_FIRST_RESPONSE)
        self.assertEqual(clock.state, words.DEADLINE_MET)


@tagged("post_install", "-at_install", "hate_case")
@freeze_time("2026-12-01 12:00:00")
class TestReckonedAgain(LedgerCommon):
    """What is recorded late, or was wrong, moves the clocks honestly."""

    def test_a_contact_logged_late_was_made_in_time(self):
        """[000.m3] Logged on Tuesday, made on Monday morning: kept in time."""
        self.report()
        self.case._record_event(words.EVENT_ALLOCATED, utc("2026-11-24 09:00"))
        clock = self.clock(words.EVENT_FIRST_RESPONSE)
        clock.write({"state": words.DEADLINE_MISSED, "warned_at": utc(MONDAY_END)})
        self.contact("2026-11-23 10:00")
        self.assertEqual(clock.state, words.DEADLINE_MET)
        self.assertEqual(clock.met_at, utc("2026-11-23 10:00"))
        log = clock.log_ids
        self.assertEqual(log.change, words.CLOCK_RECKONED)
        self.assertEqual(log.state_before, words.DEADLINE_MISSED)
        self.assertEqual(log.state_after, words.DEADLINE_MET)

    def test_an_earlier_trigger_moves_what_is_due(self):
        """The first response turns out to have been on Thursday: what follows from it
        is due the earlier."""
        self.case._record_event(words.EVENT_REPORT_RECEIVED, utc("2026-11-19 09:00"))
        self.contact(FRIDAY)
        assessed = self.clock("risk_assessed")
        self.assertEqual(assessed.due_at, utc("2026-11-27 17:00"))
        told = self.proof(self.case, words.EVIDENCE_CHOSEN)
        self.case._record_event(
            words.EVENT_FIRST_RESPONSE, utc("2026-11-19 10:00"), told
        )
        self.assertEqual(assessed.started_at, utc("2026-11-19 10:00"))
        self.assertEqual(assessed.due_at, utc("2026-11-26 17:00"))
        self.assertEqual(assessed.log_ids.due_before, utc("2026-11-27 17:00"))
        self.assertEqual(assessed.log_ids.due_after, utc("2026-11-26 17:00"))
        self.assertEqual(self.clock(words.EVENT_FIRST_RESPONSE).evidence_id, told.id)

    def test_another_calendar_moves_no_promise_made(self):
        """A bank holiday entered later changes no clock that had started."""
        self.report()
        clock = self.clock(words.EVENT_FIRST_RESPONSE)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Extra bank holiday",
                "calendar_id": self.calendar.id,
                "date_from": utc("2026-11-23 00:00"),
                "date_to": utc("2026-11-23 23:59"),
            }
        )
        self.case._record_event(words.EVENT_ALLOCATED, utc("2026-11-20 14:00"))
        self.assertEqual(clock.due_at, utc(MONDAY_END))

    def test_an_entry_made_in_error_is_taken_back(self):
        self.report()
        told = self.contact("2026-11-20 16:00")
        clock = self.clock(words.EVENT_FIRST_RESPONSE)
        entry = self.env["hate.event"].search(
            [
                ("case_id", "=", self.case.id),
                ("event", "=", words.EVENT_FIRST_RESPONSE),
            ]
        )
        mine = entry.with_user(self.manager)
        with self.assertRaises(UserError):
            mine.action_take_back("  ")
        with self.assertRaises(AccessError):
            entry.with_user(self.officer).action_take_back("Wrong person")
        mine.action_take_back("Rang another Okonjo")
        self.assertEqual(clock.state, words.DEADLINE_RUNNING)
        self.assertFalse(clock.met_at)
        self.assertTrue(told.exists(), "what was logged stays")
        self.assertEqual(clock.log_ids.change, words.CLOCK_TAKEN_BACK)
        gone = self.clock("risk_assessed")
        self.assertEqual(gone.state, words.DEADLINE_CANCELLED, "it had started this")
        with self.assertRaises(UserError):
            mine.action_take_back("Again")

    def test_what_the_log_says_is_never_changed(self):
        self.report()
        entry = self.env["hate.event"].search([("case_id", "=", self.case.id)])
        with self.assertRaises(UserError):
            entry.write({"at": utc("2026-11-19 09:00")})
        with self.assertRaises(UserError):
            entry.unlink()

    def test_told_again_gives_the_same(self):
        """In order or not, the same things give the same clocks."""
        happened = [
            (words.EVENT_REPORT_RECEIVED, FRIDAY, "none"),
            (words.EVENT_ALLOCATED, "2026-11-20 16:00", "none"),
            (words.EVENT_FIRST_RESPONSE, "2026-11-23 09:30", "chosen"),
            ("risk_assessed", "2026-11-24 10:00", "assessment"),
            (words.EVENT_UPDATE_GIVEN, "2026-11-25 10:00", "contact"),
            ("manager_reviewed", "2026-11-26 10:00", "decision"),
        ]
        found = []
        for order in (happened, happened[::-1], happened[3:] + happened[:3]):
            case = self.open_case()
            for event, at, kind in order:
                case._record_event(event, utc(at), self.proof(case, kind))
            found.append(
                sorted(
                    (
                        clock.commitment_id.id,
                        clock.started_at,
                        clock.due_at,
                        clock.ended_at or clock.due_at,
                        clock.state,
                    )
                    for clock in case.deadline_ids
                    if clock.state != words.DEADLINE_CANCELLED
                )
            )
        self.assertEqual(found[0], found[1])
        self.assertEqual(found[0], found[2])

    def test_another_rhythm_moves_the_running_round(self):
        """[000.b10] [004.2i] Agreed weekly, the running fortnight becomes a week."""
        self.report()
        self.contact("2026-11-20 16:00")
        clock = self.clock(words.EVENT_UPDATE_GIVEN)
        self.assertEqual(clock.due_at, utc("2026-12-04 23:59"))
        self.case.write({"update_interval_days": 7})
        self.assertEqual(clock.due_at, utc("2026-11-27 23:59"))
        self.assertEqual(clock.log_ids.change, words.CLOCK_RHYTHM)
        self.case.write({"update_interval_days": 14})
        self.assertEqual(clock.due_at, utc("2026-12-04 23:59"))


@tagged("post_install", "-at_install", "hate_case")
@freeze_time("2026-11-24 12:00:00")
class TestWaived(LedgerCommon):
    """Waiving and explaining are logged, never silent [003.3.1] [003.7.4]."""

    def waivable(self, who):
        commitment = self.env["hate.commitment"].create(
            {
                "name": "Something promised",
                "standard_id": self.env["hate.standard"].create({"name": "X"}).id,
                "trigger_event": words.EVENT_REPORT_RECEIVED,
                "met_by_event": words.EVENT_UPDATE_GIVEN,
                "duration": 1,
                "waivable_by": who,
            }
        )
        case = self.open_case(
            words.STATE_OPEN,
            officer=self.officer,
            members=self.officer2,
            standard_id=commitment.standard_id.id,
        )
        case._record_event(words.EVENT_REPORT_RECEIVED, utc(FRIDAY))
        return case.deadline_ids

    def test_003_7_4_who_may_waive_is_the_standards_to_say(self):
        """[003.7.4]"""
        for who, allowed in (
            (words.WAIVER_NOBODY, ()),
            (words.WAIVER_OFFICER, (self.officer, self.manager)),
            (words.WAIVER_MANAGER, (self.manager,)),
        ):
            for user in (self.officer, self.officer2, self.manager):
                clock = self.waivable(who)
                theirs = clock.with_user(user)
                if user in allowed:
                    theirs.action_waive("They asked us not to")
                    self.assertEqual(clock.state, words.DEADLINE_WAIVED)
                    self.assertEqual(clock.waived_by_id, user)
                    self.assertEqual(clock.log_ids.reason, "They asked us not to")
                    self.assertEqual(clock.log_ids.user_id, user)
                else:
                    with self.assertRaises(UserError):
                        theirs.action_waive("They asked us not to")
                    self.assertFalse(clock.ended_at)

    def test_a_reason_is_compulsory(self):
        clock = self.waivable(words.WAIVER_MANAGER).with_user(self.manager)
        dialogue = self.env["hate.deadline.waive"].with_user(self.manager)
        wizard = dialogue.create({"case_id": clock.case_id.id, "deadline_id": clock.id})
        with self.assertRaises(UserError):
            wizard.action_confirm()
        wizard.reason = "They moved abroad"
        wizard.action_confirm()
        self.assertEqual(clock.state, words.DEADLINE_WAIVED)
        self.assertFalse(dialogue.search([]))

    def test_waived_stays_waived_when_the_story_is_told_again(self):
        clock = self.waivable(words.WAIVER_MANAGER)
        clock.with_user(self.manager).action_waive("They asked us not to")
        clock.case_id._record_event(words.EVENT_ALLOCATED, utc("2026-11-19 10:00"))
        self.assertEqual(clock.state, words.DEADLINE_WAIVED)
        self.assertEqual(len(clock.case_id.deadline_ids), 1)

    def waived(self, who=words.WAIVER_MANAGER):
        clock = self.waivable(who)
        clock.with_user(self.manager).action_waive("They asked us not to")
        return clock

    def test_003_1_3_a_waiver_is_taken_back_with_a_reason(self):
        """[003.1.3] The promise holds again, and the log says who and why."""
        clock = self.waived()
        due_at = clock.due_at
        for user in (self.officer, self.officer2):
            with self.assertRaises(AccessError):
                clock.with_user(user).action_take_back_waiver("They changed their mind")
        mine = clock.with_user(self.manager)
        opened = mine.action_take_back_waiver()
        dialogue = (
            self.env["hate.deadline.waive"]
            .with_user(self.manager)
            .with_context(**opened["context"])
            .create({})
        )
        self.assertTrue(dialogue.is_waived)
        with self.assertRaises(UserError):
            dialogue.action_take_back()
        dialogue.reason = "They changed their mind"
        dialogue.action_take_back()
        self.assertEqual(clock.state, words.DEADLINE_RUNNING)
        self.assertFalse(clock.ended_at or clock.waived_by_id or clock.waive_reason)
        self.assertEqual(clock.due_at, due_at)
        self.assertTrue(clock.look_at, "people are told about it again")
        self.assertEqual(clock.case_id.next_due_at, due_at)
        log = clock.log_ids[0]
        self.assertEqual(log.change, words.CLOCK_UNWAIVED)
        self.assertEqual(log.reason, "They changed their mind")
        self.assertEqual(log.user_id, self.manager)
        self.assertEqual(clock.log_ids[1].reason, "They asked us not to")
        with self.assertRaises(UserError):
            mine.action_take_back_waiver("Once more")

    def test_what_happened_meanwhile_keeps_or_breaks_what_was_waived(self):
        kept, broken = self.waived(), self.waived()
        kept.case_id._record_event(words.EVENT_UPDATE_GIVEN, utc("2026-11-23 10:00"))
        for clock in (kept, broken):
            self.assertEqual(clock.state, words.DEADLINE_WAIVED)
            clock.overdue_told_at = clock.due_at
            clock.with_user(self.manager).action_take_back_waiver("In error")
        self.assertEqual(kept.state, words.DEADLINE_MET)
        self.assertEqual(kept.met_at, utc("2026-11-23 10:00"))
        self.assertEqual(broken.state, words.DEADLINE_MISSED)
        self.assertFalse(broken.ended_at, "still to be kept")

    def test_a_clock_started_in_place_of_a_waived_one_goes(self):
        clock = self.waived()
        again = clock.case_id
        again._record_event(words.EVENT_REPORT_RECEIVED, utc("2026-11-24 11:00"))
        second = again.deadline_ids - clock
        self.assertEqual(second.state, words.DEADLINE_RUNNING)
        clock.with_user(self.manager).action_take_back_waiver("In error")
        self.assertEqual(second.state, words.DEADLINE_CANCELLED)
        self.assertEqual(second.log_ids.change, words.CLOCK_UNWAIVED)
        self.assertEqual(again.deadline_ids - second, clock)

    def test_nobody_writes_a_clock_by_hand(self):
        self.report()
        clock = self.clock(words.EVENT_FIRST_RESPONSE).with_user(self.officer)
        for values in (
            {"state": "met"},
            {"due_at": utc("2027-01-01 10:00")},
            {"late_reason": "staffing"},
            {"look_at": False},
            {"waive_reason": "No"},
        ):
            with self.assertRaises(AccessError):
                clock.write(values)

    def test_late_needs_a_reason_from_the_list(self):
        self.report()
        clock = self.clock(words.EVENT_FIRST_RESPONSE)
        self.contact("2026-11-24 10:00")
        self.assertEqual(clock.state, words.DEADLINE_MET_LATE)
        unexplained = [
            ("state", "in", ("met_late", "missed")),
            ("late_reason", "=", False),
            ("case_id", "=", self.case.id),
        ]
        self.assertIn(clock, self.env["hate.deadline"].search(unexplained))
        clock.with_user(self.officer).action_say_why("interpreter", "Urdu, a woman")
        self.assertNotIn(clock, self.env["hate.deadline"].search(unexplained))
        self.assertEqual(clock.log_ids.change, words.CLOCK_EXPLAINED)
        self.assertIn("Urdu, a woman", clock.log_ids.reason)

    def test_what_is_not_late_is_not_explained(self):
        self.report("2026-11-24 11:00")
        clock = self.clock(words.EVENT_FIRST_RESPONSE).with_user(self.officer)
        with self.assertRaises(UserError):
            clock.action_say_why("staffing")


@tagged("post_install", "-at_install", "hate_case")
class TestSubjects(LedgerCommon):
    """Where a case has several of a kind, each has a clock of its own."""

    def test_003_7_3a_each_persons_adjustment(self):
        """[003.7.3a] One person's adjustment does not stop another's clock."""
        second = self.env["hate.party"].create(
            {"case_id": self.case.id, "role": words.ROLE_WITNESS, "name": "Ada Lund"}
        )
        for person in self.person | second:
            self.case._record_event(words.EVENT_ADJUSTMENT_AGREED, utc(FRIDAY), person)
        clocks = self.clock(words.EVENT_ADJUSTMENT_MADE)
        self.assertEqual(len(clocks), 2)
        self.case._record_event(
            words.EVENT_ADJUSTMENT_MADE, utc("2026-11-23 10:00"), second
        )
        by_person = {clock.subject_id: clock.state for clock in clocks}
        self.assertEqual(by_person[second.id], words.DEADLINE_MET)
        self.assertEqual(by_person[self.person.id], words.DEADLINE_RUNNING)

    def test_a_statutory_standard_switched_on_later_starts_nothing_in_hindsight(self):
        statutory = self.env["hate.standard"].search(
            [("kind", "=", words.STANDARD_STATUTORY)]
        )
        self.case._record_event("complaint_received", utc(FRIDAY))
        self.company.hate_statutory_standard_ids = statutory
        self.case._record_event(words.EVENT_ALLOCATED, utc("2026-11-20 14:00"))
        self.assertFalse(self.clock("complaint_acknowledged"))
        self.case._record_event("complaint_received", utc("2026-11-20 14:30"))
        self.assertEqual(len(self.clock("complaint_acknowledged")), 1)
