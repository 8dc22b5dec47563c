from odoo import fields, models


class HateEmergencyRequest(models.TransientModel):
    """Someone must act on a case that they can't see: they say which, and why."""

    _name = "hate.emergency.request"
    _description = "Emergency access"
    _inherit = ["hate.typed.mixin"]

    reference = fields.Char(help="As it stands on letters, such as HC/2026/00001.")
    reason = fields.Text(string="Why")
    hours = fields.Integer(compute="_compute_hours")

    def _compute_hours(self):
        self.hours = self.env.company.hate_emergency_hours

    def action_confirm(self):
        """Write it down, tell those who watch over it, and open the case.

        :return: window action of the case
        """
        self.ensure_one()
        case = self.env["hate.case"]._open_in_emergency(self.reference, self.reason)
        # sudo: rows of dialogues are deleted by nobody else; this one is the user's own
        self.sudo().unlink()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Case"),
            "res_model": "hate.case",
            "res_id": case.id,
            "views": [(False, "form")],
            "target": "main",
        }
