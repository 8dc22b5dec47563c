from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon


@tagged("post_install", "-at_install", "hate_case", "security")
class TestMessages(HateCaseCommon):
    """Nothing about a case reaches anyone by Odoo's messaging but its reference."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        cls.mine = cls.case.with_user(cls.officer)

    def test_nobody_writes_on_a_case(self):
        for call in (
            lambda: self.mine.message_post(body="Words of a person"),
            lambda: self.mine.message_post_with_source("mail.message_origin_link"),
            lambda: self.mine.env["mail.message"].create(
                {"model": "hate.case", "res_id": self.case.id, "body": "Words"}
            ),
            lambda: self.mine.env["mail.thread"].message_notify(
                model="hate.case",
                res_id=self.case.id,
                body="Words",
                partner_ids=self.staff.partner_id.ids,
            ),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_a_message_is_not_moved_onto_a_case(self):
        """Nor does a stranger learn a record's name that way."""
        message = (
            self.env["mail.message"]
            .with_user(self.staff)
            .create({"message_type": "user_notification", "body": "x"})
        )
        with self.assertRaises(AccessError):
            message.write({"model": "hate.case", "res_id": self.case.id})
        with self.assertRaises(AccessError):
            message.create(
                {
                    "message_type": "user_notification",
                    "model": "hate.case",
                    "res_id": self.case.id,
                }
            )

    def test_a_history_line_is_not_edited(self):
        self.case._log_neutral("Plan agreed")
        line = self.case.message_ids[0].with_user(self.officer)
        with self.assertRaises(AccessError):
            line.write({"body": "Words of a person"})

    def test_a_history_line_is_not_taken_out(self):
        self.case._log_neutral("Plan agreed")
        before = self.case.message_ids
        with self.assertRaises(AccessError):
            before[0].with_user(self.officer).unlink()
        with self.assertRaises(AccessError):
            self.mine.write({"message_ids": [Command.clear()]})
        self.assertEqual(self.case.message_ids, before)

    def test_feedback_on_an_activity_becomes_a_note(self):
        activity = self.mine.activity_schedule(
            "mail.mail_activity_data_todo",
            summary="Secret summary",
            note="Secret note",
            user_id=self.officer.id,
        )
        activity.action_feedback(feedback="They are afraid")
        self.assertEqual(self.case.note_ids.text, "They are afraid")
        self.assertEqual(self.case.note_ids.user_id, self.officer)
        bodies = " ".join(self.case.message_ids.mapped("body"))
        for secret in ("afraid", "Secret"):
            self.assertNotIn(secret, bodies)
        self.assertIn("Done", bodies)

    def test_notifying_carries_the_reference_only(self):
        self.case.member_ids |= self.officer2
        before = self.env["mail.message"].search([], order="id desc", limit=1).id
        self.mine.activity_schedule(
            "mail.mail_activity_data_todo",
            summary="Secret summary",
            note="Secret note",
            user_id=self.officer2.id,
        )
        told = self.env["mail.message"].search([("id", ">", before)])
        self.assertEqual(told.partner_ids, self.officer2.partner_id)
        for text in (told.subject, told.body):
            self.assertIn(self.case.name, text)
            self.assertNotIn("Secret", text)

    def test_notifying_passes_over_who_is_not_on_the_case(self):
        before = self.env["mail.message"].search([], order="id desc", limit=1).id
        self.mine.message_notify(
            partner_ids=(self.staff | self.officer2).partner_id.ids, body="Words"
        )
        self.assertFalse(self.env["mail.message"].search([("id", ">", before)]))
        with self.assertRaises(AccessError):
            self.case.with_user(self.officer2).message_notify(
                partner_ids=self.officer.partner_id.ids, body="Words"
            )
