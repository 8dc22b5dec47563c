from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon


@tagged("post_install", "-at_install", "hate_case", "security")
class TestAccessFlag(HateCaseCommon):
    """What wants an explanation, and the list that a person is given."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.hate_access_most_cases = 3
        cls.cases = cls.env["hate.case"].union(
            *[cls.open_case(state=words.STATE_OPEN) for _number in range(5)]
        )
        cls.log = cls.env["hate.access.log"]

    def look(self, user, cases, kind=words.ACCESS_OPENED):
        for case in cases:
            self.log.with_user(user)._log(kind, case)

    def flags(self, **values):
        raised = self.env["hate.access.flag"]._raise_for(self.company)
        return raised.filtered_domain(
            [(key, "=", value) for key, value in values.items()]
        )

    def test_many_cases_outside_ones_work_in_a_day(self):
        self.look(self.manager, self.cases[:3])
        self.look(self.manager, self.cases[:3])
        self.assertFalse(self.flags(), "as many as are allowed")
        self.look(self.manager, self.cases[3])
        (flag,) = self.flags()
        self.assertEqual(flag.kind, words.FLAG_MANY)
        self.assertEqual((flag.user_id, flag.number), (self.manager, 4))
        self.assertEqual(flag.state, words.FLAG_OPEN)
        self.assertFalse(self.flags(), "raised once")

    def test_ones_own_work_is_never_flagged(self):
        for case in self.cases:
            case.member_ids = [Command.link(self.officer.id)]
        self.look(self.officer, self.cases)
        self.look(self.manager, self.cases, words.ACCESS_LISTED)
        self.assertFalse(self.flags())

    def test_a_case_one_is_shut_out_of(self):
        self.cases[0].excluded_user_ids = [Command.set(self.manager.ids)]
        self.look(self.manager, self.cases[0], words.ACCESS_REFUSED)
        (flag,) = self.flags()
        self.assertEqual(flag.kind, words.FLAG_SHUT_OUT)

    def test_nobody_learns_from_a_flag_that_they_are_shut_out(self):
        """Not from the list, and not by being told to look; a colleague is told."""
        self.cases[0].excluded_user_ids = [Command.set(self.dpo.ids)]
        self.look(self.dpo, self.cases[0], words.ACCESS_REFUSED)
        (flag,) = self.flags()
        mine = flag.with_user(self.dpo)
        self.assertFalse(mine.has_access("read"))
        self.assertFalse(mine.search([]))
        self.assertFalse(mine.search_count([("kind", "=", words.FLAG_SHUT_OUT)]))
        todo = [("user_id", "=", self.dpo.id)]
        self.assertFalse(self.env["mail.activity"].search(todo))
        other = self.make_user("t_dpo_2", "hate_case_mgmt.group_data_protection")
        self.assertTrue(flag.with_user(other).has_access("read"))
        self.look(self.dpo, self.cases[1:3], words.ACCESS_REFUSED)
        self.look(self.manager, self.cases[:4])
        self.flags()
        self.assertEqual(len(self.env["mail.activity"].search(todo)), 1, "of others")

    def test_refused_several_times(self):
        self.look(self.officer2, self.cases[:4], words.ACCESS_REFUSED)
        self.assertFalse(self.flags())
        self.look(self.officer2, self.cases[4], words.ACCESS_REFUSED)
        (flag,) = self.flags()
        self.assertEqual((flag.kind, flag.number), (words.FLAG_REFUSED, 5))

    def test_officers_are_told_in_neutral_words(self):
        self.look(self.manager, self.cases[:4])
        (flag,) = self.flags()
        todo = self.env["mail.activity"].search([("user_id", "=", self.dpo.id)])
        self.assertEqual(len(todo), 1)
        said = f"{todo.summary} {flag.display_name}"
        for word in (self.manager.name, *self.cases.mapped("name")):
            self.assertNotIn(word, said)

    def test_explained_by_somebody_else_and_in_words(self):
        self.look(self.manager, self.cases[:4])
        flag = self.flags().with_user(self.dpo)
        with self.assertRaisesRegex(UserError, "explanation first"):
            flag.action_explain()
        flag.explanation = "Cover for a colleague."
        flag.action_explain()
        self.assertEqual(flag.state, words.FLAG_EXPLAINED)
        self.assertEqual(flag.explained_by_id, self.dpo)
        with self.assertRaises(UserError):
            flag.explanation = "Something else."
        # more of it on the same day asks again
        self.look(self.manager, self.cases[4])
        self.assertEqual(self.flags().state, words.FLAG_OPEN)

    def test_nobody_explains_to_themselves(self):
        self.look(self.dpo, self.cases)
        flag = self.flags().with_user(self.dpo)
        flag.explanation = "I was curious."
        with self.assertRaisesRegex(UserError, "Somebody else"):
            flag.action_explain()

    def test_only_the_explanation_is_written(self):
        self.look(self.manager, self.cases[:4])
        flag = self.flags()
        for values in ({"state": words.FLAG_EXPLAINED}, {"number": 0}):
            with self.assertRaises(AccessError):
                flag.with_user(self.dpo).write(values)
        with self.assertRaises(AccessError):
            flag.with_user(self.dpo).unlink()
        for user in (self.manager, self.officer, self.config, self.insight, self.hub):
            with self.assertRaises(AccessError):
                flag.with_user(user).read(["kind"])

    def test_another_landlord_sees_nothing_of_it(self):
        self.look(self.manager, self.cases[:4])
        flag = self.flags()
        check = self.env["hate.access.check"]._check(self.company)
        elsewhere = self.env["res.company"].create({"name": "Other Landlord"})
        stranger = self.make_user("t_dpo2", "hate_case_mgmt.group_data_protection")
        stranger.sudo().write(
            {"company_ids": [Command.set(elsewhere.ids)], "company_id": elsewhere.id}
        )
        for record in (flag, check, *self.log.search([], limit=1)):
            with self.subTest(model=record._name):
                self.assertFalse(record.with_user(stranger).search([]))
                self.assertFalse(record.with_user(stranger).has_access("read"))

    def test_entries_behind_a_flag(self):
        self.look(self.manager, self.cases[:4])
        action = self.flags().with_user(self.dpo).action_view_entries()
        found = self.log.with_user(self.dpo).search(action["domain"])
        self.assertEqual(found.case_id, self.cases[:4])
        self.assertEqual(found.user_id, self.manager)

    def test_the_list_for_the_person_names_no_colleague(self):
        case = self.cases[0]
        case.member_ids = [Command.link(self.officer.id)]
        self.look(self.officer, case)
        self.look(self.manager, case)
        self.look(self.manager, case)
        self.look(self.officer2, case, words.ACCESS_REFUSED)
        report = self.env["report.hate_case_mgmt.access_readers"].with_user(self.dpo)
        (page,) = report._get_report_values(case.ids)["pages"]
        self.assertEqual(
            [(row["who"], row["what"]) for row in page["rows"]],
            [("Case officer 1", "Opened"), ("Manager 1", "Opened (2 ×)")],
        )
        html = (
            self.env["ir.actions.report"]
            .with_user(self.dpo)
            ._render_qweb_html("hate_case_mgmt.access_readers", case.ids)[0]
            .decode()
        )
        for name in (self.officer.name, self.manager.name, self.officer2.name):
            self.assertNotIn(name, html)
        self.assertIn("Manager 1", html)
        for user in (self.officer, self.manager):
            with self.assertRaises(AccessError):
                report.with_user(user)._get_report_values(case.ids)

    def test_a_shut_out_officer_hands_nothing_out(self):
        case = self.cases[0]
        case.excluded_user_ids = [Command.set(self.dpo.ids)]
        with self.assertRaises(AccessError):
            self.env["report.hate_case_mgmt.access_readers"].with_user(
                self.dpo
            )._get_report_values(case.ids)

    def test_an_hour_before_midnight_is_still_that_day(self):
        """The landlord's day, not the server's."""
        start = self.env["hate.access.archive"]._start_of(
            self.company, fields.Date.to_date("2026-07-01")
        )
        self.assertEqual(fields.Datetime.to_string(start), "2026-06-30 23:00:00")
