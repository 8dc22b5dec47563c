from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon


@tagged("post_install", "-at_install", "hate_case", "security")
class TestMembers(HateCaseCommon):
    """Who leaves a case leaves it in every way; who is alleged never sees it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)

    def alleged(self, case=None, **values):
        return self.env["hate.party"].create(
            {
                "case_id": (case or self.case).id,
                "role": words.ROLE_ALLEGED,
                "name": "Someone Alleged",
                **values,
            }
        )

    def reach_in_every_way(self, user, case=None):
        """Let Odoo's own mail reach a user about a case."""
        case = case or self.case
        partner = user.partner_id
        case.message_subscribe(partner.ids)
        case._remind(user, "Planted summary")
        done = case.activity_schedule(
            "mail.mail_activity_data_todo", summary="Planted done", user_id=user.id
        )
        done.action_feedback(feedback="Planted feedback")
        case.message_notify(partner_ids=partner.ids, body="Planted notice")
        message = case.message_post(
            body="Planted post", partner_ids=partner.ids, message_type="comment"
        )
        message.starred_partner_ids = [Command.link(partner.id)]
        self.env["mail.scheduled.message"].create(
            {
                "model": "hate.case",
                "res_id": case.id,
                "author_id": partner.id,
                "body": "Planted later",
                "scheduled_date": fields.Datetime.add(fields.Datetime.now(), days=1),
            }
        )

    def traces_of(self, user, case=None):
        """:return: what a user gets of a case by Odoo's own mail, asked as the user"""
        case = case or self.case
        env = self.env(user=user, context={"active_test": False})
        here = [("model", "=", "hate.case"), ("res_id", "=", case.id)]
        at_case = [("res_model", "=", "hate.case"), ("res_id", "=", case.id)]
        partner = user.partner_id.id
        return {
            "messages": env["mail.message"].search(here),
            "starred": self.env["mail.message"].search(
                [*here, ("starred_partner_ids", "in", partner)]
            ),
            "sent to": self.env["mail.message"].search(
                [*here, ("partner_ids", "in", partner)]
            ),
            "notifications": self.env["mail.notification"].search(
                [
                    ("mail_message_id.model", "=", "hate.case"),
                    ("mail_message_id.res_id", "=", case.id),
                    ("res_partner_id", "=", partner),
                ]
            ),
            "activities": env["mail.activity"].search(at_case),
            "assigned": self.env["mail.activity"]
            .with_context(active_test=False)
            .search([*at_case, ("user_id", "=", user.id)]),
            "following": self.env["mail.followers"].search(
                [*at_case, ("partner_id", "=", partner)]
            ),
            "scheduled": self.env["mail.scheduled.message"].search(
                [*here, ("author_id", "=", partner)]
            ),
        }

    # leaving

    def test_002_4_11_who_leaves_leaves_in_every_way(self):
        self.case._add_members(self.officer2, "Helps")
        self.reach_in_every_way(self.officer2)
        for way, found in self.traces_of(self.officer2).items():
            self.assertTrue(found, f"the test reaches them by {way}")
        self.case._remove_members(self.officer2, "No longer helps")
        for way, found in self.traces_of(self.officer2).items():
            self.assertFalse(found, way)
        with self.assertRaises(AccessError):
            self.case.with_user(self.officer2).read(["name"])

    def test_their_open_work_goes_to_the_officer(self):
        self.case._add_members(self.officer2)
        self.case._remind(self.officer2, "Call")
        self.case._remove_members(self.officer2)
        self.assertEqual(self.case.activity_ids.user_id, self.officer)

    def test_others_keep_what_they_have(self):
        self.case._add_members(self.officer2)
        self.reach_in_every_way(self.officer)
        self.case._remove_members(self.officer2)
        for way, found in self.traces_of(self.officer).items():
            self.assertTrue(found, way)

    def test_coming_and_going_keeps_the_reason_and_says_nothing(self):
        self.case._add_members(self.officer2, "Speaks Urdu")
        self.assertIn("Speaks Urdu", self.case.note_ids[0].text)
        self.assertIn(self.officer2.name, self.case.note_ids[0].text)
        for body in self.case.message_ids.mapped("body"):
            self.assertNotIn("Urdu", body)
            self.assertNotIn(self.officer2.name, body)

    def test_nobody_comes_in_who_could_not_see_it(self):
        for user in (self.staff, self.insight, self.config):
            with self.assertRaises(UserError):
                self.case._add_members(user)

    # following

    def test_only_members_follow(self):
        victim = self.env["res.partner"].create({"name": "A Customer"})
        self.case.message_subscribe(
            (victim | self.manager.partner_id | self.officer.partner_id).ids
        )
        self.assertEqual(self.case.message_partner_ids, self.officer.partner_id)

    # activities

    def test_work_goes_only_to_who_may_see_the_case(self):
        for user in (self.staff, self.officer2, self.config):
            with self.assertRaises(ValidationError):
                self.case.with_user(self.officer).activity_schedule(
                    "mail.mail_activity_data_todo", user_id=user.id
                )
        activity = self.case.with_user(self.officer).activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.manager.id
        )
        self.assertEqual(activity.user_id, self.manager)
        with self.assertRaises(ValidationError):
            activity.user_id = self.officer2

    def test_lost_work_is_not_changed_from_outside(self):
        """Odoo lets whoever made an activity change or delete it for ever."""
        self.case._add_members(self.officer2)
        activity = self.case.with_user(self.officer2).activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.officer.id, summary="Visit"
        )
        self.case._remove_members(self.officer2)
        for change in (
            lambda: activity.write({"user_id": self.officer2.id}),
            lambda: activity.write({"summary": "Nothing to do"}),
            activity.unlink,
            lambda: activity.read(["summary"]),
        ):
            self.env.invalidate_all()
            with self.assertRaises(AccessError):
                change()
        activity.with_user(self.officer).write({"summary": "Visit at noon"})

    # conflicts

    def test_002_4_11_an_alleged_officer_is_out_at_once(self):
        """[002.4.11] [003.5.11]"""
        self.case._add_members(self.officer2)
        self.reach_in_every_way(self.officer)
        self.alleged(user_id=self.officer.id)
        self.assertFalse(self.case.officer_id)
        self.assertNotIn(self.officer, self.case.member_ids)
        self.assertIn(self.officer, self.case.excluded_user_ids)
        mine = self.env["hate.case"].with_user(self.officer)
        self.assertFalse(mine.search_count([("id", "=", self.case.id)]))
        for way, found in self.traces_of(self.officer).items():
            self.assertFalse(found, way)

    def test_by_the_contact_record_too(self):
        self.alleged(partner_id=self.officer.partner_id.id)
        self.assertFalse(self.case.with_user(self.officer).has_access("read"))

    def test_a_login_made_later_is_shut_out_too(self):
        partner = self.env["res.partner"].create({"name": "Someone"})
        self.alleged(partner_id=partner.id)
        user = self.make_user("t_later", "hate_case_mgmt.group_manager")
        self.assertTrue(self.case.with_user(user).has_access("read"))
        user.partner_id = partner
        self.assertFalse(self.case.with_user(user).has_access("read"))
        self.assertIn(user, self.case.excluded_user_ids)

    def test_a_corrected_entry_shuts_out(self):
        party = self.alleged(role=words.ROLE_WITNESS, user_id=self.officer.id)
        self.assertTrue(self.case.with_user(self.officer).has_access("read"))
        party.role = words.ROLE_ALLEGED
        self.assertFalse(self.case.with_user(self.officer).has_access("read"))

    def test_shut_out_whatever_their_groups(self):
        for user in (self.manager, self.dpo):
            case = self.open_case(members=user)
            self.alleged(case, user_id=user.id)
            self.assertFalse(case.with_user(user).has_access("read"), user.login)
            with self.assertRaises(UserError):
                case._add_members(user)

    def test_let_back_in_only_when_it_was_a_mistake(self):
        party = self.alleged(user_id=self.officer.id)
        with self.assertRaises(UserError):
            self.case._let_back_in(self.officer, "Please")
        party.user_id = self.officer2
        self.assertIn(self.officer, self.case.excluded_user_ids)
        self.case._let_back_in(self.officer, "The wrong colleague was chosen")
        self.assertNotIn(self.officer, self.case.excluded_user_ids)

    def test_003_5_11_a_case_about_staff_is_restricted_at_once(self):
        """[002.4.11] [003.5.11]: handed to those whom the company names."""
        handler = self.make_user("t_handler", "hate_case_mgmt.group_manager")
        self.company.hate_restricted_user_ids = handler
        for kind, _label in words.STAFF_KINDS:
            case = self.open_case(members=self.hub)
            self.assertTrue(case.with_user(self.manager).has_access("read"))
            self.reach_in_every_way(self.hub, case)
            self.alleged(case, staff_kind=kind)
            self.assertTrue(case.restricted)
            self.assertEqual(case.member_ids, self.hub | handler)
            self.assertFalse(case.with_user(self.manager).has_access("read"))
            self.assertTrue(case.with_user(handler).has_access("read"))
            self.assertEqual(case.activity_ids.user_id & handler, handler)
            self.assertIn("human resources", " ".join(case.note_ids.mapped("text")))

    def test_whoever_finds_it_out_stays(self):
        self.env["hate.party"].with_user(self.manager).create(
            {
                "case_id": self.case.id,
                "role": words.ROLE_ALLEGED,
                "staff_kind": words.STAFF_EMPLOYEE,
            }
        ).read(["role"])
        self.assertIn(self.manager, self.case.member_ids)

    def test_a_restricted_case_is_never_without_anyone(self):
        case = self.open_case(members=self.officer)
        self.alleged(case, user_id=self.officer.id)
        self.assertIn(self.manager, case.member_ids)

    def test_003_3_2a_staff_harmed_restricts_nothing(self):
        """[003.3.2a] A colleague may be the person affected."""
        self.alleged(
            role=words.ROLE_VICTIM,
            user_id=self.staff.id,
            staff_kind=words.STAFF_EMPLOYEE,
        )
        self.assertFalse(self.case.restricted)

    def test_ending_what_is_left_when_it_is_restricted(self):
        """A manager who is not named on it loses what Odoo's mail told them."""
        case = self.open_case(members=self.hub)
        case._remind(self.manager, "Planted")
        case.message_notify(partner_ids=self.manager.partner_id.ids, body="Planted")
        self.alleged(case, staff_kind=words.STAFF_CONTRACTOR)
        for way, found in self.traces_of(self.manager, case).items():
            self.assertFalse(found, way)

    # by the manager's dialogue

    def change_access(self, user, change, who, reason="Because"):
        wizard = (
            self.env["hate.case.access"]
            .with_user(user)
            .create(
                {
                    "case_id": self.case.id,
                    "change": change,
                    "user_ids": [Command.set(who.ids)],
                    "reason": reason,
                }
            )
        )
        return wizard.action_confirm()

    def test_a_manager_shuts_someone_out_with_a_reason(self):
        with self.assertRaises(UserError):
            self.change_access(self.manager, "shut_out", self.officer2, " ")
        self.change_access(self.manager, "shut_out", self.officer2, "A neighbour")
        self.assertIn(self.officer2, self.case.excluded_user_ids)
        self.assertIn("A neighbour", self.case.note_ids[0].text)
        with self.assertRaises(UserError):
            self.change_access(self.manager, "add", self.officer2)
        self.change_access(self.manager, "let_back", self.officer2)
        self.change_access(self.manager, "add", self.officer2)
        self.assertTrue(self.case.with_user(self.officer2).has_access("read"))
        self.change_access(self.manager, "remove", self.officer2)
        self.assertFalse(self.case.with_user(self.officer2).has_access("read"))
        with self.assertRaises(UserError):
            self.change_access(self.manager, "remove", self.officer)

    def test_only_a_manager_changes_access(self):
        with self.assertRaises(AccessError):
            self.case.with_user(self.officer).action_change_access(
                "add", self.officer2.ids, "Because"
            )
        with self.assertRaises(UserError):
            self.case.with_user(self.officer2).action_change_access(
                "add", self.officer2.ids, "Because"
            )

    def test_a_shut_out_manager_may_end_their_own_access(self):
        self.change_access(self.manager, "shut_out", self.manager, "My neighbour")
        self.assertFalse(self.case.with_user(self.manager).has_access("read"))

    def test_queries_do_not_grow_with_people(self):
        """Entering people costs nothing more for each who is not alleged."""

        def cost(number):
            case = self.open_case()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["hate.party"].create(
                [{"case_id": case.id, "role": words.ROLE_WITNESS}] * number
            )
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(1)
        self.assertLessEqual(cost(100), cost(1) + 3)
