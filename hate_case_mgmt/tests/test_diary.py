import io
from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfFileReader

from ..policy import vocabulary as words
from .common import HateCaseCommon, HateCasePeople


@tagged("post_install", "-at_install", "hate_case")
class TestDiary(HateCaseCommon):
    """Incidents added to an open case, staff notes, decisions: what becomes of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        cls.race = cls.env.ref("hate_case_mgmt.strand_race")
        cls.env["hate.incident"].create(
            {
                "case_id": cls.case.id,
                "narrative": "The first",
                "strand_ids": [Command.set(cls.race.ids)],
            }
        )

    def dialogue(self, user=None):
        return Form(
            self.env["hate.incident.add"]
            .with_user(user or self.officer)
            .with_context(default_case_id=self.case.id)
        )

    def test_000_a2_diary(self):
        """[000.a2] [004.5d] one incident after the other, from a talk or paper diary;
        place and strands need not be given again"""
        now = fields.Datetime.now().replace(microsecond=0)
        form = self.dialogue()
        form.narrative = "Shouted at by the bins.\u0007"
        form.occurred_at = now - timedelta(days=2)
        form.place = "The bins"
        following = form.save().action_add_next()
        self.assertEqual(following["res_model"], "hate.incident.add")
        form = Form(
            self.env["hate.incident.add"]
            .with_user(self.officer)
            .browse(following["res_id"])
        )
        self.assertFalse(form.narrative)
        self.assertEqual(form.place, "The bins")
        form.narrative = "And again, with a dog."
        form.precision = words.PRECISION_UNKNOWN
        form.save().action_add()
        _old, first, again = self.case.incident_ids.sorted("id")
        self.assertEqual(first.narrative, "Shouted at by the bins.")
        self.assertEqual(first.occurred_at, now - timedelta(days=2))
        self.assertEqual((first | again).strand_ids, self.race)
        self.assertFalse(again.occurred_at)
        self.assertEqual(again.place, "The bins")
        self.assertFalse(
            self.env["hate.incident.add"].with_user(self.officer).search([])
        )
        self.assertEqual(self.case.incident_count, 3)

    def test_what_is_missing_is_asked_for_and_nothing_is_lost(self):
        wizard = self.env["hate.incident.add"].with_user(self.officer)
        row = wizard.create({"case_id": self.case.id, "place": "The bins"})
        for values, asked in (
            ({"narrative": " "}, "what happened"),
            ({"narrative": "Spat at"}, "when it happened"),
        ):
            row.write(values)
            with self.assertRaises(UserError) as raised, self.cr.savepoint():
                row.action_add()
            self.assertIn(asked, str(raised.exception))
        self.assertEqual(row.narrative, "Spat at")
        row.occurred_at = fields.Datetime.now() + timedelta(days=1)
        with self.assertRaises(ValidationError), self.cr.savepoint():
            row.action_add()
        self.assertEqual(self.case.incident_count, 1)

    def test_a_stranger_adds_nothing(self):
        for user in (self.officer2, self.hub, self.dpo):
            with self.assertRaises(UserError):
                self.case.with_user(user).action_add_incident()
        with self.assertRaises(AccessError):
            self.env["hate.incident.add"].with_user(self.officer2).create(
                {"case_id": self.case.id, "narrative": "x"}
            )

    def test_a_note_says_something(self):
        note = self.env["hate.note"].with_user(self.officer)
        for text in ("", "  \n "):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                note.create({"case_id": self.case.id, "text": text})
        with self.assertRaises(ValidationError), self.cr.savepoint():
            note.create({"case_id": self.case.id, "text": "x" * 200_001})
        with self.assertRaises(AccessError):
            note.create({"case_id": self.case.id, "text": "x", "is_decision": True})
        with self.assertRaises(UserError):
            note.create({"case_id": self.case.id, "text": "Seen"}).text = "Not seen"

    def test_decisions_stand_out_in_the_timeline(self):
        self.env["hate.note"].with_user(self.officer).create(
            {"case_id": self.case.id, "text": "Called the school"}
        )
        self.case.with_user(self.manager)._add_note("Priority changed\nBecause")
        entries = (
            self.env["hate.timeline"]
            .with_user(self.officer)
            .search([("case_id", "=", self.case.id)])
        )
        told = {entry.kind: entry.text for entry in entries}
        self.assertEqual(told["decision"], "Priority changed\nBecause")
        self.assertEqual(told["note"], "Called the school")


@tagged("post_install", "-at_install", "hate_case")
class TestTimelinePrint(HateCasePeople, HttpCase):
    """The timeline on paper, by the rights of who prints it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        cls.env["hate.note"].create(
            [
                {"case_id": cls.case.id, "text": f"wyxnote {number} " + "long " * 100}
                for number in range(3)
            ]
        )

    def html(self, user, report, ids):
        content, _kind = (
            self.env["ir.actions.report"]
            .with_user(user)
            ._render_qweb_html(f"hate_case_mgmt.{report}", ids)
        )
        return content.decode()

    def test_the_whole_of_it_and_a_neutral_line(self):
        before = len(self.case.message_ids)
        page = self.html(self.officer, "timeline", self.case.ids)
        for number in range(3):
            self.assertIn(f"wyxnote {number} " + "long " * 99 + "long", page)
        said = self.case.message_ids.sorted("id")[before:]
        self.assertEqual(
            said.mapped("preview"), ["Timeline printed", "Information shared"]
        )

    def test_only_what_was_chosen(self):
        entries = (
            self.env["hate.timeline"]
            .with_user(self.officer)
            .search([("case_id", "=", self.case.id), ("text", "like", "wyxnote 1")])
        )
        page = self.html(self.officer, "timeline_entries", entries.ids)
        self.assertIn("wyxnote 1", page)
        self.assertNotIn("wyxnote 2", page)

    def test_a_stranger_prints_nothing(self):
        every = self.env["hate.timeline"].search([("case_id", "=", self.case.id)])
        for user in (self.officer2, self.hub):
            with self.assertRaises(AccessError):
                self.html(user, "timeline", self.case.ids)
            self.assertNotIn("wyxnote", self.html(user, "timeline_entries", every.ids))
        for user in (self.staff, self.config):
            with self.assertRaises(AccessError):
                self.html(user, "timeline_entries", every.ids)

    def test_as_a_pdf_over_http(self):
        """The route reads only; the line on the case is written all the same."""
        self.authenticate("t_officer", "t_officer")
        before = len(self.case.message_ids)
        with mute_logger("odoo.http"):  # that it is served again
            answer = self.url_open(
                f"/report/pdf/hate_case_mgmt.timeline/{self.case.id}"
            )
        self.assertEqual(answer.status_code, 200)
        # a server under test sends the page instead of the PDF
        self.assertIn("wyxnote 2", answer.text)
        self.case.invalidate_recordset()
        self.assertEqual(len(self.case.message_ids), before + 2)
        self.authenticate("t_officer2", "t_officer2")
        with mute_logger("odoo.http"):
            answer = self.url_open(
                f"/report/pdf/hate_case_mgmt.timeline/{self.case.id}"
            )
        self.assertNotEqual(answer.status_code, 200)

    def test_the_pdf_reads_as_it_was_written(self):
        self.env["hate.note"].create(
            {"case_id": self.case.id, "text": "The café – “wyxquote”"}
        )
        reports = self.env["ir.actions.report"]
        if reports.get_wkhtmltopdf_state() == "install":
            self.skipTest("wkhtmltopdf is not installed")
        pdf, _kind = (
            reports.with_user(self.officer)
            .with_context(force_report_rendering=True)
            ._render_qweb_pdf("hate_case_mgmt.timeline", self.case.ids)
        )
        self.assertTrue(pdf.startswith(b"%PDF"))
        pages = PdfFileReader(io.BytesIO(pdf)).pages
        if not hasattr(pages[0], "extract_text"):
            self.skipTest("this PyPDF2 does not read text")
        read = " ".join(word for page in pages for word in page.extract_text().split())
        self.assertIn("The café – “wyxquote”", read)

    def test_500_entries_cost_what_five_do(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["report.hate_case_mgmt.timeline"].with_user(
                self.officer
            )._get_report_values(self.case.ids)
            return self.env.cr.sql_log_count - before

        queries()
        few = queries()
        self.env["hate.note"].create(
            [{"case_id": self.case.id, "text": "A note"} for _i in range(500)]
        )
        self.assertLessEqual(queries(), few + 1)
