from lxml import etree

from odoo.models import BaseModel
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from .common import HateCaseCommon
from .plans import PlansMixin, recorded

PAGE = 80
WORKERS = ("hub", "officer", "manager", "dpo")
# They have a row or more for each case, or for each thing that happens to one, as all
# that belongs to a case has
ALSO_LARGE = ("hate.case", "hate.access.log", "hate.property")


@tagged("post_install", "-at_install", "hate_case")
class TestIndexes(PlansMixin, HateCaseCommon):
    """Nothing that is asked all day reads a large table from one end to the other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        belongs = cls.env.registry.descendants(["hate.case.mixin"], "_inherit")
        models = [cls.env[name] for name in {*ALSO_LARGE, *belongs}]
        cls.large = {
            model._table: model
            for model in models
            if model._auto and not model._abstract and not model._transient
        }
        cls.case = cls.open_case(state="open", officer=cls.officer)

    def screens(self):
        """:return: the actions behind our menus whose list is of a large table, with
        the domains they begin with"""
        menus = self.env["ir.ui.menu"].with_context(active_test=False).search([])
        ours = menus.filtered(
            lambda menu: (menu.get_external_id()[menu.id] or "").startswith(
                "hate_case_mgmt."
            )
        )
        for action in {menu.action for menu in ours if menu.action}:
            if action._name == "ir.actions.act_window" and action.res_model in self.env:
                model = self.env[action.res_model]
                if model._table in self.large:
                    yield action, model, self.domain(action.domain)

    def domain(self, text, empty="[]"):
        return safe_eval(text or empty, {"uid": self.officer.id, "active_id": False})

    def filters(self, action, model):
        """:return: list of (name, domain) of what can be chosen in the search box"""
        view = action.search_view_id
        arch = etree.fromstring(model.get_view(view.id or False, "search")["arch"])
        found = [
            (node.get("name"), self.domain(node.get("domain")))
            for node in arch.xpath("//filter[@domain]")
        ]
        for node in arch.xpath("//searchpanel/field"):
            field = model._fields[node.get("name")]
            value = 1 if field.relational else field.get_values(self.env)[0]
            found.append((f"panel {field.name}", [(field.name, "in", [value])]))
        return found

    def test_rules(self):
        """A page of what the rules let through, for each role and each kind of record
        that belongs to a case."""
        for name in WORKERS:
            for table, model in self.large.items():
                mine = model.with_user(getattr(self, name))
                if mine.has_access("read"):
                    query = mine._search([], limit=PAGE, order=mine._order)
                    read = self.read_whole(query.select()) & self.large.keys()
                    with self.subTest(role=name, table=table):
                        self.assertFalse(read)

    def test_lists(self):
        """Each list behind a menu, with each filter and each value of its panel."""
        for action, model, domain in self.screens():
            filters = self.filters(action, model)
            begins = self.domain(action.context, "{}")
            first = [
                *domain,
                *(
                    leaf
                    for name, more in filters
                    if begins.get(f"search_default_{name}")
                    for leaf in more
                ),
            ]
            for name, more in [("none", []), *filters]:
                # as it is found: the page of it is read afterwards
                query = BaseModel._search(
                    model, [*first, *more], limit=PAGE, order=model._order
                )
                with self.subTest(action=action.name, filter=name):
                    self.assertFalse(self.sorted_whole(query.select()))

    def test_what_is_rare(self):
        """Few of many are found without a walk through the many."""
        rare = {
            "hate.case": ["restricted", "danger", "safeguarding", "risk_due", "silent"],
            "hate.access.log": ["unmasked", "shared", "emergency", "refused"],
            "hate.deadline": ["set_aside"],
        }
        for name, filters in rare.items():
            model = self.env[name]
            arch = etree.fromstring(model.get_view(False, "search")["arch"])
            for filter_name in filters:
                (node,) = arch.xpath(f"//filter[@name='{filter_name}']")
                domain = self.domain(node.get("domain"))
                query = BaseModel._search(model, domain, limit=PAGE, order=model._order)
                with self.subTest(model=name, filter=filter_name):
                    self.assertFalse(self.walked(query.select()))

    def test_scheduled_actions(self):
        """What is asked while nothing is to be done, which is every few minutes."""
        crons = self.env["ir.cron"].with_context(active_test=False).search([])
        ours = crons.filtered(
            lambda cron: (cron.get_external_id()[cron.id] or "").startswith(
                "hate_case_mgmt."
            )
        )
        # what they find among the demo data is no concern of this test
        quiet = mute_logger("odoo.addons.hate_case_mgmt.models.hate_access_check")
        with quiet, self.enter_registry_test_mode(), recorded() as asked:
            for cron in ours:
                cron.method_direct_trigger()
        self.assertGreater(len(ours), 5)
        self.check_recorded(asked, "scheduled actions")

    def test_figures(self):
        """The health page and the figures of the mail to managers."""
        env = self.env(user=self.manager)
        with recorded() as asked:
            env["hate.promise.health"].create({}).read()
        self.check_recorded(asked, "health")
        with recorded() as asked:
            digest = env["digest.digest"].search([], limit=1)
            for name in digest._fields:
                if name.startswith("kpi_hate_") and name.endswith("_value"):
                    digest.mapped(name)
        self.check_recorded(asked, "digest")

    def check_recorded(self, asked, who):
        ours = [query for query in asked if any(table in query for table in self.large)]
        self.assertTrue(ours, who)
        for query in ours:
            with self.subTest(who=who, query=query[:900]):
                self.assertFalse(self.read_whole(query) & self.large.keys())
