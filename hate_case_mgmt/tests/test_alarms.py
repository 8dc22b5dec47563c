from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from ..policy import vocabulary_guard as guard
from .common import HateCaseCommon, HateCasePeople


@tagged("post_install", "-at_install", "hate_case", "security")
class TestAlarms(HateCaseCommon):
    """Whatever could open cases to someone is written down and told."""

    def events(self, **values):
        return self.env["hate.security.event"].search(
            [(name, "=", value) for name, value in values.items()]
        )

    def given(self, user):
        """:return: names of groups that the events say this user was given"""
        return self.events(kind=guard.ALARM_GROUP, subject_id=user.id).mapped("what")

    def test_a_new_user_with_a_group_of_ours(self):
        self.assertEqual(self.given(self.officer), ["Case officer"])
        self.assertEqual(self.given(self.manager), ["Case officer, Manager"])
        self.assertFalse(self.given(self.staff))

    def test_each_way_to_give_a_group(self):
        group = self.env.ref("hate_case_mgmt.group_officer")
        ways = {
            "user": lambda user: user.write({"group_ids": [Command.link(group.id)]}),
            "assign": lambda user: setattr(user, "group_ids", user.group_ids | group),
            "group": lambda user: group.write({"user_ids": [Command.link(user.id)]}),
            "implied": self.by_implied_group,
            "new group": lambda user: self.env["res.groups"].create(
                {
                    "name": "Rights in a parcel",
                    "implied_ids": [Command.link(group.id)],
                    "user_ids": [Command.link(user.id)],
                }
            ),
            "import": lambda user: user.load(
                [".id", "group_ids/.id"], [[str(user.id), str(group.id)]]
            ),
        }
        for number, (name, give) in enumerate(ways.items()):
            with self.subTest(name):
                user = self.make_user(f"t_alarm_{number}")
                give(user)
                self.env.flush_all()
                self.env.registry.clear_cache()
                user.invalidate_recordset()
                self.assertTrue(user.has_group("hate_case_mgmt.group_officer"))
                self.assertEqual(self.given(user), ["Case officer"])
                event = self.events(subject_id=user.id)
                self.assertEqual(event.user_id, self.env.user)
        copy = self.officer.copy({"login": "t_alarm_copy"})
        self.assertEqual(self.given(copy), ["Case officer"])

    def by_implied_group(self, user):
        parcel = self.env["res.groups"].create({"name": "Parcel"})
        user.group_ids = [Command.link(parcel.id)]
        self.assertFalse(self.given(user))
        parcel.implied_ids = self.env.ref("hate_case_mgmt.group_officer")

    def test_what_gives_nothing_is_no_event(self):
        before = self.events()
        self.officer.name = "New name"
        self.officer.group_ids = [
            Command.link(self.env.ref("hate_case_mgmt.group_officer").id),
            Command.link(self.env.ref("base.group_allow_export").id),
        ]
        self.assertEqual(self.events(), before)

    def test_a_changed_rule_or_access_right(self):
        rule = self.env.ref("hate_case_mgmt.hate_case_rule_officer")
        before = self.events(kind=guard.ALARM_RULE)
        rule.active = False
        access = self.env["ir.model.access"].create(
            {
                "name": "everyone reads",
                "model_id": self.env["ir.model"]._get_id("hate.party"),
                "perm_read": True,
            }
        )
        access.unlink()
        self.env["ir.rule"].create(
            {
                "name": "contacts",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
            }
        )
        found = self.events(kind=guard.ALARM_RULE) - before
        self.assertCountEqual(
            found.mapped("what"), [rule.name, "everyone reads", "everyone reads"]
        )

    def waiting(self, user):
        return self.env["mail.activity"].search(
            [("user_id", "=", user.id), ("res_model", "=", False)]
        )

    def test_the_data_protection_officers_are_told_once(self):
        self.env.cr.precommit.run()
        before = self.waiting(self.dpo)
        group = self.env.ref("hate_case_mgmt.group_officer")
        group.user_ids = [Command.link(self.staff.id), Command.link(self.insight.id)]
        self.env.cr.precommit.run()
        told = self.waiting(self.dpo) - before
        self.assertEqual(len(told), 1)
        for name in (self.staff.name, self.insight.name, "officer"):
            self.assertNotIn(name.lower(), told.summary.lower().replace("hate", ""))
        message = self.env["mail.message"].search(
            [("partner_ids", "in", self.dpo.partner_id.ids)], limit=1
        )
        self.assertIn("security event", message.subject)

    def test_managers_are_told_when_nobody_is_data_protection_officer(self):
        self.env.cr.precommit.run()
        watchers = self.env.ref("hate_case_mgmt.group_data_protection")
        watchers.user_ids = [Command.clear()]
        self.env.ref("hate_case_mgmt.group_officer").user_ids = [
            Command.link(self.staff.id)
        ]
        self.env.cr.precommit.run()
        self.assertIn("nobody is data protection", self.waiting(self.manager).summary)

    def test_only_data_protection_reads_and_nobody_changes_them(self):
        event = self.events(subject_id=self.officer.id)
        self.assertTrue(event.with_user(self.dpo).what)
        for user in (self.hub, self.officer, self.manager, self.config, self.staff):
            with self.assertRaises(AccessError):
                event.with_user(user).read(["what"])
        for user in (self.dpo, self.env.ref("base.user_admin")):
            with self.assertRaises(AccessError):
                event.with_user(user).create({"kind": "rule", "user_id": user.id})
        with self.assertRaises(UserError):
            event.what = "Nothing"
        with self.assertRaises(UserError):
            event.unlink()


@tagged("post_install", "-at_install", "hate_case", "security")
class TestBecome(HateCasePeople, HttpCase):
    def test_superuser_mode_is_written_down(self):
        self.set_up_people()
        admin = self.make_user("t_admin", "base.group_system")
        events = self.env["hate.security.event"]
        here = [("kind", "=", guard.ALARM_SUPERUSER), ("user_id", "=", admin.id)]
        self.authenticate(self.staff.login, self.staff.login + "x" * 3)
        self.url_open("/web/become")
        self.assertFalse(
            events.search([("kind", "=", "superuser"), ("user_id", "=", self.staff.id)])
        )
        self.authenticate(admin.login, admin.login)
        self.url_open("/web/become")
        self.assertEqual(len(events.search(here)), 1)
        # once there, going there again is nothing new
        self.url_open("/web/become")
        self.assertEqual(len(events.search(here)), 1)
