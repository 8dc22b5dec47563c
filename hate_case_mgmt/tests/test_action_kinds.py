from datetime import date, timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .test_action import ActionCommon


class KindCommon(ActionCommon):
    def fill(self, item, **vals):
        item.write(vals)
        return item

    def weighed(self, code, **vals):
        """:return: a legal power with all that is asked before it is planned"""
        return self.action(
            code,
            **{
                "alleged_party_id": self.alleged.id,
                "vulnerability_checked_on": fields.Date.today(),
                "vulnerability_found": "Nothing found",
                "proportionality": "Repeated threats at the door",
                "person_view": "I want it to stop",
                **vals,
            },
        )


@tagged("post_install", "-at_install", "hate_case")
class TestActionTypes(KindCommon):
    def test_every_category_has_types_as_data(self):
        """[002.4.6] [003.5.6] the full range, from early help to enforcement"""
        kinds = self.env["hate.action.type"].search([])
        self.assertEqual(
            set(kinds.mapped("category")), set(dict(words.ACTION_CATEGORIES))
        )

    def test_every_power_says_its_law(self):
        """[004.2k] full legal powers, each with test, who may use it and source"""
        powers = self.env["hate.action.type"].search([("is_power", "=", True)])
        self.assertGreater(len(powers), 12)
        for power in powers:
            with self.subTest(power=power.code):
                self.assertTrue(power.legal_basis and power.legal_test)
                self.assertTrue(power.who_may and power.source)
                self.assertTrue(power.weighs_harm and power.asks_view)
                self.assertTrue(
                    power.valid_from
                    or "no commencement" in power.source
                    or "Enter it once" in power.source
                )

    def test_a_power_not_in_force_is_not_planned(self):
        item = self.weighed("respect_order", risk_to_others="x", alternatives="y")
        self.assertIn("not known to be in force", item.not_open_note)
        self.refused(item.action_plan, "not known to be in force")
        self.kind("respect_order").valid_from = date(2026, 1, 1)
        self.assertFalse(item.not_open_note)

    def test_a_power_that_ended_is_not_planned(self):
        item = self.weighed("civil_injunction")
        self.kind("civil_injunction").valid_to = date(2020, 12, 31)
        self.refused(item.action_plan, "until 31/12/2020")

    def test_a_power_is_open_by_tenure(self):
        self.alleged.tenure = "owner_occupier"
        item = self.weighed("possession_14")
        self.refused(item.action_plan, "tenure")
        self.alleged.tenure = False
        self.refused(item.action_plan, "enter the tenure")
        self.alleged.tenure = "general_needs"
        self.refused(item.action_plan, "A manager checks this first")

    def test_a_power_is_open_by_age(self):
        self.alleged.is_child = True
        item = self.weighed("civil_injunction")
        self.refused(item.action_plan, "Please enter the age")
        item.alleged_age = 9
        self.refused(item.action_plan, "from the age of 10")
        item.alleged_age = 15
        item.action_plan()
        grown = self.weighed("community_protection_notice", alleged_age=15)
        self.refused(grown.action_plan, "from the age of 16")

    def test_a_landlord_edits_types_and_an_officer_does_not(self):
        kind = self.kind("locks")
        kind.with_user(self.config).plain_words = "We change your locks."
        with self.assertRaises(AccessError):
            kind.with_user(self.officer).plain_words = "?"


