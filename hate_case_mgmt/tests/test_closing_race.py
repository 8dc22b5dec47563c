from unittest.mock import patch

from odoo import SUPERUSER_ID, Command, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, new_test_user, tagged
from odoo.tools import mute_logger

from ..policy import vocabulary as words


@tagged("post_install", "-at_install", "hate_case")
class TestClosingRace(BaseCase):
    """Two people close the same case at once, each in a transaction of their own.

    These need committed records, and take them away again.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self.users = [
                new_test_user(
                    env, f"t_close_{number}", groups="hate_case_mgmt.group_manager"
                ).id
                for number in (1, 2)
            ]
            case = env["hate.case"].create(
                {
                    "channel": words.CHANNEL_PHONE,
                    "state": words.STATE_OPEN,
                    "member_ids": [Command.set(self.users)],
                }
            )
            case._record_event(words.EVENT_REPORT_RECEIVED, case.reported_at)
            case.with_user(self.users[0]).action_start_closing()
            self.case_id = case.id
            self.values = {
                "consideration_ids": env.ref(
                    "hate_case_mgmt.consideration_all_done"
                ).ids,
                "reasons": "All that could be done was done.",
                "actions_done": "- The wall was cleaned.",
                "decision_reason": "Nobody is known whom we could ask",
                "no_letter_reason": "Nobody is known whom we could write to",
            }
        self.addCleanup(self.remove)

    def remove(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["hate.case"].browse(self.case_id).unlink()
            users = env["res.users"].browse(self.users)
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    def case(self, cr, number):
        env = api.Environment(cr, self.users[number], {})
        return env["hate.case"].browse(self.case_id)

    def close_first(self, cr):
        self.case(cr, 0).action_close(self.values)
        api.Environment(cr, SUPERUSER_ID, {}).flush_all()

    def assert_closed_once(self):
        with self.registry.cursor() as cr:
            case = api.Environment(cr, SUPERUSER_ID, {})["hate.case"].browse(
                self.case_id
            )
            self.assertEqual(case.state, words.STATE_CLOSED)
            decided = case.closure_ids.filtered(
                lambda row: row.kind == words.CLOSURE_CLOSED
            )
            self.assertEqual(decided.user_id.id, self.users[0])
            events = case.env["hate.event"].search(
                [("case_id", "=", case.id), ("event", "=", words.EVENT_CLOSED)]
            )
            self.assertEqual(len(events), 1)

    def test_at_the_same_moment(self):
        """The second gets a sentence at once, and waits for nobody."""
        with self.registry.cursor() as first, self.registry.cursor() as second:
            theirs = self.case(second, 1)
            self.assertEqual(theirs.state, words.STATE_CLOSING)
            self.close_first(first)
            second.execute("SET LOCAL lock_timeout = '2s'")
            with self.assertRaises(UserError) as refused:
                theirs.action_close(self.values)
            self.assertIn("this very moment", str(refused.exception))
            second.rollback()
        self.assert_closed_once()

    def test_a_moment_later(self):
        """The second saw it still closing; Odoo asks again, and it is closed."""
        with self.registry.cursor() as first, self.registry.cursor() as second:
            theirs = self.case(second, 1)
            self.assertEqual(theirs.state, words.STATE_CLOSING)
            self.close_first(first)
            first.commit()
            with (
                self.assertRaises(UserError) as refused,
                mute_logger("odoo.service.model", "odoo.sql_db"),
                patch("odoo.service.model.time.sleep"),
            ):
                retrying(lambda: theirs.action_close(self.values), theirs.env)
            self.assertIn("Closed", str(refused.exception))
            second.rollback()
        self.assert_closed_once()
