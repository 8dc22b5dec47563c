from odoo import fields, models


class HateCaseAccess(models.TransientModel):
    """A manager lets someone in on a case, takes them off or shuts them out."""

    _name = "hate.case.access"
    _description = "Who may see the case"
    _inherit = ["hate.case.wizard"]

    change = fields.Selection(
        [
            ("add", "Let someone in"),
            ("remove", "Take someone off"),
            ("shut_out", "Shut someone out"),
            ("let_back", "No longer shut someone out"),
        ],
        string="What to change",
        default="add",
        required=True,
    )
    user_ids = fields.Many2many(
        "res.users",
        "hate_case_access_user_rel",
        "wizard_id",
        "user_id",
        string="Who",
        domain=[("share", "=", False)],
    )
    reason = fields.Text(string="Why")

    def action_confirm(self):
        """Make the change, or say what is missing."""
        self.ensure_one()
        self.case_id.action_change_access(self.change, self.user_ids.ids, self.reason)
        return self._done(self.env._("Access changed."))