@tagged("post_install", "-at_install", "hate_case")
class TestSafetyAtHome(KindCommon):
    def test_ordered_fitted_and_do_you_feel_safer(self):
        """[000.b5] [001.d7b] [002.4.10c] [003.5.10c] order, fitting, before, after"""
        item = self.action("locks", owner_team="Repairs team")
        item.action_plan()
        item.outcome = "Fitted"
        self.refused(item.action_done, "ordered", "fitted", "before", "feel now")
        today = fields.Date.today()
        item.write({"ordered_on": today, "fitted_on": today, "safer_before": "1"})
        self.refused(item.action_done, "feel now")
        item.safer_after = "3"
        item.action_done()
        self.assertEqual(item.state, words.ACTION_DONE)

    def test_not_fitted_before_it_was_ordered(self):
        item = self.action("locks")
        today = fields.Date.today()
        with self.assertRaises(ValidationError):
            item.write({"ordered_on": today, "fitted_on": today - timedelta(days=1)})
        with self.assertRaises(ValidationError):
            item.ordered_on = today + timedelta(days=2)

    def test_a_witness_gets_measures_too(self):
        """[001.d7a] practical help for witnesses"""
        witness = self.add_party(words.ROLE_WITNESS)
        item = self.action("lighting", party_id=witness.id, owner_team="Estates")
        item.action_plan()
        self.assertEqual(item.party_id, witness)


@tagged("post_install", "-at_install", "hate_case")
class TestEnforcement(KindCommon):
    def test_considered_and_used_with_all_that_it_rests_on(self):
        """[002.4.6] [003.5.6] [004.2k] proportionate, the person's view, the alleged
        person's own vulnerability"""
        item = self.action("civil_injunction")
        self.refused(
            item.action_plan,
            "what the person thinks",
            "which alleged person",
            "is vulnerable",
            "in proportion",
        )
        self.assertEqual(item.state, words.ACTION_PROPOSED)
        item = self.weighed("civil_injunction")
        item.action_plan()
        self.assertEqual(item.state, words.ACTION_PLANNED)

    def test_considered_and_not_used_says_why_and_what_the_person_thinks(self):
        """[004.2b] a decision with its reason"""
        item = self.action("civil_injunction", why_not="The warning was enough")
        self.refused(item.action_not_done, "what the person thinks")
        item.person_view = "I agree"
        item.action_not_done()
        self.assertEqual(item.state, words.ACTION_NOT_DONE)
        self.assertTrue(item.decided_at)

    def test_an_application_under_the_new_orders_is_assessed_first(self):
        self.kind("respect_order").valid_from = date(2026, 1, 1)
        item = self.weighed("respect_order")
        self.refused(item.action_plan, "risk to others", "tried or considered")

    def test_enforcement_goes_on_when_the_victim_has_moved(self):
        """[001.d6] nothing hangs on the home or tenancy of the person affected"""
        self.victim.write({"tenure": "none", "property_id": False, "address": False})
        self.case.property_id = False
        item = self.weighed("civil_injunction")
        item.action_plan()
        self.assertEqual(item.state, words.ACTION_PLANNED)

    def test_that_they_have_moved_is_entered_and_stops_nothing(self):
        """[001.d6] the day they moved, and every tool against the alleged goes on"""
        people = self.victim.with_user(self.officer)
        people.moved_on = fields.Date.today() - timedelta(days=3)
        power = self.weighed("civil_injunction")
        power.action_plan()
        power.outcome = "Granted"
        power.action_done()
        early = self.weighed("acceptable_behaviour")
        early.action_plan()
        self.assertEqual(early.state, words.ACTION_PLANNED)
        breach = self.env["hate.breach"].with_user(self.officer)
        self.assertTrue(
            breach.create(
                {
                    "case_id": self.case.id,
                    "party_id": self.alleged.id,
                    "standing": words.BREACH_PROVEN,
                    "decision": words.BREACH_TREATED,
                    "reason": "Convicted",
                    "proportionality": "Weeks of threats",
                }
            )
        )

    def test_nobody_has_moved_tomorrow(self):
        with self.assertRaises(ValidationError):
            self.victim.moved_on = fields.Date.today() + timedelta(days=2)

    def test_enforcement_goes_on_after_closure(self):
        """[001.d6] and nothing else begins on a closed case"""
        item = self.weighed("civil_injunction")
        item.action_plan()
        self.case.state = words.STATE_CLOSED
        item.outcome = "Granted"
        item.action_done()
        self.weighed("possession_14")
        self.refused(lambda: self.action("locks"), "The case is closed")
        self.assertFalse(self.case._propose_action(self.kind("locks"), "?"))

    def test_the_alleged_person_not_ours(self):
        """[002.4.8] [003.5.8] what was agreed with partners, and who leads"""
        agency = self.env["hate.agency"].create({"name": "Council"})
        item = self.weighed("civil_injunction", lead_agency_id=agency.id)
        self.alleged.tenure = "none"
        item.action_plan()
        self.assertEqual(item.lead_agency_id, agency)

    def test_informal_tools_are_discussed(self):
        """[004.2j] offers with the person's answer"""
        for code in ("mediation", "acceptable_behaviour", "good_neighbour"):
            with self.subTest(code=code):
                item = self.action(code)
                self.refused(item.action_plan, "what the person thinks")

    def test_support_for_the_alleged_person(self):
        """[002.4.9] [003.5.9] [004.2e] needs looked at, help offered"""
        item = self.action("alleged_needs_check", alleged_party_id=self.alleged.id)
        self.refused(item.action_plan, "is vulnerable")
        self.assertEqual(item.category, words.ACTION_ALLEGED_SUPPORT)
        referral = self.action("alleged_referral", alleged_party_id=self.alleged.id)
        self.refused(referral.action_plan, "who does it")


