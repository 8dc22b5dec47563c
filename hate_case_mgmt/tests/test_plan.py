import hashlib
from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..policy import vocabulary as words
from .test_action import ActionCommon


class PlanCommon(ActionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {"email": "homes@example.com", "hate_hub_phone": "0800 000 0100"}
        )
        cls.phone, cls.email, cls.place, cls.post = (
            cls.env["hate.contact.method"].search([("code", "=", code)])
            for code in ("phone", "email", "place", "post")
        )
        cls.victim.write(
            {
                "email": "someone@example.com",
                "safe_method_ids": [Command.set((cls.phone | cls.email).ids)],
            }
        )
        cls.case.reported_at = fields.Datetime.now() - timedelta(days=3)

    def planned(self, code="regular_call", **vals):
        item = self.action(code, **vals)
        item.action_plan()
        return item

    def dialogue(self, user=None, **vals):
        """:return: the dialogue as it is on the screen of a user, saved"""
        form = Form(
            self.env["hate.plan.agree"]
            .with_user(user or self.officer)
            .with_context(default_case_id=self.case.id)
        )
        form.method_id = self.phone
        form.giving = words.GIVE_LATER
        for name, value in vals.items():
            form[name] = value
        return form.save()

    def agree(self, **vals):
        """:return: the plan that was agreed"""
        self.dialogue(**vals).action_agree()
        return self.case.plan_ids.sorted("version")[-1:]


