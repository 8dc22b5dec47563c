from odoo import fields, models

STEPS = [
    ("approve", "Approve"),
    ("turn_down", "Do not approve"),
    ("stop", "Stop it"),
    ("recalled", "The recipient has been told"),
]


class HateDisclosureStep(models.TransientModel):
    """What a second person decides, and other steps of a sharing that take words."""

    _name = "hate.disclosure.step"
    _description = "Step of a sharing"
    _inherit = ["hate.case.wizard"]

    disclosure_id = fields.Many2one("hate.disclosure", required=True, readonly=True)
    step = fields.Selection(STEPS, required=True)
    reason = fields.Text(string="Why", required=True)

    def action_confirm(self):
        """Take the step.

        :return: client action
        :raise UserError: it is the user's own, or somebody was quicker
        """
        self.ensure_one()
        sharing = self.disclosure_id
        {
            "approve": sharing._approve,
            "turn_down": sharing._turn_down,
            "stop": sharing._stop,
            "recalled": sharing._recalled,
        }[self.step](self.reason)
        return self._done(self.env._("Done."))
