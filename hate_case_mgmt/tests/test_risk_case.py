from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..policy import harm
from ..policy import vocabulary as words
from .test_risk import HIGH, MEDIUM, RiskCommon


@tagged("post_install", "-at_install", "hate_case")
class TestRiskOnTheCase(RiskCommon):
    """When the risk is looked at again, and what a level asks for."""

    def ago(self, **kwargs):
        return fields.Datetime.now() - timedelta(**kwargs)

    def assessed(self, days, *answers):
        """:return: a finished assessment of some days ago"""
        draft = self.begin()
        draft.assessed_at = self.ago(days=days)
        self.fill(draft, *answers).action_finish()
        return draft

    def due(self):
        """:return: why the risk is to be looked at again, as banner and filter say"""
        self.env.flush_all()
        self.case.invalidate_recordset()
        found = self.env["hate.case"].search([("risk_is_due", "=", True)])
        self.assertEqual(self.case in found, self.case.risk_is_due)
        self.assertEqual(
            "Look at the risk again" in self.case.banners, self.case.risk_is_due
        )
        return self.case.risk_is_due and self.case.risk_review

    def test_nothing_is_asked_for_while_it_holds(self):
        self.assertFalse(self.due(), "never assessed: the promise says so")
        self.assessed(1)
        self.assertFalse(self.due())
        self.assertEqual(self.case.risk_review, words.REVIEW_EXPIRED)

    def test_it_runs_out_the_sooner_the_higher_it_is(self):
        low = self.assessed(20)
        self.assertFalse(self.due())
        high = self.assessed(15, HIGH)
        self.assertLess(high.valid_until, low.valid_until)
        self.assertEqual(self.due(), words.REVIEW_EXPIRED)
        self.assertEqual(self.begin().review, words.REVIEW_EXPIRED)

    def test_a_new_incident_asks_for_a_new_one(self):
        self.assessed(3)
        self.env["hate.incident"].create(
            {
                "case_id": self.case.id,
                "narrative": "It happened again.",
                "occurred_at": self.ago(days=1),
            }
        )
        self.assertEqual(self.due(), words.REVIEW_INCIDENT)
        self.assessed(0)
        self.assertFalse(self.due())

    def test_an_old_incident_told_later_asks_for_a_new_one(self):
        incident = self.env["hate.incident"].create(
            {
                "case_id": self.case.id,
                "narrative": "It was so before.",
                "occurred_at": self.ago(days=30),
            }
        )
        self.assessed(3)
        self.assertFalse(self.due())
        # rows of one transaction carry its beginning
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE hate_risk_assessment SET finished_at = finished_at - interval '1h'"
            " WHERE case_id = %s",
            [self.case.id],
        )
        self.env.invalidate_all()
        incident.occurred_at = self.ago(days=31)
        self.assertEqual(self.due(), words.REVIEW_INCIDENT)

    def test_a_missed_contact_asks_for_a_new_one(self):
        self.assessed(3)
        way = self.env.ref("hate_case_mgmt.contact_method_phone")
        values = {
            "case_id": self.case.id,
            "party_id": self.victim.id,
            "method_id": way.id,
        }
        self.env["hate.contact"].create(
            {**values, "contacted_at": self.ago(days=1), "reached": False}
        )
        self.assertEqual(self.due(), words.REVIEW_CONTACT)
        self.env["hate.contact"].create(
            {**values, "contacted_at": self.ago(hours=1), "reached": True}
        )
        self.assertFalse(self.due())

    def test_closing_asks_for_a_fresh_one(self):
        self.assessed(20)
        self.case.state = words.STATE_CLOSING
        self.assertEqual(self.due(), words.REVIEW_CLOSING)
        self.assertFalse(self.case._has_fresh_assessment())
        self.assessed(0)
        self.assertFalse(self.due())
        self.assertTrue(self.case._has_fresh_assessment())

    def test_a_screen_is_enough_for_no_closing(self):
        self.finished(kind=words.MATRIX_SCREEN)
        self.assertFalse(self.case._has_fresh_assessment())

    def test_a_later_screen_raises_and_never_lowers(self):
        self.assessed(2, *MEDIUM)
        self.finished(kind=words.MATRIX_SCREEN)
        self.assertEqual(self.case.risk_level, words.RISK_MEDIUM)
        self.finished(("anyone hurt", "Injured"), kind=words.MATRIX_SCREEN)
        self.assertEqual(self.case.risk_level, words.RISK_HIGH)

    def test_the_filters_of_the_list(self):
        arch = self.env.ref("hate_case_mgmt.hate_case_view_search").arch
        for name in ("risk_due", "risk_unknown", "safeguarding"):
            self.assertIn(f'name="{name}"', arch)

    # ------------------------------------------------------------------
    # What the level asks for
    # ------------------------------------------------------------------

    def proposals(self):
        risk = self.case.with_user(self.officer).load_risk()
        return {row["label"]: row for row in risk["proposals"]}

    def test_what_the_level_and_the_answers_ask_for(self):
        """[002.4.4b] [003.8.1e] tailored to what was found; [002.4.10c] security at
        home by the assessment"""
        self.finished(("got into your home", "Got in"), ("there for you", "Nobody"))
        found = self.proposals()
        panel = self.env.ref("hate_case_mgmt.action_type_risk_panel")
        locks = self.env.ref("hate_case_mgmt.action_type_locks")
        self.assertIn("risk is high", found[panel.name]["reason"])
        self.assertIn("Got in", found[locks.name]["reason"])
        support = self.env.ref("hate_case_mgmt.action_type_community_support")
        self.assertIn(support.name, found)

    def test_complex_needs_lead_to_support(self):
        """[004.2f] needs are found, and support is offered for the plan"""
        self.finished(("harder for you", "A great deal"))
        found = self.proposals()
        for code in ("interpreter_support", "practical_help"):
            kind = self.env.ref(f"hate_case_mgmt.action_type_{code}")
            self.assertIn("A great deal", found[kind.name]["reason"])

    def test_one_click_puts_it_on_the_plan_once(self):
        """[003.5.5a] the response follows from the assessment"""
        self.finished(("got into your home", "Got in"))
        locks = self.env.ref("hate_case_mgmt.action_type_locks")
        case = self.case.with_user(self.officer)
        case.action_propose(locks.id)
        case.action_propose(locks.id)
        self.assertEqual(len(self.case.action_ids), 1)
        self.assertEqual(self.case.action_ids.type_id, locks)
        self.assertEqual(self.case.action_ids.state, words.ACTION_PROPOSED)
        self.assertIn("Got in", self.case.action_ids.reason)
        self.assertNotIn(locks.name, self.proposals())
        with self.assertRaises(UserError):
            case.action_propose(self.env.ref("hate_case_mgmt.action_type_camera").id)

    def test_the_panel_of_the_area_is_named(self):
        """[000.b4] the assessment leads to the risk panel of the local authority"""
        area = self.env["hate.area"].create({"name": "Testshire"})
        panel = self.env["hate.agency"].create(
            {
                "name": "Testshire Panel",
                "is_risk_panel": True,
                "area_ids": [Command.set(area.ids)],
            }
        )
        self.case.area_id = area
        self.finished(HIGH)
        kind = self.env.ref("hate_case_mgmt.action_type_risk_panel")
        self.assertEqual(self.proposals()[kind.name]["name"], panel.name)
        self.case.with_user(self.officer).action_propose(kind.id)
        self.assertEqual(self.case.action_ids.agency_id, panel)

    def test_weekly_contact_in_one_click(self):
        self.finished(HIGH)
        case = self.case.with_user(self.officer)
        self.assertEqual(case.load_risk()["rhythm"], 7)
        case.action_take_rhythm()
        self.assertEqual(self.case.update_interval_days, 7)
        self.assertEqual(case.load_risk()["rhythm"], 0)

    def test_high_risk_waits_for_a_managers_eye(self):
        done = self.finished(HIGH)
        waiting = self.env["hate.risk.assessment"].with_user(self.manager)
        self.assertIn(done, waiting.search([("awaits_manager", "=", True)]))
        done.with_user(self.manager).action_mark_seen("Panel on Thursday.")
        self.assertNotIn(done, waiting.search([("awaits_manager", "=", True)]))
        self.assertEqual(done.decision_ids.kind, words.DECISION_SEEN)
        with self.assertRaises(AccessError):
            done.action_mark_seen("As an officer.")
        self.assertFalse(self.finished().awaits_manager)

    def test_the_last_of_a_person_waits_for_all_before_it(self):
        first = self.assessed(3, HIGH)
        second = self.assessed(1, HIGH)
        self.assertEqual((first.awaits_manager, second.awaits_manager), (False, True))
        low = self.assessed(0)
        self.assertTrue(second.awaits_manager, "a later low one hides nothing")
        second.with_user(self.manager).action_mark_seen("Enough is being done.")
        self.assertFalse((first | second | low).filtered("awaits_manager"))

    def test_an_exemption_waives_what_it_may(self):
        """[002.4.4a] the clock of the assessment ends with the reason (X10)"""
        self.case._record_event(words.EVENT_FIRST_RESPONSE, self.case.reported_at)
        clock = self.case.deadline_ids.filtered(
            lambda row: row.commitment_id.met_by_event == words.EVENT_RISK_ASSESSED
        )
        self.case.with_user(self.officer).action_exempt_from_risk("She declines.")
        self.assertEqual(clock.state, words.DEADLINE_RUNNING, "a manager's to waive")
        self.case.with_user(self.manager).action_exempt_from_risk("She declines.")
        self.assertEqual(clock.state, words.DEADLINE_WAIVED)

    # ------------------------------------------------------------------
    # Safeguarding
    # ------------------------------------------------------------------

    def test_a_concern_opens_the_steps(self):
        """[003.8.2a] watched for in each talk; [002.4.4c] [003.5.5b] followed"""
        draft = self.begin()
        state = self.answer(draft, "is abused or neglected", "Yes, a child", "Bruises")
        self.assertEqual(state["concerns"], ["child"])
        draft.action_open_safeguarding()
        concern = self.case.safeguarding_ids
        self.assertEqual(concern.about, words.CONCERN_CHILD)
        self.assertIn("Bruises", concern.concern)
        self.fill(draft).action_finish()
        self.assertEqual(self.case.safeguarding_ids, concern, "opened once")
        self.assertIn("nobody has been told", self.case.banners)
        self.assertEqual(self.case.safeguarding, words.SAFEGUARDING_OPEN)

    def test_finishing_opens_the_steps_too(self):
        """[002.5.1] [003.5.1a] the safety of the person and the children first"""
        self.finished(
            ("children", "A child was hurt, threatened or targeted"),
            ("health", "Thinks of harming themselves"),
        )
        self.assertEqual(
            set(self.case.safeguarding_ids.mapped("about")), {"child", "adult"}
        )
        self.assertEqual(self.case.risk_level, words.RISK_HIGH)

    def raise_concern(self):
        action = self.case.with_user(self.officer).action_raise_concern()
        return (
            self.env["hate.safeguarding"]
            .with_user(self.officer)
            .with_context(**action["context"])
            .create({"about": words.CONCERN_CHILD, "concern": "Alone at night."})
        )

    def step(self, concern, **values):
        action = concern.action_add_step()
        return (
            self.env["hate.safeguarding.step"]
            .with_user(self.officer)
            .with_context(**action["context"])
            .create(values)
        )

    def test_who_was_told_when_and_with_which_reference(self):
        """[003.8.2b] each step with who, reference and time; of telling the council or
        the police see ``test_safeguarding_sharing.py``"""
        concern = self.raise_concern()
        with self.assertRaises(ValidationError):
            self.step(concern, kind="lead")
        told = self.step(concern, kind="lead", who="Our lead", reference="CS/1")
        self.assertEqual(concern.state, words.SAFEGUARDING_TOLD)
        self.assertTrue(told.done_at)
        self.assertNotIn("nobody has been told", self.case.banners)
        with self.assertRaises(ValidationError):
            self.step(concern, kind="outcome")
        self.step(concern, kind="outcome", text="A worker visits weekly.")
        self.assertEqual(concern.state, words.SAFEGUARDING_DONE)
        with self.assertRaises(UserError):
            concern.action_add_step()

    def test_safeguarding_is_a_log(self):
        concern = self.raise_concern()
        told = self.step(concern, kind="lead", who="Sergeant")
        for record in (concern, told):
            with self.assertRaises(UserError):
                record.sudo().write({"user_id": self.manager.id})
            with self.assertRaises(UserError):
                record.sudo().unlink()

    def test_what_the_landlord_tells_its_staff_to_do(self):
        """[003.8.3] the landlord's own safeguarding rule stands on each concern"""
        self.company.hate_safeguarding_guidance = "Ring the duty team."
        self.assertEqual(self.raise_concern().guidance, "Ring the duty team.")

    def test_a_step_of_another_case_is_refused(self):
        concern = self.raise_concern()
        other = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        with self.assertRaises(ValidationError):
            self.env["hate.safeguarding.step"].create(
                {
                    "case_id": other.id,
                    "safeguarding_id": concern.id,
                    "kind": "answer",
                }
            )

    def test_they_stand_in_the_timeline(self):
        done = self.finished(HIGH)
        concern = self.raise_concern()
        self.step(concern, kind="lead", who="Sergeant")
        rows = (
            self.env["hate.timeline"]
            .with_user(self.officer)
            .search([("case_id", "=", self.case.id)])
        )
        found = {row.kind: row for row in rows}
        self.assertIn("this alone means high", found[words.TIMELINE_RISK].text)
        self.assertEqual(found[words.TIMELINE_RISK]._source(), done)
        self.assertEqual(found[words.TIMELINE_SAFEGUARDING].about, "Sergeant")

    # ------------------------------------------------------------------
    # Harm and repeats
    # ------------------------------------------------------------------

    def incident(self, severity, days, case=None):
        return self.env["hate.incident"].create(
            {
                "case_id": (case or self.case).id,
                "narrative": "x",
                "severity": severity,
                "occurred_at": self.ago(days=days),
            }
        )

    def test_harm_adds_up_and_fades(self):
        """[001.d1] each blow adds to the last; [003.2.1f] seen for the person's good"""
        self.incident("3", 0)
        self.assertEqual(self.case.harm_score, 6.0)
        self.incident("3", 90)
        self.assertEqual(self.case.harm_score, 9.0)
        shown = self.case.with_user(self.officer).load_risk()["harm"]
        self.assertEqual(shown["score"], 9.0)
        self.assertEqual(shown["trend"], harm.RISING)
        self.assertEqual(len(shown["points"]), 13)

    def test_the_scheduled_action_lets_it_fade(self):
        self.incident("4", 0)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE hate_incident SET occurred_at = %s WHERE case_id = %s",
            [self.ago(days=90), self.case.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self.case.harm_score, 10.0)
        self.case._refresh_harm()
        self.assertEqual(self.case.harm_score, 5.0)

    def test_harm_is_refreshed_without_a_query_for_each(self):
        def queries(count):
            cases = self.env["hate.case"].union(
                *(self.open_case(state=words.STATE_OPEN) for _ in range(count))
            )
            for case in cases:
                self.incident("4", 0, case)
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE hate_incident SET occurred_at = %s WHERE case_id IN %s",
                [self.ago(days=90), cases._ids],
            )
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            cases._refresh_harm()
            self.env.flush_all()
            self.assertEqual(set(cases.mapped("harm_score")), {5.0})
            return self.env.cr.sql_log_count - before

        self.assertEqual(queries(1), queries(100))

    def lookalike(self, **case_values):
        case = self.open_case(
            state=words.STATE_OPEN, officer=self.officer, **case_values
        )
        self.env["hate.party"].create(
            [
                {
                    "case_id": case.id,
                    "role": words.ROLE_VICTIM,
                    "name": "Ada Loss",
                    "phone": "07700 900555",
                    "address": "7 Planted Street, EM1 1AA",
                },
                {
                    "case_id": case.id,
                    "role": words.ROLE_ALLEGED,
                    "name": "Kit Stone",
                },
            ]
        )
        return case

    def repeats(self, user):
        # keys are kept by a stored computation
        self.env.flush_all()
        return {
            row["which"]: row["ids"]
            for row in self.case.with_user(user).load_risk()["repeats"]
        }

    def test_repeats_are_flagged(self):
        self.assertEqual(self.repeats(self.officer), {})
        self.victim.write(
            {"phone": "07700900555", "address": "7 planted street EM1 1AA"}
        )
        other = self.lookalike()
        for user in (self.officer, self.manager):
            self.assertEqual(
                self.repeats(user),
                {
                    "person": other.ids,
                    "place": other.ids,
                    "alleged": other.ids,
                },
            )

    def test_only_what_the_user_may_see_counts(self):
        """Restricted cases and those one is shut out of are not hinted at."""
        self.victim.phone = "07700900555"
        hidden = self.lookalike()
        hidden._remove_members(self.officer)
        self.assertEqual(self.repeats(self.officer), {})
        self.assertEqual(self.repeats(self.manager)["person"], hidden.ids)
        hidden.excluded_user_ids = self.manager
        self.assertEqual(self.repeats(self.manager), {})
        self.lookalike(restricted=True)
        self.assertEqual(self.repeats(self.officer), {}, "not even one's own")

    def test_a_witness_elsewhere_is_no_repeat(self):
        self.victim.phone = "07700900555"
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        self.env["hate.party"].create(
            {
                "case_id": case.id,
                "role": words.ROLE_WITNESS,
                "name": "Ada Loss",
                "phone": "07700 900555",
            }
        )
        self.assertEqual(self.repeats(self.officer), {})

    # ------------------------------------------------------------------
    # What screens cost
    # ------------------------------------------------------------------

    def queries(self, call):
        call()
        self.env.flush_all()
        self.env.invalidate_all()
        self.env.company.fetch(["name"])
        before = self.env.cr.sql_log_count
        call()
        return self.env.cr.sql_log_count - before

    def test_lists_cost_the_same_for_one_and_a_hundred(self):
        listed = self.env["hate.risk.assessment"].with_user(self.officer)
        specification = {
            "assessed_at": {},
            "person_name": {},
            "kind": {},
            "state": {},
            "level": {},
            "score": {},
            "valid_until": {},
            "user_id": {"fields": {"display_name": {}}},
        }

        def read():
            return listed.web_search_read(
                [("case_id", "=", self.case.id)], specification
            )

        def tab():
            return self.case.with_user(self.officer).load_risk()

        self.finished(HIGH)
        one = self.queries(read), self.queries(tab)
        self.env["hate.risk.assessment"].create(
            [
                {
                    "case_id": self.case.id,
                    "party_id": self.victim.id,
                    "matrix_id": self.env.ref("hate_case_mgmt.risk_matrix_screen").id,
                    "state": words.ASSESSMENT_FINISHED,
                    "scored_level": words.RISK_LOW,
                    "score": 1,
                    "assessed_at": self.ago(days=5),
                    "finished_at": fields.Datetime.now(),
                }
                for _number in range(100)
            ]
        )
        self.assertEqual((self.queries(read), self.queries(tab)), one)
