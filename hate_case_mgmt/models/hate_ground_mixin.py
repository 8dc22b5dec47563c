from odoo import fields, models

from ..policy import vocabulary_gate as gate


class HateGroundMixin(models.AbstractModel):
    """On what ground something is to leave, and what speaks for it."""

    _name = "hate.ground.mixin"
    _description = "Ground of a sharing"

    ground = fields.Selection(
        gate.GROUNDS,
        string="On what ground",
        required=True,
        default=gate.GROUND_CONSENT,
    )
    condition_met = fields.Text(string="How the condition is kept")
    reason = fields.Text(string="Why it has to be shared")
    necessity = fields.Text(string="Why no less would do")
    increased_risk = fields.Text(string="What makes the risk greater")
    told = fields.Selection(gate.TOLD_OF_SHARING, string="The person")
    told_why = fields.Text(string="Why they have not been told")
    emergency = fields.Boolean(
        string="It can't wait",
        help="It can't wait for a second person, who decides within a working day.",
    )

    def _speaks_for_it(self):
        """:return: {field: value} of what was typed to speak for it, as
        :meth:`hate.case._open_disclosure` takes it"""
        self.ensure_one()
        return {name: self[name] for name in gate.GROUND_FIELDS if self[name]}
