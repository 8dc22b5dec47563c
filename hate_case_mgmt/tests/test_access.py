from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..policy import vocabulary as words
from ..policy.vocabulary_guard import MASK
from .common import HateCaseCommon, utc

# relation of a case to the user who asks
RELATIONS = ("own", "other", "unallocated", "restricted", "shut_out", "company")
# who may read a case of each relation, by role
READS = {
    "hub": {"own", "unallocated"},
    "officer": {"own"},
    "manager": {"own", "other", "unallocated"},
    "dpo": {"own", "other", "unallocated", "restricted"},
    "insight": set(),
    "config": set(),
    "staff": set(),
}
WRITES = {**READS, "dpo": set()}


@tagged("post_install", "-at_install", "hate_case", "security")
class TestAccess(HateCaseCommon):
    """Model × role × operation × relation to the case, for every model of a case."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.elsewhere = cls.env["res.company"].create({"name": "Other Landlord"})

    def case_for(self, user, relation):
        """:return: a case that stands to the user as the relation says"""
        values = {
            "own": {"state": words.STATE_OPEN, "members": user},
            "other": {"state": words.STATE_OPEN, "officer": self.officer2},
            "unallocated": {},
            "restricted": {"restricted": True},
            "shut_out": {
                "state": words.STATE_OPEN,
                "members": user,
                "excluded_user_ids": [Command.set(user.ids)],
            },
            "company": {"members": user, "company_id": self.elsewhere.id},
        }
        return self.open_case(**values[relation])

    def case_models(self):
        """:return: every stored model that belongs to a case, later ones too"""
        mixin = self.env.registry["hate.case.mixin"]
        return [
            name
            for name, model in self.env.registry.items()
            if issubclass(model, mixin) and not model._abstract and not model._transient
        ]

    def test_who_reads_a_case(self):
        for role, readable in READS.items():
            user = getattr(self, role)
            for relation in RELATIONS:
                with self.subTest(role=role, relation=relation):
                    case = self.case_for(user, relation).with_user(user)
                    self.assertEqual(
                        case.has_access("read"), relation in readable, "read"
                    )
                    self.assertEqual(
                        case.has_access("write"), relation in WRITES[role], "write"
                    )
                    self.assertFalse(case.has_access("create"), "create")
                    self.assertFalse(case.has_access("unlink"), "unlink")
                    if readable:
                        found = case.search([("id", "=", case.id)])
                        self.assertEqual(bool(found), relation in readable, "search")

    def test_a_role_without_a_rule_reaches_nothing(self):
        """Even an access right given by mistake opens no case."""
        for model in ["hate.case", *self.case_models()]:
            self.env["ir.model.access"].create(
                {
                    "name": "by mistake",
                    "model_id": self.env["ir.model"]._get_id(model),
                    "group_id": self.env.ref("base.group_user").id,
                    "perm_read": True,
                }
            )
        case = self.open_case()
        self.env["hate.party"].create({"case_id": case.id, "role": words.ROLE_VICTIM})
        for user in (self.staff, self.config, self.insight):
            for model in ("hate.case", "hate.party"):
                self.assertFalse(self.env[model].with_user(user).search([]))

    def test_a_dialogue_tells_nothing_of_a_case_one_may_not_see(self):
        """Odoo reads related fields as superuser unless it is told not to, so a
        dialogue that is given a guessed number would tell what stands there."""
        of_case = self.env.registry["hate.case.mixin"]
        for name, model in self.env.registry.items():
            if not name.startswith("hate."):
                continue
            for field in model._fields.values():
                if not field.related or field.store:
                    continue
                first = model._fields[field.related.split(".")[0]]
                comodel = self.env.registry[first.comodel_name]
                if comodel._name == "hate.case" or issubclass(comodel, of_case):
                    self.assertFalse(field.compute_sudo, f"{name}.{field.name}")

    def test_a_dialogue_computes_in_the_users_own_rights(self):
        """Stored fields are computed as superuser unless they are told not to."""
        for name, model in self.env.registry.items():
            if name.startswith("hate.") and model._transient:
                for field in model._fields.values():
                    if field.compute and field.store:
                        self.assertFalse(field.compute_sudo, f"{name}.{field.name}")

    def test_a_guessed_case_tells_no_safe_way(self):
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        phone = self.env.ref("hate_case_mgmt.contact_method_phone")
        self.env["hate.party"].create(
            {
                "case_id": case.id,
                "role": words.ROLE_VICTIM,
                "safe_method_ids": [Command.set(phone.ids)],
            }
        )
        spec = {"method_id": {}, "party_id": {}}
        dialogue = self.env["hate.contact.log"]
        values = {"case_id": case.id}
        told = dialogue.with_user(self.officer).onchange(values, ["case_id"], spec)
        self.assertEqual(told["value"]["method_id"], phone.id)
        with self.assertRaises(AccessError):
            dialogue.with_user(self.officer2).onchange(values, ["case_id"], spec)

    def test_a_guessed_person_in_a_dialogue(self):
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        party = self.env["hate.party"].create(
            {"case_id": case.id, "role": words.ROLE_VICTIM, "code_word": "heron"}
        )
        spec = {"code_word": {}, "phone": {}, "safe_contact_line": {}}
        dialogue = self.env["hate.contact.log"]
        values = {"party_id": party.id, "case_id": case.id}
        told = dialogue.with_user(self.officer).onchange(values, ["party_id"], spec)
        self.assertEqual(told["value"]["code_word"], MASK)
        with self.assertRaises(AccessError):
            dialogue.with_user(self.officer2).onchange(values, ["party_id"], spec)

    def test_who_is_taken_off_sees_nothing_at_once(self):
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        mine = self.env["hate.case"].with_user(self.officer)
        self.assertEqual(mine.search([]), case)
        case.member_ids = [Command.unlink(self.officer.id)]
        self.assertFalse(mine.search([]))

    def test_someone_of_several_groups_sees_what_any_shows(self):
        both = self.make_user(
            "t_both", "hate_case_mgmt.group_hub,hate_case_mgmt.group_data_protection"
        )
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        self.assertTrue(case.with_user(both).has_access("read"))
        self.assertFalse(case.with_user(both).has_access("write"))

    def test_the_administrator_gets_configuration_and_no_more(self):
        admin = self.env.ref("base.user_admin")
        self.assertTrue(admin.has_group("hate_case_mgmt.group_config"))
        for group in ("hub", "officer", "manager", "data_protection", "insight"):
            self.assertFalse(admin.has_group(f"hate_case_mgmt.group_{group}"))
        self.open_case()
        for model in ["hate.case", *self.case_models()]:
            with self.assertRaises(AccessError, msg=model):
                self.env[model].with_user(admin).search([])

    def test_fields_only_methods_set(self):
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        for values in (
            {"state": words.STATE_CLOSED},
            {"officer_id": self.officer2.id},
            {"member_ids": [Command.link(self.officer2.id)]},
            {"name": "HC/2026/99999"},
            {"reported_at": utc("2026-01-01 00:00")},
            {"restricted": True},
            {"company_id": self.elsewhere.id},
            {"next_due_at": False},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                case.with_user(self.manager).write(values)
        with self.assertRaises(AccessError):
            self.env["hate.case"].with_user(self.manager).create(
                {"channel": words.CHANNEL_PHONE}
            )

    def test_clocks_are_not_set_by_hand(self):
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        case._record_event("report_received", utc("2026-11-20 15:00"))
        clock = case.deadline_ids[0].with_user(self.officer)
        for values in ({"state": "met"}, {"due_at": utc("2027-01-01 00:00")}):
            with self.assertRaises(AccessError):
                clock.write(values)

    def test_logs_are_append_only(self):
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        note = (
            self.env["hate.note"]
            .with_user(self.officer)
            .create({"case_id": case.id, "text": "Called"})
        )
        for record in (note, note.sudo()):
            with self.assertRaises(UserError):
                record.sudo().write({"text": "Did not call"})
            with self.assertRaises(UserError):
                record.sudo().unlink()

    def test_numbering_tells_nobody_how_many(self):
        sequence = self.env.ref("hate_case_mgmt.ir_sequence_hate_case")
        self.open_case()
        with self.assertRaises(AccessError):
            sequence.with_user(self.staff).read(["number_next_actual"])
        with self.assertRaises(AccessError):
            sequence.date_range_ids[0].with_user(self.staff).read(
                ["number_next_actual"]
            )

    def test_display_name_is_the_reference(self):
        case = self.open_case()
        party = self.env["hate.party"].create(
            {"case_id": case.id, "role": words.ROLE_VICTIM, "name": "Planted Name"}
        )
        self.assertEqual(case.display_name, case.name)
        self.assertEqual(party.display_name, case.name)
