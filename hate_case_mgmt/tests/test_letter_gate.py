from freezegun import freeze_time

from odoo.tests import tagged

from ..policy import vocabulary as words
from .test_letters import LettersCommon
from .test_safe_contact import WORKING_HOURS


@tagged("post_install", "-at_install", "hate_case")
@freeze_time(WORKING_HOURS)
class TestLetterGate(LettersCommon):
    """A person's wishes may change while an e-mail waits in the queue."""

    def leave(self, letter):
        """Let the queue send, as its scheduled action does.

        :return: the e-mail, still waiting if the gate let it pass: no mail server is
            called in tests
        """
        mail = self.mail(letter)
        self.env["mail.mail"].process_email_queue(email_ids=mail.ids)
        letter.invalidate_recordset()
        return mail

    def lines(self):
        return " ".join(self.case.message_ids.mapped("body"))

    def test_what_is_still_safe_leaves(self):
        mail = self.leave(self.send())
        self.assertEqual(mail.state, "outgoing")
        self.assertFalse(mail.scheduled_date)
        self.assertNotIn("held back", self.lines())

    def test_000_b2_what_is_no_longer_safe_is_held_back(self):
        """[000.b2] not sent, the case is told neutrally, the promise stays open"""
        changes = (
            {"safe_method_ids": self.ways["post"].ids},
            {"contact_them_only": True},
            {"email": "elsewhere@example.com"},
        )
        for change in changes:
            with self.subTest(change=change), self.env.cr.savepoint() as savepoint:
                letter = self.send()
                self.person.write(change)
                mail = self.leave(letter)
                self.assertEqual(mail.state, "exception")
                self.assertTrue(mail.exists())
                self.assertEqual(letter.delivery, "held")
                self.assertEqual(self.introduced(), words.DEADLINE_RUNNING)
                self.assertIn("held back", self.lines())
                for text in ("Amina", "example.com", self.person.phone):
                    self.assertNotIn(text, self.lines())
                todo = self.case.activity_ids.filtered(
                    lambda activity: "did not go" in activity.summary
                )
                self.assertEqual(todo.user_id, self.officer)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_outside_the_safe_hours_it_waits_for_them(self):
        self.person.write({"safe_from": 9, "safe_until": 17})
        letter = self.send()
        for late, opens in (
            ("2026-11-20 17:30:00", "2026-11-21 09:00:00"),
            ("2026-11-21 08:59:00", "2026-11-21 09:00:00"),
        ):
            with freeze_time(late):
                mail = self.leave(letter)
                self.assertEqual(str(mail.scheduled_date), opens)
                self.assertEqual(letter.delivery, "waiting")
                mail.scheduled_date = False
        self.assertNotIn("held back", self.lines())

    def test_a_managers_decision_holds_for_the_wishes_they_knew(self):
        self.person.safe_method_ids = self.ways["post"]
        with freeze_time("2026-11-20 10:05:00"):
            letter = self.send(user=self.manager, override_reason="She asked for it")
            self.assertEqual(self.leave(letter).state, "outgoing")
        with freeze_time("2026-11-20 10:10:00"):
            self.person.contact_them_only = True
            self.assertEqual(self.leave(letter).state, "exception")
        self.assertEqual(letter.delivery, "held")

    def test_other_e_mails_go_as_ever(self):
        other = self.env["mail.mail"].create(
            {"email_to": "a@example.com", "body_html": "x"}
        )
        letter = self.send()
        self.person.contact_them_only = True
        (other | self.mail(letter)).send()
        self.assertEqual(other.state, "outgoing")
        self.assertEqual(self.mail(letter).state, "exception")
