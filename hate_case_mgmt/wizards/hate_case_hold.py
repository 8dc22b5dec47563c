from odoo import api, fields, models


class HateCaseHold(models.TransientModel):
    """Place or lift a legal hold, on one case or several."""

    _name = "hate.case.hold"
    _description = "Legal hold"
    _inherit = ["hate.typed.mixin"]

    case_ids = fields.Many2many(
        "hate.case",
        "hate_case_hold_case_rel",
        "hold_id",
        "case_id",
        string="Cases",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    lift = fields.Boolean(readonly=True)
    reason = fields.Text(
        string="Why",
        required=True,
        help="For example: a claim was announced, the ombudsman asks, the person wants "
        "it kept. It stays on the case.",
    )

    @api.depends("lift")
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("Legal hold")

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        wizards.case_ids._check_keeper()
        return wizards

    def action_confirm(self):
        """Hold the cases, or lift the hold, for the reason given."""
        self.ensure_one()
        if self.lift:
            self.case_ids._lift_hold(self.reason)
        else:
            self.case_ids._hold(self.reason)
        # sudo: rows of dialogues are deleted by nobody else; this one is the user's own
        self.sudo().unlink()
        return {"type": "ir.actions.act_window_close"}
