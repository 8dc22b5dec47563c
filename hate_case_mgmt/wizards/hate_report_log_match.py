from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import case_flow
from ..policy import vocabulary as words
from .hate_report_log_known import LOGGERS


class HateReportLogMatch(models.TransientModel):
    """A case that looks like the report, and that whoever logs it may see."""

    _name = "hate.report.log.match"
    _description = "Case that looks alike"
    _inherit = ["hate.door.mixin"]

    log_id = fields.Many2one(
        "hate.report.log", required=True, index=True, ondelete="cascade"
    )
    case_id = fields.Many2one("hate.case", required=True, ondelete="cascade")
    why = fields.Char(string="In common", readonly=True)
    affected_name = fields.Char(related="case_id.affected_name", related_sudo=False)
    state = fields.Selection(related="case_id.state", related_sudo=False)
    officer_id = fields.Many2one(related="case_id.officer_id", related_sudo=False)
    reported_at = fields.Datetime(related="case_id.reported_at", related_sudo=False)
    can_add = fields.Boolean(compute="_compute_can")
    can_reopen = fields.Boolean(compute="_compute_can")

    @api.depends("case_id.state")
    def _compute_can(self):
        workable = self.case_id._filtered_access("write")
        for match in self:
            case = match.case_id
            match.can_add = case in workable and case.state in words.OPEN_STATES
            match.can_reopen = case in workable and case_flow.is_allowed(
                case_flow.REOPEN, case.state, case._my_roles()
            )

    def action_see(self):
        """Open the case beside the form, to compare.

        :return: client action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "hate.case",
            "res_id": self.case_id.id,
            "views": [[False, "form"]],
        }

    def action_add(self):
        """Add the report to this case.

        :return: where to go
        """
        self.ensure_one()
        return self._hand_in(lambda: None)

    def action_reopen(self):
        """Reopen this case and add the report to it.

        :return: where to go
        """
        self.ensure_one()
        return self._hand_in(self._reopen)

    def _reopen(self):
        reason = self.log_id.reopen_reason
        self.case_id._check_reason(reason)
        self.case_id.action_reopen(reason)

    def _hand_in(self, before):
        """:param before: called once it is sure that the report is not in yet"""
        log = self.exists().log_id
        known = log._begin()
        if known:
            return log._done(known)
        log._check_may(LOGGERS)
        log._check_typed()
        if not self.case_id.has_access("write"):
            raise UserError(
                self.env._(
                    "You may no longer change this case. Ask a manager, or log the "
                    "report as a new case."
                )
            )
        before()
        case = self.case_id._add_report(log._prepare_report_values())
        return log._done(case)
