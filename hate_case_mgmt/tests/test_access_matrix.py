import csv

from odoo import Command, fields, models
from odoo.exceptions import AccessError
from odoo.orm.model_classes import add_to_registry
from odoo.tests import tagged
from odoo.tools.misc import file_open, mute_logger

from ..policy import vocabulary as words
from .common import ROLES, HateCaseCommon
from .rows import PLANTED, Rows

OPERATIONS = {"c": "create", "r": "read", "w": "write", "d": "unlink"}
COLUMNS = {
    "hub": "hub",
    "officer": "officer",
    "manager": "manager",
    "data_protection": "dpo",
    "insight": "insight",
    "config": "config",
    "staff": "staff",
    "admin": "admin",
    "portal": "portal",
    "public": "public",
}
OF_CASE = ("case", "of case")
BY_COMPANY = ("company", "company or shared", "own or company")
# PostgreSQL lets no row in but those that belong there
GUARDED = "company by a trigger"
FOLLOWS = (*OF_CASE, *BY_COMPANY, GUARDED, "own rows", "shared", "nobody")


def table(name):
    """:return: the rows of a table of the room security, by their first column"""
    with file_open(f"hate_case_mgmt/security/{name}.csv") as file:
        rows = list(csv.DictReader(file))
    return {next(iter(row.values())): row for row in rows}


