from odoo import fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary as words


class HateCaseFollowUp(models.TransientModel):
    """The contact after closing: is it still quiet, how are they, what do they need?"""

    _name = "hate.case.follow.up"
    _description = "Contact after closing"
    _inherit = ["hate.case.contact"]

    outcome = fields.Selection(words.FOLLOW_UP_OUTCOMES, string="What came of it")
    said = fields.Text(string="In their own words")
    support = fields.Text(string="Support they need")
    next_on = fields.Date(string="Contact again on")
    onward = fields.Selection(
        words.ONWARD_STEPS,
        string="What next",
        help="Something new since closing is a new report, and counts as one. Reopen "
        "when the same matter was never over.",
    )

    def action_record(self):
        """Keep what came of it, and go on where it has happened again.

        :return: client action, or the action that goes on
        :raise UserError: something is missing
        """
        self.ensure_one()
        self._check_outcome()
        case, onward, said = self.case_id, self.onward, self.said
        contact = self._log_contact(said)
        case._record_follow_up(
            contact,
            {
                "outcome": self.outcome,
                "support": self.support,
                "next_on": self.next_on,
            },
        )
        done = self._done(self.env._("The contact is on record."))
        if not onward:
            return done
        if onward == words.ONWARD_REOPEN:
            case.action_reopen(said)
            return done
        return self.env["ir.actions.act_window"]._for_xml_id(
            "hate_case_mgmt.hate_report_log_action"
        )

    def _check_outcome(self):
        if not self.reached:
            self.outcome = words.OUTCOME_NOT_REACHED
        if not self.outcome:
            raise UserError(self.env._("Please say what came of it."))
        if self.outcome == words.OUTCOME_NOT_REACHED:
            self.reached = False
        if self.outcome == words.OUTCOME_REPEATS:
            if not (self.said or "").strip():
                raise UserError(
                    self.env._("Please write down what happened, in their own words.")
                )
            if not self.onward:
                raise UserError(
                    self.env._("Please choose how it goes on: it has happened again.")
                )
        else:
            self.onward = False
        if self.outcome == words.OUTCOME_SUPPORT and not (self.support or "").strip():
            raise UserError(self.env._("Please say what support they need."))

    def _not_before(self):
        return self.case_id.closed_at or super()._not_before()

    def _refusal_of_date(self):
        return self.env._(
            "Please check when the contact was: it lies before the case was closed."
        )
