import json

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..policy import vocabulary as words
from ..policy.vocabulary_guard import MASK
from .common import HateCaseCommon

PHONE = "07700 900123"
MASKED = {
    "description": "Zq-description",
    "address": "Zq-address, ZQ1 1ZQ",
    "phone": PHONE,
    "email": "zq-mail@example.com",
    "code_word": "Zq-codeword",
    "if_someone_answers": "Zq-someone",
    "safe_place": "Zq-place",
    "support_needs": "Zq-needs",
}
NARRATIVE, TOLD, NOTE, HOME = "Zq-narrative", "Zq-told", "Zq-note", "Zq-home"
PLACE, STATEMENT, SAID, CONCERN = "Zq-spot", "Zq-statement", "Zq-said", "Zq-concern"
PLANTED = (
    *MASKED.values(),
    NARRATIVE,
    TOLD,
    NOTE,
    HOME,
    PLACE,
    STATEMENT,
    SAID,
    CONCERN,
)
# What depends on a masked field and hands nothing of it on
TELLS_NOTHING = {
    # a name; keys that no user reads
    "hate.case": {"affected_name", "match_key_ids"},
    # a yes or no
    "hate.party": {"lives_close"},
    # without the place where that is hidden: see below
    "hate.incident": {"display_name"},
}
# addresses that are shown to whoever may see the case, and why
SHOWN_ADDRESSES = {
    "hate.evidence": {"kept_at"},  # a shelf or a safe of ours
    "hate.referral": {"place"},  # what the referral itself is about
}


