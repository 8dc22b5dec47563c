from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .race import RaceCase


@tagged("post_install", "-at_install", "hate_case")
class TestAllocationRace(RaceCase):
    """Two workers allocate the same report at once."""

    def prepare(self, env):
        self.make_users(
            env, "race", hub="hub", hub2="hub", officer="officer", officer2="officer"
        )
        env["hate.training"].create(
            [
                {
                    "user_id": self.users[login],
                    "topic_id": env.ref("hate_case_mgmt.training_hate").id,
                    "completed_on": fields.Date.today(),
                }
                for login in ("officer", "officer2")
            ]
        )
        case = env["hate.case"].create(
            {
                "channel": words.CHANNEL_PHONE,
                "member_ids": [Command.set([self.users["hub"]])],
            }
        )
        env["hate.report"].create(
            {
                "case_id": case.id,
                "reported_at": case.reported_at,
                "channel": words.CHANNEL_PHONE,
                "narrative": "They shouted at me",
                "received_by_id": self.users["hub"],
            }
        )
        case._record_event("report_received", case.reported_at)
        return case

    def test_at_the_same_moment(self):
        """The second gets a sentence at once, and waits for nobody."""
        with self.registry.cursor() as first, self.registry.cursor() as second:
            theirs = self.case(second, "hub2")
            theirs.action_open_allocate()
            self.case(first, "hub").action_allocate(self.users["officer"])
            self.env_of(first).flush_all()
            second.execute("SET LOCAL lock_timeout = '2s'")
            with self.assertRaises(UserError) as refused:
                theirs.action_allocate(self.users["officer2"])
            self.assertIn("this very moment", str(refused.exception))
            second.rollback()
        self.assert_allocated_to("officer")

    def test_signposted_while_a_colleague_allocates(self):
        """Two dialogues of triage at one moment: the first wins, the second is told."""
        with self.registry.cursor() as first, self.registry.cursor() as second:
            theirs = self.case(second, "hub2")
            theirs.action_open_signpost()
            self.case(first, "hub").action_allocate(self.users["officer"])
            self.env_of(first).flush_all()
            second.execute("SET LOCAL lock_timeout = '2s'")
            with self.assertRaises(UserError) as refused:
                theirs.action_signpost(
                    "A matter for the council",
                    fields.Datetime.now(),
                    theirs.env.ref("hate_case_mgmt.contact_method_phone").id,
                    where_to="The council",
                )
            self.assertIn("this very moment", str(refused.exception))
            second.rollback()
        self.assert_allocated_to("officer")

    def test_a_moment_later(self):
        """The second saw the report still waiting; Odoo asks again and the sentence
        says that a colleague has dealt with it."""
        with self.registry.cursor() as first, self.registry.cursor() as second:
            theirs = self.case(second, "hub2")
            theirs.action_open_allocate()
            self.case(first, "hub").action_allocate(self.users["officer"])
            self.env_of(first).flush_all()
            first.commit()
            officer2 = self.users["officer2"]
            with self.assertRaises(UserError) as refused:
                self.again(lambda: theirs.action_allocate(officer2), theirs.env)
            self.assertIn("dealt with it already", str(refused.exception))
            second.rollback()
        self.assert_allocated_to("officer")

    def assert_allocated_to(self, login):
        with self.registry.cursor() as cr:
            case = self.case(cr)
            self.assertEqual(case.officer_id.id, self.users[login])
            self.assertEqual(case.member_ids.ids, [self.users[login]])
            told = case.message_ids.filtered(lambda m: "Allocated" in m.preview)
            self.assertEqual(len(told), 1)
