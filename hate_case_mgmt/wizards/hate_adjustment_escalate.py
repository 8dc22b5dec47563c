from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import text_checks
from ..policy import vocabulary as words


class HateAdjustmentEscalate(models.TransientModel):
    """An adjustment is hard to make: say what was done, and ask a manager."""

    _name = "hate.adjustment.escalate"
    _description = "A harder adjustment"
    _inherit = ["hate.case.wizard"]

    party_id = fields.Many2one("hate.party", required=True, readonly=True)
    adjustments = fields.Text(
        related="party_id.adjustments", related_sudo=False, string="The adjustment"
    )
    kind = fields.Selection(
        words.ADJUSTMENT_STEPS, string="Step", required=True, default="considered"
    )
    what = fields.Text(string="What was done")
    agency_id = fields.Many2one("hate.agency", string="Agency")
    manager_ids = fields.Many2many("res.users", compute="_compute_manager_ids")
    manager_id = fields.Many2one(
        "res.users",
        string="Ask a manager",
        domain="[('id', 'in', manager_ids)]",
        help="They get it as something to do. Leave it empty if nobody need be asked.",
    )

    @api.depends("case_id")
    def _compute_manager_ids(self):
        for wizard in self:
            wizard.manager_ids = wizard.case_id._managers_to_ask()

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        case = self.env["hate.case"].browse(values.get("case_id"))
        if "manager_id" in fields_list and case and case.has_access("read"):
            values["manager_id"] = case._managers_to_ask()[:1].id
        return values

    def action_confirm(self):
        """Keep the step, and give the manager something to do."""
        self.ensure_one()
        case, party = self.case_id, self.party_id
        case._check_may_change()
        what = text_checks.clean_text(self.what or "")
        if not what.strip():
            raise UserError(self.env._("Please write down what was done."))
        if party.case_id != case or not (party.adjustments or "").strip():
            raise UserError(
                self.env._("Please write down first what the person has asked for.")
            )
        manager = self.manager_id & case._managers_to_ask()
        # sudo: no user writes this log by hand; that the user works on the case was
        # checked above
        self.env["hate.adjustment.step"].sudo().create(
            {
                "case_id": case.id,
                "party_id": party.id,
                "kind": self.kind,
                "adjustments": party.adjustments,
                "what": what,
                "agency_id": self.agency_id.id,
                "manager_id": manager.id,
            }
        )
        if manager:
            case._remind(manager, self.env._("An adjustment needs your decision"))
        return self._done(self.env._("The step is on record."))
