import hashlib
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .common import utc
from .common_sharing import HateSharingCommon


@tagged("post_install", "-at_install", "hate_case")
class TestDisclosure(HateSharingCommon):
    """Nothing leaves but through the gate."""

    def test_consent_before_a_referral(self):
        """[000.b8] Wishes and consent are sought before a specialist referral."""
        sharing = self.sharing(("identity", "incident"))
        self.assertIn("have not agreed", sharing._refusal())
        self.say()
        self.assertIn("What happened", sharing._refusal())
        self.say(data_class="incident")
        self.assertIsNone(sharing._refusal())
        sharing._send("Amina, and what happened")
        self.assertEqual(sharing.state, "sent")

    def test_consent_for_the_very_recipient_and_purpose(self):
        self.say()
        other = self.env["hate.agency"].create({"name": "Another"})
        self.assertTrue(self.sharing(recipient=other)._refusal())
        self.assertTrue(self.sharing(purpose="housing")._refusal())
        witness = self.person(words.ROLE_WITNESS)
        self.assertTrue(self.sharing(parties=witness)._refusal())
        self.assertIsNone(self.sharing()._refusal())

    def test_shared_for_a_legal_case_with_consent(self):
        """[000.b11] Information is shared for a legal case, with consent."""
        asked = {
            "recipient_kind": "legal",
            "recipient_name": "Day & Sons",
            "agency_id": False,
            "purpose": "legal",
        }
        case_for_court = {
            "recipient": {"kind": "legal", "name": "day & sons"},
            "purpose": "legal",
        }
        sharing = self.sharing(("incident", "alleged"), **case_for_court)
        self.assertTrue(sharing._refusal())
        self.say(data_class="incident", **asked)
        self.say(data_class="alleged", **asked)
        self.assertIsNone(sharing._refusal())

    def test_the_alleged_persons_details_are_not_for_others_to_allow(self):
        self.say(data_class="alleged")
        sharing = self.sharing(("alleged",))
        self.assertIn("not for others", sharing._refusal())
        theirs = self.sharing(("alleged",), parties=self.alleged)
        self.assertIn("have not agreed", theirs._refusal())
        self.say(data_class="alleged", party_id=self.alleged.id)
        self.assertIsNone(theirs._refusal())

    def test_frozen_with_a_hash(self):
        """[002.5.5] Each exchange is on record: to whom, what, ground, agreement."""
        self.agree(400)
        self.say()
        sharing = self.sharing()
        sharing._send("Amina", "referral.pdf")
        self.assertEqual(sharing.content, "Amina")
        self.assertEqual(sharing.content_sha256, hashlib.sha256(b"Amina").hexdigest())
        for told in ("to: agency: Open Door", "what: identity", "ground: consent"):
            self.assertIn(told, sharing.envelope)
        self.assertIn(sharing.content_sha256, sharing.envelope)
        self.assertIn(
            fields.Date.to_string(self.agency.agreement_expires_on), sharing.agreement
        )
        for values in ({"content": "x"}, {"party_ids": False}, {"sent_at": False}):
            with self.assertRaises(UserError):
                sharing.sudo().write(values)
        with self.assertRaises(UserError):
            sharing.sudo().unlink()

    def test_no_authority_is_spoken_of_where_none_was_needed(self):
        self.say()
        sharing = self.sharing()
        sharing._send("Amina")
        self.assertFalse(sharing.exemption)
        self.assertIn("authority: -", sharing.envelope)

    def test_nothing_is_sent_twice(self):
        self.say()
        sharing = self.sharing()
        sharing._send("Amina")
        with self.assertRaisesRegex(UserError, "sent already"):
            sharing._send("Amina")

    def test_nobody_writes_it_by_hand(self):
        sharing = self.sharing()
        for user in (self.officer, self.manager):
            with self.assertRaises(AccessError):
                sharing.with_user(user).write({"state": "approved"})
            with self.assertRaises(AccessError):
                self.env["hate.disclosure"].with_user(user).create(
                    {"case_id": self.case.id}
                )

    def test_withdrawn_between_approval_and_sending(self):
        self.say()
        sharing = self.sharing()
        self.assertIsNone(sharing._refusal())
        self.say("withdrawn")
        self.assertEqual(sharing.state, "stopped")
        with self.assertRaisesRegex(UserError, "was stopped"):
            sharing._send("Amina")
        self.assertFalse(sharing.content)

    def test_a_later_draft_meets_the_withdrawal(self):
        self.say()
        self.say("withdrawn")
        with self.assertRaisesRegex(UserError, "said no"):
            self.sharing()._send("Amina")

    def test_withdrawal_tells_who_already_received(self):
        self.say()
        sharing = self.sharing()
        sharing._send("Amina")
        before = self.case.action_ids
        self.say("withdrawn")
        self.assertTrue(sharing.to_recall)
        item = self.case.action_ids - before
        self.assertEqual((item.state, item.user_id), ("planned", self.officer))
        self.assertEqual((item.party_id, bool(item.due_at)), (self.victim, True))
        self.assertNotIn("Amina", item.name)
        with self.assertRaisesRegex(UserError, "Not told yet: Open Door"):
            item.with_user(self.officer).action_done()
        with self.assertRaises(UserError):
            sharing._recalled("  ")
        sharing._recalled("They deleted it.")
        self.assertFalse(sharing.to_recall)
        self.assertTrue(sharing.recalled_at)
        self.assertEqual((item.state, item.outcome), ("done", "They deleted it."))

    def test_one_item_of_the_plan_for_all_who_received(self):
        other = self.env["hate.agency"].create({"name": "Shut Window"})
        sent = self.env["hate.disclosure"]
        for agency in (self.agency, other):
            self.say(agency_id=agency.id)
            sharing = self.sharing(recipient=agency)
            sharing._send("Amina")
            sent |= sharing
        for agency in (self.agency, other):
            self.say("withdrawn", agency_id=agency.id)
        (item,) = self.case.action_ids
        sent[0]._recalled("They deleted it.")
        self.assertEqual(item.state, "planned")
        sent[1]._recalled("They never opened it.")
        self.assertEqual(item.state, "done")

    def test_taken_back_when_the_case_is_closed(self):
        self.say()
        sharing = self.sharing()
        sharing._send("Amina")
        self.case._set({"state": words.STATE_CLOSED})
        self.say("withdrawn")
        self.assertTrue(sharing.to_recall)
        self.assertFalse(self.case.action_ids)
        self.assertEqual(self.case.activity_ids[-1:].user_id, self.officer)

    def test_expired_consent(self):
        self.say(
            asked_at=fields.Datetime.subtract(fields.Datetime.now(), days=9),
            expires_on=fields.Date.subtract(fields.Date.today(), days=2),
        )
        self.assertIn("run out", self.sharing()._refusal())

    def test_only_if(self):
        self.say("conditional", condition="You do not ring my work")
        self.assertIn("how it is kept", self.sharing()._refusal())
        kept = self.sharing(condition_met="They ring the mobile only.")
        self.assertIsNone(kept._refusal())

    def test_an_expired_agreement(self):
        self.say()
        self.agree(-3)
        with self.assertRaisesRegex(UserError, "agreement"):
            self.sharing()._send("Amina")

    def test_a_second_person_approves(self):
        """[002.5.4b] [003.9.4b] Not without consent, save on a lawful ground."""
        sharing = self.lawful()
        with self.assertRaisesRegex(UserError, "second person"):
            sharing._send("Amina")
        with self.assertRaises(UserError):
            sharing.with_user(self.manager)._approve("Not asked yet")
        sharing._ask_approval()
        self.assertEqual(sharing.state, "waiting")
        self.assertIn("not asked", sharing.wishes)
        asked = self.case.activity_ids.filtered(
            lambda work: work.activity_type_id.name == "A sharing to approve"
        )
        self.assertIn(self.manager, asked.user_id)
        self.assertNotIn(self.officer, asked.user_id)
        with self.assertRaises(AccessError):
            sharing._approve("I say so myself")
        with self.assertRaises(UserError):
            sharing.with_user(self.manager)._approve(" ")
        sharing.with_user(self.manager)._approve("A real danger tonight.")
        self.assertFalse(asked.exists())
        sharing._send("Amina")
        self.assertEqual(sharing.approver_id, self.manager)

    def test_nobody_approves_their_own(self):
        sharing = self.lawful(user=self.manager)
        sharing._ask_approval()
        with self.assertRaisesRegex(UserError, "of their own"):
            sharing._approve("I say so myself")
        sharing.with_user(self.manager2)._approve("A second look.")
        self.assertEqual(sharing.state, "approved")

    def test_reason_necessity_and_whether_told(self):
        for missing in ("reason", "necessity", "told"):
            sharing = self.lawful(**{missing: ""})
            with self.assertRaises(UserError, msg=missing):
                sharing._ask_approval()
        sharing = self.lawful(told="no")
        with self.assertRaisesRegex(UserError, "has not been told"):
            sharing._ask_approval()
        self.lawful(told="no", told_why="He reads her phone.")._ask_approval()

    def test_emergency_goes_first_and_is_decided_within_a_working_day(self):
        friday = utc("2026-11-20 16:30")
        sharing = self.lawful(emergency=True)
        with freeze_time(friday):
            sharing._send("Amina")
        # the next working day ends on Monday at 17:00 in London
        self.assertEqual(sharing.approval_due_at, utc("2026-11-23 17:00"))
        self.assertTrue(sharing.needs_decision)
        found = self.env["hate.disclosure"].search([("needs_decision", "=", True)])
        self.assertIn(sharing, found)
        with self.assertRaises(AccessError):
            sharing._approve("It was right.")
        sharing.with_user(self.manager)._approve("It was right.")
        self.assertFalse(sharing.needs_decision)
        self.assertEqual(sharing.content, "Amina")

    def test_an_emergency_that_is_not_approved_is_called_back(self):
        sharing = self.lawful(emergency=True)
        sharing._send("Amina")
        sharing.with_user(self.manager)._turn_down("It could have waited.")
        self.assertEqual((sharing.state, sharing.to_recall), ("sent", True))

    def test_turned_down(self):
        sharing = self.lawful()
        sharing._ask_approval()
        sharing.with_user(self.manager)._turn_down("Ask her first.")
        self.assertEqual(sharing.state, "stopped")

    def test_a_no_sends_an_approved_one_back(self):
        sharing = self.lawful()
        sharing._ask_approval()
        sharing.with_user(self.manager)._approve("A real danger.")
        self.say("refused", recipient_kind="police", agency_id=False, purpose="police")
        self.assertEqual((sharing.state, sharing.approver_id.id), ("waiting", False))

    def test_safeguarding_as_the_standard_words_it(self):
        """[002.5.4b] [003.9.4b] [X11] a concern and a greater risk, or a concern."""
        strict = self.env.ref("hate_case_mgmt.hate_standard_c")
        mild = self.env.ref("hate_case_mgmt.hate_standard_d")
        council = {
            "recipient": {"kind": "local_authority", "name": ""},
            "purpose": "safety",
            "ground": "safeguarding_child",
        }
        sharing = self.lawful(increased_risk="He is inside now.", **council)
        self.assertIn("No safeguarding concern", sharing._refusal_to_ask())
        self.env["hate.safeguarding"].create(
            {
                "case_id": self.case.id,
                "party_id": self.victim.id,
                "about": "child",
                "concern": "A child is afraid",
            }
        )
        for standard, risk, passes in (
            (strict, "", False),
            (strict, "He is inside the house now.", True),
            (mild, "", True),
        ):
            self.case.standard_id = standard
            sharing = self.lawful(increased_risk=risk, **council)
            self.assertEqual(sharing._refusal_to_ask() is None, passes)

    def test_the_representative_needs_written_authority(self):
        """[003.6.2] Written consent before a third party is told anything."""
        friend = self.person(words.ROLE_REPRESENTATIVE, name="Fay", speaks_as="friend")
        to_friend = {
            "recipient": {"kind": "representative", "name": "Fay", "party": friend},
            "purpose": "speak",
            "way": "email",
        }
        sharing = self.sharing(("incident",), **to_friend)
        self.assertIn("written authority", sharing._refusal())
        self.authorise(friend)
        friend.invalidate_recordset()
        self.assertIsNone(sharing._refusal())
        self.assertTrue(self.sharing(("alleged",), **to_friend)._refusal())

    def test_a_councillor_needs_none_and_that_is_logged(self):
        """[003.6.3] An elected representative needs no written consent."""
        elected = self.person(
            words.ROLE_REPRESENTATIVE, name="Cllr Day", speaks_as="elected"
        )
        sharing = self.sharing(
            ("incident",),
            recipient={"kind": "representative", "name": "Day", "party": elected},
            purpose="speak",
            way="email",
        )
        sharing._send("What happened")
        self.assertIn("elected", sharing.exemption.lower())

    def test_anonymous_heeds_a_no(self):
        tip = {
            "recipient": {"kind": "police", "name": ""},
            "way": "intelligence",
            "purpose": "intelligence",
            "ground": "anonymous",
        }
        sharing = self.sharing(("incident",), **tip)
        self.assertIsNone(sharing._refusal())
        self.assertTrue(self.sharing(("identity",), **tip)._refusal())
        self.say(
            "refused",
            data_class="incident",
            recipient_kind="police",
            agency_id=False,
            purpose="intelligence",
        )
        with self.assertRaises(UserError):
            sharing._send("Somebody shouted")

    def test_who_is_shared_about_belongs_to_the_case(self):
        other = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        stranger = self.person(words.ROLE_VICTIM, case=other)
        with self.assertRaises(UserError):
            self.sharing(parties=stranger)

    def test_a_linked_record_is_told_when_it_is_stopped(self):
        note = self.env["hate.note"].create({"case_id": self.case.id, "text": "x"})
        told = []
        linked = patch.object(
            self.env.registry["hate.note"],
            "_on_disclosure_stopped",
            lambda record: told.append(record),
            create=True,
        )
        linked.start()
        self.addCleanup(linked.stop)
        self.say()
        sharing = self.sharing(record=note)
        self.say("withdrawn")
        self.assertEqual(sharing.state, "stopped")
        self.assertEqual(told, [note])

    def test_queries_of_one_and_of_a_hundred(self):
        self.say()
        self.env.flush_all()
        one = self.sharing()
        many = one
        for _number in range(99):
            many |= self.sharing()
        self.env.flush_all()

        def counted(records):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            records._refusals()
            return self.cr.sql_log_count - before

        counted(one)
        self.assertLessEqual(counted(many), counted(one) + 2)
        self.assertEqual(len(many._refusals()), 100)
