from lxml import etree

from odoo import fields
from odoo.tests import tagged

from .common import HateCaseCommon
from .test_speed import specification

PAGE = 80


@tagged("post_install", "-at_install", "hate_case")
class TestIntakeQueries(HateCaseCommon):
    """What intake lists takes the same queries for one record and for a hundred."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.open_case(state="open", officer=cls.officer)
        cls.way = cls.env.ref("hate_case_mgmt.contact_method_phone")
        now = fields.Datetime.now()
        on_case = {"case_id": cls.case.id}
        area = cls.env["hate.area"].create({"name": "North"})
        numbers = range(101)
        people = cls.env["hate.party"].create(
            [
                {
                    **on_case,
                    "role": "witness",
                    "name": f"Witness {number}",
                    "safe_method_ids": cls.way.ids,
                }
                for number in numbers
            ]
        )
        report = {
            **on_case,
            "reported_at": now,
            "channel": "phone",
            "narrative": "They shouted",
        }
        row = {"party_id": people[0].id, **on_case}
        cls.rows = {
            "hate.party": people,
            "hate.safe.change": people.safe_change_ids,
            "hate.report": cls.env["hate.report"].create(
                [dict(report) for _number in numbers]
            ),
            "hate.incident": cls.env["hate.incident"].create(
                [{**on_case, "narrative": "Shouting"} for _number in numbers]
            ),
            "hate.property": cls.env["hate.property"].create(
                [
                    {
                        "name": f"{number} Query Street",
                        "zip": "XX1 1AA",
                        "uprn": str(880000000 + number),
                        "area_id": area.id,
                        "company_id": cls.company.id,
                    }
                    for number in numbers
                ]
            ),
            "hate.adjustment.step": cls.env["hate.adjustment.step"].create(
                [{**row, "kind": "considered", "what": "A loop"} for _number in numbers]
            ),
        }

    def test_queries_for_1_and_100_of_each_list(self):
        for model, rows in self.rows.items():
            records = self.env[model].with_user(self.officer)
            arch = records.get_views([(False, "list")])["views"]["list"]["arch"]
            asked = specification(etree.fromstring(arch), records.fields_get())

            def cost(number, records=records, rows=rows, asked=asked):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                found = records.web_search_read(
                    [("id", "in", rows[:number].ids)], asked, limit=100
                )
                self.assertEqual(len(found["records"]), number)
                return self.env.cr.sql_log_count - before

            with self.subTest(model=model):
                cost(1)
                # one more where a page is full, which asks how many there are
                self.assertLessEqual(cost(100), cost(1) + 1)

    def test_queries_of_entering_1_and_100_homes(self):
        homes = self.env["hate.property"]

        def cost(count, first):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            homes.create(
                [
                    {
                        "name": f"{first + number} New Street",
                        "uprn": str(first + number),
                        "company_id": self.company.id,
                    }
                    for number in range(count)
                ]
            )
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(1, 870000000)
        self.assertLessEqual(cost(100, 871000000), cost(1, 872000000) + 1)
