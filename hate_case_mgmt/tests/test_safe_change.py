from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .test_safe_contact import WORKING_HOURS, SafeContactCommon


@tagged("post_install", "-at_install", "hate_case")
@freeze_time(WORKING_HOURS)
class TestSafeChange(SafeContactCommon):
    """What was safe for a person before stays on record."""

    def changes(self, person):
        """:return: the changes as a screen reads them, the last one first"""
        person.invalidate_recordset()
        return person.safe_change_ids

    def test_004_5b_each_change_is_kept(self):
        """[004.5b] who changed it, when, what was safe before and after"""
        self.assertFalse(self.person.safe_change_ids)
        self.person.safe_method_ids = self.ways["phone"]
        with freeze_time("2026-11-20 11:00:00"):
            self.person.write(
                {"safe_from": 9, "safe_until": 15, "code_word": "Bluebell"}
            )
        last, first = self.changes(self.person)
        self.assertFalse(first.before)
        self.assertEqual(first.after, "Safe: Phone call.")
        self.assertEqual(last.before, "Safe: Phone call.")
        self.assertIn("Only from 9:00 to 15:00.", last.after)
        self.assertIn("Code word: Bluebell", last.after)
        self.assertEqual(last.user_id, self.officer)
        self.assertEqual(str(last.changed_at), "2026-11-20 11:00:00")

    def test_what_changes_nothing_leaves_no_trace(self):
        self.person.safe_method_ids = self.ways["phone"]
        self.person.safe_method_ids = self.ways["phone"]
        self.person.name = "Another Name"
        self.assertEqual(len(self.person.safe_change_ids), 1)

    def test_what_is_asked_at_a_contact_is_kept_too(self):
        person = self.make_person(safe=("phone", "email"))
        person._asked_again(self.ways["phone"], False, None)
        last = self.changes(person)[0]
        self.assertEqual(last.after, "Safe: E-mail.")
        self.assertIn("Phone call", last.before)

    def test_the_case_says_no_more_than_that_it_changed(self):
        self.person.code_word = "Bluebell"
        lines = " ".join(self.case.message_ids.mapped("body"))
        self.assertIn("Safe contact changed", lines)
        self.assertNotIn("Bluebell", lines)

    def test_nobody_writes_changes_or_deletes_it(self):
        self.person.safe_method_ids = self.ways["phone"]
        change = self.person.safe_change_ids
        values = change.sudo().copy_data()[0]
        for user in (self.officer, self.manager, self.hub):
            with self.assertRaises(AccessError):
                change.with_user(user).create(values)
        with self.assertRaises(UserError):
            change.sudo().write({"before": "Nothing"})
        with self.assertRaises(UserError):
            change.sudo().unlink()
        for user in (self.officer2, self.hub, self.staff):
            with self.assertRaises(AccessError):
                change.with_user(user).read(["after"])

    def test_queries_for_1_and_100_people(self):
        def cost(count):
            values = {
                "case_id": self.case.id,
                "role": words.ROLE_WITNESS,
                "safe_method_ids": self.ways["phone"].ids,
            }
            people = self.env["hate.party"].create([dict(values)] * count)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            people.write({"safe_from": 9, "safe_until": 15})
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(1)
        self.assertLessEqual(cost(100), cost(1) + 3)
