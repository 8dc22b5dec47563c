import json
from datetime import timedelta
from unittest.mock import patch
from xmlrpc.client import Fault

from requests import HTTPError

from odoo import Command, fields
from odoo.http import Request
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tests.test_cursor import TestCursor
from odoo.tools import mute_logger
from odoo.tools.misc import Callbacks

from ..policy import vocabulary as words
from .common import HateCasePeople

SPECIFICATION = {"name": {}, "party_ids": {"fields": {"name": {}}}}


def commit_with_hooks(cursor, commit=TestCursor.commit):
    """What a real cursor does: its test double forgets the hooks of a commit."""
    hooks, cursor.postcommit = cursor.postcommit, Callbacks()
    commit(cursor)
    hooks.run()


class HateLoggedCase(HateCasePeople, HttpCase):
    """Requests over the network, with what they leave in the log."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.startClassPatcher(patch.object(TestCursor, "commit", commit_with_hooks))
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        cls.case2 = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        cls.party = cls.env["hate.party"].create(
            {"case_id": cls.case.id, "role": "victim", "name": "Ana Example"}
        )
        cls.incident = cls.env["hate.incident"].create(
            {"case_id": cls.case.id, "narrative": "Shouting in the street."}
        )
        cls.file = cls.env["ir.attachment"].create(
            {
                "name": "notes.txt",
                "raw": b"what was said",
                "res_model": "hate.case",
                "res_id": cls.case.id,
            }
        )
        # the manager is a member of none: nothing of theirs is taken together
        cls.manager.group_ids += cls.env.ref("base.group_allow_export")

    def logged(self, work):
        """:return: the entries that this work leaves"""
        log = self.env["hate.access.log"].sudo()
        before = log.search([], limit=1).id or 0
        work()
        self.env.invalidate_all()
        return log.search([("id", ">", before)], order="id")

    def call(self, model, method, *args, **kwargs):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )

    def json2(self, user, model, method, **kwargs):
        key = (
            self.env["res.users.apikeys"]
            .with_user(user)
            ._generate("rpc", "test", fields.Datetime.now() + timedelta(days=1))
        )
        return self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(kwargs),
            headers={
                "Authorization": f"bearer {key}",
                "Content-Type": "application/json",
            },
        )

    def xmlrpc(self, user, model, method, *args, **kwargs):
        key = (
            self.env["res.users.apikeys"]
            .with_user(user)
            ._generate("rpc", "test", fields.Datetime.now() + timedelta(days=1))
        )
        return self.xmlrpc_object.execute_kw(
            self.env.cr.dbname, user.id, key, model, method, args, kwargs
        )


@tagged("post_install", "-at_install", "hate_case", "security")
class TestAccessDoors(HateLoggedCase):
    """Each door leaves one entry for each case, and none is missed."""

    def doors(self):
        """:return: {door: (work, kind, cases, records)}"""
        case, both = self.case, self.case | self.case2
        ids, own = [("id", "in", both.ids)], [("case_id", "=", self.case.id)]
        spec = SPECIFICATION
        opened, listed = words.ACCESS_OPENED, words.ACCESS_LISTED
        nothing = self.env["hate.case"]
        return {
            "the form": (
                lambda: self.call("hate.case", "web_read", case.ids, spec),
                (opened, case, 1),
            ),
            "read": (
                lambda: self.call("hate.case", "read", both.ids, ["name"]),
                (opened, both, 2),
            ),
            "a list": (
                lambda: self.call("hate.case", "web_search_read", ids, {"name": {}}),
                (listed, both, 2),
            ),
            "search_read": (
                lambda: self.call("hate.case", "search_read", ids, ["name"]),
                (listed, both, 2),
            ),
            "cards": (
                lambda: self.call(
                    "hate.case",
                    "web_read_group",
                    ids,
                    ["state"],
                    auto_unfold=True,
                    unfold_read_specification={"name": {}},
                ),
                (listed, both, 2),
            ),
            "numbers": (
                lambda: self.call("hate.case", "search", ids),
                (listed, both, 2),
            ),
            "figures above cards": (
                lambda: self.call(
                    "hate.case",
                    "read_progress_bar",
                    ids,
                    "state",
                    {"field": "priority", "colors": {"urgent": "danger"}},
                ),
                (listed, nothing, 0),
            ),
            "names": (
                lambda: self.call(
                    "hate.case", "name_search", self.case.name, own and ids
                ),
                (listed, case, 1),
            ),
            "groups": (
                lambda: self.call(
                    "hate.case",
                    "formatted_read_group",
                    ids,
                    ["affected_name"],
                    ["name:array_agg"],
                ),
                (listed, nothing, 0),
            ),
            "a pivot": (
                lambda: self.call(
                    "hate.case",
                    "formatted_read_grouping_sets",
                    ids,
                    [[], ["affected_name"]],
                    ["__count"],
                ),
                (listed, nothing, 0),
            ),
            "a tab": (
                lambda: self.call(
                    "hate.incident", "web_search_read", own, {"narrative": {}}
                ),
                (listed, case, 1),
            ),
            "a record of the case": (
                lambda: self.call(
                    "hate.party",
                    "web_read",
                    self.party.ids,
                    {"name": {}, "case_id": {"fields": {"affected_name": {}}}},
                ),
                (opened, case, 1),
            ),
            "the timeline": (
                lambda: self.call(
                    "hate.timeline", "web_search_read", own, {"text": {}}
                ),
                (listed, case, 1),
            ),
            "a form not saved yet": (
                lambda: self.call(
                    "hate.note",
                    "onchange",
                    [],
                    {"case_id": case.id},
                    ["case_id"],
                    {"case_id": {"fields": {"display_name": {}}}},
                ),
                (opened, case, 1),
            ),
            "risk": (
                lambda: self.call("hate.case", "load_risk", case.ids),
                (opened, case, 1),
            ),
            "the history": (
                lambda: self.make_jsonrpc_request(
                    "/mail/thread/messages",
                    {"thread_model": "hate.case", "thread_id": case.id},
                ),
                (opened, case, 1),
            ),
            "export_data": (
                lambda: self.call(
                    "hate.case", "export_data", both.ids, ["name", "party_ids/role"]
                ),
                (words.ACCESS_EXPORTED, both, 2),
            ),
            "an export to a file": (
                lambda: self.export(both),
                (words.ACCESS_EXPORTED, both, 2),
            ),
            "a file": (
                lambda: self.url_open(f"/web/content/{self.file.id}"),
                (words.ACCESS_DOWNLOADED, case, 1),
            ),
            "the bytes of a file": (
                lambda: self.call("ir.attachment", "read", self.file.ids, ["datas"]),
                (words.ACCESS_DOWNLOADED, case, 1),
            ),
            "a report": (
                lambda: self.url_open(
                    f"/report/html/hate_case_mgmt.timeline/{case.id}"
                ),
                (words.ACCESS_PRINTED, case, 1),
            ),
        }

    def export(self, cases):
        """Take them out as a table, as the button of a list does."""
        names = [{"name": "name", "label": "Reference"}]
        data = {
            "import_compat": False,
            "ids": cases.ids,
            "model": "hate.case",
            "domain": [],
            "fields": names,
        }
        token = Request.csrf_token(self)
        answer = self.url_open(
            "/web/export/csv",
            data={"data": json.dumps(data), "csrf_token": token},
        )
        self.assertIn(cases[0].name, answer.text)

    # a report that leaves a line on the case is served anew where it may write
    @mute_logger("odoo.http")
    def test_each_door_of_the_web_client(self):
        self.authenticate("t_manager", "t_manager")
        for door, (work, (kind, cases, count)) in self.doors().items():
            with self.subTest(door=door):
                entries = self.logged(work)
                self.assertEqual(entries.mapped("kind"), [kind] * (len(cases) or 1))
                self.assertEqual(entries.case_id, cases)
                self.assertEqual(set(entries.mapped("count")), {count})
                self.assertEqual(entries.user_id, self.manager)
                self.assertEqual(entries.company_id, self.company)
                self.assertEqual(entries[0].address, "127.0.0.1")

    @mute_logger("odoo.addons.rpc.controllers.xmlrpc")
    def test_other_interfaces(self):
        spec = {"ids": self.case.ids, "fields": ["name"]}
        for name, work in (
            ("json2", lambda: self.json2(self.manager, "hate.case", "read", **spec)),
            (
                "xmlrpc",
                lambda: self.xmlrpc(
                    self.manager, "hate.case", "read", self.case.ids, ["name"]
                ),
            ),
        ):
            with self.subTest(interface=name):
                (entry,) = self.logged(work)
                self.assertEqual(entry.case_id, self.case)
                self.assertEqual(entry.kind, words.ACCESS_OPENED)
                self.assertEqual(entry.user_id, self.manager)
                self.assertEqual(entry.address, "127.0.0.1")

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule", "odoo.sql_db")
    def test_refused_attempts(self):
        """By a colleague who has no right at all, one who is not named, one who is shut
        out; on the case, a record of it and a file."""
        self.case.excluded_user_ids = [Command.set(self.manager.ids)]
        refused = words.ACCESS_REFUSED
        for user, relation in (
            (self.officer2, words.RELATION_OTHER),
            (self.manager, words.RELATION_SHUT_OUT),
            (self.staff, words.RELATION_OTHER),
            (self.config, words.RELATION_OTHER),
        ):
            self.authenticate(user.login, user.login)
            for door, work in {
                "form": lambda: self.call(
                    "hate.case", "web_read", self.case.ids, SPECIFICATION
                ),
                "change": lambda: self.call(
                    "hate.case", "write", self.case.ids, {"asb_reference": "x"}
                ),
                "button": lambda: self.call(
                    "hate.case", "action_danger_now", self.case.ids
                ),
                "child": lambda: self.call(
                    "hate.incident", "read", self.incident.ids, ["narrative"]
                ),
                "export": lambda: self.call(
                    "hate.case", "read", self.case.ids, ["name"]
                ),
            }.items():
                with self.subTest(user=user.login, door=door):
                    entries = self.logged(lambda w=work: self.attempt(w))
                    self.assertEqual(set(entries.mapped("kind")), {refused})
                    self.assertEqual(entries.case_id, self.case)
                    self.assertEqual(
                        len(entries),
                        1,
                        entries.mapped(
                            lambda e: (e.note, e.model, e.case_id.id, e.count)
                        ),
                    )
                    self.assertEqual(entries.relation, relation)
                    self.assertEqual(entries.user_id, user)
            with self.subTest(user=user.login, door="file"):
                entries = self.logged(
                    lambda: self.url_open(f"/web/content/{self.file.id}")
                )
                self.assertEqual(set(entries.mapped("kind")), {refused})

    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.xmlrpc", "odoo.sql_db")
    def test_a_refusal_in_our_own_words(self):
        """No rule refuses this, but the method itself: once in the log, by whichever
        interface, with the name of the method and nothing else."""
        method, values = "action_change_access", ["add", self.officer2.ids, "help"]
        named = dict(zip(("change", "user_ids", "reason"), values, strict=True))
        self.authenticate("t_officer", "t_officer")
        for name, work in {
            "web": lambda: self.call("hate.case", method, self.case.ids, *values),
            "json2": lambda: self.json2(
                self.officer, "hate.case", method, ids=self.case.ids, **named
            ).raise_for_status(),
            "xmlrpc": lambda: self.xmlrpc(
                self.officer, "hate.case", method, self.case.ids, *values
            ),
        }.items():
            with self.subTest(interface=name):
                (entry,) = self.logged(lambda w=work: self.attempt(w))
                self.assertEqual(entry.kind, words.ACCESS_REFUSED)
                self.assertEqual(entry.case_id, self.case)
                self.assertEqual(entry.note, method)
                self.assertEqual(entry.relation, words.RELATION_MEMBER)
                self.assertEqual(entry.address, "127.0.0.1")

    def test_a_count_may_confirm_a_name(self):
        """By the fields asked, not by what was asked for."""
        self.authenticate("t_manager", "t_manager")
        for model, domain, note in (
            ("hate.case", [("search_text", "ilike", "Ana")], "search_text"),
            ("hate.party", ["|", ("role", "=", "victim"), ("id", "=", 1)], "id, role"),
        ):
            with self.subTest(model=model):
                (entry,) = self.logged(
                    lambda m=model, d=domain: self.call(m, "search_count", d)
                )
                self.assertEqual(entry.kind, words.ACCESS_LISTED)
                self.assertEqual((entry.model, entry.note), (model, note))
                self.assertGreater(entry.count, 0)
                self.assertFalse(entry.case_id)

    @mute_logger("odoo.http")
    def test_what_a_copy_is_made_of_is_handed_to_nobody(self):
        """It would hold what is masked."""
        self.authenticate("t_manager", "t_manager")
        (entry,) = self.logged(
            lambda: self.attempt(
                lambda: self.call("hate.party", "copy_data", self.party.ids)
            )
        )
        self.assertEqual(entry.kind, words.ACCESS_REFUSED)
        self.assertEqual(entry.case_id, self.case)

    def attempt(self, work):
        """Not by assertRaises, which rolls back what the request has logged."""
        try:
            work()
        except (JsonRpcException, HTTPError, Fault):
            return
        self.fail("not refused")

    @mute_logger("odoo.http", "odoo.sql_db")
    def test_the_entry_stays_when_the_request_fails(self):
        """Read, then fail: what was seen before the error is in the log."""
        self.authenticate("t_manager", "t_manager")
        read = type(self.env["hate.case"]).read

        def fail(records, *args, **kwargs):
            read(records, *args, **kwargs)
            raise ValueError("on the way back")

        with patch.object(self.env.registry["hate.case"], "read", fail):
            (entry,) = self.logged(
                lambda: self.attempt(
                    lambda: self.call("hate.case", "read", self.case.ids, ["name"])
                )
            )
        self.assertEqual(entry.kind, words.ACCESS_OPENED)

    def test_a_reading_transaction_is_logged(self):
        """The form is read on a cursor that can't write, as on a replica."""
        self.authenticate("t_manager", "t_manager")
        read_only = []
        door = self.env.registry["hate.case"]._looked

        def look(records, kind):
            read_only.append(records.env.cr.readonly)
            return door(records, kind)

        with patch.object(self.env.registry["hate.case"], "_looked", look):
            (entry,) = self.logged(
                lambda: self.call("hate.case", "web_read", self.case.ids, {"name": {}})
            )
        self.assertTrue(all(read_only) and read_only)
        self.assertEqual(entry.case_id, self.case)

    def test_what_the_server_reads_for_itself_is_no_opening(self):
        cases = self.env["hate.case"].with_user(self.manager).browse(self.case.id)
        self.assertFalse(self.logged(lambda: cases.web_read(SPECIFICATION)))
        self.authenticate("t_staff", "t_staff")
        self.assertFalse(
            self.logged(
                lambda: self.call("res.users", "read", [self.staff.id], ["name"])
            )
        )

    def test_reading_the_log_is_logged(self):
        self.authenticate("t_dpo", "t_dpo")
        self.env["hate.access.log"]._log(words.ACCESS_OPENED, self.case | self.case2)
        one = [("case_id", "=", self.case.id)]
        for domain, case in ((one, self.case), ([], self.env["hate.case"])):
            (entry,) = self.logged(
                lambda d=domain: self.call(
                    "hate.access.log", "web_search_read", d, {"kind": {}, "case_id": {}}
                )
            )
            self.assertEqual(entry.user_id, self.dpo)
            self.assertEqual(entry.model, "hate.access.log")
            self.assertEqual(entry.case_id, case)

    def test_no_door_is_missing(self):
        """Whatever leads to a case by its own number has the doors."""
        door = self.env.registry["hate.door.mixin"]
        without = [
            name
            for name, model in self.env.registry.items()
            if not model._abstract
            and (
                name == "hate.case"
                or (field := model._fields.get("case_id"))
                and field.comodel_name == "hate.case"
            )
            and not issubclass(model, door)
        ]
        self.assertFalse(without)
