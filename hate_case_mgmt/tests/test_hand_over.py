from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .test_allocation import AllocationCase


@tagged("post_install", "-at_install", "hate_case")
class TestHandOver(AllocationCase):
    """Nobody has to tell their story twice, and the former officer is out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case.with_user(cls.hub).action_allocate(cls.officer.id)

    def hand_over(self, user=None, officer=None, note="Call before noon", **values):
        self.case.with_user(user or self.officer).action_hand_over(
            (officer or self.officer2).id, note, **values
        )

    def test_000_b7b_to_the_next_officer(self):
        """[000.b7b] [003.8.1b]"""
        self.hand_over()
        self.assertEqual(self.case.officer_id, self.officer2)
        self.assertEqual(self.case.member_ids, self.officer2)
        self.assertEqual(self.case.state, words.STATE_OPEN)
        self.assertIn("Call before noon", self.case.note_ids[0].text)
        self.assertEqual(self.case.note_ids[0].user_id, self.officer)

    def test_clocks_move_and_the_person_is_told_anew(self):
        self.hand_over()
        pending = self.case.deadline_ids.filtered(
            lambda clock: clock.state == words.DEADLINE_RUNNING
            and clock.commitment_id.responsible == words.RESPONSIBLE_OFFICER
        )
        self.assertIn(
            words.EVENT_FIRST_RESPONSE, pending.mapped("commitment_id.met_by_event")
        )
        self.assertEqual(pending.user_id, self.officer2)
        new_officer = self.env.ref("hate_case_mgmt.commitment_strict_new_officer")
        self.assertIn(new_officer, pending.commitment_id)

    def test_the_former_officer_is_out_in_every_way(self):
        case = self.case.with_user(self.officer)
        case.read(["name"])
        case.activity_schedule("mail.mail_activity_data_todo", user_id=self.officer.id)
        case.message_subscribe(self.officer.partner_id.ids)
        self.case.message_notify(partner_ids=self.officer.partner_id.ids, body="x")
        self.hand_over()
        for method, args in (
            ("read", (["name"],)),
            ("write", ({"danger_now": True},)),
            ("web_save", ({"danger_now": True}, {"name": {}})),
            ("web_read", ({"name": {}},)),
        ):
            with self.assertRaises(AccessError, msg=method):
                getattr(case, method)(*args)
        mine = self.env(user=self.officer, context={"active_test": False})
        here = [("res_model", "=", "hate.case"), ("res_id", "=", case.id)]
        self.assertFalse(mine["mail.activity"].search(here))
        # what is left are the neutral lines they caused themselves
        left = mine["mail.message"].search(
            [("model", "=", "hate.case"), ("res_id", "=", case.id)]
        )
        self.assertLessEqual(left.author_id, self.officer.partner_id)
        self.assertLessEqual(
            set(left.mapped("preview")),
            {
                "Handed over to another officer",
                f"Something waits for you on {self.case.name}.",
            },
        )
        self.assertFalse(
            self.env["mail.notification"].search(
                [
                    ("mail_message_id.res_id", "=", case.id),
                    ("res_partner_id", "=", self.officer.partner_id.id),
                ]
            )
        )
        self.assertFalse(case.search([("id", "=", case.id)]))
        self.assertFalse(mine["hate.note"].search_count([("case_id", "=", case.id)]))
        self.assertFalse(self.case.message_partner_ids & self.officer.partner_id)

    def test_their_open_work_moves_on(self):
        self.case.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.officer.id, summary="Visit"
        )
        self.hand_over()
        visit = self.case.activity_ids.filtered(lambda act: act.summary == "Visit")
        self.assertEqual(visit.user_id, self.officer2)

    def test_a_note_is_asked_for(self):
        for note in (False, "", "  "):
            with self.assertRaises(UserError):
                self.hand_over(note=note)
        self.assertEqual(self.case.officer_id, self.officer)

    def test_who_hands_over(self):
        self.case._add_members(self.officer2)
        with self.assertRaises(UserError):
            self.hand_over(user=self.officer2)
        with self.assertRaises(UserError):
            self.hand_over(officer=self.officer)
        self.hand_over(user=self.manager)
        self.assertEqual(self.case.officer_id, self.officer2)

    def test_not_before_it_was_allocated_or_when_it_is_closed(self):
        for state in (words.STATE_REPORTED, words.STATE_CLOSED):
            case = self.open_case(state=state, officer=self.officer)
            with self.assertRaises(UserError):
                case.with_user(self.manager).action_hand_over(self.officer2.id, "x")

    def test_the_same_gates_as_when_allocating(self):
        self.add_party(user_id=self.officer2.id)
        with self.assertRaises(UserError):
            self.hand_over()
        with self.assertRaises(UserError):
            self.hand_over(user=self.manager)
        self.hand_over(user=self.manager, reason="Nobody else")
        self.assertEqual(self.case.officer_id, self.officer2)

    def test_a_case_that_lost_its_officer_gets_one(self):
        """[002.4.11] An alleged officer is out; a colleague is named in their place."""
        self.case._add_members(self.manager)
        self.add_party(role=words.ROLE_ALLEGED, user_id=self.officer.id)
        self.assertFalse(self.case.officer_id)
        self.hand_over(user=self.manager)
        self.assertEqual(self.case.officer_id, self.officer2)

    def test_by_the_dialogue(self):
        case = self.case.with_user(self.officer)
        action = case.action_open_hand_over()
        wizard = case.env[action["res_model"]].browse(action["res_id"])
        self.assertNotIn(self.officer, wizard.line_ids.officer_id)
        wizard.write({"officer_id": self.officer2.id, "note": "Read the plan"})
        done = wizard.action_confirm()
        self.assertEqual(done["params"]["next"]["target"], "main")
        self.assertFalse(wizard.exists())

    # the summary

    def page(self, user, case=None):
        reports = self.env["ir.actions.report"].with_user(user)
        html = reports._render_qweb_html(
            "hate_case_mgmt.read_first", (case or self.case).ids
        )[0]
        return html.decode() if isinstance(html, bytes) else html

    def test_the_summary_tells_the_story(self):
        self.env["hate.incident"].create(
            {"case_id": self.case.id, "narrative": "Paint on the door <b>twice</b>"}
        )
        victim = self.add_party(
            role=words.ROLE_VICTIM,
            name="Amina Planted",
            if_someone_answers="Say it is the dentist",
        )
        self.add_party(role=words.ROLE_ALLEGED, name="B Neighbour", phone="07700900999")
        victim.safe_method_ids = self.env["hate.contact.method"].search(
            [("code", "=", words.METHOD_PHONE)]
        )
        self.hand_over(note="She prefers mornings")
        page = self.page(self.officer2)
        for text in (
            "She prefers mornings",
            "Paint on the door &lt;b&gt;twice&lt;/b&gt;",
            "Amina Planted",
            "Say it is the dentist",
            "B Neighbour",
            "new case officer",
        ):
            self.assertIn(text, page)
        self.assertNotIn("07700900999", page)
        self.assertNotIn("Planted", self.page(self.officer2).split("<title>")[1][:60])

    def test_a_long_story_is_cut(self):
        self.env["hate.incident"].create(
            {"case_id": self.case.id, "narrative": "a" * 100_000}
        )
        self.assertLess(len(self.page(self.officer)), 20_000)

    def test_the_summary_is_for_who_may_see_the_case(self):
        self.hand_over()
        for user in (self.officer, self.hub, self.staff, self.config, self.insight):
            with self.assertRaises(AccessError, msg=user.login):
                self.page(user)
        action = self.case.with_user(self.officer2).action_read_first()
        self.assertEqual(action["report_name"], "hate_case_mgmt.read_first")

    def test_an_empty_case_has_a_page_too(self):
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        page = self.page(self.officer, case)
        self.assertIn("Nobody is entered yet", page)
        self.assertIn(fields.Datetime.now().strftime("%Y"), page)
