from odoo import fields, models


class HateCaseAllocateLine(models.TransientModel):
    """What there is to know of one officer when choosing."""

    _name = "hate.case.allocate.line"
    _description = "Officer to choose"
    _inherit = ["hate.typed.mixin"]
    _order = "sequence, id"

    wizard_id = fields.Many2one(
        "hate.case.allocate", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    officer_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    open_cases = fields.Integer(string="Open cases")
    trained_until = fields.Date(string="Trained until")
    is_lapsed = fields.Boolean()
    away_until = fields.Date(string="Away until")
    remark = fields.Char()

    def action_choose(self):
        """Take this officer into the dialogue, and show it again."""
        self.ensure_one()
        wizard = self.wizard_id
        wizard.officer_id = self.officer_id
        return {
            "type": "ir.actions.act_window",
            "name": dict(wizard._fields["step"]._description_selection(self.env))[
                wizard.step
            ],
            "res_model": wizard._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }
