from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate
from .common_sharing import HateSharingCommon


@tagged("post_install", "-at_install", "hate_case")
class TestSafeguardingSharing(HateSharingCommon):
    def concern(self, about=words.CONCERN_CHILD):
        return (
            self.env["hate.safeguarding"]
            .with_user(self.officer)
            .create(
                {
                    "case_id": self.case.id,
                    "party_id": self.victim.id,
                    "about": about,
                    "concern": "The boy has had nothing to eat since Sunday.",
                }
            )
        )

    def share(self, concern, button="action_tell", **values):
        """:return: the dialogue as the officer filled it in"""
        action = getattr(concern, button)()
        dialogue = Form(
            self.env[action["res_model"]]
            .with_user(self.officer)
            .with_context(**action["context"])
        )
        for name, value in {
            "reason": "The child is hungry.",
            "necessity": "They must find him.",
            "increased_risk": "It is getting worse.",
            "told": "yes",
            **values,
        }.items():
            dialogue[name] = value
        return dialogue.save()

    def clocks(self):
        return self.case.deadline_ids.filtered(
            lambda clock: clock.commitment_id.met_by_event
            == words.EVENT_SAFEGUARDING_TOLD
        )

    def test_told_without_consent_by_the_gate(self):
        """The council is told of a concern, by a second person's yes, and the words
        are kept. [002.4.4c] [003.8.2b]"""
        concern = self.concern()
        self.share(concern).action_ask_approval()
        sharing = self.case.env["hate.disclosure"].search(
            [("case_id", "=", self.case.id)]
        )
        self.assertEqual(sharing.ground, gate.GROUND_CHILD)
        self.assertEqual(sharing.state, gate.DISCLOSURE_WAITING)
        self.assertFalse(concern.step_ids)
        with self.assertRaises(UserError):
            sharing.with_user(self.officer)._approve("Mine")
        sharing.with_user(self.manager)._approve("A child at risk.")
        sharing.with_user(self.officer).action_send_prepared()
        step = concern.step_ids
        self.assertEqual(step.kind, "council")
        self.assertEqual(step.disclosure_id, sharing)
        self.assertEqual(step.user_id, self.officer)
        self.assertEqual(concern.state, words.SAFEGUARDING_TOLD)
        self.assertIn("nothing to eat", sharing.content)

    def test_emergency_goes_first(self):
        """In an emergency it goes at once, and a second person decides afterwards.
        [003.8.2b]"""
        concern = self.concern(words.CONCERN_ADULT)
        dialogue = self.share(concern, recipient_kind="police", emergency=True)
        dialogue.action_share()
        self.assertEqual(concern.step_ids.kind, "police")
        sharing = concern.step_ids.disclosure_id
        self.assertEqual(sharing.ground, gate.GROUND_ADULT)
        self.assertTrue(sharing.needs_decision)

    def told(self, concern, **values):
        """:return: the dialogue Told by phone as the officer filled it in"""
        return self.share(
            concern, "action_told", spoken_with="Duty social worker", **values
        )

    def test_what_was_said_on_the_phone_passes_the_gate_too(self):
        """Told by phone: with ground, words and reference, and a second person decides
        within a working day. [002.4.4c] [003.8.2b]"""
        concern = self.concern()
        called = fields.Datetime.subtract(fields.Datetime.now(), minutes=20)
        self.told(concern, spoken_at=called, their_reference="CS/1").action_keep_told()
        step = concern.step_ids
        self.assertEqual(step.kind, "council")
        self.assertEqual(step.who, "Duty social worker")
        self.assertEqual((step.reference, step.done_at), ("CS/1", called))
        sharing = step.disclosure_id
        self.assertEqual(sharing.way, gate.WAY_PHONE)
        self.assertEqual(sharing.state, gate.DISCLOSURE_SENT)
        self.assertIn("nothing to eat", sharing.content)
        self.assertTrue(sharing.needs_decision and sharing.approval_due_at)
        with self.assertRaises(UserError):
            sharing.with_user(self.officer)._approve("Mine")
        self.assertEqual(self.clocks().state, words.DEADLINE_MET)
        with self.assertRaisesRegex(UserError, "why no less"):
            self.told(concern, necessity="").action_keep_told()
        with self.assertRaisesRegex(UserError, "does not cover"):
            self.told(
                concern, recipient_kind="other", recipient_name="A neighbour"
            ).action_keep_told()

    def test_nobody_outside_is_told_beside_the_gate(self):
        concern = self.concern()
        steps = self.env["hate.safeguarding.step"].with_user(self.officer)
        for kind in ("council", "police", "health"):
            with self.subTest(kind=kind), self.assertRaisesRegex(UserError, "gate"):
                steps.create(
                    {
                        "case_id": self.case.id,
                        "safeguarding_id": concern.id,
                        "kind": kind,
                        "who": "Duty desk",
                    }
                )

    def test_a_clock_runs_until_somebody_is_told(self):
        """A concern is passed on within one working day. [003.8.2b]"""
        first, second = self.concern(), self.concern()
        self.assertEqual(len(self.clocks()), 2)
        self.share(first, emergency=True).action_share()
        states = dict.fromkeys(self.clocks().mapped("state"))
        self.assertEqual(set(states), {words.DEADLINE_MET, words.DEADLINE_RUNNING})
        running = self.clocks().filtered(
            lambda clock: clock.state == words.DEADLINE_RUNNING
        )
        self.assertEqual(running.subject_id, second.id)

    def test_telling_our_own_lead_stops_no_clock(self):
        concern = self.concern()
        self.env["hate.safeguarding.step"].with_user(self.officer).create(
            {
                "case_id": self.case.id,
                "safeguarding_id": concern.id,
                "kind": "lead",
                "who": "Our lead",
            }
        )
        self.assertEqual(self.clocks().state, words.DEADLINE_RUNNING)

    def test_who_may_tell(self):
        concern = self.concern()
        for user in (self.officer2, self.staff, self.config):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                concern.with_user(user).action_tell()

    def test_concern_of_another_case(self):
        other = self.open_case(officer=self.officer, state=words.STATE_OPEN)
        victim = self.person(words.ROLE_VICTIM, case=other)
        foreign = (
            self.env["hate.safeguarding"]
            .with_user(self.officer)
            .create(
                {
                    "case_id": other.id,
                    "party_id": victim.id,
                    "about": "child",
                    "concern": "Words of another case",
                }
            )
        )
        dialogue = self.share(self.concern())
        dialogue.safeguarding_id = foreign
        with self.assertRaises(UserError):
            dialogue.action_ask_approval()

    def test_step_can_not_claim_a_sharing(self):
        with self.assertRaises(AccessError):
            self.env["hate.safeguarding.step"].with_user(self.officer).create(
                {
                    "case_id": self.case.id,
                    "safeguarding_id": self.concern().id,
                    "kind": "council",
                    "who": "Duty desk",
                    "disclosure_id": self.sharing().id,
                }
            )
