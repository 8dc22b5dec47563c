from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .race import RaceCase


@tagged("post_install", "-at_install", "hate_case")
class TestPlanRace(RaceCase):
    """Two people agree the same plan at once: one version, and one of them reads it
    again."""

    def prepare(self, env):
        self.make_users(env, "plan", first="officer", second="officer")
        phone = env.ref("hate_case_mgmt.contact_method_phone")
        case = env["hate.case"].create(
            {
                "channel": words.CHANNEL_PHONE,
                "state": words.STATE_OPEN,
                "officer_id": self.users["first"],
                "member_ids": [Command.set(self.users.values())],
                "party_ids": [
                    Command.create(
                        {
                            "role": words.ROLE_VICTIM,
                            "phone": "07700 900123",
                            "safe_method_ids": [Command.set(phone.ids)],
                        }
                    )
                ],
            }
        )
        case._record_event(words.EVENT_REPORT_RECEIVED, case.reported_at)
        item = env["hate.action"].create(
            {
                "case_id": case.id,
                "type_id": env.ref("hate_case_mgmt.action_type_regular_call").id,
                "name": "We call each Monday",
            }
        )
        item.with_user(self.users["first"]).action_plan()
        self.phone_id = phone.id
        return case

    def dialogue(self, cr, name, wishes):
        """:return: the dialogue with the plan on the screen, filled in"""
        env = self.env_of(cr, name)
        wizard = env["hate.plan.agree"].create(
            {
                "case_id": self.case_id,
                "method_id": self.phone_id,
                "giving": words.GIVE_LATER,
                "wishes": wishes,
            }
        )
        env.flush_all()
        return wizard

    def assert_agreed_once(self):
        with self.registry.cursor() as cr:
            case = self.case(cr)
            self.assertEqual(len(case.plan_ids), 1)
            self.assertEqual(case.plan_ids.agreed_by_id.id, self.users["first"])
            self.assertEqual(case.plan_ids.version, 1)
            events = case.env["hate.event"].search(
                [("case_id", "=", case.id), ("event", "=", words.EVENT_PLAN_AGREED)]
            )
            self.assertEqual(len(events), 1)

    def test_at_the_same_moment(self):
        """The second gets a sentence at once, and waits for nobody."""
        with self.registry.cursor() as first, self.registry.cursor() as second:
            theirs = self.dialogue(second, "second", "To sleep again")
            mine = self.dialogue(first, "first", "To feel safe at home")
            mine.action_agree()
            mine.env.flush_all()
            second.execute("SET LOCAL lock_timeout = '2s'")
            with self.assertRaises(UserError) as refused:
                theirs.action_agree()
            self.assertIn("this very moment", str(refused.exception))
            second.rollback()
            first.commit()
        self.assert_agreed_once()

    def test_a_moment_later(self):
        """The second is told that the plan has changed; what was typed is kept."""
        with self.registry.cursor() as second:
            theirs = self.dialogue(second, "second", "To sleep again")
            second.commit()
            # their request begins before the first has finished
            self.assertFalse(theirs.case_id.plan_ids)
            with self.registry.cursor() as first:
                mine = self.dialogue(first, "first", "To feel safe at home")
                mine.action_agree()
                mine.env.flush_all()
            with self.assertRaises(UserError) as refused:
                self.again(theirs.action_agree, theirs.env)
            self.assertIn("Read it again", str(refused.exception))
            second.rollback()
            theirs.env.invalidate_all()
            self.assertEqual(theirs.wishes, "To sleep again")
            theirs.sudo().unlink()
        self.assert_agreed_once()
