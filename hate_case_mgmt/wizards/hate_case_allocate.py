from odoo import api, fields, models

from ..policy import case_flow
from ..policy import vocabulary as words


class HateCaseAllocate(models.TransientModel):
    """Choose the officer of a case: at triage, and when it is handed over."""

    _name = "hate.case.allocate"
    _description = "Choose an officer"
    _inherit = ["hate.case.wizard"]

    step = fields.Selection(
        [
            (case_flow.ALLOCATE, "Allocate"),
            (words.EVENT_HANDED_OVER, "Hand over"),
        ],
        required=True,
        readonly=True,
    )
    line_ids = fields.One2many(
        "hate.case.allocate.line", "wizard_id", string="Officers"
    )
    candidate_ids = fields.Many2many("res.users", compute="_compute_candidate_ids")
    officer_id = fields.Many2one(
        "res.users", string="Officer", domain="[('id', 'in', candidate_ids)]"
    )
    connected = fields.Boolean(
        string="They know someone in the case",
        help="A relative, neighbour or friend. A manager then decides with a reason.",
    )
    obstacle = fields.Char(compute="_compute_obstacle")
    is_manager = fields.Boolean(compute="_compute_is_manager")
    reason = fields.Text(string="Why they have it all the same")
    note = fields.Text(
        string="Note for the next officer",
        help="What they must know, so that nobody has to tell their story twice.",
    )

    @api.depends("line_ids.officer_id")
    def _compute_candidate_ids(self):
        for wizard in self:
            wizard.candidate_ids = wizard.line_ids.officer_id

    @api.depends("officer_id", "connected")
    def _compute_obstacle(self):
        for wizard in self:
            wizard.obstacle = False
            if wizard.officer_id and wizard.case_id.has_access("write"):
                wizard.obstacle = wizard.case_id._obstacles(
                    wizard.officer_id, wizard.connected
                )

    @api.depends_context("uid")
    def _compute_is_manager(self):
        self.is_manager = self.env.user.has_group("hate_case_mgmt.group_manager")

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        # sudo: nobody writes the list of officers by hand
        self.env["hate.case.allocate.line"].sudo().create(
            [
                {"wizard_id": wizard.id, "sequence": sequence, **fact}
                for wizard in wizards
                for sequence, fact in enumerate(wizard.case_id._officer_facts())
            ]
        )
        return wizards

    def action_confirm(self):
        """Name the officer, with all that follows."""
        self.ensure_one()
        choice = (self.officer_id.id, self.reason, self.connected)
        if self.step == case_flow.ALLOCATE:
            self.case_id.action_allocate(*choice)
            return self._done(self.env._("Allocated. The officer has been told."))
        officer_id, *why = choice
        self.case_id.action_hand_over(officer_id, self.note, *why)
        return self._done(self.env._("Handed over. The next officer has been told."))
