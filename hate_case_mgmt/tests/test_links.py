from odoo.tests import TransactionCase, tagged


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
