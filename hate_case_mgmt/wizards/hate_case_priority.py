from odoo import api, fields, models

from ..policy import vocabulary as words


class HateCasePriority(models.TransientModel):
    """Raise the priority, or lower it with a manager's reason."""

    _name = "hate.case.priority"
    _description = "Change the priority"
    _inherit = ["hate.case.wizard"]

    priority = fields.Selection(
        words.PRIORITIES,
        compute="_compute_priority",
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    reason = fields.Text(
        string="Why", help="Compulsory, and a manager's, when the priority is lowered."
    )

    @api.depends("case_id")
    def _compute_priority(self):
        for wizard in self:
            wizard.priority = wizard.case_id.priority

    def action_confirm(self):
        """Change it, or say what is missing."""
        self.ensure_one()
        self.case_id.action_set_priority(self.priority, self.reason)
        return self._done(self.env._("Priority changed."))
