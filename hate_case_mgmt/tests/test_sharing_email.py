from unittest.mock import patch

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, HttpCase, tagged

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_referral as terms
from .common_referral import ReferralMixin
from .common_sharing import HateSharingCommon

ADDRESS = "desk@open-door.example.com"


@tagged("post_install", "-at_install", "hate_case")
class TestSharingEmail(HateSharingCommon, HttpCase):
    """Share by e-mail: a neutral message, a link, a code, and the words behind it."""

    mails = classmethod(ReferralMixin.mails.__func__)
    path_in = staticmethod(ReferralMixin.path_in)
    code_in = staticmethod(ReferralMixin.code_in)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.email = "landlord@example.com"
        cls.company.hate_hub_phone = "0808 157 0100"
        cls.agency.referral_email = ADDRESS
        cls.victim.email = "amina@mail.example.com"

    def dialogue(self, **values):
        form = Form(
            self.env["hate.disclosure.share"]
            .with_user(self.officer)
            .with_context(default_case_id=self.case.id)
        )
        form.agency_id = self.agency
        form.share_identity = True
        form.way = gate.WAY_EMAIL
        for name, value in values.items():
            setattr(form, name, value)
        return form

    def share(self, **values):
        """:return: ``(sharing, mail)``"""
        known = self.mails()
        self.dialogue(**values).save().action_share()
        return self.mine(), self.mails() - known

    def mine(self):
        return self.env["hate.disclosure"].search(
            [("case_id", "=", self.case.id)], limit=1
        )

    def refused(self, call, *args):
        with self.assertRaises(UserError) as caught, self.cr.savepoint():
            call(*args)
        return str(caught.exception)

    def step(self, path, step, **form):
        self.env.flush_all()
        return self.url_open(path, data={"step": step, **form}, allow_redirects=False)

    def code_for(self, path):
        known = self.mails()
        self.step(path, "code")
        return self.code_in(self.mails() - known)

    def test_a_link_that_opens_with_a_code(self):
        """[000.b11] the words are in no e-mail, and behind the code alone"""
        self.say()
        sharing, mail = self.share()
        self.assertEqual((sharing.state, sharing.way), ("sent", "email"))
        self.assertIn(ADDRESS, sharing.envelope)
        self.assertEqual(mail.email_to, ADDRESS)
        self.assertTrue(mail.hate_sealed)
        path = self.path_in(mail)
        self.env.flush_all()
        door = self.url_open(path)
        for page in (mail.subject, mail.body_html, door.text):
            for secret in ("Amina", "hate", "Hate", "Open Door", self.case.name):
                self.assertNotIn(secret, page.replace("hate_case_mgmt", ""))
        self.assertEqual(self.step(path, "open", code="00000000").status_code, 422)
        code = self.code_for(path)
        self.assertEqual(self.step(path, "open", code=code).status_code, 303)
        page = self.url_open(path)
        self.assertIn("Amina Planted", page.text)
        self.assertIn("do not pass it on", page.text)
        for kept in ("<script", "<form", "amina@", "Bill", self.case.name):
            self.assertNotIn(kept, page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(self.step(path, "answer", answer="note").status_code, 422)
        self.opener.cookies.clear()
        again = self.url_open(path)
        self.assertIn("opened before", again.text)
        self.assertNotIn("Amina", again.text)
        self.assertEqual(self.step(path, "open", code=code).status_code, 422)

    def test_a_mistyped_address_sends_nothing(self):
        self.say()
        known = self.mails()
        dialogue = self.dialogue(address="desk@open-dor.example.com").save()
        self.assertIn("make sure", self.refused(dialogue.action_share))
        dialogue.is_checked = True
        for wrong, says in (
            ("open-door", "does not look like"),
            ("a@b", "does not look like"),
            ("a@b@c.example.com", "does not look like"),
            ("a b@c.example.com", "does not look like"),
            ("AMINA@mail.example.com", "somebody in the case"),
        ):
            with self.subTest(address=wrong):
                dialogue.address = wrong
                self.assertIn(says, self.refused(dialogue.action_share))
        self.assertEqual(self.mails(), known)
        self.assertFalse(self.mine())

    def test_an_address_that_bounces_is_shown_and_put_right(self):
        self.say()
        sharing, mail = self.share()
        path = self.path_in(mail)
        bounce = {
            "bounced_msg_ids": [mail.message_id],
            "bounced_email": False,
            "bounced_partner": self.env["res.partner"],
            "bounced_message": self.env["mail.message"],
            "email_from": "mailer-daemon@open-door.example.com",
            "to": "landlord@example.com",
            "message_id": "<1@open-door.example.com>",
        }
        self.env["mail.thread"]._routing_handle_bounce(None, bounce)
        self.assertIn(ADDRESS, sharing.delivery_note)
        self.assertIn("did not arrive", self.case.activity_ids.summary)
        self.assertNotIn("@", self.case.activity_ids.summary)
        known = self.mails()
        dialogue = Form(
            self.env["hate.disclosure.resend"]
            .with_user(self.officer)
            .with_context(
                default_case_id=self.case.id, default_disclosure_id=sharing.id
            )
        )
        self.assertEqual(dialogue.address, ADDRESS)
        dialogue.address = "right@open-door.example.com"
        dialogue.is_checked = True
        dialogue.save().action_send()
        self.assertEqual((self.mails() - known).email_to, "right@open-door.example.com")
        self.assertEqual(sharing.sent_to, "right@open-door.example.com")
        self.assertFalse(sharing.delivery_note)
        self.env.flush_all()
        self.assertEqual(self.url_open(path).status_code, 410)
        self.assertIn(ADDRESS, sharing.envelope, "as it left first")

    def test_taken_back_the_link_is_dead_and_the_mail_stays(self):
        self.say()
        sharing, mail = self.share()
        self.say("withdrawn")
        self.assertTrue(sharing.to_recall)
        with patch.object(
            self.env.registry["ir.mail_server"], "send_email"
        ) as send_email:
            mail.send()
        send_email.assert_not_called()
        self.assertEqual(sharing.link_ids.delivery, terms.LINK_HELD)
        self.env.flush_all()
        self.assertEqual(self.url_open(self.path_in(mail)).status_code, 410)
        self.assertIn(
            "not be sent again",
            self.refused(sharing.with_user(self.officer)._send_again, ADDRESS),
        )

    def test_nothing_leaves_half(self):
        """If the e-mail can't be queued, nothing at all has happened."""
        self.say()
        dialogue = self.dialogue().save()
        with (
            self.assertRaises(ValueError),
            self.cr.savepoint(),
            patch.object(
                self.env.registry["mail.mail"], "_hate_queue", side_effect=ValueError
            ),
        ):
            dialogue.action_share()
        self.assertFalse(self.mine())

    def test_after_a_second_persons_yes(self):
        dialogue = self.dialogue(
            recipient_kind="police",
            ground="crime_prevention",
            reason="He will come back.",
            necessity="No less would do.",
            told="yes",
            address="desk@police.example.com",
            is_checked=True,
        )
        known = self.mails()
        dialogue.save().action_ask_approval()
        sharing = self.mine()
        self.assertEqual(self.mails(), known)
        sharing.with_user(self.manager)._approve("A real danger.")
        sharing.with_user(self.officer).action_send_prepared()
        self.assertEqual((self.mails() - known).email_to, "desk@police.example.com")
        self.refused(sharing.with_user(self.officer).action_send_prepared)
        self.assertEqual(len(self.mails() - known), 1)

    def test_who_speaks_for_the_person_by_a_safe_way_only(self):
        friend = self.person(
            words.ROLE_REPRESENTATIVE, name="Fay Friend", email="fay@mail.example.com"
        )
        self.authorise(friend)
        values = {"recipient_kind": "representative", "recipient_party_id": friend}
        dialogue = self.dialogue(**values)
        self.assertEqual(dialogue.address, "fay@mail.example.com")
        self.refused(dialogue.save().action_share)
        self.assertFalse(self.mine())
        email = self.env.ref("hate_case_mgmt.contact_method_email")
        friend.safe_method_ids = [Command.set(email.ids)]
        _sharing, mail = self.share(**values)
        self.assertEqual(mail.email_to, "fay@mail.example.com")

    def test_who_must_not_see_it_gets_no_link_either(self):
        self.say()
        sharing, _mail = self.share()
        for call in (
            sharing.with_user(self.officer2).action_send_again,
            lambda: sharing.with_user(self.officer2)._send_again(ADDRESS),
        ):
            with self.assertRaises(Exception) as caught:
                call()
            self.assertIn("AccessError", type(caught.exception).__name__)
