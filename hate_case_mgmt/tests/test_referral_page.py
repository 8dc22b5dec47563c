from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from ..policy import closing
from ..policy import referral_link as rules
from ..policy import vocabulary as words
from ..policy import vocabulary_referral as terms
from .common_referral import ADDRESS, ASKED, ReferralMixin

SECRETS = ("Amina", "Planted", "07700", ASKED, "Open Door", "hate", "Bill")


@tagged("post_install", "-at_install", "hate_case")
class TestReferralPage(ReferralMixin, HttpCase):
    """The agency's page: no login, no script, and nothing before the code."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.set_up_referrals()
        cls.referral, _mail, cls.path = cls.send()
        cls.link = cls.referral.link_ids.sudo()

    def step(self, step, **form):
        self.env.flush_all()
        return self.url_open(
            self.path, data={"step": step, **form}, allow_redirects=False
        )

    def ask_code(self):
        """:return: the code as it came by e-mail"""
        # the last one was a while ago
        self.link.code_sent_at = False
        known = self.mails()
        answer = self.step("code")
        self.assertEqual(answer.status_code, 200)
        mail = self.mails() - known
        self.assertEqual(mail.email_to, ADDRESS)
        return self.code_in(mail)

    def open(self):
        """Open it with a code, in this browser."""
        answer = self.step("open", code=self.ask_code())
        self.assertEqual(answer.status_code, 303)
        return answer

    def forget(self):
        """Go on in another browser."""
        self.opener.cookies.clear()

    def assert_tells_nothing(self, page):
        for secret in (*SECRETS, self.case.name, self.referral.reference):
            self.assertNotIn(secret, page.text)

    # ------------------------------------------------------------------

    def test_the_door_tells_nothing_and_looking_changes_nothing(self):
        page = self.url_open(self.path)
        self.assertEqual(page.status_code, 200)
        self.assert_tells_nothing(page)
        for header, value in (
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Robots-Tag", "noindex, nofollow"),
            ("X-Frame-Options", "DENY"),
        ):
            self.assertEqual(page.headers[header], value)
        self.assertIn("default-src 'none'", page.headers["Content-Security-Policy"])
        self.assertNotIn("<script", page.text)
        self.assertFalse(self.link.openings)
        self.assertEqual(self.referral.state, terms.REFERRAL_SENT)
        self.assertNotIn("session_id", page.headers.get("Set-Cookie", ""))

    def test_002_1_2a_opened_with_a_code_and_answered(self):
        """[002.1.2a] [003.1.2a] partners answer, and their answer comes back"""
        answer = self.open()
        cookie = answer.headers["Set-Cookie"]
        for part in ("HttpOnly", "SameSite=Lax", f"Path={self.path}"):
            self.assertIn(part, cookie)
        page = self.url_open(self.path)
        for told in ("Amina Planted", "07700 900123", ASKED, "Open Door"):
            self.assertIn(told, page.text)
        for kept in ("Bill", "heron", "amina@", self.case.name, "<script"):
            self.assertNotIn(kept, page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(self.referral.state, terms.REFERRAL_RECEIVED)
        self.assertEqual(
            self.step(
                "answer", answer="accepted", name="Kit", note="Monday"
            ).status_code,
            303,
        )
        self.assertEqual(self.referral.state, terms.REFERRAL_ACCEPTED)
        self.assertEqual(self.referral.answer_ids.name, "Kit")
        self.assertIn("taken this on", self.url_open(self.path).text)
        self.step("answer", answer="note", name="Kit", note="Still in touch")
        done = self.step("answer", answer="done", name="Kit", note="She is well.")
        self.assertEqual(done.headers["Location"].rpartition("/")[2], "request-thanks")
        self.assertEqual(self.referral.outcome, "She is well.")
        self.assertEqual(self.url_open(self.path).status_code, 410)
        self.assertEqual(
            self.url_open("/request-thanks").headers["Cache-Control"], "no-store"
        )

    def test_declined_needs_a_reason_and_loses_nothing_that_was_typed(self):
        self.open()
        page = self.step("answer", answer="declined", name="Kit <b>", note=" ")
        self.assertEqual(page.status_code, 422)
        self.assertIn("Please say why", page.text)
        self.assertIn("Kit &lt;b&gt;", page.text)
        self.step("answer", answer="declined", name="Kit", note="We are full.")
        self.assertEqual(self.referral.declined_reason, "We are full.")

    def test_a_link_that_was_forwarded_opens_nothing(self):
        self.open()
        self.forget()
        page = self.url_open(self.path)
        self.assert_tells_nothing(page)
        self.assertIn("opened before", page.text)
        refused = self.step("answer", answer="accepted", name="Stranger")
        self.assert_tells_nothing(refused)
        self.assertEqual(refused.status_code, 422)
        self.assertFalse(self.referral.answer_ids)

    def test_opened_again_with_a_new_code_the_first_browser_is_out(self):
        self.open()
        first = dict(self.opener.cookies)
        self.forget()
        self.open()
        self.assertIn("Amina", self.url_open(self.path).text)
        self.forget()
        self.opener.cookies.update(first)
        self.assert_tells_nothing(self.url_open(self.path))
        self.assertEqual(self.link.openings, 2)

    def test_a_code_opens_once(self):
        code = self.ask_code()
        self.step("open", code=code)
        self.forget()
        again = self.step("open", code=code)
        self.assert_tells_nothing(again)
        self.assertEqual(again.status_code, 422)

    def test_a_session_ends(self):
        self.open()
        self.link.session_expires_at = fields.Datetime.now()
        self.env.flush_all()
        self.assert_tells_nothing(self.url_open(self.path))

    def test_wrong_codes_end_the_code_and_then_the_link(self):
        with self.subTest("five tries"):
            code = self.ask_code()
            for _turn in range(rules.TRIES_A_CODE):
                page = self.step("open", code="00000000")
                self.assertEqual(page.status_code, 422)
            page = self.step("open", code=code)
            self.assertIn("too often", page.text)
            self.assertEqual(self.referral.state, terms.REFERRAL_SENT)
        self.link.wrong_codes = rules.WRONG_A_LINK - 1
        self.link.code_sent_at = False
        self.ask_code()
        page = self.step("open", code="00000000")
        self.assertEqual(page.status_code, 410)
        self.assertTrue(self.link.revoked_at)
        self.assertIn("wrong codes", self.referral.delivery_note)
        self.assertTrue(self.case.activity_ids, "the officer is told")

    def test_codes_are_not_sent_without_end(self):
        self.ask_code()
        known = self.mails()
        page = self.step("code")
        self.assertEqual(page.status_code, 422)
        self.assertIn("wait a minute", page.text)
        self.assertEqual(self.mails(), known)

    def test_a_link_that_is_guessed(self):
        for _turn in range(closing.GUESSES_AN_HOUR):
            self.assertEqual(self.url_open("/request/guess").status_code, 404)
        page = self.url_open(self.path)
        self.assertEqual(page.status_code, 429)
        self.assert_tells_nothing(page)

    def test_a_link_that_has_run_out(self):
        self.open()
        self.link.expires_at = fields.Datetime.now() - timedelta(seconds=1)
        self.env.flush_all()
        page = self.url_open(self.path)
        self.assertEqual(page.status_code, 410)
        self.assert_tells_nothing(page)
        self.assertIn("0808 157 0100", page.text)
        self.assertEqual(
            self.step("answer", answer="accepted", name="K").status_code, 410
        )
        self.assertIn("run out", self.referral.delivery_note)

    def test_withdrawn_or_consent_taken_back_while_it_is_open(self):
        self.open()
        self.agree("identity", answer="withdrawn")
        self.env.flush_all()
        page = self.url_open(self.path)
        self.assertEqual(page.status_code, 410)
        self.assert_tells_nothing(page)
        self.assertIn("was taken back", page.text)
        self.assertEqual(
            self.step("answer", answer="accepted", name="K").status_code, 410
        )
        self.assertFalse(self.referral.answer_ids)

    def test_the_same_answer_twice(self):
        self.open()
        for _turn in range(2):
            last = self.step("answer", answer="accepted", name="Kit", note="")
        self.assertEqual(last.status_code, 422)
        self.assertIn("already", last.text)
        self.assertEqual(len(self.referral.answer_ids), 1)

    def test_an_answer_after_the_case_closed(self):
        """It is kept, and the officer is told."""
        self.open()
        self.case._set({"state": words.STATE_CLOSED})
        self.step("answer", answer="accepted", name="Kit", note="Monday")
        self.assertEqual(self.referral.answer_ids.note, "Monday")
        self.assertTrue(self.case.activity_ids)

    def test_a_code_on_the_phone(self):
        told = self.referral.action_make_code()["params"]["message"]
        self.env.flush_all()
        answer = self.step("open", code=told)
        self.assertEqual(answer.status_code, 303)

    def test_strange_input(self):
        """Each gets a page, and never an error of the server."""
        self.open()
        for form in (
            {"answer": "withdrawn", "name": "K"},
            {"answer": "", "name": "K"},
            {"answer": "note", "name": "x" * 9000, "note": "y" * 9000},
            {"answer": "note", "name": "\u202e\x00", "note": "z"},
        ):
            with self.subTest(form=str(form)[:40]):
                self.assertIn(self.step("answer", **form).status_code, (303, 422))
        self.assertEqual(self.step("nonsense").status_code, 422)
        self.assertEqual(self.referral.state, terms.REFERRAL_RECEIVED)
