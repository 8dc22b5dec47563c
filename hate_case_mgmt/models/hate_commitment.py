from odoo import fields, models

from ..policy import vocabulary as words


class HateCommitment(models.Model):
    """One promise: what starts its clock, how long it runs and what keeps it."""

    _name = "hate.commitment"
    _description = "Commitment"
    _order = "sequence, id"

    name = fields.Char(string="Promise", required=True, translate=True)
    standard_id = fields.Many2one(
        "hate.standard", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    clause = fields.Char(help="Where the published standard says it.")
    trigger_event = fields.Selection(
        words.EVENTS, string="Starts when", required=True, index=True
    )
    duration = fields.Integer(string="Within", required=True, aggregator=None)
    unit = fields.Selection(words.UNITS, required=True, default=words.UNIT_WORKING_DAYS)
    met_by_event = fields.Selection(words.EVENTS, string="Kept when", required=True)
    responsible = fields.Selection(
        words.RESPONSIBLES, required=True, default=words.RESPONSIBLE_OFFICER
    )
    warn_hours = fields.Integer(
        string="Warn before (hours)",
        default=4,
        aggregator=None,
        help="How many hours before it is due the responsible person is told.",
    )
    repeats = fields.Boolean(
        help="Keeping it starts it anew: a promise such as “every two weeks”.",
    )

    _duration_positive = models.Constraint(
        "CHECK(duration >= 0)", "A promise can't end before it begins."
    )
    _warning_positive = models.Constraint(
        "CHECK(warn_hours >= 0)", "The warning comes before the promise is due."
    )