@tagged("post_install", "-at_install", "hate_case")
class TestMediation(KindCommon):
    def asked(self, **vals):
        return self.action(
            "mediation",
            **{
                "alleged_party_id": self.alleged.id,
                "vulnerability_checked_on": fields.Date.today(),
                "vulnerability_found": "Nothing found",
                "person_view": "Said in their own words",
                **vals,
            },
        )

    def test_never_proposed_by_itself(self):
        """[X19] only a person brings it up"""
        for code in ("mediation", "restorative", "good_neighbour"):
            self.assertFalse(self.case._propose_action(self.kind(code), "?"))
        self.assertFalse(self.case.action_ids)

    def test_needs_the_persons_yes(self):
        """[X19] [004.5g] their no ends it, and costs them nothing"""
        self.case.risk_level = "low"
        item = self.asked()
        self.refused(item.action_plan, "only with the person's yes")
        item.person_agrees = "no"
        self.refused(item.action_plan, "A no changes nothing")
        item.write({"why_not": "They said no"})
        item.action_not_done()
        other = self.action("regular_call")
        other.action_plan()
        self.assertEqual(other.state, words.ACTION_PLANNED)

    def test_with_a_yes_it_is_planned(self):
        self.case.risk_level = "low"
        item = self.asked(person_agrees=words.AGREES_YES)
        item.action_plan()
        self.assertEqual(item.state, words.ACTION_PLANNED)

    def test_a_yes_taken_back_ends_it(self):
        self.case.risk_level = "low"
        item = self.asked(person_agrees=words.AGREES_YES, outcome="Met once")
        item.action_plan()
        item.person_agrees = "no"
        self.refused(item.action_done, "only with the person's yes")

    def test_at_risk_a_manager_looks_first(self):
        self.case.risk_level = "high"
        item = self.asked(person_agrees=words.AGREES_YES)
        self.refused(item.action_plan, "A manager checks this first")


