from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..policy import vocabulary as words
from .common import HateCaseCommon

# What the ORM sets by itself and lets nobody set
AUTOMATIC = frozenset({"id", "create_uid", "create_date", "write_uid", "write_date"})
# On any model these say where a case stands, who has it, when and with what proof
TELLING = ("state", "officer_id", "member_ids", "excluded_user_ids", "hash", "sha256")

REFUSED = "buttons of the|never changed|stays with its|opened by logging"


@tagged("post_install", "-at_install", "hate_case", "security")
class TestClosed(HateCaseCommon):
    """What only methods set is not set by a bare write or create, on any model."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)

    def models(self):
        """:return: every stored model of a case, later ones too"""
        mixin = self.env.registry["hate.closed.mixin"]
        return [
            self.env[name]
            for name, model in sorted(self.env.registry.items())
            if issubclass(model, mixin) and not model._abstract and not model._transient
        ]

    def closed(self, model):
        return {
            name
            for name, field in model._fields.items()
            if name in model._method_only_fields
            or (field.store and field.readonly and name not in AUTOMATIC)
        }

    def value(self, field):
        if field.type in ("one2many", "many2many"):
            return []
        return {
            "many2one": 1,
            "boolean": True,
            "integer": 7,
            "float": 7.0,
            "datetime": fields.Datetime.now(),
            "date": fields.Date.today(),
            "selection": "x",
            "json": {},
        }.get(field.type, "x")

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_no_model_lets_them_be_written_or_created(self):
        self.assertIn("state", self.closed(self.env["hate.case"]))
        for model in self.models():
            for name in self.closed(model):
                vals = {name: self.value(model._fields[name])}
                for user in (self.officer, self.manager):
                    asked = model.with_user(user)
                    with self.subTest(model=model._name, field=name):
                        if asked.has_access("create"):
                            with self.assertRaisesRegex(UserError, REFUSED):
                                asked.create({"case_id": self.case.id, **vals})
                        if asked.has_access("write"):
                            # refused before any record is looked at
                            with self.assertRaisesRegex(UserError, REFUSED):
                                asked.write(vals)

    def test_each_model_calls_what_tells_closed(self):
        """A field by such a name is closed, unless nobody has the right to write."""
        for model in self.models():
            rights = self.env["ir.model.access"].search(
                [("model_id.model", "=", model._name)]
            )
            if not any(right.perm_write or right.perm_create for right in rights):
                continue
            for name in TELLING:
                if name in model._fields and model._fields[name].store:
                    with self.subTest(model=model._name, field=name):
                        self.assertTrue(model._is_closed(name))

    def test_a_stored_figure_is_not_set_by_hand(self):
        mine = self.case.with_user(self.officer)
        for vals in (
            {"is_open": False},
            {"last_contact_at": fields.Datetime.now()},
            {"party_count": 0},
            {"home_confidential": False},
            {"safeguarding": False},
        ):
            with self.assertRaises(AccessError):
                mine.write(vals)
        mine.asb_reference = "ASB/1"
        self.assertEqual(self.case.asb_reference, "ASB/1")
