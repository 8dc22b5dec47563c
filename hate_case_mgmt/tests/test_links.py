from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon
from .rows import PLANTED


@tagged("post_install", "-at_install", "hate_case", "security")
class TestLinks(TransactionCase):
    """What Odoo makes readable by a link between two models."""

    def test_no_model_that_others_read_leads_to_a_case(self):
        """A link shows the name of what it leads to, and its value can be searched."""
        registry = self.env.registry
        of_case = registry["hate.case.mixin"], registry["hate.case"]
        dialogue = registry["hate.case.wizard"]

        def ours(name):
            model = registry.get(name)
            return bool(model) and issubclass(model, of_case)

        for name, model in registry.items():
            if model._abstract or ours(name) or issubclass(model, dialogue):
                continue
            for field in model._fields.values():
                if field.relational and ours(field.comodel_name):
                    self.assertTrue(
                        name.startswith("hate."),
                        f"{name}.{field.name} leads strangers to {field.comodel_name}",
                    )

    def test_no_other_model_stores_what_is_in_a_case(self):
        """A stored related or computed field is read as the superuser."""
        registry = self.env.registry
        for name, model in registry.items():
            if name.startswith("hate.") or model._abstract:
                continue
            for field in model._fields.values():
                if field._module == "hate_case_mgmt" and field.store:
                    self.assertFalse(field.related, f"{name}.{field.name}")
                    self.assertFalse(field.compute, f"{name}.{field.name}")

    def ours(self):
        """:return: names and classes of all models of ours"""
        return [
            (name, model)
            for name, model in self.env.registry.items()
            if name.startswith("hate.") and not model._abstract
        ]

    def test_no_model_of_ours_has_properties(self):
        """Their definitions are read past the rules."""
        for name, model in self.ours():
            for field in model._fields.values():
                self.assertNotIn("properties", field.type, f"{name}.{field.name}")

    def test_no_model_of_ours_has_a_portal_token(self):
        for name, model in self.ours():
            self.assertNotIn("access_token", model._fields, name)

    def test_no_words_of_a_person_have_to_be_unique(self):
        """A refusal would tell that they are there already."""
        registry = self.env.registry
        for name, model in self.ours():
            if not issubclass(model, registry["hate.case.mixin"]):
                continue
            for told in model._table_objects.values():
                definition = told.get_definition(registry) or ""
                if "UNIQUE" not in definition.upper():
                    continue
                for field, kind in getattr(model, "_personal_fields", {}).items():
                    # numbers that we give ourselves are ours to keep apart
                    if kind not in ("number", "file"):
                        self.assertNotRegex(definition, rf"\b{field}\b", name)

    def test_no_printed_page_is_kept(self):
        """Odoo would serve it again as the superuser."""
        reports = self.env["ir.actions.report"].search([("model", "=like", "hate.%")])
        self.assertTrue(reports)
        for report in reports:
            self.assertFalse(report.attachment or report.attachment_use, report.name)


@tagged("post_install", "-at_install", "hate_case", "security")
class TestTraces(HateCaseCommon):
    """What entering a person leaves elsewhere: nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.open_case(words.STATE_OPEN, officer=cls.officer)

    def enter(self):
        return (
            self.env["hate.party"]
            .with_user(self.officer)
            .create(
                {
                    "case_id": self.case.id,
                    "role": words.ROLE_VICTIM,
                    "name": PLANTED,
                    "email": "wyxdorf@example.com",
                }
            )
        )

    def test_a_person_of_a_case_makes_no_contact(self):
        contacts = self.env["res.partner"].with_context(active_test=False)
        before = contacts.search_count([])
        self.enter()
        self.assertEqual(contacts.search_count([]), before)

    def test_nothing_goes_on_the_bus_or_into_a_calendar(self):
        self.enter()
        self.case.with_user(self.officer).activity_schedule(
            "mail.mail_activity_data_todo", summary=PLANTED, user_id=self.officer.id
        )
        self.env.flush_all()
        self.env.cr.precommit.run()
        sent = self.env["bus.bus"].search([]).mapped("message")
        self.assertNotIn(PLANTED, " ".join(filter(None, sent)))
        if "calendar.event" in self.env:
            self.assertFalse(self.env["calendar.event"].search_count([]))

    def test_a_file_of_a_case_is_never_public(self):
        party = self.enter()
        file = self.env["ir.attachment"].create(
            {"name": "a.txt", "raw": b"x", "res_model": party._name, "res_id": party.id}
        )
        for change in ({"public": True}, {"access_token": "x"}):
            with self.assertRaises(AccessError):
                file.write(change)
        with self.assertRaises(AccessError):
            file.generate_access_token()