@tagged("post_install", "-at_install", "hate_case")
class TestPlan(PlanCommon):
    def test_agreeing_freezes_the_plan(self):
        """[000.b7a] co-agreed, with whom, how and when, and the very words"""
        item = self.planned(name="We call you each Monday")
        plan = self.agree(wishes="I want to feel safe on the stairs")
        self.assertEqual(plan.version, 1)
        self.assertEqual(plan.party_id, self.victim)
        self.assertEqual(plan.method_id, self.phone)
        self.assertEqual(plan.agreed_by_id, self.officer)
        self.assertEqual(plan.action_ids, item)
        self.assertIn("- We call you each Monday", plan.body)
        self.assertIn("safe on the stairs", plan.body)
        self.assertEqual(
            plan.body_sha256, hashlib.sha256(plan.body.encode()).hexdigest()
        )
        self.assertEqual(self.case.plan_agreed_at, plan.agreed_at)
        item.name = "We call you each Friday"
        self.assertIn("Monday", plan.body, "the version stays as it was agreed")
        with self.assertRaises(UserError):
            plan.sudo().write({"body": "Something else"})

    def test_the_promise_of_a_plan_is_kept(self):
        self.planned()
        self.case._record_event("risk_assessed", fields.Datetime.now())
        clock = self.case.deadline_ids.filtered(
            lambda row: row.commitment_id.met_by_event == words.EVENT_PLAN_AGREED
        )
        self.agree(agreed_at=fields.Datetime.now())
        self.assertEqual(clock.state, words.DEADLINE_MET)

    def test_the_promise_of_a_copy_is_kept_by_hand(self):
        """[000.b7a] the copy stamped when it was handed over"""
        self.planned()
        plan = self.agree(method_id=self.place, giving=words.GIVE_HAND)
        self.assertEqual(plan.copy_ids.how, "Handed over")
        self.assertEqual(plan.copy_ids._evidence_kinds(), {"copy"})
        clock = self.case.deadline_ids.filtered(
            lambda row: row.commitment_id.met_by_event == words.EVENT_PLAN_COPIED
        )
        self.assertEqual(clock.state, words.DEADLINE_MET)
        self.assertEqual(clock.evidence_model, "hate.plan.copy")

    def test_the_copy_can_be_read_by_whom_it_is_for(self):
        """[000.b3] [003.7.2] handed over in large print, with a line in their language
        that offers an interpreter"""
        self.planned()
        plan = self.agree()
        reports = self.env["ir.actions.report"].with_user(self.officer)

        def page(name):
            html, _kind = reports._render_qweb_html(f"hate_case_mgmt.{name}", plan.ids)
            return html.decode()

        self.assertIn("font-size: 15pt", page("report_plan"))
        self.assertFalse(plan._interpreter_offer())
        self.victim.write(
            {
                "large_print": True,
                "language_id": self.env.ref("hate_case_mgmt.language_cy").id,
            }
        )
        self.assertIn("font-size: 22pt", page("report_plan"))
        self.assertIn("font-size: 1.6rem", page("report_plan_page"))
        for name in ("report_plan", "report_plan_page"):
            self.assertIn('lang="cy"', page(name))
            self.assertIn("Os ydych chi am gael", page(name))

    def test_the_copy_goes_by_letter_through_the_gate(self):
        """[003.5.12b] told how the case will be tackled: the plan, word for word"""
        self.planned(name="We call you each Monday")
        plan = self.agree(giving=words.GIVE_LETTER, give_method_id=self.email)
        letter = plan.copy_ids.letter_id
        self.assertEqual(letter.kind, words.LETTER_ACTION_PLAN)
        self.assertIn("We call you each Monday", letter.body)
        self.assertEqual(plan.copy_ids.how, "E-mail")

    def test_an_unsafe_way_is_refused_and_nothing_is_agreed(self):
        self.planned()
        self.victim.address = "1 Any Street"
        dialogue = self.dialogue(giving=words.GIVE_LETTER, give_method_id=self.post)
        self.assertTrue(dialogue.refusal)
        with self.assertRaises(UserError), self.cr.savepoint():
            dialogue.action_agree()
        self.assertFalse(self.case.plan_ids)
        self.assertTrue(dialogue.exists(), "nothing that was typed is lost")

    def test_a_copy_is_not_handed_over_by_telephone(self):
        self.planned()
        dialogue = self.dialogue(giving=words.GIVE_HAND)
        self.refused(dialogue.action_agree, "when you meet")

    def test_a_copy_can_be_given_later(self):
        self.planned()
        plan = self.agree()
        self.assertFalse(plan.copy_ids)
        give = Form(
            self.env["hate.plan.give"]
            .with_user(self.officer)
            .with_context(default_case_id=self.case.id, default_plan_id=plan.id)
        )
        give.method_id = self.email
        give.save().action_give()
        self.assertEqual(plan.copy_ids.party_id, self.victim)

    def test_an_agreement_before_the_report(self):
        self.planned()
        early = self.case.reported_at - timedelta(minutes=1)
        self.refused(
            self.dialogue(agreed_at=early).action_agree, "before the report came in"
        )

    def test_an_agreement_in_the_future(self):
        self.planned()
        late = fields.Datetime.now() + timedelta(hours=1)
        self.refused(self.dialogue(agreed_at=late).action_agree, "in the future")

    def test_an_agreement_before_the_last_one(self):
        self.planned()
        self.agree()
        self.planned("victim_support")
        early = fields.Datetime.now() - timedelta(hours=1)
        self.refused(self.dialogue(agreed_at=early).action_agree, "Version 1")

    def test_a_plan_with_nothing_in_it(self):
        self.action("regular_call")
        self.refused(
            self.case.with_user(self.officer).action_agree_plan, "nothing in the plan"
        )
        self.refused(self.dialogue().action_agree, "nothing in the plan")

    def test_a_plan_with_an_item_nobody_owns(self):
        item = self.planned("locks", owner_team="Repairs team")
        item.owner_team = False
        self.refused(self.dialogue().action_agree, "Nobody owns", item.name)

    def test_two_officers_at_the_same_plan(self):
        """The second reads what the first changed before it is agreed."""
        self.case.member_ids |= self.officer2
        item = self.planned()
        dialogue = self.dialogue(wishes="Typed with care")
        item.with_user(self.officer2).name = "We call you each Friday"
        self.refused(dialogue.action_agree, "A colleague has changed the plan")
        again = dialogue.action_read_again()
        self.assertEqual(again["res_id"], dialogue.id)
        self.assertIn("each Friday", dialogue.html)
        self.assertEqual(dialogue.wishes, "Typed with care")
        dialogue.action_agree()
        self.assertIn("each Friday", self.case.plan_ids.body)

    def test_two_officers_agreeing_at_once(self):
        self.case.member_ids |= self.officer2
        self.planned()
        first, second = self.dialogue(), self.dialogue(self.officer2)
        first.action_agree()
        self.refused(second.action_agree, "A colleague has changed the plan")
        self.assertEqual(len(self.case.plan_ids), 1)

    def test_the_same_plan_gives_the_same_words(self):
        self.planned()
        first = self.agree()
        again = self.case._plan_text(
            first.interval_days, first.update_method_id, wishes=first.wishes or ""
        )
        self.assertEqual(first.body, again)
        self.refused(self.dialogue().action_agree, "Nothing has changed")
        self.planned("victim_support")
        self.assertEqual(self.agree().version, 2)

    def test_updates_are_never_rarer_than_promised(self):
        """[000.b10] [003.5.12c] [003.8.1d] [004.2i] rhythm and way agreed, 14 days at
        most"""
        self.planned()
        self.refused(self.dialogue(interval_days=15).action_agree, "14 days")
        self.refused(self.dialogue(interval_days=0).action_agree, "14 days")
        plan = self.agree(interval_days=7, update_method_id=self.email)
        self.assertEqual(self.case.update_interval_days, 7)
        self.assertEqual(self.case.update_method_id, self.email)
        self.assertIn("at least every 7 days", plan.body)
        self.assertIn("e-mail", plan.body)
        with self.assertRaises(UserError):
            self.case.with_user(self.officer).update_interval_days = 30

    def test_an_unsafe_way_for_updates_is_said_at_once(self):
        """Before the button, while nothing typed can be lost by it"""
        self.planned()
        dialogue = self.dialogue(update_method_id=self.post)
        self.assertIn("called safe", dialogue.update_refusal)
        self.refused(dialogue.action_agree, "called safe")
        dialogue.update_method_id = self.email
        self.assertFalse(dialogue.update_refusal)

    def test_the_copy_names_no_way_that_is_not_chosen(self):
        self.planned()
        none = self.env["hate.contact.method"]
        self.assertNotIn("this way", self.case._plan_text(14, none))
        self.assertIn("this way: e-mail", self.case._plan_text(14, self.email))

    def test_the_persons_own_steps_are_wishes(self):
        """[000.a2] [004.5a] [004.5c] in the copy as what they can do, if they wish"""
        self.planned()
        self.planned("own_diary", owner_party_id=self.victim.id)
        body = self.agree().body
        own = body[body.index("What you can do, if you wish") :]
        self.assertIn("You need not do any of this", own)
        self.assertIn("note down what happens", own)
        self.assertNotIn("By:", own[: own.index("# How you hear")])

    def test_expectations_are_honest(self):
        """[004.2d] open about what is possible"""
        self.planned("victim_support")
        body = self.agree(expectations="We can't say yet how long it takes.").body
        self.assertIn("They are independent of us", body)
        self.assertIn("how long it takes", body)

    def test_rights_and_support_stand_in_the_copy(self):
        """[001.s6] clear information on support"""
        self.company.hate_plan_rights = "- You can complain to Any Body."
        self.planned()
        self.assertIn("- You can complain to Any Body.", self.agree().body)

    def test_nothing_of_the_alleged_persons_needs_in_the_copy(self):
        self.planned()
        self.planned(
            "alleged_referral",
            alleged_party_id=self.alleged.id,
            agency_id=self.env["hate.agency"].create({"name": "Help"}).id,
        )
        body = self.agree().body
        self.assertNotIn("helps them to stop", body)

    def test_what_is_done_for_a_witness_stays_with_the_witness(self):
        """[001.d7a] measures for witnesses too, each their own"""
        witness = self.add_party(words.ROLE_WITNESS)
        self.planned()
        item = self.planned("camera", party_id=witness.id, owner_team="Repairs team")
        self.assertEqual(item.party_id, witness)
        self.assertNotIn(item.name, self.agree().body)

    def test_not_agreed_with_someone_alleged(self):
        self.planned()
        with self.assertRaises(UserError):
            self.case.with_user(self.officer)._agree_plan(
                self.alleged, self.phone, fields.Datetime.now(), 7, self.phone
            )

    def test_no_name_in_display_names(self):
        self.planned()
        plan = self.agree()
        self.assertEqual(plan.display_name, self.case.name)

    def test_reviews_with_the_person_are_kept(self):
        """[004.2g] monitored and gone through together; nothing is changed later"""
        case = self.case.with_user(self.officer)
        self.refused(case.action_review_plan, "no agreed plan")
        self.planned()
        plan = self.agree()
        action = case.action_review_plan()
        form = Form(
            self.env["hate.plan.review"]
            .with_user(self.officer)
            .with_context(**action["context"])
        )
        form.said = "The calls help"
        review = form.save()
        self.assertEqual(review.plan_id, plan)
        self.assertEqual(review.user_id, self.officer)
        with self.assertRaises(UserError):
            review.sudo().write({"said": "Nothing helps"})
        with self.assertRaises(ValidationError):
            review.sudo().copy({"party_id": self.alleged.id})

    def test_an_overdue_action_is_seen_on_the_case(self):
        item = self.planned()
        self.assertEqual(self.case.next_action_at, item.due_at)
        self.assertNotIn("overdue", self.case.banners or "")
        item.due_at = fields.Datetime.now() - timedelta(hours=1)
        self.case.invalidate_recordset(["banners"])
        self.assertIn("An action of the plan is overdue", self.case.banners)
        item.outcome = "Called"
        item.action_done()
        self.assertFalse(self.case.next_action_at)

    def test_a_change_since_it_was_agreed_is_seen(self):
        """Wording, day, owner, something added or left out: agreed anew or shown."""
        item = self.planned("locks", owner_team="Repairs team")
        self.assertFalse(self.case.plan_changed, "nothing is agreed yet")
        self.agree()
        agency = self.env["hate.agency"].create({"name": "Any Agency"})
        for change in (
            {"name": "We fit two locks"},
            {"due_at": item.due_at + timedelta(days=2)},
            {"owner_team": "Estates team"},
            {"owner": words.OWNER_AGENCY, "agency_id": agency.id},
        ):
            with self.subTest(change=list(change)):
                self.assertFalse(self.case.plan_changed)
                before = {name: item[name] for name in change}
                item.write(change)
                self.assertTrue(self.case.plan_changed)
                self.assertIn("changed since it was agreed", self.case.banners)
                item.write(before | {"agency_id": False})
                self.assertFalse(self.case.plan_changed, "as agreed again")
                item.write(change)
                self.agree()

    def test_items_added_or_left_out_change_the_plan(self):
        self.planned()
        item = self.planned("victim_support")
        self.agree()
        self.action("locks")
        self.assertFalse(self.case.plan_changed, "only considered")
        item.why_not = "They do not want it"
        item.action_not_done()
        self.assertTrue(self.case.plan_changed)
        self.agree()
        self.assertFalse(self.case.plan_changed)
        self.planned("locks", owner_team="Repairs team")
        self.assertTrue(self.case.plan_changed)

    def test_what_keeps_the_plan_changes_nothing(self):
        """Done, handed over, reasons typed: the person agreed to all of that."""
        item = self.planned()
        self.planned("victim_support")
        self.agree()
        item.reason = "More is known now"
        self.case.officer_id = self.officer2
        self.case.officer_id = self.officer
        item.outcome = "Called"
        item.action_done()
        self.assertFalse(self.case.plan_changed)
        self.assertNotIn("changed since", self.case.banners or "")

    def test_the_persons_own_steps_are_never_overdue(self):
        """[004.5c] never a penalty"""
        item = self.planned("own_diary", owner_party_id=self.victim.id)
        item.due_at = fields.Datetime.now() - timedelta(days=1)
        self.assertFalse(self.case.next_action_at)
        overdue = self.env["hate.action"].search(
            [*self.case._get_due_action_domain(), ("due_at", "<", "now")]
        )
        self.assertNotIn(item, overdue)
        item.action_not_done()
        self.assertEqual(item.state, words.ACTION_NOT_DONE, "no reason is asked")

    def test_plans_and_copies_are_written_by_methods_only(self):
        self.planned()
        plan = self.agree()
        for model in ("hate.plan", "hate.plan.copy"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.manager).create(
                    {"case_id": self.case.id, "plan_id": plan.id}
                )

    def test_the_dialogue_shows_nothing_of_another_case(self):
        self.planned()
        with self.assertRaises(AccessError):
            self.dialogue(self.officer2)
