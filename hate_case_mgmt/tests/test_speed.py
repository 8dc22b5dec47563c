from lxml import etree

from odoo import fields
from odoo.tests import tagged

from .common import HateCaseCommon

ONE_AND_MANY = (1, 100)
PAGE = 80


def specification(arch, fields):
    """:return: what the web client reads for a list or cards"""
    names = [node.get("name") for node in arch.xpath(".//field")]
    return {
        name: {"fields": {"display_name": {}}}
        if fields[name]["type"] == "many2one"
        else {}
        for name in names
    }


@tagged("post_install", "-at_install", "hate_case")
class TestSpeed(HateCaseCommon):
    """The number of queries is the same for one case and for a hundred."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area = cls.env["hate.area"].create({"name": "North"})
        cls.many = cls.env["hate.case"].union(
            *[
                cls.open_case(officer=cls.officer, state="open", area_id=cls.area.id)
                for _number in range(max(ONE_AND_MANY))
            ]
        )
        cls.others = cls.open_case(officer=cls.officer2, state="open")
        cls.env["hate.party"].create(
            [
                {"case_id": case.id, "role": "victim", "name": f"Ana {case.id}"}
                for case in cls.many | cls.others
            ]
        )

    def own(self, number):
        """:return: domain of that many cases"""
        return [("id", "in", self.many[:number].ids), ("is_open", "=", True)]

    def counted(self, work, most, user=None, full_page=0):
        """Do something twice, warm, and count the second time.

        :param most: queries
        :param full_page: more of them where a page is full, and asks how many there are
        """
        for number in ONE_AND_MANY:
            most += full_page if number > PAGE else 0
            with self.subTest(number=number):
                env = self.env(user=user or self.officer)
                work(env, number)
                self.env.flush_all()
                self.env.invalidate_all()
                with self.assertQueryCount(most):
                    work(env, number)
                    self.env.flush_all()

    def screen(self, kind, user=None):
        cases = self.env["hate.case"].with_user(user or self.officer)
        view = cases.get_views([(False, kind)])["views"][kind]["arch"]
        return specification(etree.fromstring(view), cases.fields_get())

    def test_queries_of_the_list(self):
        asked = self.screen("list")

        def read(env, number):
            found = env["hate.case"].web_search_read(
                self.own(number), asked, limit=PAGE, count_limit=10_001
            )
            self.assertEqual(found["length"], number)

        for user in (self.officer, self.manager):
            # rows, areas, officers with their contacts
            self.counted(read, 4, user, full_page=1)

    def test_queries_of_the_cards(self):
        asked = self.screen("kanban")

        def read(env, number):
            found = env["hate.case"].web_read_group(
                self.own(number),
                ["state"],
                [],
                auto_unfold=True,
                unfold_read_specification=asked,
                unfold_read_default_limit=40,
            )
            self.assertEqual(sum(group["__count"] for group in found["groups"]), number)

        for user in (self.officer, self.manager):
            self.counted(read, 6, user)

    def test_queries_of_the_search_box(self):
        asked = self.screen("list")

        def read(env, number):
            domain = [*self.own(number), ("search_text", "ilike", "ana")]
            found = env["hate.case"].web_search_read(
                domain, asked, limit=PAGE, count_limit=10_001
            )
            self.assertEqual(found["length"], number)

        self.counted(read, 4, full_page=1)

    def test_queries_of_the_form(self):
        """As many with a hundred people, promises and incidents as with one."""
        case, crowded = self.many[0], self.many[1]
        self.env["hate.incident"].create(
            [
                {"case_id": crowded.id, "narrative": "Shouting in the street."}
                for _number in range(max(ONE_AND_MANY))
            ]
        )
        self.env["hate.party"].create(
            [
                {"case_id": crowded.id, "role": "witness", "name": f"Bo {number}"}
                for number in range(max(ONE_AND_MANY))
            ]
        )
        now = fields.Datetime.now()
        commitments = crowded.standard_id.commitment_ids
        for one in (case, crowded):
            self.env["hate.deadline"].sudo().create(
                [
                    {
                        "case_id": one.id,
                        "commitment_id": commitment.id,
                        "started_at": now,
                        "warn_at": now,
                        "due_at": now,
                    }
                    for commitment in (
                        commitments if one == crowded else commitments[0]
                    )
                ]
            )
        asked = self.screen("form")

        def read(env, number):
            one = crowded if number > 1 else case
            (found,) = env["hate.case"].browse(one.id).web_read(asked)
            self.assertEqual(found["incident_count"], number if number > 1 else 0)
            self.assertTrue(found["promises"])

        for user in (self.officer, self.manager):
            # the case, strands, promises, the person and their safe ways, the officer;
            # no strand is given here, which saves one
            self.counted(read, 7, user)

    def test_no_index_is_kept_for_nothing(self):
        """An index whose columns another one begins with costs every write."""
        self.env.cr.execute(
            """
            SELECT i.indexrelid::regclass::text, i.indrelid::regclass::text,
                   string_to_array(i.indkey::text, ' '), i.indnkeyatts,
                   pg_get_expr(i.indpred, i.indrelid)
            FROM pg_index i JOIN pg_am a ON a.amname = 'btree'
            JOIN pg_class c ON c.oid = i.indexrelid AND c.relam = a.oid
            WHERE i.indrelid::regclass::text LIKE 'hate\\_%' AND i.indexprs IS NULL
            """
        )
        found = [
            (name, table, columns[:keys], where)
            for name, table, columns, keys, where in self.env.cr.fetchall()
        ]
        doubled = [
            (short, long)
            for short, table, some, where in found
            for long, other, more, also in found
            if short != long
            and (table, where) == (other, also)
            and some == more[: len(some)]
            and (len(some) < len(more) or short < long)
            and table in self.tables()
            # what must be unique has its index from the constraint
            and not short.endswith(("_pkey", "_uniq"))
            and not long.endswith("_uniq")
            and not (short in self.covering or long in self.covering)
        ]
        self.assertFalse(doubled)

    def tables(self):
        """:return: those of the case and of all that belongs to it"""
        names = self.env.registry.descendants(["hate.case.mixin"], "_inherit")
        return {"hate_case", *(self.env[name]._table for name in names)}

    # found by id, without reading the row
    covering = frozenset({"hate_case_member_idx", "hate_case_open_member_idx"})

    def test_every_record_of_a_case_is_found_by_it(self):
        self.env.cr.execute(
            """
            SELECT a.attrelid::regclass::text FROM pg_attribute a
            JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
            WHERE a.attname = 'case_id' AND c.relname LIKE 'hate\\_%'
            AND NOT EXISTS (
                SELECT FROM pg_index i
                WHERE i.indrelid = a.attrelid AND i.indkey[0] = a.attnum
                AND i.indpred IS NULL
            )
            """
        )
        bare = {table for (table,) in self.env.cr.fetchall()}
        self.assertFalse(bare & self.tables())

    def test_a_new_name_shows_at_once(self):
        ways = self.env["hate.contact.method"].search([], limit=2)
        person = self.many[0].party_ids
        person.safe_method_ids = ways
        self.assertIn(ways[0].name, person.safe_contact_line)
        ways[0].name = "Carrier pigeon"
        person.invalidate_recordset()
        self.assertIn("Carrier pigeon", person.safe_contact_line)

    def test_a_page_is_what_the_rules_let_through_in_its_order(self):
        cases = self.env["hate.case"].with_user(self.officer)
        everything = cases.search([])
        self.assertEqual(everything, self.many.sorted("id", reverse=True))
        pages = [cases.search([], offset=start, limit=30) for start in (0, 30, 60, 90)]
        self.assertEqual(cases.union(*pages), everything)
        self.assertEqual([len(page) for page in pages], [30, 30, 30, 10])
        by_area = cases.search([], order="area_id, id", limit=5)
        self.assertEqual(by_area, self.many[:5])
        self.assertFalse(cases.search([("id", "in", self.others.ids)], limit=5))
