from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .race import RaceCase


@tagged("post_install", "-at_install", "hate_case")
class TestClosingRace(RaceCase):
    """Two people close the same case at once."""

    def prepare(self, env):
        self.make_users(env, "close", first="manager", second="manager")
        case = env["hate.case"].create(
            {
                "channel": words.CHANNEL_PHONE,
                "state": words.STATE_OPEN,
                "member_ids": [Command.set(self.users.values())],
            }
        )
        case._record_event(words.EVENT_REPORT_RECEIVED, case.reported_at)
        case.with_user(self.users["first"]).action_start_closing()
        all_done = env.ref("hate_case_mgmt.consideration_all_done")
        self.values = {
            "consideration_ids": all_done.ids,
            "reasons": "All that could be done was done.",
            "actions_done": "- The wall was cleaned.",
            "decision_reason": "Nobody is known whom we could ask",
            "no_letter_reason": "Nobody is known whom we could write to",
        }
        return case

    def close_first(self, cr):
        self.case(cr, "first").action_close(self.values)
        self.env_of(cr).flush_all()

    def assert_closed_once(self):
        with self.registry.cursor() as cr:
            case = self.case(cr)
            self.assertEqual(case.state, words.STATE_CLOSED)
            decided = case.closure_ids.filtered(
                lambda row: row.kind == words.CLOSURE_CLOSED
            )
            self.assertEqual(decided.user_id.id, self.users["first"])
            events = case.env["hate.event"].search(
                [("case_id", "=", case.id), ("event", "=", words.EVENT_CLOSED)]
            )
            self.assertEqual(len(events), 1)

    def test_at_the_same_moment(self):
        """The second gets a sentence at once, and waits for nobody."""
        with self.registry.cursor() as first, self.registry.cursor() as second:
            theirs = self.case(second, "second")
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
            theirs = self.case(second, "second")
            self.assertEqual(theirs.state, words.STATE_CLOSING)
            self.close_first(first)
            first.commit()
            with self.assertRaises(UserError) as refused:
                self.again(lambda: theirs.action_close(self.values), theirs.env)
            self.assertIn("Closed", str(refused.exception))
            second.rollback()
        self.assert_closed_once()
