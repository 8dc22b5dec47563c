import hashlib
import re

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..policy import vocabulary as words
from .common import utc
from .test_safe_contact import WORKING_HOURS, SafeContactCommon

TELLING = ("hate", "crime", "victim", "incident", "abuse")
# Words in the name of a strand that say nothing by themselves
NEUTRAL = {"Another", "another", "characteristic", "identity", "orientation"}


class LettersCommon(SafeContactCommon):
    """A person who may be written to by e-mail, and whose officer may be named."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {"email": "homes@example.com", "hate_hub_phone": "0800 000 0100"}
        )
        cls.person.write(
            {
                "name": "Amina Yusuf",
                "email": "amina@example.com",
                "phone": "07700 900123",
                "address": "12 Mill Court, Eastmoor, XX1 1AA",
                "safe_method_ids": cls.ways["email"].ids,
            }
        )
        cls.introduction = cls.env.ref("hate_case_mgmt.letter_template_introduction")
        cls.case._record_event(words.EVENT_REPORT_RECEIVED, utc("2026-11-20 09:00"))
        cls.case._record_event(words.EVENT_ALLOCATED, utc("2026-11-20 09:30"))

    def send(self, method="email", person=None, user=None, template=None, **keywords):
        """:return: ``hate.letter``; the one that names the officer if not told"""
        user = user or self.officer
        return (
            self.env["hate.letter"]
            .with_user(user)
            ._send_to(
                (person or self.person).with_user(user),
                template or self.introduction,
                method,
                **keywords,
            )
        )

    def mail(self, letter):
        """:return: the e-mail of a letter in the queue"""
        return self.env["mail.mail"].search([("message_id", "=", letter.mail_key)])

    def gone(self, letter):
        """Do what the mail queue does once a server has taken the e-mail."""
        mail = self.mail(letter)
        mail.state = "sent"
        mail._postprocess_sent_message(success_pids=[], success_emails=[mail.email_to])
        self.assertFalse(mail.exists())
        letter.invalidate_recordset()

    def introduced(self):
        return self.case.deadline_ids.filtered(
            lambda clock: clock.commitment_id.met_by_event
            == words.EVENT_OFFICER_INTRODUCED
        ).state


@tagged("post_install", "-at_install", "hate_case")
@freeze_time(WORKING_HOURS)
class TestLetters(LettersCommon):
    """Letters go by a safe way, keep their words, and tell nothing on the outside."""

    def test_000_b7b_the_person_is_told_who_their_officer_is(self):
        """[000.b7b] by a safe way; the promise is kept once the letter has gone"""
        letter = self.person._introduce_officer()
        self.assertIn(self.officer.name, letter.body)
        self.assertIn("0800 000 0100", letter.body)
        self.assertIn("Monday 23 November, 17:00", letter.body)
        self.assertEqual(letter.delivery, "waiting")
        self.assertEqual(self.introduced(), words.DEADLINE_RUNNING)
        self.gone(letter)
        self.assertEqual(letter.delivery, "gone")
        self.assertEqual(self.introduced(), words.DEADLINE_MET)

    def test_an_email_that_fails_keeps_no_promise_and_is_seen(self):
        letter = self.send()
        mail = self.mail(letter)
        mail.state = "exception"
        mail._postprocess_sent_message(
            success_pids=[], success_emails=[], failure_type="mail_email_invalid"
        )
        self.assertTrue(mail.exists())
        letter.invalidate_recordset()
        self.assertEqual(letter.delivery, "failed")
        self.assertEqual(self.introduced(), words.DEADLINE_RUNNING)
        self.assertIn(
            "could not be delivered", "".join(self.case.message_ids.mapped("body"))
        )

    def test_an_unsafe_way_is_refused_and_leaves_nothing_behind(self):
        for method in ("post", "text", "visit"):
            with self.subTest(method=method), self.assertRaises(UserError) as raised:
                self.send(method)
            self.assertIn("Safe: E-mail.", str(raised.exception))
        self.person.safe_method_ids = False
        self.assertFalse(self.person._introduce_officer())
        self.assertFalse(self.case.letter_ids)
        self.assertEqual(self.introduced(), words.DEADLINE_RUNNING)

    def test_a_managers_override_is_logged(self):
        letter = self.send(
            "post", user=self.manager, override_reason="She cannot read e-mail today"
        )
        self.assertEqual(letter.override_by_id, self.manager)
        self.assertIn("She cannot read e-mail today", letter.override_reason)
        self.assertIn("not called this way of contact safe", letter.override_reason)
        self.assertIn(
            "decision of a manager", "".join(self.case.message_ids.mapped("body"))
        )
        with self.assertRaises(UserError):
            letter.sudo().write({"override_reason": "Nothing"})
        with self.assertRaises(UserError):
            self.send("post", override_reason="I am no manager")

    def test_a_letter_keeps_its_words(self):
        letter = self.send()
        words_then = letter.body
        self.introduction.body = "{greeting} Other words"
        self.assertEqual(letter.body, words_then)
        digest = hashlib.sha256(words_then.encode()).hexdigest()
        self.assertEqual(letter.body_sha256, digest)
        for record, refusal in ((letter, AccessError), (letter.sudo(), UserError)):
            with self.assertRaises(refusal):
                record.unlink()
            with self.assertRaises(UserError):
                record.write({"body": "Changed"})

    def test_nobody_writes_into_the_log_of_letters_by_hand(self):
        """The log is written as superuser by the method that asks the gate, and only
        for who may change the case."""
        letter = self.send()
        values = letter.sudo().copy_data()[0]
        for user in (self.officer, self.manager, self.hub):
            with self.assertRaises(AccessError):
                self.env["hate.letter"].with_user(user).create(values)
        for user in (self.officer2, self.dpo, self.staff):
            with self.assertRaises(AccessError):
                self.send(user=user)
        self.assertFalse(letter.env.su)

    def test_the_outside_tells_nothing(self):
        """Subject, sender, headers, file name and title: not a word of the matter."""
        strands = self.env["hate.strand"].search([]).mapped("name")
        of_strands = set(re.findall(r"\w{3,}", " ".join(strands))) - NEUTRAL
        telling = [
            re.compile(rf"\b{word}\b", re.IGNORECASE)
            for word in (*TELLING, *strands, *of_strands)
        ]
        letter = self.send()
        mail = self.mail(letter)
        report = self.env.ref("hate_case_mgmt.action_report_hate_letter")
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html("hate_case_mgmt.report_letter", letter.ids)[0]
            .decode()
        )
        title = html.split("<title>")[1].split("</title>")[0]
        outside = {
            "subject": mail.subject,
            "sender": mail.email_from,
            "answers to": mail.reply_to,
            "recipient": mail.email_to,
            "headers": str(mail.headers or ""),
            "files": " ".join(mail.attachment_ids.mapped("name")),
            "file name": str(report.print_report_name),
            "title": title,
            "model": str(mail.model or ""),
        }
        for where, text in outside.items():
            for word in telling:
                self.assertNotRegex(text, word, where)
        for template in self.env["hate.letter.template"].search([]):
            for word in telling:
                self.assertNotRegex(f"{template.subject} {template.body}", word)
        self.assertEqual(mail.subject, "A message from Test Landlord")
        self.assertEqual(mail.email_from, '"Test Landlord" <homes@example.com>')
        self.assertTrue(mail.auto_delete)
        self.assertNotIn("access_token", mail.body_html)
        self.assertFalse(mail.recipient_ids | mail.partner_ids)

    def test_the_waiting_email_is_nobodys_to_read(self):
        message = self.mail(self.send()).mail_message_id
        for user in (self.officer, self.officer2, self.manager, self.staff):
            with self.assertRaises(AccessError):
                message.with_user(user).read(["body"])

    def test_what_is_filled_in_is_never_looked_at_again(self):
        self.person.name = "{officer} <b>x</b> {{ object.env }}"
        letter = self.send()
        self.assertTrue(letter.body.startswith(f"Dear {self.person.name},"))
        self.assertNotIn("<b>", self.mail(letter).body_html)

    def test_a_template_names_only_what_it_can_fill(self):
        for text in ("{name.id}", "{0}", "{}", "{strand}"):
            with self.subTest(text=text), self.assertRaises(ValidationError):
                self.introduction.body = text

    def test_the_alleged_person_gets_no_such_letter(self):
        alleged = self.make_person(
            words.ROLE_ALLEGED, safe=("email",), email="other@example.com"
        )
        with self.assertRaises(UserError):
            self.send(person=alleged)

    def test_what_a_letter_needs_is_asked_for(self):
        nobody = self.open_case(state=words.STATE_OPEN, members=self.officer)
        person = self.env["hate.party"].create(
            {
                "case_id": nobody.id,
                "role": words.ROLE_VICTIM,
                "email": "a@example.com",
                "safe_method_ids": self.ways["email"].ids,
            }
        )
        with self.assertRaises(UserError) as raised:
            self.send(person=person)
        self.assertIn("Allocate the case first", str(raised.exception))
        self.person.email = False
        with self.assertRaises(UserError) as raised:
            self.send()
        self.assertIn("no address", str(raised.exception))
        self.company.write({"hate_hub_phone": False, "phone": False})
        with self.assertRaises(UserError) as raised:
            self.send()
        self.assertIn("number to call", str(raised.exception))

    def test_writing_by_the_dialogue(self):
        form = Form(
            self.env["hate.letter.send"]
            .with_user(self.officer)
            .with_context(default_case_id=self.case.id)
        )
        self.assertEqual(form.method_id, self.ways["email"])
        form.template_id = self.introduction
        self.assertIn("Amina Yusuf", form.html)
        form.method_id = self.ways["post"]
        self.assertIn("not called this way", form.refusal)
        form.method_id = self.ways["email"]
        wizard = form.save()
        wizard.action_send()
        self.assertEqual(len(self.case.letter_ids), 1)
        self.assertFalse(wizard.exists())

    def test_post_is_printed_for_a_window_envelope(self):
        self.person.safe_method_ids = self.ways["post"]
        letter = self.send("post")
        action = letter.action_print()
        self.assertEqual(action["report_name"], "hate_case_mgmt.report_letter")
        self.assertEqual(self.introduced(), words.DEADLINE_MET)
        reports = self.env["ir.actions.report"].with_user(self.officer)
        html = reports._render_qweb_html("hate_case_mgmt.report_letter", letter.ids)[0]
        for text in (b"Amina Yusuf", b"12 Mill Court", b"20 November 2026"):
            self.assertIn(text, html)
        with self.assertRaises(AccessError):
            reports.with_user(self.officer2)._render_qweb_html(
                "hate_case_mgmt.report_letter", letter.ids
            )
