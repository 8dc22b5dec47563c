from unittest.mock import patch

from odoo import SUPERUSER_ID, Command, api, fields
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, new_test_user, tagged
from odoo.tools import mute_logger

from ..policy import vocabulary as words

GROUP = "hate_case_mgmt.group_"


@tagged("post_install", "-at_install", "hate_case")
class TestAllocationRace(BaseCase):
    """Two workers allocate the same report at once, each in a transaction of its own.

    These need committed records, and take them away again.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self.users = {
                login: new_test_user(env, f"t_race_{login}", groups=GROUP + group).id
                for login, group in (
                    ("hub", "hub"),
                    ("hub2", "hub"),
                    ("officer", "officer"),
                    ("officer2", "officer"),
                )
            }
            self.trainings = (
                env["hate.training"]
                .create(
                    [
                        {
                            "user_id": self.users[login],
                            "topic_id": env.ref("hate_case_mgmt.training_hate").id,
                            "completed_on": fields.Date.today(),
                        }
                        for login in ("officer", "officer2")
                    ]
                )
                .ids
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
            self.case_id = case.id
        self.addCleanup(self.remove)

    def remove(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["hate.case"].browse(self.case_id).unlink()
            env["hate.training"].browse(self.trainings).unlink()
            users = env["res.users"].browse(self.users.values())
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    def case(self, cr, login):
        env = api.Environment(cr, self.users[login], {})
        return env["hate.case"].browse(self.case_id)

    def test_at_the_same_moment(self):
        """The second gets a sentence at once, and waits for nobody."""
        with self.registry.cursor() as first, self.registry.cursor() as second:
            theirs = self.case(second, "hub2")
            theirs.action_open_allocate()
            self.case(first, "hub").action_allocate(self.users["officer"])
            self.env_flush(first)
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
            self.env_flush(first)
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
            self.env_flush(first)
            first.commit()
            with (
                self.assertRaises(UserError) as refused,
                mute_logger("odoo.service.model", "odoo.sql_db"),
                patch("odoo.service.model.time.sleep"),
            ):
                retrying(
                    lambda: theirs.action_allocate(self.users["officer2"]), theirs.env
                )
            self.assertIn("dealt with it already", str(refused.exception))
            second.rollback()
        self.assert_allocated_to("officer")

    def env_flush(self, cr):
        api.Environment(cr, SUPERUSER_ID, {}).flush_all()

    def assert_allocated_to(self, login):
        with self.registry.cursor() as cr:
            case = api.Environment(cr, SUPERUSER_ID, {})["hate.case"].browse(
                self.case_id
            )
            self.assertEqual(case.officer_id.id, self.users[login])
            self.assertEqual(case.member_ids.ids, [self.users[login]])
            told = case.message_ids.filtered(lambda m: "Allocated" in m.preview)
            self.assertEqual(len(told), 1)
