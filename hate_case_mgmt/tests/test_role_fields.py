from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon

WHY = "Her cousin, said Zq-reason"


@tagged("post_install", "-at_install", "hate_case", "security")
class TestRoleFields(HateCaseCommon):
    """What a role does not see of a case that it sees (docs/security.md)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.helper = cls.make_user("t_helper", "hate_case_mgmt.group_officer")
        cls.case = cls.open_case(members=cls.officer | cls.helper)
        cls.case.with_user(cls.manager)._shut_out(cls.officer2, WHY)
        cls.person = cls.env["hate.party"].create(
            {"case_id": cls.case.id, "role": words.ROLE_VICTIM, "name": "Ana"}
        )
        cls.workers = (cls.hub, cls.officer, cls.helper)
        cls.watchers = (cls.manager, cls.dpo)

    def test_who_is_shut_out_and_who_came_in_an_emergency(self):
        fields = ("excluded_user_ids", "emergency_user_ids", "emergency_ids")
        for user in self.workers:
            case = self.case.with_user(user)
            self.assertTrue(case.has_access("read"))
            for field in fields:
                with self.subTest(user=user.login, field=field):
                    self.assertNotIn(field, case.fields_get())
                    with self.assertRaises(AccessError):
                        case.read([field])
                    with self.assertRaises(AccessError):
                        case.search([(field, "in", self.officer2.ids)])
            with self.assertRaises(AccessError):
                case.search([("emergency_ids.reason", "ilike", "x")])
        for user in self.watchers:
            self.assertEqual(self.case.with_user(user).excluded_user_ids, self.officer2)

    def test_nor_the_note_that_says_so(self):
        for user in (*self.workers, *self.watchers):
            notes = self.env["hate.note"].with_user(user)
            here = [("case_id", "=", self.case.id)]
            told = "Zq-reason" in str(notes.search_read(here, ["text"]))
            with self.subTest(user=user.login):
                self.assertEqual(told, user in self.watchers)
                found = notes.search_count([*here, ("text", "ilike", "zq-reason")])
                self.assertEqual(bool(found), told)
                timeline = self.env["hate.timeline"].with_user(user)
                self.assertNotIn("Zq-reason", str(timeline.search_read(here, ["text"])))

    def test_the_other_notes_are_read_by_all_on_the_case(self):
        self.case.with_user(self.manager)._add_members(self.hub, "Knows the street.")
        self.case.with_user(self.officer).note_ids.create(
            {"case_id": self.case.id, "text": "Rang today."}
        )
        for user in self.workers:
            texts = str(self.case.with_user(user).note_ids.mapped("text"))
            self.assertIn("Knows the street.", texts)
            self.assertIn("Rang today.", texts)

    def test_data_protection_reads_and_changes_nothing(self):
        case = self.case.with_user(self.dpo)
        person = self.person.with_user(self.dpo)
        self.assertEqual(person.name, "Ana")
        for record, vals in ((case, {"danger_now": True}), (person, {"name": "B"})):
            with self.assertRaises(AccessError):
                record.write(vals)

    def test_what_is_computed_from_it_is_closed_as_well(self):
        """Nothing stored or computed on a model of ours is made of a field that some
        of its readers may not read, unless it is closed to them too."""
        for name, model in self.env.registry.items():
            if not name.startswith("hate.") or model._abstract:
                continue
            for field in model._fields.values():
                if not field.compute:
                    continue
                may_read = (None, "base.group_user", field.groups)
                depends, _context = field.get_depends(self.env[name])
                for path in depends:
                    at = self.env[name]
                    for step in path.split("."):
                        of = at._fields[step]
                        with self.subTest(model=name, field=field.name, path=path):
                            # fields of Odoo's mail are for every employee
                            self.assertIn(of.groups, may_read)
                        if of.relational:
                            at = self.env[of.comodel_name]
                        if not at._name.startswith("hate."):
                            break
