from datetime import timedelta

from lxml import etree

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..policy import vocabulary as words
from ..policy.vocabulary_guard import MASK
from .common import HateCaseCommon

FIRST_SCREEN = 14
LIST_FIELDS = 16
LIST_QUERIES = 9
FORM_QUERIES = 12


@tagged("post_install", "-at_install", "hate_case")
class TestCaseViews(HateCaseCommon):
    """What the screens of a case show, to whom, and what they cost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home = cls.env["hate.property"].create(
            {
                "name": "7 Planted Street",
                "uprn": "000000004711",
                "company_id": cls.company.id,
            }
        )
        cls.case = cls.a_case(cls.officer)
        cls.victim = cls.case.party_ids

    @classmethod
    def a_case(cls, officer, **values):
        """:return: a case with a person, an incident and running clocks"""
        case = cls.open_case(
            state=words.STATE_OPEN,
            officer=officer,
            property_id=cls.home.id,
            **values,
        )
        case._record_event("report_received", case.reported_at)
        cls.env["hate.party"].create(
            {
                "case_id": case.id,
                "role": words.ROLE_VICTIM,
                "name": "Planted Name",
                "phone": "07700 900123",
                "address": "9 Hidden Lane",
                "safe_method_ids": [
                    Command.set(cls.env.ref("hate_case_mgmt.contact_method_phone").ids)
                ],
                "language_id": cls.env.ref("hate_case_mgmt.language_ur").id,
            }
        )
        cls.env["hate.incident"].create(
            {
                "case_id": case.id,
                "narrative": "They shouted.",
                "crime_reference": "XX/4711/26",
                "strand_ids": [
                    Command.set(cls.env.ref("hate_case_mgmt.strand_race").ids)
                ],
            }
        )
        return case

    def arch(self, user, view_type, xmlid=None, model="hate.case"):
        """:return: the view as this user is sent it"""
        view = self.env.ref(f"hate_case_mgmt.{xmlid}") if xmlid else None
        sent = self.env[model].with_user(user).get_view(view and view.id, view_type)
        return etree.fromstring(sent["arch"])

    def shown(self, arch):
        """:return: names of the view's own fields, not those of lists inside it"""
        return [
            node.get("name")
            for node in arch.iter("field")
            if not any(parent.tag == "field" for parent in node.iterancestors())
        ]

    def specification(self, user, view_type):
        """:return: what the web client asks for when it opens this view"""
        arch = self.arch(user, view_type)
        case = self.env["hate.case"]
        specification = {}
        for name in self.shown(arch):
            field = case._fields[name]
            spec = {}
            if field.type in ("many2one", "many2many"):
                spec = {"fields": {"display_name": {}}}
            elif field.type == "one2many":
                inner = arch.find(f".//field[@name='{name}']/list")
                spec = {
                    "fields": {node.get("name"): {} for node in inner.iter("field")},
                    "limit": int(inner.get("limit")),
                }
            specification[name] = spec
        return specification

    def queries(self, call):
        """:return: how often a call asks the database, with nothing in the cache but
        what a server has after its first request"""
        call()
        self.env.flush_all()
        self.env.invalidate_all()
        # every request has read the company
        self.env.company.fetch(["name"])
        before = self.env.cr.sql_log_count
        call()
        return self.env.cr.sql_log_count - before

    # ------------------------------------------------------------------
    # The form
    # ------------------------------------------------------------------

    def test_first_screen_has_few_fields(self):
        for user in (self.officer, self.manager, self.hub, self.dpo):
            arch = self.arch(user, "form")
            below = arch.find(".//notebook")
            below.getparent().remove(below)
            fields_shown = [
                node.get("name")
                for node in arch.iter("field")
                if node.get("invisible") not in ("1", "True")
                and not any(parent.tag == "field" for parent in node.iterancestors())
            ]
            self.assertLessEqual(
                len(set(fields_shown)), FIRST_SCREEN, f"{user.login}: {fields_shown}"
            )

    def test_one_primary_button_in_each_state(self):
        """The one sensible next step stands out, in every state that has one."""
        for state, _label in words.CASE_STATES:
            for user in (self.officer, self.manager, self.hub):
                primary = [
                    button.get("name")
                    for button in self.arch(user, "form").iterfind(".//header/button")
                    if "btn-primary" in (button.get("class") or "")
                    and not safe_eval(
                        button.get("invisible") or "False",
                        {"state": state, "is_open": state in words.OPEN_STATES},
                    )
                ]
                self.assertLessEqual(len(primary), 1, f"{state} {user.login}")

    def test_who_only_reads_is_offered_nothing(self):
        arch = self.arch(self.dpo, "form")
        self.assertFalse(arch.findall(".//header/button"))

    def test_form_is_cheap(self):
        case = self.case.with_user(self.officer)
        specification = self.specification(self.officer, "form")
        count = self.queries(lambda: case.web_read(specification))
        self.assertLessEqual(count, FORM_QUERIES)

    def test_form_costs_the_same_with_500_entries(self):
        case = self.case.with_user(self.officer)
        specification = self.specification(self.officer, "form")
        few = self.queries(lambda: case.web_read(specification))
        self.env["hate.note"].create(
            [{"case_id": self.case.id, "text": "A note"} for _i in range(500)]
        )
        self.assertEqual(self.queries(lambda: case.web_read(specification)), few)

    def test_lines_about_the_person(self):
        self.victim.write(
            {"interpreter": "woman", "adjustments": "Letters in large print"}
        )
        case = self.case.with_user(self.officer)
        self.assertEqual(case.affected_safe_contact, self.victim.safe_contact_line)
        self.assertEqual(
            case.affected_needs,
            "Urdu · Interpreter: Needed, a woman · Letters in large print",
        )
        self.assertEqual(case.party_count, 1)
        self.assertEqual(case.incident_count, 1)
        running = self.case.deadline_ids.filtered(
            lambda clock: clock.state in words.DEADLINE_PENDING
        )
        self.assertTrue(running)
        self.assertEqual(case.pending_count, len(running))

    def test_banners_the_most_dangerous_first_and_three_at_most(self):
        self.victim.safe_method_ids = False
        self.case.write(
            {
                "restricted": True,
                "accepted_as_hate": False,
            }
        )
        self.case.deadline_ids.write({"due_at": fields.Datetime.now() - timedelta(1)})
        self.case._refresh_next_due()
        banners = self.case.with_user(self.officer)._banner_sentences()
        self.assertEqual(
            [level for level, _text in banners], ["warning", "danger", "info", "info"]
        )
        self.assertIn(self.case.deadline_ids[0].name, banners[1][1])
        self.assertEqual(self.case.banners.count("alert-"), 3)
        self.case.danger_now = True
        self.case.invalidate_recordset(["banners"])
        self.assertEqual(self.case.banners.count("alert-"), 2, "danger has its own")

    def test_banner_escapes(self):
        self.case.deadline_ids.commitment_id.name = "<script>x</script>"
        self.case.deadline_ids.write({"due_at": fields.Datetime.now() - timedelta(1)})
        self.case._refresh_next_due()
        self.assertNotIn("<script>", self.case.banners)
        self.assertIn("&lt;script&gt;", self.case.banners)

    def test_danger_now_and_over(self):
        case = self.case.with_user(self.officer)
        case.action_danger_now()
        self.assertTrue(case.danger_now)
        case.action_danger_over()
        self.assertFalse(case.danger_now)
        for user in (self.dpo, self.officer2):
            with self.assertRaises(AccessError):
                self.case.with_user(user).action_danger_now()

    def test_buttons_lead_to_this_case_only(self):
        self.a_case(self.officer)
        for button in (
            "action_view_incidents",
            "action_view_people",
            "action_view_promises",
        ):
            action = getattr(self.case.with_user(self.officer), button)()
            found = self.env[action["res_model"]].search(action["domain"])
            self.assertTrue(found, button)
            self.assertEqual(found.case_id, self.case, button)

    def test_a_note_in_one_dialogue(self):
        action = self.case.with_user(self.officer).action_add_note()
        note = (
            self.env["hate.note"]
            .with_user(self.officer)
            .with_context(**action["context"])
            .create({"text": "Rang back"})
        )
        self.assertEqual(note.case_id, self.case)
        self.assertEqual(note.user_id, self.officer)

    # ------------------------------------------------------------------
    # List, board and the rest
    # ------------------------------------------------------------------

    def test_list_reads_few_fields(self):
        for xmlid in ("hate_case_view_list", "hate_case_view_list_triage"):
            shown = self.shown(self.arch(self.manager, "list", xmlid))
            self.assertLessEqual(len(shown), LIST_FIELDS, xmlid)
            self.assertFalse([name for name in shown if "activity" in name])
            for name in shown:
                self.assertTrue(self.env["hate.case"]._fields[name].store, name)

    def test_list_costs_the_same_for_one_and_a_hundred(self):
        def read():
            return (
                self.env["hate.case"]
                .with_user(self.officer)
                .web_search_read(
                    [("is_open", "=", True)],
                    self.specification_of_list,
                    limit=80,
                    count_limit=10001,
                )
            )

        self.specification_of_list = self.specification(self.officer, "list")
        one = self.queries(read)
        for _i in range(99):
            self.a_case(self.officer)
        many = self.queries(read)
        self.assertEqual(read()["length"], 100)
        self.assertLessEqual(many, LIST_QUERIES)
        # a page that is not the last is counted by a query of its own
        self.assertLessEqual(many, one + 1)

    def test_nothing_is_dragged(self):
        for xmlid in ("hate_case_view_kanban", "hate_case_view_kanban_triage"):
            board = self.arch(self.manager, "kanban", xmlid)
            self.assertEqual(board.get("records_draggable"), "0")
            self.assertEqual(board.get("groups_draggable"), "0")
        calendar = self.arch(self.manager, "calendar")
        self.assertEqual(calendar.get("edit"), "0")

    def test_no_name_of_a_person_on_cards(self):
        named = {"affected_name", "search_text", "party_ids", "affected_party_id"}
        for view_type in ("kanban", "calendar", "activity", "pivot", "graph"):
            arch = self.arch(self.manager, view_type)
            self.assertFalse(named.intersection(self.shown(arch)), view_type)

    def test_board_follows_the_way_of_a_case(self):
        self.a_case(self.officer).state = words.STATE_CLOSING
        groups = (
            self.env["hate.case"]
            .with_user(self.officer)
            .formatted_read_group([], ["state"], ["__count"])
        )
        states = [group["state"] for group in groups]
        expanded = self.env["hate.case"]._expand_states(states, [])
        self.assertEqual(expanded, list(words.OPEN_STATES))

    def test_at_a_glance_how_to_contact(self):
        self.assertEqual(self.case.contact_caution, words.CAUTION_SOME)
        self.victim.safe_method_ids = False
        self.assertEqual(self.case.contact_caution, words.CAUTION_ASK)
        self.victim.contact_them_only = True
        self.assertEqual(self.case.contact_caution, words.CAUTION_WAIT)

    def test_last_heard_from_us(self):
        alleged = self.env["hate.party"].create(
            {"case_id": self.case.id, "role": words.ROLE_ALLEGED, "name": "N"}
        )
        moment = fields.Datetime.now().replace(microsecond=0)
        for days, party, reached in (
            (9, self.victim, True),
            (3, self.victim, False),
            (1, alleged, True),
        ):
            self.env["hate.contact"].create(
                {
                    "case_id": self.case.id,
                    "party_id": party.id,
                    "method_id": self.env.ref("hate_case_mgmt.contact_method_phone").id,
                    "contacted_at": moment - timedelta(days=days),
                    "reached": reached,
                }
            )
        self.assertEqual(self.case.last_contact_at, moment - timedelta(days=9))

    # ------------------------------------------------------------------
    # Search
    # ------------------------------------------------------------------

    def test_search_finds_for_members_only(self):
        for word in (
            self.case.name,
            "planted name",
            "07700 900123",
            "07700900123",
            "hidden lane",
            "planted street",
            "000000004711",
            "xx/4711/26",
        ):
            domain = [("search_text", "ilike", word)]
            cases = self.env["hate.case"]
            for user in (self.officer, self.manager, self.dpo):
                self.assertEqual(
                    cases.with_user(user).search(domain), self.case, f"{word} {user}"
                )
            for user in (self.officer2, self.hub):
                self.assertFalse(cases.with_user(user).search(domain), word)

    def test_every_filter_works(self):
        """Each filter and group-by of each of our search views, as its user."""
        for model, user in (
            ("hate.case", self.manager),
            ("hate.deadline", self.manager),
            ("hate.incident", self.manager),
            ("hate.party", self.manager),
            ("hate.contact", self.manager),
            ("hate.note", self.manager),
            ("hate.timeline", self.manager),
            ("hate.area.stock", self.insight),
        ):
            records = self.env[model].with_user(user)
            for node in self.arch(user, "search", model=model).iter("filter"):
                with self.subTest(model=model, filter=node.get("name")):
                    domain = safe_eval(node.get("domain") or "[]", {"uid": user.id})
                    records.search(domain)
                    context = safe_eval(node.get("context") or "{}")
                    if context.get("group_by"):
                        records.formatted_read_group(
                            domain, [context["group_by"]], ["__count"]
                        )

    def test_filters_find_what_they_say(self):
        now = fields.Datetime.now()
        silent = self.a_case(self.officer, reported_at=now - timedelta(days=20))
        silent.danger_now = True
        restricted = self.a_case(self.officer, restricted=True)
        closed = self.a_case(self.officer)
        closed.state = words.STATE_CLOSED
        all_cases = self.case | silent | restricted | closed
        (all_cases - silent).next_due_at = now + timedelta(days=3)
        silent.next_due_at = now - timedelta(days=1)
        wanted = {
            "mine": all_cases,
            "open": all_cases - closed,
            "closed": closed,
            "overdue": silent,
            "silent": silent,
            "danger": silent,
            "restricted": restricted,
            "unallocated": self.env["hate.case"],
        }
        arch = self.arch(self.officer, "search")
        for name, cases in wanted.items():
            node = arch.find(f".//filter[@name='{name}']")
            domain = safe_eval(node.get("domain"), {"uid": self.officer.id})
            found = self.env["hate.case"].with_user(self.officer).search(domain)
            self.assertEqual(found, cases.sorted("id", reverse=True), name)

    def test_search_panel_asks_no_case(self):
        """Its values are those of the lists; counting cases would cost, and tell."""
        arch = self.arch(self.manager, "search")
        for node in arch.iterfind(".//searchpanel/field"):
            self.assertEqual(node.get("expand"), "1")
            self.assertNotEqual(node.get("enable_counters"), "1")

    # ------------------------------------------------------------------
    # Timeline and promises
    # ------------------------------------------------------------------

    def test_timeline_in_the_order_of_time(self):
        now = fields.Datetime.now().replace(microsecond=0)
        phone = self.env.ref("hate_case_mgmt.contact_method_phone")
        self.case.incident_ids.write(
            {"precision": "exact", "occurred_at": now - timedelta(days=4)}
        )
        report = self.env["hate.report"].create(
            {
                "case_id": self.case.id,
                "reported_at": now - timedelta(days=3),
                "channel": words.CHANNEL_PHONE,
                "narrative": "x" * 1000,
            }
        )
        contact = self.env["hate.contact"].create(
            {
                "case_id": self.case.id,
                "party_id": self.victim.id,
                "method_id": phone.id,
                "contacted_at": now - timedelta(days=2),
                "said": "They feel safe.",
            }
        )
        note = self.env["hate.note"].create(
            {"case_id": self.case.id, "text": "Called", "noted_at": now}
        )
        entries = (
            self.env["hate.timeline"]
            .with_user(self.officer)
            .search([("case_id", "=", self.case.id)])
        )
        self.assertEqual(
            entries.mapped("kind"), ["note", "contact", "report", "incident"]
        )
        self.assertEqual(
            [entry._source() for entry in entries],
            [note, contact, report, self.case.incident_ids],
        )
        self.assertEqual(entries[1].about, "Planted Name")
        self.assertTrue(entries[1].not_reached)
        self.assertEqual(entries[1].text, "They feel safe.")
        # what was told is shown by a click on the report itself
        self.assertEqual(entries[2].text, MASK)
        for entry in entries:
            action = entry.get_formview_action()
            self.assertEqual(action["res_model"], entry._source()._name)
            self.assertEqual(action["res_id"], entry._source().id)
            self.assertEqual(entry.display_name, self.case.name)

    def test_timeline_knows_every_log(self):
        """Each kind has its place, and ids of two kinds never meet."""
        kinds = dict(words.TIMELINE_KINDS)
        parts = self.env["hate.timeline"]._parts()
        self.assertEqual(set(parts), set(kinds))
        for model, _table, _columns in parts.values():
            self.assertIn(model, self.env["hate.timeline"]._depends)

    def test_timeline_is_for_those_on_the_case(self):
        self.env["hate.note"].create({"case_id": self.case.id, "text": "Called"})
        timeline = self.env["hate.timeline"]
        for user in (self.officer, self.manager, self.dpo):
            self.assertTrue(timeline.with_user(user).search([]))
        for user in (self.officer2, self.hub):
            self.assertFalse(timeline.with_user(user).search([]))
        for user in (self.config, self.insight, self.staff):
            with self.assertRaises(AccessError):
                timeline.with_user(user).search([])

    def test_timeline_costs_the_same_with_500_entries(self):
        def read():
            return (
                self.env["hate.timeline"]
                .with_user(self.officer)
                .web_search_read(
                    [("case_id", "=", self.case.id)],
                    {"at": {}, "kind": {}, "about": {}, "text": {}, "user_id": {}},
                    limit=80,
                )
            )

        self.env["hate.note"].create({"case_id": self.case.id, "text": "One"})
        few = self.queries(read)
        self.env["hate.note"].create(
            [{"case_id": self.case.id, "text": "A note"} for _i in range(500)]
        )
        self.assertLessEqual(self.queries(read), few + 1)

    def test_a_promise_leads_to_its_case(self):
        clock = self.case.deadline_ids[0].with_user(self.officer)
        action = clock.action_open_case()
        self.assertEqual(action["res_model"], "hate.case")
        self.assertEqual(action["res_id"], self.case.id)

    # ------------------------------------------------------------------
    # Menus
    # ------------------------------------------------------------------

    def test_what_opens_first(self):
        """Whoever opens the app lands where their day begins."""
        first = {
            self.hub: "hate_case_action_triage",
            self.officer: "hate_day_item_action",
            self.manager: "hate_day_item_action",
            self.dpo: "hate_case_action",
            self.insight: "hate_area_stock_action",
            self.config: "hate_standard_action",
            self.staff: None,
        }
        root = self.env.ref("hate_case_mgmt.menu_root")
        for user, action in first.items():
            with self.subTest(user=user.login):
                menus = self.env["ir.ui.menu"].with_user(user).load_web_menus(False)
                if action is None:
                    self.assertNotIn(root.id, menus)
                    continue
                self.assertEqual(
                    menus[root.id]["actionID"],
                    self.env.ref(f"hate_case_mgmt.{action}").id,
                )

    def test_every_menu_opens_for_its_roles(self):
        """No menu leads to an error, and every list says what it is for."""
        for role in ("hub", "officer", "manager", "dpo", "insight", "config"):
            user = getattr(self, role)
            menus = self.env["ir.ui.menu"].with_user(user).load_web_menus(False)
            ours = self.env["ir.ui.menu"].search(
                [("id", "child_of", self.env.ref("hate_case_mgmt.menu_root").id)]
            )
            for menu in ours.filtered(lambda m, seen=menus: m.id in seen):
                action = menu.action
                if not action or action._name != "ir.actions.act_window":
                    continue
                with self.subTest(role=role, menu=menu.name):
                    views = [
                        (view_id, view_type) for view_id, view_type in action.views
                    ]
                    model = self.env[action.res_model].with_user(user)
                    model.get_views(views, {"toolbar": True})
                    if not model._transient:
                        model.search(safe_eval(action.domain or "[]"), limit=1)
                        self.assertIn("o_view_nocontent", action.help or "")
