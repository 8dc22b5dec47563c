from odoo import api, fields, models

from ..policy import vocabulary_gate as gate


class HateDataClassesMixin(models.AbstractModel):
    """Which classes of data something is about: a tick for each."""

    _name = "hate.data.classes.mixin"
    _description = "Classes of data"

    share_identity = fields.Boolean("Name and who they are")
    share_contact = fields.Boolean("Phone, e-mail and safe contact")
    share_address = fields.Boolean("Address")
    share_household = fields.Boolean("Who lives with them")
    share_incident = fields.Boolean("What happened")
    share_strand = fields.Boolean("What the hostility was aimed at")
    share_risk = fields.Boolean("Risk")
    share_health = fields.Boolean("Health, disability and support")
    share_alleged = fields.Boolean("The person alleged to have done it")
    share_evidence = fields.Boolean("Evidence")
    share_plan = fields.Boolean("The action plan")
    classes_label = fields.Char(string="What", compute="_compute_classes_label")

    @api.depends(lambda self: self._class_fields())
    def _compute_classes_label(self):
        for record in self:
            record.classes_label = ", ".join(
                record._class_label(name) for name in record._classes()
            )

    @api.model
    def _class_fields(self):
        return [f"share_{name}" for name, _label in gate.DATA_CLASSES]

    @api.model
    def _class_label(self, name):
        """:return: what the screen says for a class of ``gate.DATA_CLASSES``"""
        return self._fields[f"share_{name}"]._description_string(self.env)

    def _classes(self):
        """:return: list of the ticked classes, in the vocabulary's order"""
        self.ensure_one()
        return [name for name, _label in gate.DATA_CLASSES if self[f"share_{name}"]]

    @api.model
    def _class_values(self, classes):
        """:return: {field: tick} for an iterable of ``gate.DATA_CLASSES`` values"""
        return {
            f"share_{name}": name in set(classes) for name, _label in gate.DATA_CLASSES
        }