@tagged("post_install", "-at_install", "hate_case", "security")
class TestMasked(HateCaseCommon):
    """What is masked leaves the server by a click that is logged, and in no other
    way that a user can ask."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home = cls.env["hate.property"].create(
            {"name": HOME, "company_id": cls.company.id}
        )
        cls.case = cls.open_case(
            state=words.STATE_OPEN, officer=cls.officer, property_id=cls.home.id
        )
        case = {"case_id": cls.case.id}
        ways = cls.env.ref("hate_case_mgmt.contact_method_phone")
        cls.person = cls.env["hate.party"].create(
            {
                **case,
                **MASKED,
                "role": words.ROLE_VICTIM,
                "name": "Ana",
                "property_id": cls.home.id,
                "keep_address": True,
                "safe_method_ids": [Command.set(ways.ids)],
            }
        )
        cls.incident = cls.env["hate.incident"].create(
            {
                **case,
                "narrative": NARRATIVE,
                "property_id": cls.home.id,
                "place": PLACE,
                "occurred_at": fields.Datetime.now(),
                "graffiti": True,
            }
        )
        cls.report = cls.env["hate.report"].create(
            {
                **case,
                "reported_at": cls.case.reported_at,
                "channel": words.CHANNEL_PHONE,
                "narrative": TOLD,
            }
        )
        cls.note = cls.env["hate.note"].create(
            {**case, "text": NOTE, "is_sensitive": True}
        )
        cls.item = cls.env["hate.evidence"].create(
            {
                **case,
                "kind": "statement",
                "party_id": cls.person.id,
                "statement": STATEMENT,
                "place": PLACE,
            }
        )
        cls.contact = cls.env["hate.contact"].create(
            {
                **case,
                "party_id": cls.person.id,
                "method_id": ways.id,
                "reached": True,
                "said": SAID,
                "is_sensitive": True,
            }
        )
        cls.order = cls.env["hate.order"].create(
            {**case, "kind": "repair", "address": HOME, "task": "Mend the door."}
        )
        cls.concern = cls.env["hate.safeguarding"].create(
            {
                **case,
                "party_id": cls.person.id,
                "about": "adult",
                "concern": CONCERN,
            }
        )
        cls.plain_note = cls.env["hate.note"].create({**case, "text": "Rang today."})
        cls.officer.group_ids = [
            Command.link(cls.env.ref("base.group_allow_export").id)
        ]
        cls.mine = cls.person.with_user(cls.officer)
        cls.my_case = cls.case.with_user(cls.officer)

    def assertNothing(self, answer, hint=""):
        said = json.dumps(answer, default=str, ensure_ascii=False)
        for word in PLANTED:
            self.assertNotIn(word, said, hint)

    def exported(self, records, names):
        """:return: what an export hands out: nothing at all where words about people
        are asked for"""
        try:
            return records.export_data(names)["datas"]
        except UserError:
            return []

    def reachable(self):
        """:return: every model of a case that the officer may read"""
        of_case = self.env.registry["hate.case.mixin"]
        for name, model in self.env.registry.items():
            if name == "hate.case" or (
                issubclass(model, of_case)
                and not model._abstract
                and not model._transient
            ):
                records = self.env[name].with_user(self.officer)
                # nothing of homes: they are on a list of their own, for everybody
                if records.has_access("read"):
                    yield records

    def test_no_model_hands_it_out_by_reading(self):
        for model in self.reachable():
            names = list(model.fields_get())
            where = "id" if model._name == "hate.case" else "case_id"
            here = [(where, "=", self.case.id)]
            with self.subTest(model=model._name):
                self.assertNothing(model.search_read(here, names))
                self.env.invalidate_all()
                found = model.search(here)
                self.assertNothing(found.read(names))
                spec = {
                    name: {"fields": {"display_name": {}}}
                    if model._fields[name].relational
                    else {}
                    for name in names
                }
                self.assertNothing(found.web_read(spec))
                rows = model.web_search_read(here, spec)
                self.assertNothing(rows)
                stored = [n for n in names if model._fields[n].store and n != "id"]
                self.assertNothing(self.exported(found, stored))

    def test_reading_says_that_there_is_something(self):
        (row,) = self.mine.read(["code_word", "organisation", "name"])
        self.assertEqual(row["code_word"], MASK)
        self.assertFalse(row["organisation"])
        self.assertEqual(row["name"], "Ana")

    def test_by_the_case_and_back(self):
        deep = {name: {} for name in MASKED}
        spec = {
            "party_ids": {
                "fields": {
                    **deep,
                    "case_id": {"fields": {"party_ids": {"fields": deep}}},
                }
            },
            "incident_ids": {"fields": {"narrative": {}}},
            "note_ids": {"fields": {"text": {}}},
            "report_ids": {"fields": {"narrative": {}}},
            "search_text": {},
        }
        (read,) = self.my_case.web_read(spec)
        self.assertEqual(read["party_ids"][0]["phone"], MASK)
        self.assertNothing(read)
        paths = [
            *(f"party_ids/{name}" for name in MASKED),
            "incident_ids/narrative",
            "note_ids/text",
            "search_text",
            "name",
        ]
        for path in paths:
            self.assertNothing(self.exported(self.my_case, [path]), path)
        self.assertTrue(self.exported(self.my_case, ["name"]))

    def test_a_form_that_is_filled_in(self):
        spec = {name: {} for name in (*MASKED, "home_shown", "name")}
        self.assertNothing(self.mine.onchange({}, [], spec))
        told = self.mine.onchange({"name": "Anna"}, ["name"], spec)
        self.assertNothing(told)
        self.assertNothing(
            self.my_case.onchange({}, [], {"party_ids": {"fields": spec}})
        )
        dialogue = self.env["hate.contact.log"].with_user(self.officer)
        spec = {"phone": {}, "code_word": {}, "if_someone_answers": {}}
        typed = {"case_id": self.case.id, "party_id": self.person.id}
        told = dialogue.onchange(typed, ["party_id"], spec)
        self.assertEqual(told["value"]["code_word"], MASK)
        self.assertNothing(told)
        # what was typed just now is the typist's own
        told = (
            self.env["hate.party"]
            .with_user(self.officer)
            .onchange(
                {"case_id": self.case.id, "phone": "07700 900999"}, [], {"phone": {}}
            )
        )
        self.assertEqual(told["value"]["phone"], "07700 900999")

    def test_a_save_hands_nothing_back(self):
        spec = {name: {} for name in MASKED}
        (row,) = self.mine.web_save({"code_word": "Zq-codeword 2"}, spec)
        self.assertNothing(row)
        self.assertEqual(self.person.code_word, "Zq-codeword 2")

    def test_a_mask_sent_back_changes_nothing(self):
        self.mine.write({"phone": MASK, "organisation": "Law centre"})
        self.assertEqual(self.person.phone, PHONE)
        self.assertEqual(self.person.organisation, "Law centre")

    def test_it_is_not_found_out_by_searching(self):
        searches = [(self.mine, [(name, "=like", "Z%")]) for name in MASKED] + [
            (self.mine, ["!", ("phone", "=", "1")]),
            (self.mine, [("case_id.party_ids.code_word", "ilike", "zq")]),
            (self.my_case, [("party_ids.code_word", "ilike", "zq")]),
            (self.my_case, [("party_ids", "any", [("email", "ilike", "zq")])]),
            (self.my_case, [("incident_ids.narrative", "ilike", "zq")]),
            (self.my_case, [("report_ids", "not any", [("narrative", "=", "x")])]),
            (self.item.with_user(self.officer), [("statement", "ilike", "zq")]),
        ]
        for records, domain in searches:
            with self.subTest(domain=domain):
                for ask in ("search", "search_count", "search_read"):
                    with self.assertRaises(AccessError):
                        getattr(records.browse(), ask)(domain)
        notes = self.note.with_user(self.officer)
        self.assertFalse(notes.search([("text", "ilike", "zq")]))
        self.assertNotIn(self.note, notes.search([("text", "not ilike", "zq")]))
        self.assertTrue(notes.search([("text", "ilike", "rang")]))
        timeline = self.env["hate.timeline"].with_user(self.officer)
        self.assertFalse(timeline.search([("text", "ilike", "zq")]))
        # the search box finds the case, which is logged as a search
        self.assertTrue(self.my_case.search([("search_text", "ilike", PHONE)]))

    def test_nor_by_grouping_or_ordering(self):
        everyone = self.mine.browse()
        asks = [
            lambda: everyone.search([], order="code_word"),
            lambda: everyone.search([], order="id, phone desc"),
            lambda: everyone.formatted_read_group([], ["address"], ["__count"]),
            lambda: everyone.formatted_read_group([], [], ["phone:array_agg"]),
            lambda: everyone.web_read_group([], ["phone"], []),
            lambda: everyone.read_group([], ["email:max"], ["role"]),
            lambda: everyone.formatted_read_group([], ["property_id"], ["__count"]),
            lambda: self.my_case.formatted_read_group([], ["property_id"], []),
            lambda: self.my_case.formatted_read_group([], ["search_text"], []),
            lambda: everyone.read_progress_bar([], "phone", {"field": "role"}),
        ]
        for number, ask in enumerate(asks):
            with (
                self.subTest(number=number),
                self.assertRaises(AccessError),
                mute_logger("py.warnings"),  # one of them is an old way, and a way
            ):
                ask()

    def test_a_place_that_is_hidden_is_in_no_name(self):
        mine = self.incident.with_user(self.officer).with_context(
            hate_incident_names=True
        )
        self.assertNotIn(PLACE, mine.display_name)
        self.person.keep_address = False
        mine.invalidate_recordset()
        self.assertIn(PLACE, mine.display_name)

    def test_names_and_choices_tell_nothing(self):
        for records in (self.mine, self.incident.with_user(self.officer)):
            asked = records.with_context(
                hate_party_names=True, hate_incident_names=True
            )
            self.assertNothing(asked.name_search())
            self.assertNothing(asked.read(["display_name"]))

    def test_a_click_shows_it_and_is_logged_without_the_value(self):
        log = self.env["hate.access.log"]
        told = self.mine.action_show(["phone", "code_word"])
        self.assertEqual(told, {"phone": PHONE, "code_word": MASKED["code_word"]})
        row = log.search([("kind", "=", "unmasked")], limit=1, order="id desc")
        self.assertEqual((row.user_id, row.case_id.id), (self.officer, self.case.id))
        self.assertEqual(row.note, "hate.party.code_word, hate.party.phone")
        self.assertEqual(self.mine.action_show("email"), {"email": MASKED["email"]})
        shown = self.note.with_user(self.officer).action_show("text")
        self.assertEqual(shown, {"text": NOTE})
        self.assertIn(HOME, self.my_case.action_show("home_shown")["home_shown"])

    def test_the_click_asks_who_one_is_and_what_for(self):
        for user in (self.officer2, self.hub, self.staff, self.config):
            with self.assertRaises(AccessError):
                self.person.with_user(user).action_show("phone")
        for names in ("name", "case_id", [], "search_text"):
            with self.assertRaises(AccessError):
                self.mine.action_show(names)
        with self.assertRaises(AccessError):
            self.my_case.action_show("search_text")

    def test_a_home_is_hidden_only_when_it_was_asked_for(self):
        (row,) = self.my_case.read(["property_id", "home_shown"])
        self.assertEqual((row["property_id"], row["home_shown"]), (False, MASK))
        self.person.keep_address = False
        (row,) = self.my_case.read(["property_id"])
        self.assertEqual(row["property_id"][0], self.home.id)
        (row,) = self.incident.with_user(self.officer).read(["property_id", "place"])
        self.assertEqual((row["property_id"][0], row["place"]), (self.home.id, PLACE))
        (row,) = self.order.with_user(self.officer).read(["address"])
        self.assertEqual(row["address"], HOME)
        timeline = self.env["hate.timeline"].with_user(self.officer)
        self.assertTrue(timeline.search([("about", "=", PLACE)]))

    def test_no_search_confirms_a_home_that_is_kept(self):
        """Whoever types the address learns nothing by it, in the case or outside."""
        with_address = [
            (self.my_case, [("property_id", "=", self.home.id)]),
            (self.my_case, [("property_id.name", "ilike", HOME)]),
            (self.my_case, [("search_text", "ilike", HOME)]),
            (self.my_case, [("search_text", "ilike", MASKED["address"])]),
            (self.mine, [("property_id", "in", self.home.ids)]),
            (self.my_case, [("incident_ids.place", "ilike", PLACE)]),
            (self.incident, [("property_id", "=", self.home.id)]),
            (self.order, [("address", "ilike", HOME)]),
            (self.item, [("place", "=", PLACE)]),
        ]

        def found():
            self.env.flush_all()
            return [
                bool(records.with_user(self.officer).search(domain))
                for records, domain in with_address
            ]

        self.assertEqual(found(), [False] * len(with_address))
        self.person.keep_address = False
        self.assertEqual(found(), [True] * len(with_address))

    def test_nor_does_the_count_of_cases_known_before(self):
        cases = self.env["hate.case"].with_user(self.officer2)
        address = cases._address_keys(MASKED["address"])
        name = [key for key in self.case._match_keys() if key[0] == "phone"]
        self.assertTrue(address and name)
        self.assertEqual(cases._recognise(address), ({}, 0))
        # by what the person told of themselves it is known all the same
        self.assertEqual(cases._recognise(name), ({}, 1))
        self.person.keep_address = False
        self.env.flush_all()
        self.assertEqual(cases._recognise(address), ({}, 1))

    def test_what_is_worked_out_from_it_is_masked_too(self):
        """No computed or related field hands on what another one hides."""
        for name, model in self.env.registry.items():
            if not name.startswith("hate.") or model._abstract:
                continue
            own = getattr(self.env[name], "_masked_fields", {})
            worked_out = {
                field.name
                for field in model._fields.values()
                if field.compute
                and field.name not in own
                and self.reads_what_is_masked(name, field)
            }
            with self.subTest(model=name):
                self.assertLessEqual(worked_out, TELLS_NOTHING.get(name, set()))

    def reads_what_is_masked(self, name, field):
        """:return: whether a path on which the field depends ends in a masked one"""
        for path in field.get_depends(self.env[name])[0]:
            *way, last = path.split(".")
            at = self.env[name]
            for step in way:
                at = self.env[at._fields[step].comodel_name]
            if last in getattr(at, "_masked_fields", {}):
                return True
        return False

    def test_every_address_of_a_person_is_masked(self):
        """An address added to a model of a case next year is masked, or named above
        with its reason."""
        of_case = self.env.registry["hate.case.mixin"]
        for name, model in self.env.registry.items():
            if not issubclass(model, of_case) or model._transient:
                continue
            model = self.env[name]
            bare = {
                field
                for field, kind in model._personal().items()
                if kind == "address" and field not in model._masked_fields
            }
            with self.subTest(model=name):
                self.assertEqual(bare, SHOWN_ADDRESSES.get(name, set()))

    def test_the_server_goes_on_reading_it(self):
        self.assertEqual(self.mine.phone, PHONE)
        self.assertIn(MASKED["address"], self.mine._postal_address())
        self.assertFalse(self.mine._contact_refusal(words.METHOD_PHONE))

    def test_reading_costs_no_query_more(self):
        notes = (self.note | self.plain_note).with_user(self.officer)
        notes.read(["text"])
        self.env.invalidate_all()
        with self.assertQueryCount(2):
            # whether they may be read, and the rows
            notes.read(["text"])
