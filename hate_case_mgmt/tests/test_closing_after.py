from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..policy import vocabulary as words
from .test_closing import ClosingCase


@tagged("post_install", "-at_install", "hate_case")
class TestClosingAfter(ClosingCase):
    """After closing: contact after four weeks, reopening, who looks after it."""

    def setUp(self):
        super().setUp()
        self.closed_case()

    def follow_up(self, user=None, **values):
        wizard = (
            self.env["hate.case.follow.up"]
            .with_user(user or self.officer)
            .create(
                {
                    "case_id": self.case.id,
                    "party_id": self.victim.id,
                    "method_id": self.ways["phone"].id,
                    "still_safe": "yes",
                    "outcome": words.OUTCOME_SAFE,
                    "said": "All is well",
                    **values,
                }
            )
        )
        return wizard.action_record()

    # the contact after four weeks

    def test_000_b13_contact_four_weeks_after_closing(self):
        """[000.b13] [001.d5] A clock of four weeks, kept by reaching the person."""
        clock = self.clock(words.EVENT_FOLLOWED_UP)
        self.assertEqual((clock.due_at - clock.started_at).days, 28)
        self.follow_up()
        self.assertEqual(clock.state, words.DEADLINE_MET)
        self.assertEqual(clock.evidence_model, "hate.contact")
        self.assertEqual(self.case.follow_up_outcome, words.OUTCOME_SAFE)
        entry = self.case.follow_up_ids
        self.assertEqual(entry.said, "All is well")
        self.assertEqual(entry.user_id, self.officer)

    def test_an_attempt_counts_as_an_attempt_only(self):
        clock = self.clock(words.EVENT_FOLLOWED_UP)
        self.follow_up(reached=False, still_safe=False, outcome=False, said=False)
        self.assertEqual(clock.state, words.DEADLINE_RUNNING)
        self.assertEqual(self.case.follow_up_outcome, words.OUTCOME_NOT_REACHED)
        self.assertTrue(self.case.after_due_at)
        self.follow_up()
        self.assertEqual(len(self.case.follow_up_ids), 2)

    def test_001_s5_support_goes_on(self):
        """[001.s5] Not one call: support is noted, and the next contact planned."""
        with self.assertRaisesRegex(UserError, "support"):
            self.follow_up(outcome=words.OUTCOME_SUPPORT)
        tomorrow = fields.Date.today() + timedelta(days=14)
        self.follow_up(
            outcome=words.OUTCOME_SUPPORT,
            support="Someone to talk to",
            next_on=tomorrow,
        )
        entry = self.case.follow_up_ids
        self.assertEqual(entry.support, "Someone to talk to")
        activity = self.case.activity_ids.filtered(
            lambda act: act.user_id == self.officer and act.date_deadline == tomorrow
        )
        self.assertEqual(len(activity), 1)
        self.assertNotIn("talk to", activity.summary)

    def test_it_happened_again_reopens_by_one_click(self):
        with self.assertRaisesRegex(UserError, "how it goes on"):
            self.follow_up(outcome=words.OUTCOME_REPEATS)
        self.follow_up(
            outcome=words.OUTCOME_REPEATS,
            said="They were at the door again",
            onward=words.ONWARD_REOPEN,
        )
        self.assertEqual(self.case.state, words.STATE_OPEN)
        self.assertEqual(self.case.closure_ids[0].kind, words.CLOSURE_REOPENED)
        self.assertIn("at the door", self.case.closure_ids[0].decision_reason)
        self.assertEqual(
            self.case.follow_up_ids.outcome, words.OUTCOME_REPEATS, "kept on record"
        )

    def test_something_new_is_a_new_report(self):
        action = self.follow_up(
            outcome=words.OUTCOME_REPEATS,
            said="Someone shouted at me yesterday",
            onward=words.ONWARD_REPORT,
        )
        self.assertEqual(action["res_model"], "hate.report.log")
        self.assertEqual(self.case.state, words.STATE_CLOSED)

    def test_they_do_not_want_the_contact(self):
        clock = self.clock(words.EVENT_FOLLOWED_UP)
        self.follow_up(outcome=words.OUTCOME_DECLINED, said=False)
        self.assertNotEqual(clock.state, words.DEADLINE_RUNNING)
        self.assertEqual(self.case.follow_up_outcome, words.OUTCOME_DECLINED)

    def test_declined_when_closing_was_talked_over(self):
        self.mine.action_reopen("Once more")
        self.mine.action_start_closing()
        talk = self.talk(survey_declined=True, after_care_declined=True)
        self.assertTrue(talk.survey_declined)
        form = self.env["hate.case.close"].browse(
            self.mine.action_open_close()["res_id"]
        )
        self.assertTrue(form.survey_declined)
        self.assertTrue(form.after_care_declined)
        letter = self.close(survey_declined=True, after_care_declined=True)
        self.assertNotIn("/feedback/", letter.body)
        self.assertEqual(self.case.survey_state, words.SURVEY_DECLINED)
        self.assertEqual(self.case.follow_up_outcome, words.OUTCOME_DECLINED)
        self.assertFalse(self.case.after_due_at)
        running = self.case.deadline_ids.filtered(
            lambda clock: clock.state == words.DEADLINE_RUNNING
        )
        self.assertFalse(running)

    def test_what_a_follow_up_needs(self):
        before = self.case.closed_at - timedelta(days=1)
        for wrong in (
            {"outcome": False},
            {"outcome": words.OUTCOME_REPEATS, "said": "  ", "onward": "reopen"},
            {"contacted_at": before},
            {"still_safe": False},
            {"method_id": False},
            {"method_id": self.ways["visit"].id},
        ):
            with self.subTest(wrong=wrong), self.assertRaises(UserError):
                self.follow_up(**wrong)
        self.assertFalse(self.case.follow_up_ids)

    def test_only_after_closing(self):
        self.mine.action_reopen("Once more")
        for step in (
            self.mine.action_open_follow_up,
            self.mine.action_open_survey,
            self.mine.action_open_closure_letter,
        ):
            with self.assertRaises(UserError, msg=step.__name__):
                step()

    # reopening

    def test_reopening_ends_what_was_promised_for_after_closing(self):
        self.assertTrue(self.case.after_due_at)
        survey = self.case.survey_ids
        self.mine.action_reopen("It was not over")
        self.assertFalse(self.case.after_due_at)
        self.assertFalse(self.case.closed_at)
        self.assertFalse(self.case.close_reason)
        self.assertEqual(survey.state, words.SURVEY_WITHDRAWN)
        for event in words.EVENTS_AFTER_CLOSING:
            self.assertNotEqual(self.clock(event).state, words.DEADLINE_RUNNING, event)
        self.mine.action_start_closing()
        self.talk()
        self.close()
        self.assertEqual(len(self.case.survey_ids), 2)
        self.assertEqual(self.case.survey_state, words.SURVEY_OFFERED)
        self.assertEqual(
            self.clock(words.EVENT_FOLLOWED_UP).state, words.DEADLINE_RUNNING
        )

    # who looks after closed cases

    def test_who_still_sees_a_closed_case(self):
        for user, sees in (
            (self.officer, True),
            (self.manager, True),
            (self.dpo, True),
            (self.officer2, False),
            (self.hub, False),
            (self.staff, False),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self.case.with_user(user).has_access("read"), sees)
        with self.assertRaises(AccessError):
            self.case.follow_up_ids.with_user(self.officer2).create(
                {"case_id": self.case.id}
            )
        with self.assertRaises(UserError):
            self.follow_up(self.dpo)

    def test_a_manager_follows_up_when_the_officer_has_left(self):
        self.officer.active = False
        self.follow_up(self.manager)
        self.assertEqual(self.case.follow_up_ids.user_id, self.manager)

    # the list

    def test_the_list_shows_what_is_left_to_do(self):
        action = self.env.ref("hate_case_mgmt.hate_case_action_after")
        self.assertEqual(
            action.views[0],
            (self.env.ref("hate_case_mgmt.hate_case_view_list_after").id, "list"),
        )
        cases = self.env["hate.case"].with_user(self.officer)
        domain = [("state", "=", "closed"), ("after_due_at", "!=", False)]
        self.assertEqual(cases.search(domain), self.case)
        self.follow_up()
        self.case.survey_ids._decline()
        self.assertFalse(cases.search(domain))

    def test_the_list_reads_an_index(self):
        self.env.flush_all()
        self.env.cr.execute("ANALYZE hate_case")
        for choice in ("seqscan", "bitmapscan", "sort", "incremental_sort"):
            self.env.cr.execute(f"SET LOCAL enable_{choice} = off")
        query = self.env["hate.case"]._search(
            [("state", "=", "closed"), ("after_due_at", "!=", False)],
            order="after_due_at, closed_at desc, id desc",
            limit=80,
        )
        self.env.cr.execute("SET LOCAL enable_incremental_sort = on")
        self.env.cr.execute("EXPLAIN " + self.env.cr.mogrify(query.select()).decode())
        plan = "\n".join(row[0] for row in self.env.cr.fetchall())
        self.assertIn("_after_idx", plan)

    def queries_of_list(self, cases):
        """:return: number of queries that the list of these cases takes"""
        self.env.flush_all()
        self.env.invalidate_all()
        mine = self.env["hate.case"].with_user(self.officer)
        spec = {
            "name": {},
            "affected_name": {},
            "closed_at": {},
            "after_due_at": {},
            "survey_state": {},
            "follow_up_outcome": {},
            "officer_id": {"fields": {"display_name": {}}},
        }
        before = self.env.cr.sql_log_count
        found = mine.web_search_read(
            [("id", "in", cases.ids)],
            spec,
            order="after_due_at, closed_at desc, id desc",
            limit=200,
        )
        self.assertEqual(found["length"], len(cases))
        return self.env.cr.sql_log_count - before

    def test_the_list_takes_the_same_queries_for_one_and_a_hundred(self):
        many = self.case
        for _number in range(99):
            many |= self.open_case(
                state=words.STATE_CLOSED,
                officer=self.officer,
                closed_at=fields.Datetime.now(),
                after_due_at=fields.Datetime.now(),
            )
        self.queries_of_list(self.case)
        one = self.queries_of_list(self.case)
        hundred = self.queries_of_list(many)
        self.assertEqual(hundred, one)
        self.assertLessEqual(one, 8)

    def test_an_overdue_contact_stays_on_the_list(self):
        with freeze_time(fields.Datetime.now() + timedelta(days=40)):
            self.case._record_event(
                words.EVENT_SURVEY_REMINDED, fields.Datetime.now(), self.case
            )
            self.assertEqual(
                self.case.after_due_at, self.clock(words.EVENT_FOLLOWED_UP).due_at
            )
            self.assertLess(self.case.after_due_at, fields.Datetime.now())

    def test_reached_for_the_first_time_after_closing(self):
        """What follows from a first response does not begin on a closed case."""
        self.mine.action_reopen("Once more")
        self.env["hate.contact"].sudo().search(
            [("case_id", "=", self.case.id)]
        ).flush_recordset()
        self.env.cr.execute(
            "UPDATE hate_contact SET reached = FALSE WHERE case_id = %s", [self.case.id]
        )
        self.env.invalidate_all()
        self.mine.action_start_closing()
        self.attempt()
        self.mine.action_exempt_from_risk("They can't be reached")
        self.close(
            self.manager,
            decision_reason="Tried by phone and post",
            consideration_ids=self.considerations["quiet"].ids,
        )
        with freeze_time(fields.Datetime.now() + timedelta(days=28)):
            self.follow_up()
            pending = self.case.deadline_ids.filtered(
                lambda clock: clock.state in words.DEADLINE_PENDING
                and not clock.ended_at
            )
            self.assertLessEqual(
                set(pending.commitment_id.mapped("met_by_event")),
                set(words.EVENTS_AFTER_CLOSING),
            )
        self.assertEqual(self.case.follow_up_outcome, words.OUTCOME_SAFE)
