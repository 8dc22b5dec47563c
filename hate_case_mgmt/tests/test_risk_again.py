from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.tests import freeze_time, tagged

from ..policy import vocabulary as words
from .test_risk import HIGH, RiskCommon

MONDAY = "2026-12-07 10:00:00"


@tagged("post_install", "-at_install", "hate_case")
@freeze_time(MONDAY)
class TestRiskAgain(RiskCommon):
    """What asks for another look at the risk has a clock, which only an assessment
    stops."""

    def setUp(self):
        super().setUp()
        # what the database stamps is of the same day as what the test says
        self.startPatcher(patch.object(self.env.cr, "now", fields.Datetime.now))
        draft = self.begin()
        draft.assessed_at = fields.Datetime.now() - timedelta(days=3)
        self.fill(draft).action_finish()

    def clocks(self):
        return self.case.deadline_ids.filtered(
            lambda clock: clock.commitment_id.met_by_event == words.EVENT_RISK_REVIEWED
        ).sorted("id")

    def happen(self):
        self.env["hate.incident"].with_user(self.officer).create(
            {
                "case_id": self.case.id,
                "narrative": "It happened again.",
                "occurred_at": fields.Datetime.now() - timedelta(hours=1),
            }
        )

    def ring(self, reached):
        return (
            self.env["hate.contact"]
            .with_user(self.officer)
            .create(
                {
                    "case_id": self.case.id,
                    "party_id": self.victim.id,
                    "method_id": self.phone.id,
                    "kind": words.CONTACT_UPDATE,
                    "reached": reached,
                    "still_safe": reached,
                }
            )
        )

    @property
    def phone(self):
        phone = self.env["hate.contact.method"].search([("code", "=", "phone")])
        self.victim.write(
            {"phone": "07700 900123", "safe_method_ids": [Command.set(phone.ids)]}
        )
        return phone

    def test_a_new_incident_starts_the_clock_and_an_assessment_stops_it(self):
        """[000.b4] [001.d1] it stands in My day, and a banner alone stops nothing"""
        self.assertFalse(self.clocks())
        self.happen()
        clock = self.clocks()
        self.assertEqual(clock.state, words.DEADLINE_RUNNING)
        self.assertEqual(clock.user_id, self.officer)
        # three working days: Tuesday, Wednesday, Thursday
        self.assertEqual(str(clock.due_at), "2026-12-10 17:00:00")
        day = self.env["hate.day.item"].with_user(self.officer)
        item = day.search([("deadline_id", "=", clock.id)])
        self.assertTrue(item.safety)
        self.assertEqual(item.action_do()["res_model"], "hate.risk.assessment")
        self.happen()
        self.assertEqual(self.clocks(), clock, "one clock at a time")
        self.finished(HIGH)
        self.assertEqual(clock.state, words.DEADLINE_MET)
        self.assertEqual(clock.evidence_model, "hate.risk.assessment")

    def test_a_short_screen_does_not_stop_it(self):
        self.happen()
        self.finished(kind=words.MATRIX_SCREEN)
        self.assertEqual(self.clocks().state, words.DEADLINE_RUNNING)

    def test_whom_we_could_not_reach(self):
        """A missed contact asks; reaching the person settles it."""
        self.ring(reached=False)
        clock = self.clocks()
        self.assertEqual(clock.state, words.DEADLINE_RUNNING)
        with freeze_time("2026-12-07 14:00:00"):
            self.ring(reached=True)
        self.assertEqual(clock.state, words.DEADLINE_CANCELLED)

    def run_hourly(self):
        with self.enter_registry_test_mode():
            self.env.ref("hate_case_mgmt.ir_cron_ask_for_risk").method_direct_trigger()

    def test_an_assessment_that_has_run_out(self):
        """By the scheduled action, once; a second run starts no second clock."""
        self.run_hourly()
        self.assertFalse(self.clocks())
        with freeze_time("2027-06-07 09:00:00"):
            self.run_hourly()
            clock = self.clocks()
            self.assertEqual(clock.state, words.DEADLINE_RUNNING)
            self.run_hourly()
            self.assertEqual(self.clocks(), clock)

    def test_closing_asks_for_a_fresh_one_and_ends_it(self):
        with freeze_time("2026-12-28 10:00:00"):
            case = self.case.with_user(self.officer)
            case.action_start_closing()
            clock = self.clocks()
            self.assertEqual(clock.state, words.DEADLINE_RUNNING)
            case.action_stop_closing("She called")
            self.assertEqual(clock.state, words.DEADLINE_CANCELLED)

    def test_waived_for_a_reason_it_stays_away_until_something_new(self):
        """She wants no assessment: the same incident does not ask again, the next
        one does."""
        self.happen()
        clock = self.clocks()
        self.case.with_user(self.manager).action_exempt_from_risk("She wants none")
        self.assertEqual(clock.state, words.DEADLINE_WAIVED)
        self.case._follow_risk_review()
        self.assertEqual(self.clocks(), clock)
        with freeze_time("2026-12-08 10:00:00"):
            self.happen()
        self.assertEqual(len(self.clocks()), 2)
