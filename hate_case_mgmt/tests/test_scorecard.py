from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon


@tagged("post_install", "-at_install", "hate_case")
class TestScorecard(HateCaseCommon):
    """What was kept, late and broken, and the list behind every figure."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area = cls.env["hate.area"].create({"name": "Scored area"})
        cls.promise = cls.env.ref("hate_case_mgmt.hate_standard_strict").commitment_ids[
            0
        ]
        cls.case = cls.open_case(
            state=words.STATE_OPEN, officer=cls.officer, area_id=cls.area.id
        )
        for state in (
            words.DEADLINE_MET,
            words.DEADLINE_MET,
            words.DEADLINE_MET,
            words.DEADLINE_MET_LATE,
            words.DEADLINE_WAIVED,
            words.DEADLINE_CANCELLED,
            words.DEADLINE_RUNNING,
        ):
            cls.clock(cls.case, state)

    @classmethod
    def clock(cls, case, state):
        at = fields.Datetime.now() - timedelta(days=3)
        return cls.env["hate.deadline"].create(
            {
                "case_id": case.id,
                "commitment_id": cls.promise.id,
                "started_at": at,
                "warn_at": at,
                "due_at": at,
                "met_at": at if state in words.DEADLINE_COUNTED else False,
                "state": state,
                "user_id": cls.officer.id,
            }
        )

    def score(self, user=None, groupby=("commitment_id",)):
        return (
            self.env["hate.promise.score"]
            .with_user(user or self.manager)
            .formatted_read_group(
                [("company_id", "=", self.company.id)],
                list(groupby),
                ["__count", "kept:sum", "late:sum", "broken:sum", "kept_rate:avg"],
            )
        )

    def test_it_counts_what_fell_due_and_nothing_else(self):
        (line,) = self.score()
        self.assertEqual(
            (line["__count"], line["kept:sum"], line["late:sum"], line["broken:sum"]),
            (4, 3, 1, 0),
        )
        self.assertEqual(line["kept_rate:avg"], 75)

    def test_every_figure_opens_the_list_behind_it(self):
        for line in self.score(groupby=["area_id", "state"]):
            found = (
                self.env["hate.promise.score"]
                .with_user(self.manager)
                .search_count(
                    [("company_id", "=", self.company.id), *line["__extra_domain"]]
                )
            )
            self.assertEqual(found, line["__count"])
        entry = (
            self.env["hate.promise.score"].with_user(self.manager).search([], limit=1)
        )
        self.assertEqual(entry.action_open_case()["res_id"], entry.case_id.id)

    def test_by_month_area_and_reason(self):
        for groupby in ("due_at:month", "area_id", "late_reason", "user_id"):
            self.assertTrue(self.score(groupby=[groupby]))

    def test_nobody_counts_what_they_may_not_open(self):
        self.assertFalse(self.score(self.officer2))
        self.case._set({"restricted": True})
        self.assertFalse(self.score())
        for user in (self.insight, self.config, self.staff):
            with self.assertRaises(AccessError):
                self.score(user)

    def test_it_is_one_query_for_any_number(self):
        def cost():
            self.env.invalidate_all()
            count = self.env.cr.sql_log_count
            self.score()
            return self.env.cr.sql_log_count - count

        cost()
        few = cost()
        for _number in range(50):
            self.clock(self.case, words.DEADLINE_MISSED)
        self.assertEqual(cost(), few)
