"""What the web client asks for, worked out from the real screens.

A screen's arch and fields come from ``get_views`` of the product's own action; the
specification follows the web client's rules: hidden and optional columns are read too,
a many2one is read by its display name, tags by name and colour, a list inside a form
with the fields of that list.
"""

import ast

from lxml import etree

from odoo.tools.safe_eval import safe_eval

VIEWS = ("list", "kanban", "form", "search", "pivot")
# widgets that show an x2many without a view of its records
TAGS = ("many2many_tags", "many2many_avatar", "many2many_checkboxes", "task_tags")
ACTIVITY = (
    "activity_exception_decoration",
    "activity_exception_icon",
    "activity_state",
    "activity_summary",
    "activity_type_icon",
    "activity_type_id",
)
# what a widget reads beside its own field
NEEDS = {
    "list_activity": ACTIVITY,
    "kanban_activity": ACTIVITY,
    "activity_exception": ACTIVITY[:2],
    "statusbar_duration": ("duration_tracking",),
    "rotting_statusbar_duration": ("duration_tracking",),
    "project_task_state_selection": ("project_id",),
    "name_with_subtask_count": (
        "subtask_count",
        "closed_subtask_count",
        "allow_subtasks",
    ),
}
NUMBERS = ("integer", "float", "monetary")
SUBVIEW_LIMIT = 40


class Screens:
    """The screens of one action, or of a model's default views, for one user."""

    def __init__(self, env, action=None, model=None):
        self.env = env
        self.action = env["ir.actions.act_window"]
        if action:
            # sudo: only an administrator reads actions as records
            self.action = env.ref(action).sudo()
        self.model = model or self.action.res_model
        chosen = {kind: view for view, kind in self.action.views} if action else {}
        search = self.action.search_view_id.id
        wanted = [
            [search if kind == "search" else chosen.get(kind), kind] for kind in VIEWS
        ]
        wanted = [[view or False, kind] for view, kind in wanted]
        views = env[self.model].get_views(wanted, {"action_id": self.action.id})
        self.archs = {
            kind: etree.fromstring(view["arch"])
            for kind, view in views["views"].items()
        }
        self.context = self._evaluated(self.action.context or "{}")
        self.domain = self._evaluated(self.action.domain or "[]")

    def _evaluated(self, text, term=None):
        values = {"uid": self.env.uid, "active_id": False, "self": term}
        return safe_eval(text, values) if isinstance(text, str) else text

    def filter(self, name):
        """:return: the domain of a filter of the search view"""
        (node,) = self.archs["search"].xpath(f"//filter[@name='{name}']")
        return self._evaluated(node.get("domain"))

    def search(self, field, term):
        """:return: the domain when somebody types a term for that field"""
        node = self.archs["search"].xpath(f"//field[@name='{field}']")[0]
        if node.get("filter_domain"):
            return self._evaluated(node.get("filter_domain"), term)
        return [(field, "ilike", term)]

    def specification(self, kind, with_invisible=False):
        """:return: the fields that the client reads for that screen"""
        arch = self.archs[kind]
        return self._specification(arch, self.model, kind == "form", with_invisible)

    def _specification(self, arch, model, is_form, with_invisible=False):
        fields = self.env[model].fields_get()
        found = {}
        for node in arch.xpath(".//field[not(ancestor::field)]"):
            name = node.get("name")
            if name not in fields:
                continue
            found[name] = self._one(node, fields[name], is_form, with_invisible)
            for other in NEEDS.get(node.get("widget"), ()):
                if other in fields:
                    found.setdefault(other, _plain(fields[other]))
        if arch.tag == "form" and "display_name" in fields:
            found.setdefault("display_name", {})
        return found

    def _one(self, node, field, is_form, with_invisible):
        hidden = node.get("invisible") in ("1", "True") and not with_invisible
        hidden = hidden or node.get("column_invisible") in ("1", "True")
        if field["type"] in ("many2one", "reference"):
            return {"fields": {} if hidden else {"display_name": {}}}
        if field["type"] not in ("one2many", "many2many") or hidden:
            return {}
        widget = node.get("widget") or ""
        if widget.startswith(TAGS):
            colour = _options(node).get("color_field")
            names = ["display_name", *([colour] if colour else [])]
            return {"fields": dict.fromkeys(names, {})}
        if widget == "many2many_binary":
            return {"fields": {"name": {}, "mimetype": {}}}
        if not is_form:
            return {}
        return self._records(node, field, with_invisible)

    def _records(self, node, field, with_invisible):
        """A list or cards inside a form."""
        kind = (node.get("mode") or "list").split(",")[0]
        inside = node.find(kind)
        if inside is None:
            inside = Screens(self.env, model=field["relation"]).archs[kind]
        else:
            inside = etree.fromstring(etree.tostring(inside))
        found = {
            "fields": self._specification(
                inside, field["relation"], False, with_invisible
            ),
            "limit": int(inside.get("limit") or SUBVIEW_LIMIT),
        }
        if inside.get("default_order"):
            found["order"] = inside.get("default_order")
        return found

    def aggregates(self):
        """:return: what the client adds up in the columns of a kanban screen"""
        fields = self.env[self.model].fields_get()
        found = []
        for name in self.specification("kanban"):
            field = fields[name]
            if field.get("aggregator") and field["type"] in NUMBERS:
                found.append(f"{name}:{field['aggregator']}")
                if field.get("currency_field"):
                    found.append(f"{field['currency_field']}:array_agg_distinct")
                    found.append(f"{name}:sum_currency")
        return found

    def progress_bar(self):
        node = self.archs["kanban"].find(".//progressbar")
        if node is None:
            return None
        return {
            "field": node.get("field"),
            "colors": ast.literal_eval(node.get("colors")),
            "help": node.get("help"),
        }

    def writable(self):
        """:return: names of the fields of the form that the client sends when saved"""
        fields = self.env[self.model].fields_get()
        return {
            node.get("name")
            for node in self.archs["form"].xpath(".//field[not(ancestor::field)]")
            if node.get("readonly", str(fields[node.get("name")].get("readonly")))
            not in ("1", "True")
        }


def _plain(field):
    if field["type"] == "many2one":
        return {"fields": {"display_name": {}}}
    return {}


def _options(node):
    return ast.literal_eval(node.get("options") or "{}")
