from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon


class ActionCommon(HateCaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager2 = cls.make_user("t_manager2", "hate_case_mgmt.group_manager")
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        cls.victim = cls.add_party(words.ROLE_VICTIM, name="Planted Name")
        cls.alleged = cls.add_party(words.ROLE_ALLEGED, tenure="general_needs")

    @classmethod
    def add_party(cls, role, **vals):
        return cls.env["hate.party"].create(
            {"case_id": cls.case.id, "role": role, **vals}
        )

    def kind(self, code):
        return self.env.ref(f"hate_case_mgmt.action_type_{code}")

    def action(self, code, **vals):
        """:return: a considered item, entered by the officer"""
        return (
            self.env["hate.action"]
            .with_user(self.officer)
            .create({"case_id": self.case.id, "type_id": self.kind(code).id, **vals})
        )

    def refused(self, step, *parts):
        """Take a step that must be refused, with these words."""
        with self.assertRaises(UserError) as caught:
            step()
        for part in parts:
            self.assertIn(part, str(caught.exception))


@tagged("post_install", "-at_install", "hate_case")
class TestAction(ActionCommon):
    def test_an_item_begins_with_what_its_type_says(self):
        item = self.action("locks")
        self.assertEqual(item.state, words.ACTION_PROPOSED)
        self.assertEqual(item.category, words.ACTION_HOME_SAFETY)
        self.assertEqual(item.name, self.kind("locks").plain_words)
        self.assertEqual(item.owner, words.OWNER_LANDLORD)
        self.assertTrue(item.due_at)
        self.assertEqual(item.display_name, self.case.name)

    def test_an_item_nobody_owns_is_not_planned(self):
        item = self.action("locks")
        self.refused(item.action_plan, "who does it")
        item.owner_team = "Repairs team"
        item.action_plan()
        self.assertEqual(item.state, words.ACTION_PLANNED)

    def test_the_state_is_set_by_the_buttons_only(self):
        item = self.action("regular_call")
        with self.assertRaises(AccessError):
            item.state = words.ACTION_DONE

    def test_each_kind_of_owner_counts(self):
        agency = self.env["hate.agency"].create({"name": "Any Agency"})
        item = self.action("regular_call")
        self.assertTrue(item.is_owned, "the case has an officer")
        for owner, field, value in (
            (words.OWNER_LANDLORD, "owner_user_id", self.officer.id),
            (words.OWNER_PERSON, "owner_party_id", self.victim.id),
            (words.OWNER_AGENCY, "agency_id", agency.id),
        ):
            item.owner = owner
            self.assertFalse(item.is_owned, owner)
            item[field] = value
            self.assertTrue(item.is_owned, owner)

    def test_nobody_alleged_owns_an_item(self):
        with self.assertRaises(ValidationError):
            self.action("own_diary", owner_party_id=self.alleged.id)

    def test_no_colleague_who_may_not_see_the_case(self):
        with self.assertRaises(ValidationError):
            self.action("locks", owner_user_id=self.officer2.id)

    def test_proposing_leaves_the_decision_to_people(self):
        item = self.case.with_user(self.officer)._propose_action(
            self.kind("regular_call"), "High risk"
        )
        self.assertEqual(item.state, words.ACTION_PROPOSED)
        self.assertEqual(item.reason, "High risk")
        again = self.case._propose_action(self.kind("regular_call"), "Once more")
        self.assertEqual(again, item, "what is under way is not proposed twice")

    def test_what_is_not_in_force_is_not_proposed(self):
        self.assertFalse(self.case._propose_action(self.kind("respect_order"), "?"))

    def test_whoever_may_not_see_the_case_proposes_nothing(self):
        with self.assertRaises(AccessError):
            self.case.with_user(self.officer2)._propose_action(
                self.kind("regular_call"), "?"
            )

    def test_the_hub_proposes_and_writes_nothing(self):
        case = self.open_case()
        item = case.with_user(self.hub)._propose_action(self.kind("locks"), "Damage")
        self.assertEqual(item.name, self.kind("locks").plain_words)
        with self.assertRaises(AccessError):
            item.name = "Something else"

    def test_a_settled_item_stays_as_it_is(self):
        item = self.action("regular_call")
        item.action_plan()
        item.outcome = "Called"
        item.action_done()
        self.refused(lambda: item.write({"outcome": "Did not call"}), "settled")
        item.action_back()
        item.outcome = "Called twice"

    def test_done_needs_what_came_of_it(self):
        item = self.action("regular_call")
        item.action_plan()
        self.refused(item.action_done, "what came of it")
        item.outcome = "Called"
        item.action_done()
        self.assertTrue(item.done_at)
        self.refused(item.action_done, "already")

    def test_not_done_needs_a_reason(self):
        item = self.action("regular_call")
        self.refused(item.action_not_done, "why it is not done")
        item.why_not = "They do not want calls"
        item.action_not_done()
        self.assertEqual(item.decided_by_id, self.officer)

    def test_given_to_the_person_the_reason_is_still_asked(self):
        """Nobody drops what we said we would do by calling it the person's step."""
        for step, word in (
            ("action_not_done", "why it is not done"),
            ("action_take_out", "why it is not done"),
            ("action_done", "what came of it"),
        ):
            with self.subTest(step=step):
                item = self.action("regular_call")
                item.action_plan()
                item.owner = False
                item.owner = words.OWNER_PERSON
                item.owner_party_id = self.victim
                self.refused(getattr(item, step), word)
                item.write({"why_not": "They do it", "outcome": "They did it"})
                getattr(item, step)()
        with self.assertRaises(AccessError):
            self.action("locks").was_ours = True

    def test_the_hand_over_moves_what_is_followed_up(self):
        item = self.action("regular_call")
        self.assertEqual(item.user_id, self.officer)
        self.case.officer_id = self.officer2
        self.assertEqual(item.user_id, self.officer2)

    def test_who_leaves_the_case_owns_nothing_in_it(self):
        self.case.member_ids |= self.officer2
        item = self.action("locks", owner_user_id=self.officer2.id)
        activity = item.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.officer2.id
        )
        self.case._remove_members(self.officer2, "Not needed any more")
        self.assertFalse(item.owner_user_id)
        self.assertEqual(item.user_id, self.officer)
        self.assertEqual(activity.sudo().user_id, self.officer)

    def test_an_activity_of_an_action_speaks_on_the_case(self):
        item = self.action("regular_call")
        activity = item.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.officer.id
        )
        activity.action_feedback(feedback="Said in confidence")
        self.assertEqual(self.case.note_ids.text, "Said in confidence")
        self.assertNotIn("confidence", " ".join(self.case.message_ids.mapped("body")))

    def test_two_colleagues_at_one_action(self):
        """What was not seen is not overwritten; what is meant is."""
        item = self.action("regular_call", reason="First words")
        item.reason = "A colleague's words"
        seen = {"hate_seen": {"reason": "First words"}}
        self.refused(
            lambda: item.web_save({"reason": "Mine", **seen}, {}),
            "A colleague has changed",
            "Why",
        )
        self.assertEqual(item.reason, "A colleague's words")
        item.web_save({"name": "Elsewhere", "hate_seen": {"name": item.name}}, {})
        self.assertEqual(item.name, "Elsewhere", "another field is no conflict")
        item.web_save({"reason": "Mine"}, {})
        self.assertEqual(item.reason, "Mine")

    def test_two_officers_saving_the_same_case(self):
        case = self.case.with_user(self.officer)
        area, other = self.env["hate.area"].create([{"name": "A"}, {"name": "B"}])
        case.area_id = area
        self.refused(
            lambda: case.web_save(
                {"area_id": other.id, "hate_seen": {"area_id": False}}, {}
            ),
            "A colleague has changed",
        )
        case.web_save({"area_id": other.id, "hate_seen": {"area_id": area.id}}, {})
        self.assertEqual(case.area_id, other)

    def test_lists_cost_the_same_for_1_and_100(self):
        spec = {
            "case_id": {"fields": {"display_name": {}}},
            "name": {},
            "category": {},
            "owner": {},
            "due_at": {},
            "settled_at": {},
            "user_id": {"fields": {"display_name": {}}},
            "state": {},
        }

        def read():
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            found = (
                self.env["hate.action"]
                .with_user(self.officer)
                .web_search_read([("case_id", "=", self.case.id)], spec, limit=200)
            )
            return found["length"], self.cr.sql_log_count - before

        self.action("regular_call")
        read()
        _few, one = read()
        kind = self.kind("practical_help").id
        self.env["hate.action"].with_user(self.officer).create(
            [{"case_id": self.case.id, "type_id": kind} for _ in range(99)]
        )
        many, hundred = read()
        self.assertEqual(many, 100)
        self.assertLessEqual(hundred, one)
