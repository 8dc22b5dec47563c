import base64
import hashlib
import io
import re
from unittest.mock import patch

from freezegun import freeze_time
from markupsafe import Markup

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools.pdf import PdfFileReader

from ..policy import vocabulary as words
from ..reports import letter_engine
from .common import HateCasePeople
from .test_letters import LettersCommon
from .test_safe_contact import WORKING_HOURS

REPORT = "hate_case_mgmt.report_letter"
# A window of a DL envelope: what it always shows, and what it may show, in mm from the
# top of the sheet
ALWAYS_SEEN = (57, 81)
SOMETIMES_SEEN = (46, 92)


@tagged("post_install", "-at_install", "hate_case")
@freeze_time(WORKING_HOURS)
class TestLetterPage(LettersCommon):
    """A letter is kept as the page that went, and never looks different again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person.safe_method_ids |= cls.ways["post"]

    def printed(self, letters):
        """:return: bytes, as the button Print makes them"""
        self.assertTrue(letters)
        state = self.env["ir.actions.report"].get_wkhtmltopdf_state()
        if state == "install" and not letter_engine.weasyprint():
            self.skipTest("neither wkhtmltopdf nor WeasyPrint is installed")
        with self.allow_pdf_render():
            return (
                self.env["ir.actions.report"]
                .with_user(self.officer)
                .with_context(force_report_rendering=True)
                ._render_qweb_pdf(REPORT, letters.ids)[0]
            )

    def reader(self, content):
        return PdfFileReader(io.BytesIO(content))

    def heights(self, content):
        """:return: {text of a line: mm of its foot from the top of the first page}"""
        page = self.reader(content).pages[0]
        if not hasattr(page, "extract_text"):
            self.skipTest("this PyPDF2 does not tell where text stands")
        top = float(page.mediabox.top)
        found = {}

        def seen(text, scale, place, _font, _size):
            if text.strip():
                height = scale[5] + scale[3] * place[5]
                line = " ".join(text.split())
                found[line] = (top - height) / 72 * 25.4

        page.extract_text(visitor_text=seen)
        return found

    def test_the_page_is_kept_with_its_hash(self):
        letter = self.send()
        page = base64.b64decode(letter.page)
        self.assertEqual(letter.page_sha256, hashlib.sha256(page).hexdigest())
        self.assertIn(letter.html, page.decode())
        self.assertIn(
            "A message" not in page.decode() and "Test Landlord", page.decode()
        )
        self.assertNotRegex(page.decode(), r"<script|<link|src=.http")

    def test_a_sent_letter_never_changes(self):
        """Neither new wording, nor a new name, logo or address of ours or theirs."""
        letter = self.send("post")
        page, body = letter._page_text(), letter.body
        self.introduction.write({"body": "{greeting} Other words", "name": "Other"})
        self.company.sudo().write({"name": "New Name", "street": "1 New Street"})
        self.person.write({"name": "Amina New", "address": "New home"})
        self.env.ref("hate_case_mgmt.letter_page").arch = "<t>changed</t>"
        letter.invalidate_recordset()
        self.assertEqual((letter._page_text(), letter.body), (page, body))
        self.assertEqual(letter.template_version, 1)
        self.assertEqual(self.introduction.version, 2)
        html = self.env["ir.actions.report"]._render_qweb_html(REPORT, letter.ids)[0]
        self.assertEqual(html.decode(), page)

    def test_a_page_that_was_tampered_with_is_not_printed(self):
        letter = self.send("post")
        kept = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "hate.letter"),
                ("res_field", "=", "page"),
                ("res_id", "=", letter.id),
            ]
        )
        kept.raw = b"<html>I never wrote this</html>"
        letter.invalidate_recordset()
        with self.assertRaises(UserError) as raised:
            letter._page_text()
        self.assertIn("not as it was", str(raised.exception))

    def test_each_print_is_the_same_to_the_byte(self):
        letter = self.send("post")
        first = self.printed(letter)
        self.assertEqual(first[:5], b"%PDF-")
        self.company.sudo().name = "New Name"
        self.env.invalidate_all()
        self.assertEqual(self.printed(letter), first)

    def test_several_are_printed_together(self):
        letters = self.send("post") | self.send("post")
        self.assertEqual(len(self.reader(self.printed(letters)).pages), 2)

    def test_only_who_may_see_the_case_prints_its_letters(self):
        letter = self.send("post")
        for user in (self.officer2, self.staff, self.insight):
            with self.assertRaises(AccessError):
                self.env["ir.actions.report"].with_user(user)._render_qweb_html(
                    REPORT, letter.ids
                )

    def test_the_window_shows_the_address_and_nothing_else(self):
        with patch.object(letter_engine, "weasyprint", return_value=None):
            self.check_window()

    def test_the_window_of_a_tagged_letter(self):
        if not letter_engine.weasyprint():
            self.skipTest("WeasyPrint can't be imported")
        self.check_window()

    def check_window(self):
        self.company.sudo().write(
            {"street": "Wharf House", "city": "Eastmoor", "zip": "XX1 2AB"}
        )
        heights = self.heights(self.printed(self.send("post")))
        address = {"Amina Yusuf", "12 Mill Court", "Eastmoor", "XX1 1AA"}
        for line in address:
            self.assertGreater(heights[line], ALWAYS_SEEN[0], line)
            self.assertLess(heights[line], ALWAYS_SEEN[1], line)
        for line in heights.keys() - address:
            self.assertFalse(
                SOMETIMES_SEEN[0] < heights[line] < SOMETIMES_SEEN[1], line
            )

    def test_a_tagged_pdf_where_weasyprint_is_there(self):
        """A screen reader knows its language, title and structure."""
        if not letter_engine.weasyprint():
            self.skipTest("WeasyPrint can't be imported")
        root = self.reader(self.printed(self.send("post"))).trailer["/Root"]
        self.assertEqual(root["/Lang"], "en")
        self.assertTrue(root["/MarkInfo"]["/Marked"])
        self.assertIn("/StructTreeRoot", root)

    def test_the_settings_say_what_prints_letters(self):
        settings = self.env["res.config.settings"]
        with patch.object(letter_engine, "weasyprint", return_value=None):
            self.assertRegex(
                settings.new().hate_letter_engine,
                "^(wkhtmltopdf prints|Nothing on this server)",
            )
        with patch.object(letter_engine, "weasyprint", return_value=True):
            self.assertIn("tagged PDF", settings.new().hate_letter_engine)

    def test_no_heading_stands_alone_at_the_foot_of_a_sheet(self):
        """However long what comes before it is."""
        if self.env["ir.actions.report"].get_wkhtmltopdf_state() == "install":
            self.skipTest("wkhtmltopdf is not installed")
        page = self.env["hate.letter"]._render_page(
            {
                "case_id": self.case.id,
                "language_id": False,
                "channel": words.LETTER_HAND,
                "body": "",
                "large_print": False,
                "addressee": "",
                "sent_to": False,
                "sent_at": self.case.reported_at,
                "html": "BEFORE<h2>Heading</h2><p>Follows</p>",
            }
        )
        broken = 0
        with (
            self.allow_pdf_render(),
            patch.object(letter_engine, "tagged_pdf", return_value=None),
        ):
            for height in range(256, 300, 8):
                pdf = self.env["hate.letter"]._on_paper(
                    Markup(
                        page.replace(
                            "BEFORE", f'<div style="height: {height}mm">.</div>'
                        )
                    )
                )
                sheets = self.reader(pdf).pages
                if not hasattr(sheets[0], "extract_text"):
                    self.skipTest("this PyPDF2 does not tell where text stands")
                texts = [sheet.extract_text() for sheet in sheets]
                broken += len(texts) > 1
                for text in texts:
                    self.assertEqual("Heading" in text, "Follows" in text, height)
        self.assertTrue(broken, "none was longer than a sheet")

    def test_a_letter_loads_nothing_from_outside(self):
        if not letter_engine.weasyprint():
            self.skipTest("WeasyPrint can't be imported")
        page = '<html lang="en"><title>x</title><img src="%s" alt="x"/></html>'
        with patch("urllib.request.OpenerDirector.open") as opened:
            letter_engine.tagged_pdf(page % "file:///etc/hostname")
            letter_engine.tagged_pdf(page % "http://localhost:1/x.png")
        opened.assert_not_called()

    def test_003_7_1_large_print(self):
        """[003.7.1] [003.7.2] a person who asked for it gets large print, on paper and
        by e-mail"""
        self.person.large_print = True
        letter = self.send()
        self.assertTrue(letter.large_print)
        self.assertIn('class="words large"', letter._page_text())
        self.assertIn("font-size: 24px", self.mail(letter).body_html)
        self.person.large_print = False
        self.assertIn('class="words large"', letter._page_text())
        self.assertIn("font-size: 16px", self.mail(self.send()).body_html)

    def test_the_email_is_html_that_loads_nothing(self):
        mail = self.mail(letter := self.send())
        self.assertIn(letter.html, mail.body_html)
        self.assertIn('<div lang="en" dir="ltr">', mail.body_html)
        self.assertNotRegex(mail.body_html, r"<img|<script|<link|http")

    def test_the_names_of_files_and_addresses_tell_nothing(self):
        letter = self.send("post")
        self.printed(letter)
        files = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "hate.letter"),
                ("res_id", "=", letter.id),
                ("res_field", "!=", False),
            ]
        )
        self.assertEqual(set(files.mapped("name")), {"page", "letter.pdf"})
        self.assertFalse(any(files.mapped("index_content")))
        address = letter.action_read_page()["url"]
        self.assertTrue(re.fullmatch(r"/letters/\d+", address), address)


@tagged("post_install", "-at_install", "hate_case")
class TestLetterOnScreen(HateCasePeople, HttpCase):
    """The HTML copy, behind the login."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.company.hate_hub_phone = "0800 000 0100"
        case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        way = cls.env["hate.contact.method"].search([("code", "=", words.METHOD_PLACE)])
        person = cls.env["hate.party"].create(
            {
                "case_id": case.id,
                "role": words.ROLE_VICTIM,
                "name": "Amina <i>Yusuf</i>",
                "safe_method_ids": [Command.set(way.ids)],
            }
        )
        templates = cls.env["hate.letter.template"]
        cls.letter = cls.env["hate.letter"]._send_to(
            person, templates._for_kind("introduction"), words.METHOD_PLACE
        )

    def open_page(self, login=None):
        self.authenticate(login, login)
        return self.url_open(f"/letters/{self.letter.id}", allow_redirects=False)

    def test_it_is_read_by_who_may_see_the_case(self):
        answer = self.open_page("t_officer")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Dear Amina &lt;i&gt;Yusuf&lt;/i&gt;,", answer.text)
        self.assertEqual(answer.text, self.letter._page_text())
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])

    def test_nobody_else_learns_that_it_exists(self):
        for login in ("t_officer2", "t_staff", "t_insight", "t_config"):
            with self.subTest(login=login):
                self.assertEqual(self.open_page(login).status_code, 404)
        self.authenticate(None, None)
        self.assertIn("/web/login", self.open_page().headers["Location"])
