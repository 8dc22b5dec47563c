from odoo import fields, models
from odoo.orm.model_classes import add_to_registry
from odoo.tests import TransactionCase, tagged

from ..models.hate_personal_mixin import KINDS, TEXTUAL

# What the landlord sets up: texts for everybody, nothing about anybody
CONFIGURATION = frozenset(
    {
        "hate.action.type",
        "hate.agency",
        "hate.agency.agreement",
        "hate.agency.service",
        "hate.area",
        "hate.bank.holiday",
        "hate.closure.consideration",
        "hate.commitment",
        "hate.contact.method",
        "hate.incident.form",
        "hate.involvement",
        "hate.language",
        "hate.letter.template",
        "hate.letter.text",
        "hate.privacy.document",
        "hate.retention.rule",
        "hate.risk.matrix",
        "hate.risk.option",
        "hate.risk.question",
        "hate.standard",
        "hate.strand",
        "hate.tenure",
        "hate.training.topic",
    }
)


def our_models(env):
    """:return: the stored models of this addon, views of the database included"""
    return [
        env[name]
        for name in sorted(env.registry)
        if name.startswith("hate.")
        and not env[name]._abstract
        and not env[name]._transient
    ]


@tagged("post_install", "-at_install", "hate_case", "security")
class TestPersonal(TransactionCase):
    """Each text that can hold a person's words is on the one list that retention,
    subject access and training copies go by."""

    def test_every_text_is_called_personal_or_plain(self):
        mixin = self.env.registry["hate.personal.mixin"]
        for model in our_models(self.env):
            with self.subTest(model=model._name):
                if isinstance(model, mixin):
                    self.assertEqual(
                        model._undeclared(),
                        [],
                        "Say in _personal_fields or _plain_fields what these hold.",
                    )
                elif model._name not in CONFIGURATION:
                    texts = [
                        name
                        for name, field in model._fields.items()
                        if field.type in TEXTUAL and field.store and not field.related
                    ]
                    self.assertEqual(
                        texts, [], "Inherit hate.personal.mixin, or say it is set up."
                    )

    def test_what_is_declared_is_there(self):
        for model in our_models(self.env):
            if not isinstance(model, self.env.registry["hate.personal.mixin"]):
                continue
            with self.subTest(model=model._name):
                personal = model._personal()
                self.assertFalse(set(personal.values()) - KINDS)
                self.assertFalse(set(personal) - set(model._fields))
                self.assertFalse(model._plain() - set(model._fields))
                self.assertFalse(model._plain() & set(personal))

    def test_a_forgotten_text_is_found(self):
        class Forgetful(models.Model):
            _name = "hate.test.forgetful"
            _description = "Forgetful"
            _inherit = ["hate.case.mixin"]
            _module = "hate_case_mgmt"

            said = fields.Text()
            scan = fields.Binary()
            count = fields.Integer()

        add_to_registry(self.registry, Forgetful)
        self.addCleanup(self.registry.__delitem__, Forgetful._name)
        self.registry._setup_models__(self.env.cr, [Forgetful._name])
        self.assertEqual(self.env[Forgetful._name]._undeclared(), ["said", "scan"])
