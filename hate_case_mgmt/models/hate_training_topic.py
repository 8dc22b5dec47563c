from odoo import fields, models


class HateTrainingTopic(models.Model):
    """A course that staff take, and how long it counts."""

    _name = "hate.training.topic"
    _description = "Training topic"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    valid_months = fields.Integer(string="Valid for (months)", default=12)
    for_casework = fields.Boolean(
        string="Needed for casework",
        help="Without a valid course of this kind, a case is allocated to a colleague "
        "only with a manager's reason.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _months_positive = models.Constraint(
        "CHECK(valid_months > 0)", "A course counts for one month at least."
    )
