import base64
import threading
import time
from contextlib import closing
from datetime import timedelta

import psycopg2

from odoo import SUPERUSER_ID, Command, api, fields
from odoo.exceptions import AccessError, UserError
from odoo.orm.environments import Transaction
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..models.hate_access_line import Line
from ..policy import vocabulary as words
from .common import HateCaseCommon


@tagged("post_install", "-at_install", "hate_case", "security")
class TestAccessChain(HateCaseCommon):
    """What was done to the log shows, and which entry it was done to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.open_case(state=words.STATE_OPEN)
        cls.log = cls.env["hate.access.log"]
        for _number in range(12):
            cls.log.with_user(cls.manager)._log(words.ACCESS_OPENED, cls.case)
        cls.entries = cls.log.search(
            [("case_id", "=", cls.case.id)], order="id", limit=12
        )
        cls.log._seal()

    def tamper(self, query, *args):
        """What whoever runs the database can do."""
        self.env.cr.execute("ALTER TABLE hate_access_log DISABLE TRIGGER USER")
        self.env.cr.execute(query, args)
        self.env.cr.execute("ALTER TABLE hate_access_log ENABLE TRIGGER USER")

    def check(self):
        company = self.company
        return self.env["hate.access.check"]._check(company)

    def test_an_untouched_log_is_sound(self):
        self.assertEqual(self.entries.mapped("place"), list(range(1, 13)))
        check = self.check()
        self.assertTrue(check.is_sound)
        self.assertEqual(check.head_place, 12)
        self.assertEqual(check.head_hash, self.entries[-1].hash)

    def test_new_entries_continue_the_chain(self):
        self.log._log(words.ACCESS_LISTED, self.case)
        self.assertEqual(self.log._seal(), 1)
        self.assertEqual(self.log._seal(), 0)
        self.assertEqual(self.log._head(self.company.id)[0], 13)
        self.assertTrue(self.check().is_sound)

    @mute_logger("odoo.addons.hate_case_mgmt.models.hate_access_check")
    def test_a_changed_entry_is_named(self):
        changed = self.entries[4]
        self.tamper(
            "UPDATE hate_access_log SET user_id = %s WHERE id = %s",
            self.officer.id,
            changed.id,
        )
        check = self.check()
        self.assertFalse(check.is_sound)
        (line,) = check.findings.split("\n")
        self.assertIn(f"Entry {changed.id}, place 5,", line)

    @mute_logger("odoo.addons.hate_case_mgmt.models.hate_access_check")
    def test_a_missing_entry_is_named(self):
        self.tamper("DELETE FROM hate_access_log WHERE id = %s", self.entries[6].id)
        check = self.check()
        self.assertEqual(check.findings, "The entry at place 7 is missing.")

    @mute_logger("odoo.addons.hate_case_mgmt.models.hate_access_check")
    def test_entries_cut_off_the_end_are_missed(self):
        self.assertTrue(self.check().is_sound)
        self.tamper("DELETE FROM hate_access_log WHERE id = %s", self.entries[-1].id)
        self.assertIn("place 12 is gone or another", self.check().findings)
        # nor does a new entry in its place hide it
        self.log._log(words.ACCESS_LISTED, self.case)
        self.log._seal()
        self.assertIn("place 12 is gone or another", self.check().findings)

    def test_nobody_seals_with_a_bare_write_twice(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(psycopg2.Error, "append only"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE hate_access_log SET hash = 'x' WHERE id = %s",
                [self.entries[0].id],
            )

    def test_the_button_is_for_data_protection(self):
        checks = self.env["hate.access.check"]
        action = call_kw(checks.with_user(self.dpo), "action_check", [[]], {})
        self.assertTrue(checks.browse(action["res_id"]).is_sound)
        for user in (self.manager, self.officer, self.config):
            with self.assertRaises(AccessError):
                checks.with_user(user).action_check()

    @mute_logger("odoo.addons.hate_case_mgmt.models.hate_access_check")
    def test_officers_are_told_of_a_break_in_neutral_words(self):
        self.tamper("DELETE FROM hate_access_log WHERE id = %s", self.entries[3].id)
        check = self.check()
        check._tell()
        activity = self.env["mail.activity"].search([("user_id", "=", self.dpo.id)])
        self.assertEqual(activity.summary, "Please look at the check of the access log")
        self.assertFalse(activity.res_model)

    # ------------------------------------------------------------------
    # Closed periods
    # ------------------------------------------------------------------

    def close(self, last=8):
        """Close the period of the first entries, as if they were a month old."""
        old = fields.Datetime.now() - timedelta(days=40)
        self.tamper(
            "UPDATE hate_access_log SET at = %s, place = NULL, hash = NULL"
            " WHERE id = ANY(%s)",
            old,
            self.entries[:last].ids,
        )
        self.tamper(
            "UPDATE hate_access_log SET place = NULL, hash = NULL WHERE id = ANY(%s)",
            self.entries.ids,
        )
        self.log._seal()
        self.env.invalidate_all()
        day = fields.Date.today() - timedelta(days=30)
        return self.env["hate.access.archive"].with_user(self.dpo)._close(day)

    def test_a_closed_period_leaves_the_chain_whole(self):
        archive = self.close()
        self.assertEqual((archive.from_place, archive.to_place), (1, 8))
        self.assertEqual(self.entries.exists(), self.entries[8:])
        self.assertTrue(self.check().is_sound)
        self.assertTrue(archive._file_holds())
        lines = base64.b64decode(archive.file).decode().split("\n")
        self.assertEqual(len(lines), 9)
        self.log._log(words.ACCESS_LISTED, self.case)
        self.log._seal()
        self.assertEqual(self.log._head(self.company.id)[0], 13)
        self.assertTrue(self.check().is_sound)

    @mute_logger("odoo.addons.hate_case_mgmt.models.hate_access_check")
    def test_after_a_closed_period_a_missing_entry_is_still_named(self):
        self.close()
        self.tamper("DELETE FROM hate_access_log WHERE id = %s", self.entries[8].id)
        self.assertIn("place 9 is missing", self.check().findings)

    def test_a_log_that_does_not_hold_is_not_closed(self):
        self.tamper("DELETE FROM hate_access_log WHERE id = %s", self.entries[2].id)
        with self.assertRaisesRegex(UserError, "does not hold"):
            self.env["hate.access.archive"].with_user(self.dpo)._close(
                fields.Date.today()
            )

    def test_only_data_protection_closes(self):
        for user in (self.manager, self.officer, self.config):
            with self.assertRaises(AccessError):
                self.env["hate.access.archive"].with_user(user)._close(
                    fields.Date.today()
                )

    def test_a_closed_period_is_not_for_who_is_shut_out_of_a_case_in_it(self):
        archive = self.close()
        self.assertEqual(archive.case_ids, self.case)
        file = self.env["ir.attachment"].search(
            [("res_model", "=", archive._name), ("res_field", "=", "file")]
        )
        other = self.make_user("t_dpo_2", "hate_case_mgmt.group_data_protection")
        for user, may in ((self.dpo, True), (other, True), (self.manager, False)):
            self.assertEqual(archive.with_user(user).has_access("read"), may)
        self.case.excluded_user_ids = [Command.set(self.dpo.ids)]
        self.env.invalidate_all()
        theirs = archive.with_user(self.dpo)
        self.assertFalse(theirs.search([]))
        self.assertFalse(theirs.search_count([("head_hash", "!=", False)]))
        self.assertFalse(file.with_user(self.dpo).has_access("read"))
        for ask in (
            lambda: theirs.read(["file"]),
            lambda: theirs.read(["case_ids"]),
            theirs.action_check_file,
        ):
            with self.assertRaises(AccessError):
                ask()
        self.assertTrue(archive.with_user(other).read(["file"])[0]["file"])
        self.assertTrue(file.with_user(other).has_access("read"))

    def test_whoever_closes_is_shown_only_what_they_may_read(self):
        """The rule holds for who made it too, and the chain is whole all the same."""
        self.case.excluded_user_ids = [Command.set(self.dpo.ids)]
        archive = self.close()
        self.assertFalse(archive.env.su)
        self.assertFalse(archive.has_access("read"))
        self.assertTrue(self.check().is_sound)

    def test_only_who_reads_a_period_checks_its_file(self):
        archive = self.close()
        for user in (self.manager, self.officer, self.config, self.insight):
            with self.assertRaises(AccessError):
                archive.with_user(user).action_check_file()

    def test_a_check_tells_no_case_and_nobody(self):
        self.tamper("DELETE FROM hate_access_log WHERE id = %s", self.entries[6].id)
        with mute_logger("odoo.addons.hate_case_mgmt.models.hate_access_check"):
            check = self.check()
        said = f"{check.findings} {check.display_name}"
        for word in (self.case.name, self.manager.name, self.manager.login):
            self.assertNotIn(word, said)
        for user in (self.manager, self.officer, self.config, self.insight):
            self.assertFalse(check.with_user(user).has_access("read"))

    @mute_logger("odoo.sql_db")
    def test_the_database_guards_closed_periods(self):
        archive = self.close()
        for attempt in (
            "UPDATE hate_access_archive SET to_place = 12",
            "DELETE FROM hate_access_archive",
            f"""INSERT INTO hate_access_archive
                    (company_id, until, from_place, to_place, head_hash)
                VALUES ({self.company.id}, now(), 9, 12, 'x')""",
            f"DELETE FROM hate_access_log WHERE id = {self.entries[9].id}",
        ):
            with (
                self.subTest(attempt=attempt),
                self.assertRaisesRegex(psycopg2.Error, "append only"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(attempt)
        with self.assertRaises(UserError):
            archive.sudo().write({"until": fields.Date.today()})
        with self.assertRaises(UserError):
            archive.sudo().unlink()


@tagged("post_install", "-at_install", "hate_case", "security")
class TestAccessWriters(HateCaseCommon):
    """Forty who look at once, each with a connection of their own."""

    WRITERS = 40

    def test_nobody_waits_for_another(self):
        waited, failures = [], []
        ready = threading.Barrier(self.WRITERS)
        before = self.count()
        threads = [
            threading.Thread(target=self.look, args=(ready, waited, failures))
            for _number in range(self.WRITERS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.assertFalse(failures)
        self.assertEqual(len(waited), self.WRITERS)
        self.assertLess(max(waited), 5, "seconds, for all forty on one machine")
        self.assertEqual(self.count(), before)

    def look(self, ready, waited, failures):
        """Write one entry in a transaction of its own that stays open until all have
        written theirs, and keep nothing of it."""
        registry = self.env.registry
        cr = registry._db.cursor()
        try:
            cr.transaction = Transaction(registry)
            log = api.Environment(cr, SUPERUSER_ID, {})["hate.access.log"]
            cr.execute("SET LOCAL lock_timeout = '5s'")
            ready.wait(30)
            start = time.monotonic()
            entry = (words.ACCESS_REFUSED, "hate.case", None, "")
            log._insert(cr, {entry: ({-1: None}, 1)})
            waited.append(time.monotonic() - start)
            ready.wait(30)
        except Exception as error:
            failures.append(error)
            ready.abort()
        finally:
            cr.rollback()
            cr.close()

    def test_the_line_is_waited_for_by_nobody_and_comes_back(self):
        """Whoever finds it taken writes by other means at once; one that broke off is
        opened anew."""
        line, asked = Line(), []
        with closing(self.env.registry._db.cursor()) as cr:
            slow = threading.Thread(
                target=lambda: asked.append(
                    line.execute(cr, SQL("SELECT pg_sleep(1.5)"))
                )
            )
            slow.start()
            time.sleep(0.3)
            start = time.monotonic()
            self.assertFalse(line.execute(cr, SQL("SELECT 1")))
            self.assertLess(time.monotonic() - start, 1)
            slow.join(30)
            self.assertEqual(asked, [True])
            self.assertTrue(line.execute(cr, SQL("SELECT 1")))
            (connection,) = line._open.values()
            cr.execute("SELECT pg_terminate_backend(%s)", [connection.info.backend_pid])
            self.assertFalse(line.execute(cr, SQL("SELECT 1")))
            self.assertTrue(line.execute(cr, SQL("SELECT 1")))
            line._hang_up(cr.dbname)

    def count(self):
        self.env.cr.execute("SELECT count(*) FROM hate_access_log")
        return self.env.cr.fetchone()[0]