@tagged("post_install", "-at_install", "hate_case")
class TestRehousing(KindCommon):
    def chosen(self, **vals):
        return self.action(
            "permanent_move",
            **{
                "options_shown": "Stay with a stronger door; move",
                "stay_safe_tried": "Locks, camera, patrols",
                "move_alleged": "Considered; the court case takes too long",
                "choice_words": "I want to go, nobody told me to",
                "only_safe_way": True,
                "person_view": "I want to go",
                "lettings_reference": "Lettings policy 6.2",
                **vals,
            },
        )

    def test_an_informed_choice_and_the_only_safe_way(self):
        """[001.d7d] no pressure: options, staying tried, own words, a check"""
        item = self.action("permanent_move")
        self.refused(
            item.action_plan,
            "all options",
            "make staying safe",
            "moving the alleged person instead",
            "own words",
            "no other way to be safe",
            "lettings policy",
            "A manager checks this first",
        )
        item = self.chosen()
        self.refused(item.action_plan, "A manager checks this first")
        self.assertTrue(item.awaits_manager)
        checked = item.with_user(self.manager)
        self.refused(checked.action_manager_checked, "what you looked at")
        checked.manager_note = "Read it and asked the officer"
        checked.action_manager_checked()
        item.action_plan()
        self.assertEqual(item.state, words.ACTION_PLANNED)

    def test_nobody_checks_their_own_work(self):
        item = self.chosen()
        with self.assertRaises(AccessError):
            item.action_manager_checked()
        self.case.officer_id = self.manager
        self.case.member_ids |= self.manager
        item.with_user(self.manager).manager_note = "Fine"
        self.refused(
            item.with_user(self.manager).action_manager_checked, "their own work"
        )
        item.with_user(self.manager2).action_manager_checked()

    def test_never_proposed_by_itself(self):
        """[001.s7] [001.d7c] offered by people, in line with the lettings policy"""
        self.assertFalse(self.case._propose_action(self.kind("permanent_move"), "?"))
        self.assertFalse(self.case._propose_action(self.kind("temporary_move"), "?"))

    def test_a_changed_choice_is_checked_again(self):
        item = self.chosen(manager_note="Read")
        item.with_user(self.manager).action_manager_checked()
        item.choice_words = "My officer said I should"
        self.assertFalse(item.manager_checked_at)
        self.refused(item.action_plan, "A manager checks this first")

    def test_homelessness_is_flagged(self):
        """[003.9.5b] where the council's duties begin"""
        self.assertTrue(self.chosen(homelessness_risk=True).homelessness_risk)


@tagged("post_install", "-at_install", "hate_case")
class TestBreach(KindCommon):
    def decide(self, **vals):
        return (
            self.env["hate.breach"]
            .with_user(self.officer)
            .create(
                {
                    "case_id": self.case.id,
                    "party_id": self.alleged.id,
                    "standing": words.BREACH_PROVEN,
                    "decision": words.BREACH_TREATED,
                    "reason": "Convicted",
                    "proportionality": "Weeks of threats",
                    **vals,
                }
            )
        )

    def test_proved_is_a_breach(self):
        """[002.4.7a] [003.5.7a] whether the tenant or the household did it"""
        tenant = self.add_party(words.ROLE_ALLEGED)
        breach = self.decide(tenant_party_id=tenant.id)
        self.assertEqual(breach.user_id, self.officer)
        self.assertTrue(breach.decided_at)
        with self.assertRaises(ValidationError):
            self.decide(decision=words.BREACH_NOT_TREATED)

    def test_alleged_may_be_a_breach_with_the_reason(self):
        """[002.4.7b] [003.5.7b] the landlord decides and says why"""
        for decision, _label in words.BREACH_DECISIONS:
            self.assertTrue(self.decide(standing="alleged", decision=decision))

    def test_the_decision_stays_on_record(self):
        """[X21]"""
        breach = self.decide()
        with self.assertRaises(UserError):
            breach.sudo().write({"reason": "Something else"})
        with self.assertRaises(UserError):
            breach.sudo().unlink()

    def test_about_nobody_but_the_alleged(self):
        with self.assertRaises(ValidationError):
            self.decide(party_id=self.victim.id)

    def test_the_timeline_tells_of_plan_and_decision(self):
        self.decide()
        kinds = (
            self.env["hate.timeline"]
            .with_user(self.officer)
            .search([("case_id", "=", self.case.id)])
            .mapped("kind")
        )
        self.assertIn(words.TIMELINE_BREACH, kinds)
