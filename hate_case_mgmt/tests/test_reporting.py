from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, ConcurrencyError, UserError, ValidationError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon, utc

STORY = "They shouted at me by the bins."


@tagged("post_install", "-at_install", "hate_case")
class TestReporting(HateCaseCommon):
    """The one door through which every report enters."""

    def told(self, **report):
        """:return: the least that a report consists of"""
        return {
            "report": {
                "channel": words.CHANNEL_PHONE,
                "narrative": STORY,
                **report,
            },
            "incidents": [{"narrative": STORY}],
            "parties": [
                {"role": words.ROLE_VICTIM, "name": "Ana Sol", "reports": True}
            ],
        }

    def open_from(self, values, user=None):
        user = user or self.hub
        return (
            self.env["hate.case"]
            .with_user(user)
            .with_company(self.company)
            ._open_from_report(values, members=user)
        )

    def test_a_report_opens_a_case_with_all_that_was_told(self):
        """[003.5.2a] every incident is logged."""
        case = self.open_from(self.told(reported_at=utc("2026-11-20 16:00"))).sudo()
        self.assertEqual(case.state, words.STATE_REPORTED)
        self.assertEqual(case.priority, words.PRIORITY_HIGH)
        self.assertTrue(case.accepted_as_hate)
        self.assertEqual(case.report_ids.narrative, STORY)
        self.assertEqual(case.report_ids.received_by_id, self.hub)
        self.assertEqual(case.report_ids.reporter_party_id, case.party_ids)
        self.assertEqual(case.incident_ids.narrative, STORY)
        self.assertEqual(case.member_ids, self.hub)
        self.assertFalse(case.message_follower_ids)

    def test_every_channel_and_every_reporter_is_taken(self):
        """[000.b1] [001.s3] [002.4.5] [003.5.3] [003.6.1a] [004.1a] by any way, from
        anybody; the promises run from that very moment."""
        for channel, _label in words.CHANNELS:
            for role, _label in words.REPORTER_ROLES:
                case = self.open_from(self.told(channel=channel, reporter_role=role))
                self.assertEqual(case.sudo().report_ids.reporter_role, role)
                self.assertEqual(case.sudo().channel, channel)
                first = case.sudo().deadline_ids.filtered(
                    lambda clock: clock.commitment_id.met_by_event
                    == words.EVENT_FIRST_RESPONSE
                )
                self.assertEqual(first.started_at, case.sudo().reported_at)

    def test_promises_run_from_when_it_was_reported(self):
        """[003.5.2a] what came in on Friday evening is due on Monday."""
        case = self.open_from(self.told(reported_at=utc("2026-11-20 18:30"))).sudo()
        first = case.deadline_ids.filtered(
            lambda clock: clock.commitment_id.met_by_event == words.EVENT_FIRST_RESPONSE
        )
        self.assertEqual(first.started_at, utc("2026-11-20 18:30"))
        self.assertEqual(first.due_at, utc("2026-11-23 17:00"))
        self.assertEqual(case._in_touch_by(), "17:00 on Monday 23 November")

    def test_all_or_nothing(self):
        before = {
            model: self.env[model].search_count([])
            for model in ("hate.case", "hate.report", "hate.party", "hate.incident")
        }
        values = self.told()
        values["incidents"] = [
            {
                "narrative": STORY,
                "occurred_at": "2026-11-02",
                "occurred_until": "2026-11-01",
            }
        ]
        with self.assertRaisesRegex(ValidationError, "beginning"):
            self.open_from(values)
        # the caller caught it and goes on: nothing half-made is left in its transaction
        values = self.told()
        cases = self.env["hate.case"].with_user(self.hub)
        record = self.registry["hate.case"]
        with (
            patch.object(record, "_record_event", side_effect=UserError("no")),
            self.assertRaises(UserError),
        ):
            cases._open_from_report(values)
        for model, count in before.items():
            self.assertEqual(self.env[model].search_count([]), count, model)

    def test_chatter_stays_neutral(self):
        case = self.open_from(self.told()).sudo()
        self.open_from(self.told())
        case.with_user(self.hub)._add_report(self.told())
        bodies = " ".join(case.message_ids.mapped("body"))
        self.assertIn("A report was received", bodies)
        for said in (STORY, "Ana", "bins"):
            self.assertNotIn(said, bodies)

    def test_nobody_makes_cases_or_reports_by_hand(self):
        case = self.open_from(self.told())
        for user in (self.hub, self.officer, self.manager, self.staff):
            with self.assertRaises(AccessError):
                self.env["hate.case"].with_user(user).create({"channel": "phone"})
            with self.assertRaises(AccessError):
                self.env["hate.report"].with_user(user).create(
                    {
                        "case_id": case.id,
                        "channel": "phone",
                        "narrative": "x",
                        "reported_at": utc("2026-11-20 16:00"),
                    }
                )

    # ------------------------------------------------------------------
    # A further report
    # ------------------------------------------------------------------

    def test_a_further_report_opens_no_second_case(self):
        case = self.open_from(self.told()).sudo()
        count = self.env["hate.case"].search_count([])
        case.with_user(self.hub)._add_report(self.told(channel="letter"))
        self.assertEqual(self.env["hate.case"].search_count([]), count)
        self.assertEqual(len(case.report_ids), 2)
        self.assertEqual(len(case.incident_ids), 2)
        self.assertEqual(len(case.party_ids), 1, "nobody is entered twice")

    def test_a_further_report_starts_its_own_promise_only(self):
        case = self.open_from(self.told()).sudo()
        case._record_event(words.EVENT_ALLOCATED, fields.Datetime.now())
        case._record_event(words.EVENT_FIRST_RESPONSE, fields.Datetime.now())
        before = case.deadline_ids
        case.with_user(self.hub)._add_report(self.told())
        started = (case.deadline_ids - before).commitment_id
        self.assertEqual(
            set(started.mapped("trigger_event")), {words.EVENT_FURTHER_REPORT}
        )

    def test_what_is_said_otherwise_is_kept_beside_what_was_said(self):
        case = self.open_from(self.told()).sudo()
        case.party_ids.phone = "07700 900111"
        further = self.told()
        further["parties"][0] |= {
            "name": "Anna Sol",
            "phone": "07700 900222",
            "email": "ana@example.org",
            "interpreter": "woman",
        }
        case.with_user(self.hub)._add_report(further)
        person = case.party_ids
        self.assertEqual(len(person), 1)
        self.assertEqual(person.name, "Ana Sol")
        self.assertEqual(person.phone, "07700 900111")
        self.assertEqual(person.email, "ana@example.org")
        self.assertEqual(person.interpreter, "woman")
        self.assertIn("07700 900222", case.note_ids.text)
        self.assertIn("Anna Sol", case.note_ids.text)

    def test_what_is_safe_follows_the_latest_word(self):
        phone = self.env.ref("hate_case_mgmt.contact_method_phone")
        email = self.env.ref("hate_case_mgmt.contact_method_email")
        values = self.told()
        values["parties"][0]["safe_method_ids"] = [Command.set(phone.ids)]
        case = self.open_from(values).sudo()
        case.with_user(self.hub)._add_report(self.told())
        self.assertEqual(case.party_ids.safe_method_ids, phone, "nothing was said")
        further = self.told()
        further["parties"][0]["safe_method_ids"] = [Command.set(email.ids)]
        case.with_user(self.hub)._add_report(further)
        self.assertEqual(case.party_ids.safe_method_ids, email)

    def test_a_person_without_a_name_gets_one(self):
        values = self.told()
        values["parties"] = [{"role": words.ROLE_VICTIM, "identity": "unknown"}]
        case = self.open_from(values).sudo()
        case.with_user(self.hub)._add_report(self.told())
        self.assertEqual(case.party_ids.mapped("name"), ["Ana Sol"])
        self.assertEqual(case.party_ids.identity, "named")

    def test_two_colleagues_of_one_name_stay_two(self):
        alleged = {"role": words.ROLE_ALLEGED, "name": "Sam Low"}
        values = self.told()
        values["parties"].append({**alleged, "user_id": self.officer.id})
        case = self.open_from(values).sudo()
        case.member_ids |= self.hub
        further = self.told()
        further["parties"].append({**alleged, "user_id": self.officer2.id})
        case.with_user(self.hub)._add_report(further)
        self.assertEqual(case.party_ids.user_id, self.officer | self.officer2)

    def test_only_a_case_one_may_change_takes_a_report(self):
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        for user in (self.hub, self.officer2, self.dpo, self.staff):
            with self.assertRaises(AccessError):
                case.with_user(user)._add_report(self.told())
        case.state = words.STATE_CLOSED
        with self.assertRaisesRegex(UserError, "closed"):
            case.with_user(self.officer)._add_report(self.told())

    # ------------------------------------------------------------------
    # Once
    # ------------------------------------------------------------------

    def test_the_same_form_twice_is_one_report(self):
        first = self.open_from(self.told(submission_token="t1"))
        again = self.open_from(self.told(submission_token="t1"))
        self.assertEqual(first, again)
        self.assertEqual(len(first.sudo().report_ids), 1)
        first._add_report(self.told(submission_token="t2"))
        first._add_report(self.told(submission_token="t2"))
        self.assertEqual(len(first.sudo().report_ids), 2)

    def test_another_users_form_tells_nothing(self):
        self.open_from(self.told(submission_token="t1"))
        found = self.env["hate.case"].with_user(self.officer)._case_of_submission("t1")
        self.assertFalse(found)

    def test_losing_a_race_begins_again(self):
        """The other transaction's report is invisible until the request is repeated."""
        self.open_from(self.told(submission_token="t1"))
        record = self.registry["hate.case"]
        with (
            patch.object(record, "_case_of_submission", lambda cases, token: cases),
            self.assertNoLogs("odoo.sql_db"),
            self.assertRaises(ConcurrencyError),
        ):
            self.open_from(self.told(submission_token="t1"))

    # ------------------------------------------------------------------
    # Bad input
    # ------------------------------------------------------------------

    def test_when_it_reached_us_is_checked(self):
        later = fields.Datetime.now() + timedelta(minutes=5)
        for moment, words_said in (
            (later, "future"),
            (utc("1066-10-14 09:00"), "1066"),
        ):
            with self.assertRaisesRegex(ValidationError, words_said):
                self.open_from(self.told(reported_at=moment))

    def test_words_are_kept_as_they_were_said(self):
        """[001.d3a] long, in any script, with signs that mean something elsewhere."""
        for story in (
            "é" * 100_000,
            "صرخوا في وجهي 😢 עברית",
            "<script>alert(1)</script> <b>bold</b> &amp; %(x)s {{7*7}} '; DROP TABLE",
            "line one\nline two\ttab",
        ):
            case = self.open_from(self.told(narrative=story)).sudo()
            case.invalidate_recordset()
            self.assertEqual(case.report_ids.narrative, story)

    def test_signs_that_nobody_sees_are_left_out(self):
        values = self.told(narrative="one\x00two\x07\r\nthree")
        values["incidents"][0]["place"] = "stair\x00well\n left"
        case = self.open_from(values).sudo()
        self.assertEqual(case.report_ids.narrative, "onetwo\nthree")
        self.assertEqual(case.incident_ids.place, "stairwell left")

    def test_a_story_too_long_to_keep_gets_a_sentence(self):
        with self.assertRaisesRegex(ValidationError, "shorten"):
            self.open_from(self.told(narrative="x" * 200_001))

    # ------------------------------------------------------------------
    # Police
    # ------------------------------------------------------------------

    def test_no_crime_recorded_changes_nothing_of_ours(self):
        """[001.d3a] [001.d3b] [003.4.1] what was perceived decides, not the police."""
        case = self.open_from(self.told()).sudo()
        before = case.read(["state", "priority", "accepted_as_hate", "next_due_at"])
        case.incident_ids.with_user(self.hub).write(
            {
                "is_crime": "no",
                "police_decision": "no_crime",
                "police_decided_on": "2026-11-20",
            }
        )
        self.env.flush_all()
        case.invalidate_recordset()
        self.assertEqual(
            case.read(["state", "priority", "accepted_as_hate", "next_due_at"]), before
        )
        self.assertEqual(case.incident_ids.police_decision, "no_crime")

    # ------------------------------------------------------------------
    # Speed
    # ------------------------------------------------------------------

    def test_queries_of_one_report(self):
        self.open_from(self.told())
        self.env.flush_all()
        with self.assertQueryCount(24):
            self.open_from(self.told())
            self.env.flush_all()
