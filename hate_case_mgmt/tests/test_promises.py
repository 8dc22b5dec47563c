from odoo.tests import tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon, utc


@tagged("post_install", "-at_install", "hate_case")
class TestPromises(HateCaseCommon):
    """The engine: events start clocks and stop them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.friday = utc("2026-11-20 15:00")
        cls.standard = cls.env["hate.standard"].create({"name": "Three promises"})
        for name in ("allocated", "first_response", "introduced"):
            cls.env.ref(f"hate_case_mgmt.commitment_strict_{name}").copy(
                {"standard_id": cls.standard.id}
            )
        cls.case = cls.open_case(reported_at=cls.friday, standard_id=cls.standard.id)

    def clock(self, event, case=None):
        """:return: the clocks that the event stops"""
        return (case or self.case).deadline_ids.filtered(
            lambda deadline: deadline.commitment_id.met_by_event == event
        )

    def test_report_starts_its_clocks(self):
        """A Friday report is due by the end of Monday."""
        self.case._record_event("report_received", self.friday)
        for name in ("allocated", "first_response"):
            clock = self.clock(name)
            self.assertEqual(clock.due_at, utc("2026-11-23 17:00"))
            self.assertEqual(clock.warn_at, utc("2026-11-23 13:00"))
            self.assertEqual(clock.state, words.DEADLINE_RUNNING)
        self.assertEqual(self.case.next_due_at, utc("2026-11-23 17:00"))

    def test_the_same_event_twice_starts_one_clock(self):
        self.case._record_event("report_received", self.friday)
        self.case._record_event("report_received", utc("2026-11-20 16:00"))
        self.assertEqual(len(self.case.deadline_ids), 2)
        self.assertEqual(self.clock("allocated").started_at, self.friday)

    def test_kept_in_time(self):
        self.case._record_event("report_received", self.friday)
        self.case._record_event("allocated", utc("2026-11-23 17:00"), self.case)
        clock = self.clock("allocated")
        self.assertEqual(clock.state, words.DEADLINE_MET)
        self.assertEqual(clock.met_at, utc("2026-11-23 17:00"))
        self.assertEqual(clock.evidence_model, "hate.case")
        self.assertEqual(clock.evidence_id, self.case.id)

    def test_kept_late(self):
        self.case._record_event("report_received", self.friday)
        self.case._record_event("allocated", utc("2026-11-23 17:01"))
        self.assertEqual(self.clock("allocated").state, words.DEADLINE_MET_LATE)

    def test_nothing_pending_leaves_nothing_due(self):
        self.case._record_event("report_received", self.friday)
        reached = self.proof(self.case, "chosen")
        self.case._record_event("first_response", self.friday, reached)
        self.case._record_event("allocated", self.friday)
        told = self.proof(self.case, "told")
        self.case._record_event("officer_introduced", self.friday, told)
        self.assertFalse(self.case.next_due_at)

    def test_what_came_before_the_promise_does_not_keep_it(self):
        self.case._record_event("report_received", self.friday)
        self.case._record_event("first_response", utc("2026-11-19 10:00"))
        self.assertEqual(self.clock("first_response").state, words.DEADLINE_RUNNING)

    def test_a_repeating_promise_starts_anew(self):
        commitment = self.env["hate.commitment"].create(
            {
                "name": "Every two weeks",
                "standard_id": self.case.standard_id.id,
                "trigger_event": "allocated",
                "met_by_event": "update_given",
                "duration": 14,
                "unit": "days",
                "repeats": True,
            }
        )
        self.case._record_event("allocated", self.friday)
        self.case._record_event("update_given", utc("2026-11-25 10:00"))
        clocks = self.case.deadline_ids.filtered(
            lambda deadline: deadline.commitment_id == commitment
        ).sorted("started_at")
        self.assertEqual(
            clocks.mapped("state"), [words.DEADLINE_MET, words.DEADLINE_RUNNING]
        )
        self.assertEqual(clocks[1].started_at, utc("2026-11-25 10:00"))

    def test_bank_holiday_of_this_calendar_only(self):
        """Christmas Day and the Monday after it are bank holidays in 2026."""
        other = self.calendar.copy({"company_id": False})
        for calendar, first, last in (
            (self.calendar, "2026-12-25 00:00", "2026-12-25 23:59"),
            (self.calendar, "2026-12-28 00:00", "2026-12-28 23:59"),
            (other, "2026-12-29 00:00", "2026-12-29 23:59"),
        ):
            self.env["resource.calendar.leaves"].create(
                {
                    "name": "Bank holiday",
                    "calendar_id": calendar.id,
                    "date_from": utc(first),
                    "date_to": utc(last),
                }
            )
        self.case._record_event("report_received", utc("2026-12-24 23:50"))
        self.assertEqual(self.clock("first_response").due_at, utc("2026-12-29 17:00"))

    def test_a_company_without_hours_works_the_usual_ones(self):
        self.calendar.attendance_ids.unlink()
        self.case._record_event("report_received", self.friday)
        self.assertEqual(self.clock("first_response").due_at, utc("2026-11-23 17:00"))

    def test_a_calendar_closed_for_years_turns_no_report_away(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Closed",
                "calendar_id": self.calendar.id,
                "date_from": utc("2026-01-01 00:00"),
                "date_to": utc("2030-01-01 00:00"),
            }
        )
        self.case._record_event("report_received", self.friday)
        self.assertEqual(self.clock("first_response").due_at, utc("2026-11-21 23:59"))

    def test_a_later_contact_is_no_first_response(self):
        """What follows from the first response starts once, not with each call."""
        victim = self.env["hate.party"].create(
            {"case_id": self.case.id, "role": words.ROLE_VICTIM, "name": "A B"}
        )
        follows = self.env["hate.commitment"].create(
            {
                "name": "Risk is assessed",
                "standard_id": self.case.standard_id.id,
                "trigger_event": "first_response",
                "met_by_event": "risk_assessed",
                "duration": 5,
                "unit": "working_days",
            }
        )
        self.case._record_event("report_received", self.friday)
        for hour in ("15:30", "16:00"):
            self.env["hate.contact"].create(
                {
                    "case_id": self.case.id,
                    "party_id": victim.id,
                    "contacted_at": utc(f"2026-11-20 {hour}"),
                    "method_id": self.env.ref("hate_case_mgmt.contact_method_phone").id,
                    "reached": True,
                    "still_safe": True,
                }
            )
            self.case._record_event("risk_assessed", utc(f"2026-11-20 {hour}"))
        clocks = self.case.deadline_ids.filtered(
            lambda deadline: deadline.commitment_id == follows
        )
        self.assertEqual(clocks.mapped("state"), [words.DEADLINE_MET])

    def test_unknown_event(self):
        with self.assertRaises(ValueError):
            self.case._record_event("rumour", self.friday)

    def test_queries_do_not_grow_with_cases(self):
        """One case or a hundred: the engine asks the database as often."""
        hundred = self.env["hate.case"].union(*(self.open_case() for _i in range(100)))
        self.case._record_event("report_received", self.friday)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.case._record_event("allocated", self.friday)
        self.env.flush_all()
        one = self.env.cr.sql_log_count - before
        hundred._record_event("report_received", self.friday)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        hundred._record_event("allocated", self.friday)
        self.env.flush_all()
        many = self.env.cr.sql_log_count - before
        self.assertLessEqual(many, one + 6)
