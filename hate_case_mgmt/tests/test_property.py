import csv
from pathlib import Path

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.misc import file_path

from .common import HateCaseCommon

TEMPLATE = "hate_case_mgmt/static/csv/hate_property.csv"


@tagged("post_install", "-at_install", "hate_case")
class TestProperty(HateCaseCommon):
    """The homes of a landlord, and their import."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.homes = cls.env["hate.property"].with_user(cls.config)
        cls.areas = cls.env["hate.area"].create(
            [{"name": "Testmoor", "code": "X1"}, {"name": "Testford", "code": "X2"}]
        )

    def load(self, *rows, columns=("name", "zip", "uprn", "area_id", "tenure")):
        return self.homes.load(list(columns), [list(row) for row in rows])

    def test_leading_zeros_are_kept(self):
        home = self.homes.create({"name": "1 Test Street", "uprn": " 000000199356 "})
        self.assertEqual(home.uprn, "000000199356")
        self.assertEqual(self.homes.search([("uprn", "=", "000000199356")]), home)

    def test_a_uprn_that_cannot_be_one_gets_a_sentence(self):
        for typed in ("1234567890123", "12AB", "1.99356E+11", "000", "-5"):
            with (
                self.subTest(typed=typed),
                self.assertRaises(ValidationError) as raised,
            ):
                self.homes.create({"name": "1 Test Street", "uprn": typed})
            self.assertIn("up to 12 digits", str(raised.exception))
        home = self.homes.create({"name": "1 Test Street", "uprn": "12"})
        with self.assertRaises(ValidationError):
            home.uprn = "not a number"

    def test_one_home_is_listed_once(self):
        """With its zeros or without: 000000199356 and 199356 are one home."""
        self.load(("1 Test Street", "XX1 1AA", "000000199356", "", ""))
        with mute_logger("odoo.sql_db"):
            answer = self.load(("2 Test Street", "XX1 1AA", "199356", "", ""))
        self.assertIn("is on the list already", answer["messages"][0]["message"])
        self.assertFalse(answer["ids"])

    def test_the_template_can_be_imported_as_it_is(self):
        offered = self.homes.get_import_templates()[0]["template"]
        self.assertEqual(offered, f"/{TEMPLATE}")
        with Path(file_path(TEMPLATE)).open(newline="") as template:
            header, *rows = csv.reader(template)
        labels = {
            field["string"]: name for name, field in self.homes.fields_get().items()
        }
        columns = [labels[label] for label in header]
        rows = [
            [
                cell.replace("Eastmoor", "Testmoor").replace("Westford", "Testford")
                for cell in row
            ]
            for row in rows
        ]
        answer = self.load(*rows, columns=columns)
        self.assertFalse(answer["messages"])
        homes = self.homes.browse(answer["ids"])
        self.assertEqual(homes.mapped("uprn"), ["000000199356", "010001234567"])
        self.assertEqual(homes.area_id, self.areas)
        self.assertEqual(homes.mapped("tenure"), ["general_needs", "leaseholder"])

    def test_the_import_screen_takes_the_file(self):
        """As the client does it: upload, preview, import."""
        if "base_import.import" not in self.env:
            self.skipTest("Odoo's import screen is not installed")
        content = Path(file_path(TEMPLATE)).read_text()
        content = content.replace("Eastmoor", "Testmoor").replace(
            "Westford", "Testford"
        )
        screen = (
            self.env["base_import.import"]
            .with_user(self.config)
            .create(
                {
                    "res_model": "hate.property",
                    "file": content.encode(),
                    "file_name": "homes.csv",
                    "file_type": "text/csv",
                }
            )
        )
        options = {"has_headers": True, "quoting": '"', "separator": ","}
        preview = screen.parse_preview(options)
        self.assertNotIn("error", preview)
        columns = [
            "/".join(preview["matches"].get(index, []))
            for index in range(len(preview["headers"]))
        ]
        self.assertEqual(columns, ["name", "zip", "uprn", "area_id", "tenure"])
        answer = screen.execute_import(columns, preview["headers"], options)
        self.assertFalse(answer["messages"])
        homes = self.homes.browse(answer["ids"])
        self.assertEqual(homes.mapped("uprn"), ["000000199356", "010001234567"])

    def test_a_wrong_row_is_named_and_nothing_is_half_imported(self):
        answer = self.load(
            ("1 Test Street", "XX1 1AA", "1001", "Testmoor", ""),
            ("2 Test Street", "XX1 1AA", "12AB", "Testmoor", ""),
            ("3 Test Street", "XX1 1AA", "1003", "Nowhere", ""),
        )
        self.assertFalse(answer["ids"])
        self.assertFalse(self.homes.search([("name", "ilike", "Test Street")]))
        text = " ".join(message["message"] for message in answer["messages"])
        self.assertIn("Nowhere", text)

    def test_importing_asks_the_database_once_for_many_homes(self):
        self.load(("0 Test Street", "XX1 1AA", "1000", "Testmoor", "Leaseholder"))

        def queries(first, count):
            rows = [
                (f"{n} Test Street", "XX1 1AA", str(n), "Testmoor", "Leaseholder")
                for n in range(first, first + count)
            ]
            before = self.cr.sql_log_count
            self.assertFalse(self.load(*rows)["messages"])
            return self.cr.sql_log_count - before

        few, many = queries(2000, 10), queries(3000, 100)
        self.assertLessEqual(many, few + 5)

    def test_who_keeps_the_list_of_homes(self):
        home = self.homes.create({"name": "1 Test Street"})
        for user in (self.hub, self.officer, self.manager, self.dpo):
            self.assertTrue(home.with_user(user).has_access("read"))
            with self.assertRaises(AccessError):
                home.with_user(user).write({"name": "2 Test Street"})
        self.assertFalse(home.with_user(self.staff).has_access("read"))

    def test_an_archived_home_is_out_of_the_list_and_can_come_back(self):
        home = self.homes.create({"name": "1 Test Street"})
        home.action_archive()
        self.assertFalse(self.homes.search([("name", "=", "1 Test Street")]))
        home.action_unarchive()
        self.assertTrue(self.homes.search([("name", "=", "1 Test Street")]))
