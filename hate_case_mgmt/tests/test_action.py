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
