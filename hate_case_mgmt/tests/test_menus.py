from datetime import datetime

from lxml import etree

from odoo import Command
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common import ROLES, HateCaseCommon

# asked for by the client beside what a view shows
ALWAYS = {"display_name": {}}


@tagged("post_install", "-at_install", "hate_case")
class TestMenus(HateCaseCommon):
    """Each login opens every entry of its menu, as the web client does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_case()
        # what leads to records that are another role's
        cls.env["hate.reporting.centre"].create(
            {
                "name": "The library",
                "company_id": cls.company.id,
                "responder_ids": [
                    Command.create({"name": "Sam", "company_id": cls.company.id})
                ],
            }
        )
        cls.root = cls.env.ref("hate_case_mgmt.menu_root")
        cls.admin = cls.env.ref("base.user_admin")

    def entries(self, user):
        """:return: {full name of the entry: action} of what the user is shown"""
        menus = self.env["ir.ui.menu"].with_user(user).load_menus(False)
        found = {}
        for number, menu in menus.items():
            if number == "root" or menu.get("app_id") != self.root.id:
                continue
            if menu["action_model"]:
                action = self.env[menu["action_model"]].browse(menu["action_id"])
                found[f"{menu['name']} ({menu['xmlid']})"] = action
        return found

    def test_every_entry_opens_for_whoever_is_shown_it(self):
        opened = set()
        for login in (*ROLES, "admin"):
            user = getattr(self, login)
            for name, action in self.entries(user).items():
                with self.subTest(user=login, entry=name):
                    self.open(user, action)
                    opened.add(name)
        self.assertGreater(len(opened), 40)

    def open(self, user, action):
        # sudo: as the client's request for an action does, for whom it is meant
        allowed = action.sudo().group_ids if "group_ids" in action._fields else None
        self.assertTrue(not allowed or allowed & user.all_group_ids, "not for them")
        if action._name == "ir.actions.server":
            told = action.with_user(user).run()
        else:
            told = action.sudo().read()[0]
        if told["type"] == "ir.actions.act_window":
            self.open_window(user, told)
        else:
            self.assertIn(
                told["type"],
                ("ir.actions.client", "ir.actions.act_url", "ir.actions.report"),
            )

    def open_window(self, user, told):
        env = self.env(user=user.id, su=False)
        context = self.evaluated(told.get("context") or {}, env)
        model = env[told["res_model"]].with_context(**context)
        views = [list(view) for view in told["views"]]
        options = {"action_id": told.get("id"), "load_filters": True, "toolbar": True}
        got = model.get_views([*views, [False, "search"]], options)["views"]
        kinds = [kind for _id, kind in views if kind != "form"]
        if told.get("target") == "new" or not kinds:
            spec = self.specification(got["form"]["arch"], model)
            model.onchange({}, [], spec)
            return
        domain = self.evaluated(told.get("domain") or [], env)
        for kind in kinds:
            spec = self.specification(got[kind]["arch"], model)
            model.web_search_read(domain, spec, limit=5, count_limit=100)
        help_text = etree.HTML(told.get("help") or "<p/>").xpath("string()")
        self.assertTrue(help_text.strip(), "nothing is said where there is nothing")

    def specification(self, arch, model):
        names = {
            node.get("name")
            for node in etree.fromstring(arch).xpath(".//field[not(ancestor::field)]")
        }
        return ALWAYS | {name: {} for name in names if name in model._fields}

    def evaluated(self, value, env):
        names = {"uid": env.uid, "active_id": False, "datetime": datetime}
        return safe_eval(value, names) if isinstance(value, str) else value
