"""What the tests share in which two people do the same at the same time."""

from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, new_test_user
from odoo.tools import mute_logger


class RaceCase(BaseCase):
    """Each works in a transaction of their own, on records that are committed, and
    taken away again."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.users, self.case_id = {}, None
        self.addCleanup(self.remove)
        with self.registry.cursor() as cr:
            self.case_id = self.prepare(self.env_of(cr)).id

    def prepare(self, env):
        """Make what the race is about.

        :return: the ``hate.case``
        """
        raise NotImplementedError

    def make_users(self, env, prefix, **groups):
        """:param groups: {name: the last word of their group}"""
        for name, group in groups.items():
            user = new_test_user(
                env, f"t_{prefix}_{name}", groups=f"hate_case_mgmt.group_{group}"
            )
            self.users[name] = user.id

    def remove(self):
        with self.registry.cursor() as cr:
            env = self.env_of(cr)
            env["hate.case"].browse(self.case_id).unlink()
            users = env["res.users"].browse(self.users.values())
            # nobody else takes anything out of the log
            cr.execute("ALTER TABLE hate_access_log DISABLE TRIGGER USER")
            cr.execute(
                "DELETE FROM hate_access_log WHERE user_id = ANY(%s)", [users.ids]
            )
            cr.execute("ALTER TABLE hate_access_log ENABLE TRIGGER USER")
            env["hate.training"].search([("user_id", "in", users.ids)]).unlink()
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    def env_of(self, cr, name=None):
        """:param name: of a user; the superuser without"""
        return api.Environment(cr, self.users[name] if name else SUPERUSER_ID, {})

    def case(self, cr, name=None):
        return self.env_of(cr, name)["hate.case"].browse(self.case_id)

    def again(self, call, env):
        """Do it as a request does, which Odoo runs again when PostgreSQL refuses."""
        with (
            mute_logger("odoo.service.model", "odoo.sql_db"),
            patch("odoo.service.model.time.sleep"),
        ):
            return retrying(call, env)
