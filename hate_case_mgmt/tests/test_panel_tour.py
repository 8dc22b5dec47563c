import io
from unittest.mock import patch

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tests.test_cursor import TestCursor
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfFileReader

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_panel as panel_words
from .common import HateCasePeople
from .panel_common import SECRET, PanelCommon
from .test_access_doors import commit_with_hooks


@tagged("post_install", "-at_install", "hate_case", "hate_case_browser")
class TestPanelTour(PanelCommon, HateCasePeople, HttpCase):
    """A panel meeting, and what its members see in a second browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.set_up_panel()
        for user in (cls.chair, cls.partner, cls.conflicted, cls.officer, cls.dpo):
            user.password = user.login

    def as_user(self, user, path):
        self.authenticate(user.login, user.login)
        return self.url_open(path)

    def test_hold_a_panel_meeting(self):
        """[002.5.2] [003.9.3] from the release of the packs to the last item; the
        partner reads the pack in that time and sees no case"""
        self.say_yes()
        meeting = self.plan_meeting(user=self.chair)
        item = self.prepare(meeting)
        page = f"/panel/{meeting.id}"
        self.assertNotIn(SECRET, self.as_user(self.partner, page).text)
        # the sentence that says what is missing
        with mute_logger("odoo.http"):
            self.start_tour(
                f"/odoo/hate-panel-meetings/{meeting.id}",
                "hate_panel_meeting",
                login=self.chair.login,
            )
        self.assertEqual(item.state, panel_words.ITEM_HEARD)
        self.assertEqual(item.minutes, "Patrols twice a week")
        self.assertEqual(item.action_ids.agency_id, self.police)
        self.assertEqual(item.action_ids.state, words.ACTION_PLANNED)
        self.assertEqual(meeting.state, panel_words.MEETING_HELD)
        self.assertIn(SECRET, self.as_user(self.partner, page).text)


@tagged("post_install", "-at_install", "hate_case", "security")
class TestPanelPage(PanelCommon, HateCasePeople, HttpCase):
    """The page of the papers, over HTTP, as each kind of user."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.set_up_panel()
        cls.env["hate.party"].create(
            {
                "case_id": cls.case.id,
                "role": words.ROLE_WITNESS,
                "partner_id": cls.conflicted.partner_id.id,
            }
        )

    def get(self, user, path):
        user.password = user.login
        self.authenticate(user.login, user.login)
        return self.url_open(path, allow_redirects=False)

    def test_who_gets_the_page(self):
        """[002.5.2] members get the papers with their name on; everybody else, and any
        guessed number, gets one and the same answer"""
        meeting, item = self.release()
        page = self.get(self.partner, f"/panel/{meeting.id}")
        self.assertEqual(page.status_code, 200)
        self.assertIn(SECRET, page.text)
        self.assertIn("Please raise patrols.", page.text)
        self.assertIn(f"<span>{self.partner.name}, Test Police</span>", page.text)
        self.assertNotIn(self.case.name, page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertIn("default-src 'none'", page.headers["Content-Security-Policy"])
        listed = self.get(self.partner, "/panel").text
        self.assertIn(f"/panel/{meeting.id}", listed)
        self.assertNotIn(SECRET, listed)
        theirs = self.get(self.conflicted, f"/panel/{meeting.id}")
        self.assertEqual(theirs.status_code, 200)
        self.assertNotIn(SECRET, theirs.text)
        self.assertNotIn("patrols", theirs.text)
        missing = self.get(self.officer2, "/panel/999999")
        for user in (self.officer2, self.manager, self.config, self.insight):
            for path in (f"/panel/{meeting.id}", f"/panel/{meeting.id}/print"):
                with self.subTest(user=user.login, path=path):
                    refused = self.get(user, path)
                    self.assertEqual(refused.status_code, 404)
                    self.assertEqual(refused.text, missing.text)
        self.assertEqual(self.get(self.officer2, "/panel").status_code, 404)
        self.authenticate(None, None)
        stranger = self.url_open(f"/panel/{meeting.id}", allow_redirects=False)
        self.assertEqual(stranger.status_code, 303)

    def test_each_opening_and_print_is_on_record(self):
        meeting, _item = self.release()
        self.startPatcher(patch.object(TestCursor, "commit", commit_with_hooks))
        self.get(self.partner, f"/panel/{meeting.id}")
        paper = self.get(self.partner, f"/panel/{meeting.id}/print")
        self.assertEqual(paper.status_code, 200)
        sheets = PdfFileReader(io.BytesIO(paper.content))
        for number in range(sheets.getNumPages()):
            sheet = sheets.getPage(number)
            # the name of it differs by the version that Odoo is installed with
            words_on_it = getattr(sheet, "extract_text", None) or sheet.extractText
            self.assertIn(f"Copy for {self.partner.name}", words_on_it())
        self.assertIn("no-store", paper.headers["Cache-Control"])
        self.env.invalidate_all()
        log = self.env["hate.access.log"].search(
            [("user_id", "=", self.partner.id), ("case_id", "=", self.case.id)]
        )
        self.assertLessEqual({"opened", "printed"}, set(log.mapped("kind")))

    def test_the_page_closes_on_the_second(self):
        meeting, _item = self.release()
        meeting.sudo().closes_at = fields.Datetime.now()
        page = self.get(self.partner, f"/panel/{meeting.id}")
        self.assertEqual(page.status_code, 404)
        self.assertNotIn(SECRET, page.text)

    def test_a_withdrawal_reaches_an_open_page(self):
        """security case 17: loaded anew, the item is gone"""
        meeting, _item = self.release()
        self.assertIn(SECRET, self.get(self.partner, f"/panel/{meeting.id}").text)
        self.say_yes(answer=gate.CONSENT_WITHDRAWN)
        self.assertNotIn(SECRET, self.get(self.partner, f"/panel/{meeting.id}").text)
        chairs = self.get(self.chair, f"/panel/{meeting.id}").text
        self.assertIn("One item was withdrawn", chairs)

    def test_the_agenda_on_paper(self):
        """For those who run the meeting: the items of cases that they may see."""
        meeting, _item = self.release()
        report = "hate_case_mgmt.action_report_hate_panel"
        render = self.env["ir.actions.report"].with_user(self.officer)._render_qweb_html
        html = render(report, meeting.ids)[0].decode()
        self.assertIn(SECRET, html)
        self.assertIn(self.case.name, html)
        self.env.invalidate_all()
        other = self.env["ir.actions.report"].with_user(self.officer2)
        self.assertNotIn(
            SECRET, other._render_qweb_html(report, meeting.ids)[0].decode()
        )
