import re

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase, tagged

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate
from .common import HateCasePeople
from .panel_common import SECRET, PanelCommon

ADDRESS = "sergeant@test-police.example.com"


@tagged("post_install", "-at_install", "hate_case", "security")
class TestPanelLink(PanelCommon, HateCasePeople, HttpCase):
    """A member of a panel without a login reads the papers by a link and a code, for
    the time of the meeting."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.set_up_panel()
        cls.company.email = "landlord@example.com"
        cls.outside = cls.member("Sam Sergeant", ADDRESS, agency_id=cls.police.id)

    @classmethod
    def member(cls, name, email, **values):
        members = cls.env["hate.panel.member"].with_user(cls.manager)
        return members.create(
            {"panel_id": cls.panel.id, "name": name, "email": email, **values}
        )

    def mails(self):
        return self.env["mail.mail"].sudo().search([("email_to", "=", ADDRESS)])

    def released(self):
        """:return: (meeting, path of the link)"""
        known = self.mails()
        meeting, _item = self.release()
        mail = self.mails() - known
        self.assertNotIn(SECRET, mail.body_html)
        self.assertNotIn(self.case.name, mail.body_html + mail.subject)
        return meeting, re.search(r"/request/[\w-]+", mail.body_html).group()

    def step(self, path, step, **form):
        self.env.flush_all()
        return self.url_open(path, data={"step": step, **form}, allow_redirects=False)

    def get(self, path):
        self.env.flush_all()
        return self.url_open(path)

    def opened(self):
        """:return: (meeting, path), opened with a code in this browser"""
        meeting, path = self.released()
        self.open(path)
        return meeting, path

    def open(self, path):
        """Open it in this browser, with the code that comes to the same address."""
        known = self.mails()
        self.assertEqual(self.step(path, "code").status_code, 200)
        mail = self.mails() - known
        code = re.search(r"\b\d{8}\b", mail.body_html).group()
        self.assertEqual(self.step(path, "open", code=code).status_code, 303)

    def test_read_with_a_code_for_the_time_of_the_meeting(self):
        """[002.5.2] [003.9.3] nothing before the code, nothing after the meeting"""
        meeting, path = self.released()
        self.assertNotIn(SECRET, self.get(path).text)
        self.assertEqual(self.step(path, "open", code="12345678").status_code, 422)
        self.open(path)
        self.assertEqual(meeting.link_ids.openings, 1)
        page = self.get(path)
        self.assertIn(SECRET, page.text)
        self.assertIn("Sam Sergeant, Test Police", page.text)
        self.assertNotIn(self.case.name, page.text)
        self.assertNotIn("/print", page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(self.step(path, "answer", name="S").status_code, 422)
        # forwarded: another browser gets the door again
        self.opener.cookies.clear()
        self.assertNotIn(SECRET, self.get(path).text)

    def test_closed_on_the_second(self):
        meeting, path = self.opened()
        self.assertIn(SECRET, self.get(path).text)
        meeting.sudo().closes_at = fields.Datetime.now()
        page = self.get(path)
        self.assertEqual(page.status_code, 410)
        self.assertNotIn(SECRET, page.text)

    def test_taken_back_or_off_the_panel(self):
        meeting, path = self.opened()
        self.outside.active = False
        self.assertEqual(self.get(path).status_code, 410)
        self.outside.active = True
        self.assertEqual(self.get(path).status_code, 200)
        meeting.action_take_back()
        self.assertEqual(self.get(path).status_code, 410)

    def test_a_withdrawal_reaches_the_page(self):
        """security case 17"""
        _meeting, path = self.opened()
        self.say_yes(answer=gate.CONSENT_WITHDRAWN)
        page = self.get(path)
        self.assertEqual(page.status_code, 200)
        self.assertNotIn(SECRET, page.text)

    def test_who_is_named_in_the_case_does_not_get_its_item(self):
        for values in ({"email": ADDRESS.upper()}, {"name": "sam  SERGEANT"}):
            with self.subTest(values=values):
                witness = self.env["hate.party"].create(
                    {"case_id": self.case.id, "role": words.ROLE_WITNESS, **values}
                )
                self.assertTrue(self.outside._is_too_close(self.case))
                witness.sudo().unlink()
        self.assertFalse(self.outside._is_too_close(self.case))

    def test_a_member_can_be_reached_and_a_chair_can_sign(self):
        for name, email, more in (
            ("Nobody", "", {}),
            ("", ADDRESS, {}),
            ("Two", "a@b.example.com, c@d.example.com", {}),
        ):
            with self.subTest(email=email), self.assertRaises(ValidationError):
                self.member(name, email, **more)
        other = self.env["hate.panel"].create({"name": "Other"})
        with self.assertRaises(ValidationError):
            self.member("Chair", ADDRESS, panel_id=other.id, is_chair=True)
        colleague = self.env["hate.panel.member"].create(
            {"panel_id": other.id, "user_id": self.officer.id}
        )
        self.assertEqual(colleague.name, self.officer.name)
        self.assertEqual(colleague.email, self.officer.email)

    def test_links_are_nobodys_to_make_or_read(self):
        meeting, _path = self.released()
        link = meeting.link_ids
        self.assertEqual(link.with_user(self.officer).sent_to, ADDRESS)
        for name in ("token_sha256", "code_sha256", "session_sha256"):
            with self.assertRaises(AccessError):
                link.with_user(self.manager).read([name])
        for user in (self.hub, self.config, self.insight, self.staff, self.partner):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                link.with_user(user).read(["sent_to"])
        with self.assertRaises(AccessError):
            link.with_user(self.manager).write({"sent_to": "me@example.com"})
