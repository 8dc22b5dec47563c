from odoo import api, fields, models
from odoo.tools.misc import format_date

from ..policy import case_flow
from ..policy import vocabulary as words


class HateCaseGive(models.TransientModel):
    """Give many cases to one officer, from the list in which they are marked."""

    _name = "hate.case.give"
    _description = "Give cases to an officer"
    _inherit = ["hate.typed.mixin"]

    step = fields.Selection(
        [
            (case_flow.ALLOCATE, "Allocate"),
            (words.EVENT_HANDED_OVER, "Hand over"),
        ],
        required=True,
        readonly=True,
    )
    case_ids = fields.Many2many("hate.case", readonly=True)
    case_count = fields.Integer(string="Cases", compute="_compute_case_count")
    candidate_ids = fields.Many2many("res.users", compute="_compute_candidate_ids")
    officer_id = fields.Many2one(
        "res.users", string="Officer", domain="[('id', 'in', candidate_ids)]"
    )
    officer_facts = fields.Char(compute="_compute_officer")
    obstacle = fields.Char(compute="_compute_officer")
    left_out = fields.Char(compute="_compute_officer")
    is_manager = fields.Boolean(compute="_compute_is_manager")
    reason = fields.Text(string="Why they have them all the same")
    note = fields.Text(
        string="Note for the next officer",
        help="Kept with each of the cases.",
    )

    def _compute_display_name(self):
        self.display_name = self._description

    @api.depends("case_ids")
    def _compute_case_count(self):
        for wizard in self:
            wizard.case_count = len(wizard.case_ids)

    @api.depends("case_ids")
    def _compute_candidate_ids(self):
        for wizard in self:
            # sudo: the companies of colleagues, to offer only those of the landlord
            companies = wizard.case_ids.sudo().company_id
            officers = wizard.case_ids._all_officers().filtered(
                lambda user, companies=companies: user.company_ids & companies
            )
            wizard.candidate_ids = officers.ids

    @api.depends_context("uid")
    def _compute_is_manager(self):
        self.is_manager = self.env.user.has_group("hate_case_mgmt.group_manager")

    @api.depends("officer_id", "case_ids")
    def _compute_officer(self):
        for wizard in self:
            wizard.officer_facts = wizard.obstacle = wizard.left_out = False
            cases = wizard.case_ids._origin
            if not wizard.officer_id or not cases.has_access("write"):
                continue
            free, close = cases._fit_for(wizard.officer_id)
            wizard.officer_facts = wizard._facts()
            # a worker of the hub isn't told which of the two it is
            out = cases - free - (close if wizard.is_manager else close.browse())
            if out:
                wizard.left_out = self.env._(
                    "Stays where it is, as this colleague can't be chosen for it: "
                    "%(cases)s",
                    cases=", ".join(out.mapped("name")),
                )
            if close and wizard.is_manager:
                wizard.obstacle = self.env._(
                    "This colleague is close to someone in %(cases)s, or their "
                    "training is not valid. Without your reason these stay where "
                    "they are.",
                    cases=", ".join(close.mapped("name")),
                )

    def _facts(self):
        """:return: what there is to know of the officer, in one line"""
        case = self.case_ids._origin[:1]
        count = case._open_case_counts(self.officer_id).get(self.officer_id.id, 0)
        facts = [self.env._("%(count)s open cases", count=count)]
        away = case._away_until(self.officer_id).get(self.officer_id.id)
        if away:
            day = format_date(self.env, away, date_format="d MMM y")
            facts.append(self.env._("away until %(day)s", day=day))
        return ", ".join(facts)

    def action_confirm(self):
        """Name the officer, and go back to the list.

        :return: client action that says how many were given
        """
        self.ensure_one()
        cases = self.case_ids
        given = cases.action_give(self.step, self.officer_id.id, self.note, self.reason)
        # sudo: rows of dialogues are deleted by nobody else; this one is the user's own
        self.sudo().unlink()
        message = self.env._(
            "%(given)s of %(all)s given. The officer has an activity for each.",
            given=len(given),
            all=len(cases),
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
