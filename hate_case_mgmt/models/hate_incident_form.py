from odoo import fields, models


class HateIncidentForm(models.Model):
    """The form hostility took: words, graffiti, damage and so on [002.2.2]."""

    _name = "hate.incident.form"
    _description = "Form of incident"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    is_graffiti = fields.Boolean(
        string="Is graffiti", help="Choosing it marks the incident as graffiti."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
