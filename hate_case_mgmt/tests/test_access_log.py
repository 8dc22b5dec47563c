import psycopg2

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..policy import vocabulary as words
from .common import HateCaseCommon


@tagged("post_install", "-at_install", "hate_case", "security")
class TestAccessLog(HateCaseCommon):
    """The log itself: what is written, who reads it, and that nobody changes it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        cls.log = cls.env["hate.access.log"]

    def logged(self, kind, user, cases=None, **more):
        """:return: the entries that this adds"""
        before = self.log.search([], limit=1).id or 0
        self.log.with_user(user)._log(kind, cases, **more)
        return self.log.search([("id", ">", before)])

    def test_an_entry_says_who_what_and_which_case(self):
        other = self.open_case()
        entries = self.logged(words.ACCESS_SHARED, self.manager, self.case | other)
        self.assertEqual(entries.case_id, self.case | other)
        self.assertEqual(set(entries.mapped("reference")), {self.case.name, other.name})
        self.assertEqual(entries.user_id, self.manager)
        self.assertEqual(entries.company_id, self.company)
        self.assertEqual(set(entries.mapped("relation")), {words.RELATION_OTHER})
        (own,) = self.logged(words.ACCESS_UNMASKED, self.officer, self.case)
        self.assertEqual(own.relation, words.RELATION_MEMBER)

    def test_an_attempt_on_a_number_without_a_case_is_kept(self):
        missing = self.case.id + 1000000
        (entry,) = self.logged(words.ACCESS_REFUSED, self.staff, case_ids=[missing])
        self.env.cr.execute(
            "SELECT case_id FROM hate_access_log WHERE id = %s", [entry.id]
        )
        self.assertEqual(self.env.cr.fetchone(), (missing,))
        (bare,) = self.logged(words.ACCESS_REFUSED, self.staff)
        self.assertFalse(bare.case_id)
        self.assertEqual(bare.company_id, self.company)

    def test_one_query_for_many_cases(self):
        cases = self.case.union(*[self.open_case() for _number in range(20)])
        self.env.flush_all()
        log = self.log.with_user(self.manager)
        with self.assertQueryCount(1):
            log._log(words.ACCESS_EXPORTED, cases)

    def test_nobody_adds_changes_or_removes_an_entry(self):
        (entry,) = self.logged(words.ACCESS_OPENED, self.manager, self.case)
        for user in (self.dpo, self.manager, self.env.ref("base.user_root")):
            as_user = entry.with_user(user)
            for attempt in (
                lambda row=as_user: row.write({"kind": words.ACCESS_LISTED}),
                lambda row=as_user: row.unlink(),
                lambda row=as_user: row.create({"kind": words.ACCESS_OPENED}),
                lambda row=as_user: row.sudo().write({}),
            ):
                with self.assertRaises(UserError):
                    attempt()

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_as_well(self):
        (entry,) = self.logged(words.ACCESS_OPENED, self.manager, self.case)
        for attempt in (
            "UPDATE hate_access_log SET user_id = 1 WHERE id = %s",
            "UPDATE hate_access_log SET hash = 'x', kind = 'shared' WHERE id = %s",
            "DELETE FROM hate_access_log WHERE id = %s",
            "TRUNCATE hate_access_log -- %s",
        ):
            with (
                self.subTest(attempt=attempt),
                self.assertRaisesRegex(psycopg2.Error, "append only"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(attempt, [entry.id])

    def test_who_reads_it(self):
        (entry,) = self.logged(words.ACCESS_OPENED, self.officer, self.case)
        for user in (self.manager, self.dpo):
            self.assertEqual(
                self.log.with_user(user).search([("id", "=", entry.id)]), entry
            )
        nobody = (self.officer, self.hub, self.insight, self.config, self.staff)
        for user in (*nobody, self.env.ref("base.user_admin")):
            with self.assertRaises(AccessError):
                self.log.with_user(user).search([])

    def test_it_follows_the_case(self):
        """Restricted, shut out, another landlord's: what one may not know of the case
        one doesn't learn from its log."""
        elsewhere = self.env["res.company"].create({"name": "Other Landlord"})
        for values, readers in (
            ({"restricted": True}, self.dpo),
            ({"restricted": True, "members": self.manager}, self.dpo | self.manager),
            ({"excluded_user_ids": [Command.set(self.manager.ids)]}, self.dpo),
            ({"excluded_user_ids": [Command.set(self.dpo.ids)]}, self.manager),
            ({"company_id": elsewhere.id}, self.env["res.users"]),
        ):
            case = self.open_case(**values)
            (entry,) = self.logged(words.ACCESS_OPENED, self.officer, case)
            for user in self.dpo | self.manager:
                with self.subTest(values=values, user=user.login):
                    found = self.log.with_user(user).search([("id", "=", entry.id)])
                    self.assertEqual(bool(found), user in readers)
                    self.assertEqual(
                        entry.with_user(user).has_access("read"), user in readers
                    )

    def test_entries_without_a_case_are_for_data_protection(self):
        (entry,) = self.logged(words.ACCESS_REFUSED, self.staff)
        self.assertTrue(entry.with_user(self.dpo).has_access("read"))
        self.assertFalse(entry.with_user(self.manager).has_access("read"))

    def test_the_entry_outlives_the_case(self):
        case = self.open_case()
        (entry,) = self.logged(words.ACCESS_OPENED, self.officer, case)
        name = case.name
        case.unlink()
        self.env.invalidate_all()
        found = self.log.with_user(self.dpo).search([("id", "=", entry.id)])
        self.assertEqual(found.read(["reference"])[0]["reference"], name)

    def test_own_work_seen_again_within_the_minute_is_one_entry(self):
        self.assertEqual(
            len(self.logged(words.ACCESS_OPENED, self.officer, self.case)), 1
        )
        self.assertFalse(self.logged(words.ACCESS_OPENED, self.officer, self.case))
        for kind in (words.ACCESS_PRINTED, words.ACCESS_LISTED):
            self.assertTrue(self.logged(kind, self.officer, self.case))
        self.assertTrue(self.logged(words.ACCESS_PRINTED, self.officer, self.case))
        for _again in range(2):
            self.assertTrue(self.logged(words.ACCESS_OPENED, self.manager, self.case))