@tagged("post_install", "-at_install", "hate_case", "security")
class TestAccessMatrix(HateCaseCommon):
    """Model × group × read, write, create, delete × relation to the case.

    What is meant stands in ``security/access_matrix.csv`` (c, r, w, d by group, and how
    the model follows the case) and ``security/case_relations.csv`` (who reaches a case
    that stands so to them). Every model is asked, with one row in every relation.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.make_user(
            "t_admin", "base.group_system,hate_case_mgmt.group_config"
        )
        cls.portal = cls.make_user("t_portal", "base.group_portal")
        cls.public = cls.make_user("t_public", "base.group_public")
        cls.people = {column: getattr(cls, name) for column, name in COLUMNS.items()}
        cls.elsewhere = cls.env["res.company"].create({"name": "Other Landlord"})
        cls.matrix = table("access_matrix")
        cls.relations = table("case_relations")
        cls.cases = cls.make_cases()

    def setUp(self):
        super().setUp()
        own = {n for n, row in self.matrix.items() if row["follows"] in BY_COMPANY}
        self.rows = Rows(self.env, own)

    @classmethod
    def make_cases(cls):
        """:return: {relation: a case that stands so to everyone}"""
        everyone = cls.env["res.users"].union(*cls.people.values())
        open_, closed = words.STATE_OPEN, words.STATE_CLOSED
        made = {
            "own": cls.open_case(open_, members=everyone),
            "other": cls.open_case(open_, officer=cls.officer2),
            "unallocated": cls.open_case(),
            "restricted": cls.open_case(restricted=True),
            "restricted_own": cls.open_case(open_, members=everyone, restricted=True),
            "shut_out": cls.open_case(
                open_,
                members=everyone,
                excluded_user_ids=[Command.set(everyone.ids)],
            ),
            "handed_over": cls.open_case(open_, officer=cls.officer2, members=everyone),
            "closed_own": cls.open_case(closed, members=everyone),
            "closed": cls.open_case(closed, officer=cls.officer2),
            "company": cls.open_case(
                open_, members=everyone, company_id=cls.elsewhere.id
            ),
        }
        made["handed_over"]._remove_members(everyone)
        return made

    # the tables themselves

    def ours(self):
        """:return: names of all models of ours that hold anything"""
        return {
            name
            for name, model in self.env.registry.items()
            if name.startswith("hate.") and not model._abstract
        }

    def unsaid(self):
        """:return: lines that the matrix lacks, with the rights as they are now"""
        lines = []
        for name in sorted(self.ours() - set(self.matrix)):
            cells = [self.rights(name, user) for user in self.people.values()]
            lines.append(",".join([name, "how does it follow the case?", *cells]))
        return lines

    def rights(self, model, user):
        """:return: c, r, w, d as the access rights give them"""
        access = self.env["ir.model.access"].with_user(user)
        return "".join(
            letter
            for letter, operation in OPERATIONS.items()
            if access.check(model, operation, raise_exception=False)
        )

    def test_every_model_says_how_it_follows_the_case(self):
        self.assertEqual(
            self.unsaid(), [], "Please add these to security/access_matrix.csv."
        )
        self.assertEqual(
            set(self.matrix) - self.ours(), set(), "There is no such model"
        )
        self.assertEqual(set(self.relations), set(self.cases))
        mixin = self.env.registry["hate.case.mixin"]
        for name, row in self.matrix.items():
            self.assertIn(row["follows"], FOLLOWS, name)
            follows = issubclass(self.env.registry[name], mixin)
            self.assertEqual(row["follows"] == "of case", follows, name)

    def test_the_access_rights_are_those_that_are_meant(self):
        for name, row in self.matrix.items():
            for column, user in self.people.items():
                self.assertEqual(
                    self.rights(name, user), row[column], f"{name}: {column}"
                )

    def test_only_who_works_on_cases_has_a_right_on_their_records(self):
        """Said of the table itself, so that nobody writes it in by mistake."""
        for name, row in self.matrix.items():
            if row["follows"] in OF_CASE:
                for column in (
                    "insight",
                    "config",
                    "staff",
                    "admin",
                    "portal",
                    "public",
                ):
                    self.assertEqual(row[column], "", f"{name}: {column}")
                self.assertIn(row["data_protection"], ("", "r"), name)
            if row["follows"] == "shared":
                personal = getattr(self.env[name], "_personal_fields", {})
                self.assertFalse(personal, f"{name} holds what people said")

    # what belongs to a case

    def records_of(self, name):
        """:return: {relation: a row of the model in the case that stands so}"""
        if name == "hate.case":
            return self.cases
        model = self.env[name]
        if model._auto:
            return {
                relation: model.browse(self.rows.of_case(name, case))
                for relation, case in self.cases.items()
            }
        # a view shows what is in other tables, which the rows above have filled
        self.env.flush_all()
        shown = model.search([("case_id", "in", [c.id for c in self.cases.values()])])
        by_case = shown.grouped("case_id")
        return {
            relation: by_case[case][0]
            for relation, case in self.cases.items()
            if case in by_case
        }

    def test_who_reaches_what_of_a_case(self):
        names = [n for n, row in self.matrix.items() if row["follows"] in OF_CASE]
        # the views last: they show what the others have
        names.sort(key=lambda name: (not self.env[name]._auto, name))
        for name in names:
            records = self.records_of(name)
            self.env.invalidate_all()
            for column, user in self.people.items():
                with self.subTest(model=name, who=column):
                    self.assertEqual(
                        self.reached(records, user),
                        self.meant(name, records, column),
                    )
                    self.assertEqual(
                        self.found(name, records, user),
                        self.meant(name, records, column)["read"],
                    )
            for record in records.values():
                self.assertNotIn(PLANTED, record.display_name or "", name)

    def meant(self, name, records, column):
        """:return: {operation: relations in which the tables let it be done}"""
        told = {}
        for letter, operation in OPERATIONS.items():
            allowed = letter in self.matrix[name][column]
            needs = "r" if letter == "r" else "w"
            told[operation] = {
                relation
                for relation in records
                if allowed and needs in self.relations[relation][column]
            }
        return told

    def reached(self, records, user):
        """:return: {operation: relations in which Odoo lets it be done}"""
        of = {record.id: relation for relation, record in records.items()}
        every = next(iter(self.cases.values())).browse()
        for record in records.values():
            every = record.browse(of)
        return {
            operation: {
                of[id_] for id_ in every.with_user(user)._filtered_access(operation).ids
            }
            for operation in OPERATIONS.values()
        }

    def found(self, name, records, user):
        """:return: relations whose row a search finds"""
        of = {record.id: relation for relation, record in records.items()}
        try:
            found = self.env[name].with_user(user).search([("id", "in", list(of))])
        except AccessError:
            return set()
        return {of[id_] for id_ in found.ids}

    def test_every_view_of_cases_was_asked(self):
        """A view with no row for a case is asked nothing above."""
        for name, row in self.matrix.items():
            if row["follows"] == "of case" and not self.env[name]._auto:
                for user in (self.officer, self.hub, self.manager):
                    rules = self.env["ir.rule"].with_user(user)
                    domain = rules._compute_domain(name, "read")
                    self.assertIn("case_id", str(domain), name)

    # what belongs to a landlord, to one person, to nobody

    def test_who_reaches_what_of_a_landlord(self):
        for name, row in self.matrix.items():
            if row["follows"] not in BY_COMPANY or not self.env[name]._auto:
                continue
            ours = self.rows.of_company(name, self.company)
            theirs = self.rows.of_company(name, self.elsewhere)
            for column, user in self.people.items():
                with self.subTest(model=name, who=column):
                    model = self.env[name].with_user(user)
                    for letter, operation in OPERATIONS.items():
                        reached = model.browse([ours, theirs])._filtered_access(
                            operation
                        )
                        self.assertNotIn(theirs, reached.ids)
                        if row["follows"] != "own or company":
                            self.assertEqual(ours in reached.ids, letter in row[column])

    def test_what_no_row_can_be_put_into_has_its_rule_all_the_same(self):
        for name, row in self.matrix.items():
            if row["follows"] == GUARDED:
                rules = self.env["ir.rule"].with_user(self.dpo)
                domain = str(rules._compute_domain(name, "read"))
                self.assertIn(f"('company_id', 'in', [{self.company.id}])", domain)

    def test_a_dialogue_is_its_writers_alone(self):
        for name, row in self.matrix.items():
            if row["follows"] != "own rows":
                continue
            someone = self.rows.of_company(name, self.company)
            for column, user in self.people.items():
                with self.subTest(model=name, who=column):
                    mine = self.rows.of_company(name, self.company, user)
                    rows = self.env[name].with_user(user).browse([mine, someone])
                    for letter, operation in OPERATIONS.items():
                        reached = rows._filtered_access(operation)
                        self.assertEqual(
                            reached.ids, [mine] if letter in row[column] else []
                        )

    # a model added later

    def add_fake(self, mixins=("hate.case.mixin",)):
        """A model that somebody adds next year, with nothing written but the mixin."""

        class FakeNeed(models.Model):
            _name = "hate.fake.need"
            _description = "Fake need"
            _inherit = list(mixins)
            _module = "hate_case_mgmt"
            text = fields.Char()

        add_to_registry(self.registry, FakeNeed)
        self.registry._setup_models__(self.env.cr, ["hate.fake.need"])
        self.registry.init_models(
            self.env.cr, ["hate.fake.need"], {"models_to_check": True}
        )
        self.addCleanup(self.registry.__delitem__, "hate.fake.need")
        self.env["ir.model.access"].create(
            {
                "name": "by mistake, for everyone",
                "model_id": self.env["ir.model"]._get_id("hate.fake.need"),
                **{f"perm_{mode}": True for mode in OPERATIONS.values()},
            }
        )

    @mute_logger("odoo.models")
    def test_a_model_added_later_follows_the_case_with_nothing_more_written(self):
        self.add_fake()
        self.matrix["hate.fake.need"] = {
            "follows": "of case",
            **dict.fromkeys(COLUMNS, "crwd"),
        }
        self.addCleanup(self.matrix.pop, "hate.fake.need")
        records = self.records_of("hate.fake.need")
        for column, user in self.people.items():
            with self.subTest(who=column):
                meant = self.meant("hate.fake.need", records, column)
                self.assertEqual(self.reached(records, user), meant)
                self.assertEqual(
                    self.found("hate.fake.need", records, user), meant["read"]
                )
        self.assertEqual(records["own"].display_name, self.cases["own"].name)

    @mute_logger("odoo.models")
    def test_a_model_added_later_that_says_nothing_is_reached_by_nobody(self):
        """Not even where everyone was given the access right; a rule says whom it is
        for."""
        self.add_fake(mixins=())
        model = self.env["hate.fake.need"]
        row = model.create({"text": "said"})
        for column, user in self.people.items():
            with self.subTest(who=column):
                self.assertFalse(row.with_user(user)._filtered_access("read"))
                self.assertFalse(model.with_user(user).search([]))
                with self.assertRaises(AccessError):
                    model.with_user(user).create({"text": "said"})
        self.env["ir.rule"].create(
            {
                "name": "for everyone",
                "model_id": self.env["ir.model"]._get_id("hate.fake.need"),
                "domain_force": "[(1, '=', 1)]",
            }
        )
        self.assertTrue(row.with_user(self.staff)._filtered_access("read"))

    @mute_logger("odoo.models")
    def test_a_model_added_later_is_missed_until_it_says_how_it_follows(self):
        before = self.unsaid()
        self.add_fake()
        (line,) = [line for line in self.unsaid() if line not in before]
        self.assertTrue(line.startswith("hate.fake.need,how"), line)
        self.assertTrue(line.endswith(",crwd"), line)

    def test_the_roles_are_all_asked(self):
        self.assertLessEqual(set(ROLES) - {"officer2"}, set(COLUMNS.values()))
