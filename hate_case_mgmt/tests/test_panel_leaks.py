from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_panel as panel_words
from .common import HateCaseCommon
from .panel_common import SECRET, PanelCommon


@tagged("post_install", "-at_install", "hate_case", "security")
class TestPanelLeaks(PanelCommon, HateCaseCommon):
    """Who reads a pack, and when: nobody else, and not a second longer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_panel()
        cls.env["hate.party"].create(
            {
                "case_id": cls.case.id,
                "role": words.ROLE_WITNESS,
                "partner_id": cls.conflicted.partner_id.id,
            }
        )

    def at(self, moment):
        return patch.object(fields.Datetime, "now", return_value=moment)

    def test_a_member_reads_for_the_time_of_the_meeting(self):
        """[002.5.2] from the second of the release to the last before the end"""
        meeting, item = self.release()
        released, closes = item.pack_ids.released_at, meeting.closes_at
        self.assertEqual(closes, meeting.ends_at + timedelta(hours=24))
        second = timedelta(seconds=1)
        for user in (self.partner, self.staff, self.chair):
            for moment, open_then in (
                (released - second, False),
                (released, True),
                (meeting.starts_at, True),
                (closes - second, True),
                (closes, False),
                (closes + timedelta(days=365), False),
            ):
                with self.subTest(user=user.login, moment=moment), self.at(moment):
                    found = self.texts(meeting, user)
                    self.assertEqual(bool(found), open_then)

    def test_an_early_end_closes_earlier(self):
        meeting, item = self.release()
        self.begin(meeting)
        item.outcome = "support"
        item.action_next()
        meeting.action_end()
        self.assertEqual(meeting.closes_at, meeting.ended_at + timedelta(hours=24))
        self.assertTrue(self.texts(meeting, self.partner))
        with self.at(meeting.closes_at):
            self.assertIsNone(self.reads(meeting, self.partner))

    def test_nobody_else_reads_by_this_door(self):
        meeting, _item = self.release()
        other = self.make_user("t_other_member", "base.group_portal")
        self.make_panel("Other Panel", other)
        for user in (
            other,
            self.officer,
            self.officer2,
            self.manager,
            self.hub,
            self.dpo,
            self.insight,
            self.config,
            self.env.ref("base.public_user"),
            self.env.ref("base.user_admin"),
        ):
            with self.subTest(user=user.login):
                self.assertIsNone(self.reads(meeting, user))
        self.assertTrue(self.reads(meeting, self.partner))

    def test_who_leaves_the_panel_reads_nothing_more(self):
        meeting, _item = self.release()
        self.assertTrue(self.reads(meeting, self.partner))
        self.panel.member_ids.filtered(
            lambda member: member.user_id == self.partner
        ).active = False
        self.assertIsNone(self.reads(meeting, self.partner))
        self.panel.active = False
        self.assertIsNone(self.reads(meeting, self.staff))

    def test_a_member_named_in_the_case_does_not_get_its_item(self):
        """Nothing tells them that there is one."""
        meeting, _item = self.release()
        reading = self.reads(meeting, self.conflicted)
        self.assertEqual(reading["items"], [])
        self.assertFalse(reading["cases"])
        self.assertNotIn(SECRET, str(reading))
        self.assertEqual(len(self.texts(meeting, self.partner)), 1)

    def test_a_member_shut_out_does_not_get_its_item(self):
        meeting, _item = self.release()
        self.assertTrue(self.texts(meeting, self.chair))
        self.case._shut_out(self.chair, "Related")
        self.assertEqual(self.texts(meeting, self.chair), [])

    def test_members_see_no_case_and_no_record(self):
        meeting, item = self.release()
        records = [
            self.case,
            item,
            item.pack_ids,
            item.pack_ids.disclosure_id,
            self.person,
            meeting,
            meeting.attendance_ids[0],
            self.panel,
            self.panel.member_ids[0],
        ]
        for user in (self.partner, self.staff):
            for record in records:
                with self.subTest(user=user.login, model=record._name):
                    with self.assertRaises(AccessError):
                        record.with_user(user).read()
                    with self.assertRaises(AccessError):
                        record.with_user(user).search([])

    def test_names_of_records_say_nothing(self):
        meeting, item = self.release()
        for record in (meeting, item, item.pack_ids, *meeting.attendance_ids):
            self.assertNotIn(SECRET, record.sudo().display_name)
        self.assertEqual(item.display_name, self.case.name)

    def test_configuration_can_put_nobody_on_a_panel(self):
        """Whoever is a member reads packs, so managers keep the members."""
        values = {"panel_id": self.panel.id, "user_id": self.config.id}
        with self.assertRaises(AccessError):
            self.env["hate.panel.member"].with_user(self.config).create(values)
        with self.assertRaises(AccessError):
            self.panel.with_user(self.config).write(
                {"member_ids": [Command.create({"user_id": self.config.id})]}
            )
        with self.assertRaises(AccessError):
            self.panel.member_ids[0].with_user(self.config).user_id = self.config
        for model in ("hate.panel.meeting", "hate.panel.item", "hate.panel.pack"):
            for user in (self.config, self.insight):
                with self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])

    def test_another_officer_sees_the_meeting_and_not_the_case(self):
        meeting, item = self.release()
        self.env.invalidate_all()
        theirs = meeting.with_user(self.officer2)
        self.assertFalse(theirs.item_ids)
        with self.assertRaises(AccessError):
            item.with_user(self.officer2).read(["minutes"])
        page = theirs._agenda()
        self.assertEqual(page["items"], [])

    def test_case_17_withdrawn_between_release_and_meeting(self):
        """[002.5.2] security case 17: the item goes from everybody's pack at once, and
        the chair learns that one went, not which nor why"""
        meeting, item = self.release()
        self.assertTrue(self.texts(meeting, self.partner))
        self.say_yes(answer=gate.CONSENT_WITHDRAWN)
        self.assertEqual(item.state, panel_words.ITEM_WITHDRAWN)
        for user in (self.partner, self.staff, self.chair):
            self.assertEqual(self.texts(meeting, user), [])
        told = self.reads(meeting, self.chair)["withdrawn"]
        self.assertIn("One item was withdrawn", told)
        self.assertFalse(self.reads(meeting, self.partner)["withdrawn"])
        self.assertTrue(item.pack_ids.disclosure_id.to_recall)
        with self.assertRaises(UserError):
            item.action_release()

    def test_withdrawn_before_release(self):
        self.say_yes()
        meeting = self.plan_meeting()
        item = self.prepare(meeting)
        self.say_yes(answer=gate.CONSENT_WITHDRAWN)
        self.assertEqual(item.state, panel_words.ITEM_WITHDRAWN)
        self.assertFalse(meeting.withdrawn_line)
        self.assertEqual(item.pack_ids.disclosure_id.state, gate.DISCLOSURE_STOPPED)

    def test_taken_back_is_closed_for_all(self):
        meeting, item = self.release()
        meeting.action_take_back()
        self.assertIsNone(self.reads(meeting, self.partner))
        self.assertEqual(item.state, panel_words.ITEM_LISTED)
        self.assertEqual(meeting.state, panel_words.MEETING_PLANNED)

    def test_a_pack_that_was_tampered_with_is_not_shown(self):
        meeting, item = self.release()
        self.env.flush_all()
        self.cr.execute(
            "UPDATE hate_panel_pack SET content = content || ' more' WHERE id = %s",
            [item.pack_ids.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self.texts(meeting, self.partner), [])

    def test_the_letter_to_members_says_nothing(self):
        for user in (self.partner, self.conflicted, self.staff, self.chair):
            user.email = f"{user.login}@example.com"
        before = self.env["mail.mail"].sudo().search([])
        meeting, _item = self.release()
        letters = self.env["mail.mail"].sudo().search([]) - before
        self.assertEqual(
            letters.recipient_ids, self.panel.member_ids.user_id.partner_id
        )
        for letter in letters:
            text = f"{letter.subject} {letter.body_html}"
            for word in (SECRET, self.case.name, "Hate", "Please raise patrols"):
                self.assertNotIn(word, text)
            self.assertIn(f"/panel/{meeting.id}", text)

    def test_reading_costs_the_same_for_many_items(self):
        self.say_yes()
        meeting = self.plan_meeting()
        item = self.prepare(meeting)
        meeting.action_release()

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.texts(meeting, self.partner)
            return self.cr.sql_log_count - before

        queries()
        one = queries()
        for _number in range(20):
            case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
            copy = self.env["hate.panel.item"].create(
                {"case_id": case.id, "meeting_id": meeting.id, "asks": item.asks}
            )
            copy.state = panel_words.ITEM_RELEASED
            pack = self.env["hate.panel.pack"].create(
                {
                    "case_id": case.id,
                    "item_id": copy.id,
                    "content": "x",
                    "released_at": meeting.released_at,
                }
            )
            pack.sha256 = pack._hash()
        self.assertLessEqual(queries(), one + 2)
        self.assertEqual(len(self.texts(meeting, self.partner)), 21)
