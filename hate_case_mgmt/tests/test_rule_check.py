from odoo import Command
from odoo.exceptions import AccessError, MissingError
from odoo.tests import tagged

from .common import HateCaseCommon

LIST = dict.fromkeys(
    ["name", "affected_name", "reported_at", "next_due_at", "state"], {}
)


@tagged("post_install", "-at_install", "hate_case")
class TestRuleCheck(HateCaseCommon):
    """The rules of a case are checked in the database, and refuse as Odoo's own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.env["hate.case"].union(
            *[cls.open_case(officer=cls.officer) for _number in range(40)]
        )
        cls.others = cls.open_case(officer=cls.officer2)

    def test_a_list_of_many_costs_as_much_as_a_list_of_one(self):
        for cases in (self.own[0], self.own):
            asked = self.env(user=self.officer)["hate.case"]
            domain = [("id", "in", cases.ids)]
            self.env.flush_all()
            asked.web_search_read(domain, LIST)
            self.env.invalidate_all()
            # the records; the rules were in that very query
            with self.assertQueryCount(1):
                found = asked.web_search_read(domain, LIST)
            self.assertEqual(found["length"], len(cases))

    def test_one_forbidden_among_many_is_refused(self):
        as_officer = (self.own | self.others).with_user(self.officer)
        with self.assertRaises(AccessError):
            as_officer.web_read(LIST)
        self.assertEqual(as_officer._filtered_access("read"), self.own)

    def test_who_has_just_left_is_refused(self):
        case = self.own[0]
        as_officer = case.with_user(self.officer)
        self.assertTrue(as_officer.has_access("read"))
        case.member_ids = [Command.unlink(self.officer.id)]
        self.assertFalse(as_officer.has_access("read"))
        case.member_ids = [Command.link(self.officer.id)]
        self.assertTrue(as_officer.has_access("read"))

    def test_a_list_leaves_nothing_behind(self):
        """What a list has found is asked for again by whatever comes next."""
        asked = self.env(user=self.officer)["hate.case"]
        domain = [("id", "in", self.own[:3].ids)]
        asked.web_search_read(domain, LIST)
        self.own[0].member_ids = [Command.unlink(self.officer.id)]
        with self.assertRaises(AccessError):
            asked.browse(self.own[0].id).web_read(LIST)
        self.assertEqual(asked.web_search_read(domain, LIST)["length"], 2)
        with self.assertRaises(AccessError):
            asked.browse((self.own[1] | self.others).ids).web_read(LIST)

    def test_a_list_lets_nobody_else_in(self):
        """Not even while its page is read."""
        seen = []

        def look(records, specification):
            others = self.own[0].with_user(self.officer2)
            seen.append((records.has_access("read"), others.has_access("read")))
            seen.append(self.others.with_user(self.officer).has_access("read"))
            return []

        self.patch(self.registry["hate.case"], "web_read", look)
        domain = [("id", "in", self.own[:3].ids)]
        self.own[:3].with_user(self.officer).web_search_read(domain, LIST)
        self.assertEqual(seen, [(True, False), False])

    def test_what_is_not_yet_written_counts(self):
        case = self.own[0]
        as_manager = case.with_user(self.manager)
        self.assertTrue(as_manager.has_access("read"))
        case.restricted = True
        self.assertFalse(as_manager.has_access("read"))

    def test_a_missing_record_is_told_apart(self):
        last = max(self.env["hate.case"].search([]).ids)
        ghost = self.env["hate.case"].browse(last + 1000)
        with self.assertRaises(MissingError):
            ghost.with_user(self.officer).has_access("read")

    def test_no_right_on_the_model_is_refused_first(self):
        with self.assertRaises(AccessError):
            self.own[0].with_user(self.staff).web_read(LIST)

    def test_children_follow(self):
        notes = self.env["hate.note"]
        for case in self.own[:3] | self.others:
            notes |= notes.create({"case_id": case.id, "text": "Heard from them."})
        as_officer = notes.with_user(self.officer)
        self.assertEqual(as_officer._filtered_access("read").case_id, self.own[:3])
        asked = self.env(user=self.officer)["hate.note"]
        domain = [("id", "in", notes.ids)]
        self.env.flush_all()
        asked.web_search_read(domain, {"text": {}})
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            found = asked.web_search_read(domain, {"text": {}})
        self.assertEqual(found["length"], 3)
