from contextlib import ExitStack
from datetime import timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_panel as panel_words
from .common import HateCaseCommon
from .panel_common import SECRET, PanelCommon


@tagged("post_install", "-at_install", "hate_case")
class TestPanel(PanelCommon, HateCaseCommon):
    """A case at a panel, from the agenda to actions in its plan."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_panel()

    # ------------------------------------------------------------------
    # To the panel
    # ------------------------------------------------------------------

    def test_002_5_2_a_case_goes_to_a_panel_with_agreement(self):
        """[002.5.2] [003.9.3] with the person's yes, and only what they agreed to"""
        meeting = self.plan_meeting()
        self.person.household = "Two adults"
        self.say_yes(gate.CLASS_HOUSEHOLD)
        self.refer(ticked=":household")
        with self.assertRaises(UserError):
            self.dialogue(meeting).action_prepare()
        self.assertFalse(meeting._items())
        self.say_yes()
        item = self.prepare(meeting)
        self.assertEqual(item.state, panel_words.ITEM_PREPARED)
        self.assertIn(SECRET, item.pack_text)
        sharing = item.pack_ids[0].disclosure_id
        self.assertEqual(sharing.way, gate.WAY_PANEL_PACK)
        self.assertEqual(sharing.panel_id, self.panel)
        self.assertEqual(sharing._classes(), [gate.CLASS_IDENTITY])
        self.assertEqual(sharing.state, gate.DISCLOSURE_DRAFT)
        meeting.action_release()
        self.assertEqual(sharing.state, gate.DISCLOSURE_SENT)
        self.assertIn("Please raise patrols.", sharing.content)
        self.assertIn(SECRET, sharing.content)
        self.assertEqual(item.pack_ids.sha256, sharing.content_sha256)

    def test_002_5_2_only_what_was_referred_comes_on_an_agenda(self):
        """[002.5.2] no referral to the panel that is agreed to: no item"""
        meeting = self.plan_meeting()
        with self.assertRaisesRegex(UserError, "Refer the case to the panel first"):
            self.case.with_user(self.officer).action_take_to_panel()
        referral = self.refer()
        self.assertEqual(referral.state, "waiting")
        with self.assertRaisesRegex(UserError, "Refer the case to the panel first"):
            self.case.with_user(self.officer).action_take_to_panel()
        self.say_yes()
        referral.action_look_again()
        self.assertEqual(self.prepare(meeting).referral_id, referral)

    def test_another_panels_meeting_is_refused(self):
        self.say_yes()
        other = self.plan_meeting(self.make_panel("Other Panel", self.staff))
        with self.assertRaisesRegex(UserError, "another panel"):
            self.dialogue(other).action_prepare()

    def test_the_referral_goes_with_the_pack_and_is_answered_by_the_meeting(self):
        """[003.9.3] one way for the officer: referred, sent with the pack, answered"""
        meeting, item = self.release()
        referral = item.referral_id
        self.assertEqual(referral.state, "sent")
        self.assertEqual(referral.disclosure_id, item.pack_ids.disclosure_id)
        self.begin(meeting)
        item.action_next()
        self.assertEqual(referral.state, "accepted")
        self.assertTrue(referral.answered_at)
        self.assertEqual(referral.answer_ids.name, self.panel.name)

    def test_what_is_not_ticked_is_not_in_the_pack(self):
        self.say_yes(*gate.ALL_CLASSES)
        self.person.write({"phone": "01632 960999"})
        item = self.prepare(self.plan_meeting())
        self.assertNotIn("960999", item.pack_text)

    def test_without_consent_a_second_person_decides(self):
        """A pack on a lawful ground waits for a manager, and does not go before."""
        meeting = self.plan_meeting()
        self.person.household = "Two adults"
        self.say_yes(gate.CLASS_HOUSEHOLD)
        self.refer(ticked=":household")
        values = {
            "ground": gate.GROUND_CRIME,
            "reason": "Threats to life.",
            "necessity": "The police have to know who.",
            "told": gate.TOLD_YES,
        }
        item = self.prepare(meeting, **values)
        sharing = item.pack_ids.disclosure_id
        self.assertEqual(sharing.state, gate.DISCLOSURE_WAITING)
        with self.assertRaises(UserError):
            meeting.action_release()
        self.assertFalse(self.texts(meeting, self.partner))
        sharing.with_user(self.manager)._approve("It is right.")
        meeting.action_release()
        self.assertEqual(len(self.texts(meeting, self.partner)), 1)

    def test_000_b4_the_panel_of_the_area_comes_first(self):
        """[000.b4] the dialogue proposes the panel of the local authority"""
        self.say_yes()
        self.refer()
        other = self.env["hate.area"].create({"name": "Elsewhere"})
        away = self.make_panel("Away Panel", self.staff, area_ids=[(6, 0, other.ids)])
        self.plan_meeting(away, timedelta(minutes=5))
        here = self.plan_meeting()
        self.assertEqual(self.case.with_user(self.officer)._panels(), self.panel)
        action = self.case.with_user(self.officer).action_take_to_panel()
        values = (
            self.env["hate.panel.share"]
            .with_user(self.officer)
            .with_context(**action["context"])
            .default_get(["meeting_id", "party_ids", "case_id"])
        )
        self.assertEqual(values["meeting_id"], here.id)

    def test_bad_input_before_the_meeting(self):
        self.say_yes()
        with self.assertRaisesRegex(UserError, "in the past"):
            self.plan_meeting(after=timedelta(hours=-1))
        meeting = self.plan_meeting()
        with self.assertRaisesRegex(UserError, "tick what"):
            self.dialogue(meeting, ticked=("nothing",)).action_prepare()
        self.env["hate.party"].create(
            {
                "case_id": self.case.id,
                "role": words.ROLE_WITNESS,
                "name": "Hugo Tattersall",
            }
        )
        with self.assertRaisesRegex(UserError, "whose name is not ticked"):
            self.dialogue(meeting, asks="Ask Mr Tattersall.").action_prepare()
        with self.assertRaisesRegex(UserError, "what you ask"):
            self.dialogue(meeting, asks=" ").action_prepare()
        with self.assertRaisesRegex(UserError, "on the agenda yet"):
            meeting.action_release()
        item = self.prepare(meeting)
        self.panel.agreement_expires_on = fields.Date.today() - timedelta(days=1)
        with self.assertRaisesRegex(UserError, "agreement"):
            meeting.action_release()
        self.panel.agreement_expires_on = False
        meeting.action_release()
        with self.assertRaisesRegex(UserError, "Take them back first"):
            meeting.starts_at = fields.Datetime.now() + timedelta(days=3)
        with self.assertRaisesRegex(UserError, "stays as the"):
            item.asks = "Something else"

    def test_a_meeting_has_a_sensible_time(self):
        meeting = self.plan_meeting()
        for hours in (-1, 25):
            with self.assertRaisesRegex(ValidationError, "check the times"):
                meeting.ends_at = meeting.starts_at + timedelta(hours=hours)

    def test_an_item_without_a_pack_holds_the_release(self):
        self.say_yes()
        meeting = self.plan_meeting()
        item = self.prepare(meeting)
        item.pack_ids._take_back()
        item.sudo().state = panel_words.ITEM_LISTED
        with self.assertRaisesRegex(UserError, self.case.name):
            meeting.action_release()

    def test_a_meeting_that_is_over_takes_no_case(self):
        self.say_yes()
        meeting = self.plan_meeting()
        meeting.sudo().write(
            {
                "starts_at": fields.Datetime.now() - timedelta(hours=3),
                "ends_at": fields.Datetime.now() - timedelta(hours=1),
            }
        )
        with self.assertRaisesRegex(UserError, "is over"):
            self.dialogue(meeting).action_prepare()

    def test_two_landlords_do_not_mix(self):
        elsewhere = self.env["res.company"].create({"name": "Other Landlord"})
        panel = self.env["hate.panel"].create(
            {"name": "Their panel", "company_id": elsewhere.id}
        )
        meeting = self.env["hate.panel.meeting"].create(
            {
                "panel_id": panel.id,
                "starts_at": fields.Datetime.now() + timedelta(days=1),
            }
        )
        with self.assertRaises(ValidationError):
            self.env["hate.panel.item"].create(
                {"case_id": self.case.id, "meeting_id": meeting.id}
            )
        with self.assertRaises(AccessError):
            meeting.with_user(self.manager).read(["place"])

    # ------------------------------------------------------------------
    # In the meeting
    # ------------------------------------------------------------------

    @freeze_time("2027-01-12 23:55:00")
    def test_a_meeting_soon_after_midnight_may_begin_before_it(self):
        with self.assertRaisesRegex(UserError, "not today"):
            self.plan_meeting(after=timedelta(hours=3)).action_start()
        with self.assertRaisesRegex(UserError, "present"):
            self.plan_meeting().action_start()

    def test_a_meeting_from_start_to_signature(self):
        meeting, item = self.release()
        with self.assertRaisesRegex(UserError, "present"):
            meeting.action_start()
        opened = self.begin(meeting)
        self.assertEqual(opened["res_id"], item.id)
        self.assertTrue(item.is_current)
        item.write({"minutes": "Patrols twice a week.", "outcome": "actions"})
        back = item.with_user(self.manager).action_next()
        self.assertEqual(back["res_model"], "hate.panel.meeting")
        self.assertEqual(item.state, panel_words.ITEM_HEARD)
        meeting.action_end()
        self.assertEqual(meeting.state, panel_words.MEETING_HELD)
        with self.assertRaises(AccessError):
            meeting.action_sign_off()
        meeting.with_user(self.chair).action_sign_off()
        self.assertEqual(meeting.signed_by_id, self.chair)
        with self.assertRaisesRegex(UserError, "signed"):
            item.minutes = "Something else"
        with self.assertRaisesRegex(UserError, "signed"):
            meeting.attendance_ids[0].status = "absent"

    def test_minutes_wait_for_every_outcome(self):
        meeting, item = self.release()
        self.begin(meeting)
        item.action_next()
        meeting.action_end()
        with self.assertRaisesRegex(UserError, "no outcome"):
            meeting.with_user(self.chair).action_sign_off()

    def test_an_outside_chair_signs_through_another_manager(self):
        meeting, item = self.release()
        meeting.chair_id = self.partner
        self.begin(meeting)
        item.outcome = "support"
        item.action_next()
        meeting.action_end()
        with self.assertRaisesRegex(UserError, "took the minutes"):
            meeting.action_sign_off()
        meeting.with_user(self.chair).action_sign_off()

    def test_actions_come_back_into_the_plan(self):
        """[002.5.2] what the panel agreed has an owner and a day, and is one record
        with the item of the plan: done there is done here"""
        meeting, item = self.release()
        self.begin(meeting)
        due = fields.Datetime.now() + timedelta(days=7)
        action = self.agree(item, owner=words.OWNER_AGENCY, agency_id=self.police.id)
        action.due_at = due
        item.action_next()
        self.assertIn(action, self.case.action_ids)
        self.assertEqual(action.state, words.ACTION_PLANNED)
        self.assertEqual(action.type_id.code, panel_words.ACTION_CODE_AGREED)
        later = self.plan_meeting(after=timedelta(days=28))
        self.assertEqual(later.open_action_ids, action)
        action.outcome = "Two patrols a week since."
        action.action_done()
        self.assertEqual(item.action_ids.state, words.ACTION_DONE)
        later.invalidate_recordset(["open_action_ids"])
        self.assertFalse(later.open_action_ids)

    def agree(self, item, **values):
        return (
            self.env["hate.action"]
            .with_user(self.officer)
            .create(
                {
                    "panel_item_id": item.id,
                    "case_id": item.case_id.id,
                    "name": "Patrols pass twice a week.",
                    **values,
                }
            )
        )

    def test_an_agency_that_was_not_there_promised_nothing(self):
        meeting, item = self.release()
        self.begin(meeting)
        absent = self.env["hate.agency"].create({"name": "Not There"})
        with self.assertRaisesRegex(ValidationError, "not at the meeting"):
            self.agree(item, owner=words.OWNER_AGENCY, agency_id=absent.id)

    def test_an_incomplete_action_waits_as_considered(self):
        meeting, item = self.release()
        self.begin(meeting)
        action = self.agree(item, owner=words.OWNER_LANDLORD)
        item.action_next()
        self.assertEqual(action.state, words.ACTION_PROPOSED)

    def test_an_action_stays_with_its_case(self):
        _meeting, item = self.release()
        other = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        with self.assertRaises(ValidationError):
            self.env["hate.action"].create(
                {
                    "panel_item_id": item.id,
                    "case_id": other.id,
                    "owner": words.OWNER_OFFICER,
                }
            )

    def test_what_is_not_heard_goes_to_the_next_meeting(self):
        later = self.plan_meeting(after=timedelta(days=28))
        meeting, item = self.release()
        self.begin(meeting)
        meeting.action_end()
        self.assertEqual(item.state, panel_words.ITEM_PUT_OFF)
        again = later.item_ids
        self.assertEqual(again.case_id, self.case)
        self.assertEqual(again.state, panel_words.ITEM_LISTED)
        self.assertFalse(again.pack_ids)
        self.assertFalse(self.texts(meeting, self.partner))

    def test_without_a_released_pack_nothing_is_heard(self):
        self.say_yes()
        meeting = self.plan_meeting()
        item = self.prepare(meeting)
        self.begin(meeting)
        with self.assertRaisesRegex(UserError, "not released"):
            item.action_next()

    def test_slots_follow_the_order(self):
        self.say_yes()
        meeting = self.plan_meeting()
        first = self.prepare(meeting)
        second_case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        second = (
            self.env["hate.panel.item"]
            .with_user(self.officer)
            .create(
                {
                    "case_id": second_case.id,
                    "meeting_id": meeting.id,
                    "sequence": 20,
                }
            )
        )
        self.assertEqual(first.slot_at, meeting.starts_at)
        self.assertEqual(second.slot_at - first.slot_at, timedelta(minutes=15))
        second.sequence = 1
        self.assertEqual(second.slot_at, meeting.starts_at)

    def test_who_runs_a_meeting(self):
        meeting, _item = self.release()
        for step in ("action_take_back", "action_start", "action_end"):
            with self.assertRaises(AccessError, msg=step):
                getattr(meeting.with_user(self.officer), step)()

    def test_states_are_not_set_by_hand(self):
        meeting, item = self.release()
        for record, values in (
            (meeting, {"state": "minuted"}),
            (meeting, {"closes_at": "2099-01-01 00:00:00"}),
            (item, {"state": "heard"}),
            (item, {"was_released": False}),
        ):
            with self.assertRaises(AccessError):
                record.with_user(self.manager).write(values)
        for user in (self.officer, self.manager):
            with self.assertRaises(AccessError):
                item.pack_ids.with_user(user).write({"released_at": False})
        with self.assertRaises(UserError):
            item.pack_ids.sudo().write({"content": "More"})

    def test_a_meeting_starts_on_its_day(self):
        self.say_yes()
        meeting = self.plan_meeting(after=timedelta(days=3))
        with self.assertRaisesRegex(UserError, "not today"):
            self.begin(meeting)

    def refused_by_database(self):
        stack = ExitStack()
        stack.enter_context(mute_logger("odoo.sql_db"))
        stack.enter_context(self.assertRaises(IntegrityError))
        stack.enter_context(self.cr.savepoint())
        return stack

    def test_one_chair_and_nobody_twice(self):
        member = self.env["hate.panel.member"].with_user(self.manager)
        with self.refused_by_database():
            member.create({"panel_id": self.panel.id, "user_id": self.partner.id})
        with self.refused_by_database():
            member.create(
                {
                    "panel_id": self.panel.id,
                    "user_id": self.officer2.id,
                    "is_chair": True,
                }
            )

    def test_packs_stay_open_a_week_at_most(self):
        with self.assertRaises(ValidationError):
            self.panel.hours_after = 169
        with self.assertRaises(ValidationError):
            self.panel.quorum = 0

    # ------------------------------------------------------------------
    # Speed
    # ------------------------------------------------------------------

    def test_queries_do_not_grow_with_the_agenda(self):
        meeting = self.plan_meeting()

        def add(count):
            for case in [
                self.open_case(state=words.STATE_OPEN, officer=self.officer)
                for _number in range(count)
            ]:
                self.env["hate.panel.item"].create(
                    {"case_id": case.id, "meeting_id": meeting.id}
                )

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            items = meeting.with_user(self.manager).item_ids
            items.web_read({"case_id": {"fields": {"display_name": {}}}, "state": {}})
            return self.cr.sql_log_count - before

        add(1)
        queries()
        one = queries()
        add(20)
        self.assertLessEqual(queries(), one + 1)
