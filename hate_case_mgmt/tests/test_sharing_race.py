from unittest.mock import patch

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .race import RaceCase

QUESTION = {
    "recipient_kind": "police",
    "purpose": "police",
    "data_class": "identity",
    "own_words": "Tell them.",
    "way": "phone",
    "interpreting": "not_needed",
}


@tagged("post_install", "-at_install", "hate_case")
class TestSharingRace(RaceCase):
    """Two send at once, or one sends while consent is taken back."""

    def setUp(self):
        super().setUp()
        # entries of the access log can't be taken away again, nor then the users
        log = self.registry["hate.access.log"]
        unlogged = patch.object(log, "_log", lambda *arguments, **values: None)
        unlogged.start()
        self.addCleanup(unlogged.stop)

    def prepare(self, env):
        self.make_users(env, "share", first="officer", second="officer")
        case = env["hate.case"].create(
            {
                "channel": words.CHANNEL_PHONE,
                "state": words.STATE_OPEN,
                "officer_id": self.users["first"],
                "member_ids": [Command.set(self.users.values())],
            }
        )
        victim = env["hate.party"].create(
            {"case_id": case.id, "role": words.ROLE_VICTIM, "name": "Amina"}
        )
        self.question = {**QUESTION, "case_id": case.id, "party_id": victim.id}
        env["hate.consent"].create({**self.question, "answer": "given"})
        self.sharing_id = case._open_disclosure(
            "print", {"kind": "police"}, victim, ["identity"], "police"
        ).id
        return case

    def sharing(self, cr, name=None):
        return self.env_of(cr, name)["hate.disclosure"].browse(self.sharing_id)

    def send(self, cr, name):
        self.sharing(cr, name)._send("Amina")
        self.env_of(cr).flush_all()

    def take_back(self, cr, name):
        rows = self.env_of(cr, name)["hate.consent"]
        rows.create({**self.question, "answer": "withdrawn"})
        self.env_of(cr).flush_all()

    def test_two_senders_at_the_same_moment(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            theirs = self.sharing(second, "second")
            self.assertEqual(theirs.state, "draft")
            self.send(first, "first")
            with self.assertRaises(UserError) as refused:
                theirs._send("Amina")
            self.assertIn("this very moment", str(refused.exception))
            second.rollback()
        self.assert_sent_by_the_first()

    def test_two_senders_a_moment_apart(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            theirs = self.sharing(second, "second")
            self.assertEqual(theirs.state, "draft")
            self.send(first, "first")
            first.commit()
            with self.assertRaises(UserError) as refused:
                self.again(lambda: theirs._send("Amina"), theirs.env)
            self.assertIn("sent already", str(refused.exception))
            second.rollback()
        self.assert_sent_by_the_first()

    def assert_sent_by_the_first(self):
        with self.registry.cursor() as cr:
            sharing = self.sharing(cr)
            self.assertEqual(sharing.state, "sent")
            self.assertEqual(sharing.sent_by_id.id, self.users["first"])

    def test_taken_back_while_somebody_sends(self):
        """Whoever sends saw the yes; it was taken back a moment before."""
        with self.registry.cursor() as first, self.registry.cursor() as second:
            theirs = self.sharing(second, "second")
            self.assertIsNone(theirs._refusal())
            self.take_back(first, "first")
            first.commit()
            with self.assertRaises(UserError) as refused:
                self.again(lambda: theirs._send("Amina"), theirs.env)
            self.assertIn("stopped", str(refused.exception))
            second.rollback()
        with self.registry.cursor() as cr:
            self.assertFalse(self.sharing(cr).content)

    def test_a_new_one_while_it_is_taken_back(self):
        """Nothing of the withdrawal is seen yet by who opens and sends a new one."""
        with self.registry.cursor() as first, self.registry.cursor() as second:
            case = self.case(second, "second")
            people = case.party_ids
            self.take_back(first, "first")
            first.commit()

            def share():
                case._open_disclosure(
                    "print", {"kind": "police"}, people, ["identity"], "police"
                )._send("Amina")

            with self.assertRaises(UserError) as refused:
                self.again(share, case.env)
            self.assertIn("said no", str(refused.exception))
            second.rollback()

    def test_sent_while_it_is_taken_back(self):
        """Whoever takes it back learns that it has just gone, and has them told."""
        with self.registry.cursor() as first, self.registry.cursor() as second:
            self.assertEqual(self.sharing(second, "second").state, "draft")
            self.send(first, "first")
            first.commit()
            self.again(
                lambda: self.take_back(second, "second"),
                self.env_of(second, "second"),
            )
            second.commit()
        with self.registry.cursor() as cr:
            sharing = self.sharing(cr)
            self.assertEqual((sharing.state, sharing.to_recall), ("sent", True))
