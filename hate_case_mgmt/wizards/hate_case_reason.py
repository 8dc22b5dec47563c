from odoo import fields, models

from ..policy import case_flow


class HateCaseReason(models.TransientModel):
    """Ask for the reason that a step needs."""

    _name = "hate.case.reason"
    _description = "Reason"
    _inherit = ["hate.case.wizard"]

    step = fields.Selection(
        [
            (case_flow.REOPEN, "Reopen"),
            (case_flow.TRIAGE_AGAIN, "Back to triage"),
            (case_flow.STOP_CLOSING, "Go on with the case"),
        ],
        required=True,
        readonly=True,
    )
    reason = fields.Text(string="Why", required=True)

    def action_confirm(self):
        """Take the step with the reason given."""
        self.ensure_one()
        if self.step == case_flow.REOPEN:
            self.case_id.action_reopen(self.reason)
            return self._done(self.env._("Reopened."))
        if self.step == case_flow.STOP_CLOSING:
            self.case_id.action_stop_closing(self.reason)
            return self._done(self.env._("The case goes on."))
        self.case_id.action_triage_again(self.reason)
        return self._done(self.env._("Back on the triage list."))
