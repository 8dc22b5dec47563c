from odoo import api, fields, models
from odoo.fields import Domain

from ..policy import vocabulary as words

# How many cases are looked at before what was found is kept
BATCH = 200


class HateCase(models.Model):
    """A risk that is to be looked at again has a clock, as anything promised has: it is
    shown in My day, told of when it runs late, and kept by an assessment only."""

    _inherit = "hate.case"

    def _follow_risk_review(self, assessment=None):
        """Let the clocks follow what asks for a new assessment.

        Called by whatever may ask for one or settle it: an incident, a contact,
        closing, an assessment; and for the end of its time by a scheduled action.

        :param assessment: the ``hate.risk.assessment`` that was just finished
        """
        known = self.filtered("risk_review")
        if not known:
            return
        due = known.filtered("risk_is_due")
        clocks = known._risk_review_clocks()
        running = clocks.filtered(
            lambda clock: not clock.ended_at
            and clock.commitment_id.met_by_event == words.EVENT_RISK_REVIEWED
        )
        settled = (known - due) & running.case_id.with_env(self.env)
        if assessment and settled:
            settled._record_event(
                words.EVENT_RISK_REVIEWED, assessment.assessed_at, assessment
            )
        # the person was reached after all, or was assessed before the clock began
        left = running.filtered(lambda clock: not clock.ended_at).case_id & settled
        if left:
            left._end_promises((words.EVENT_RISK_REVIEWED,))
        asked = due.filtered(lambda case: not case._is_risk_asked_for(clocks))
        if asked:
            asked._record_event(words.EVENT_RISK_ASKED_AGAIN, fields.Datetime.now())

    def _risk_review_clocks(self):
        """:return: the clocks for looking at the risk again, and the running ones for
        the first assessment, as superuser"""
        # sudo: the engine's own clocks, of cases that the caller has changed; nothing
        # of them is handed to the user
        clocks = self.env["hate.deadline"].sudo()
        first = Domain(
            "commitment_id.met_by_event", "=", words.EVENT_RISK_ASSESSED
        ) & Domain(clocks._get_pending_domain())
        again = Domain("commitment_id.met_by_event", "=", words.EVENT_RISK_REVIEWED)
        return clocks.search(Domain("case_id", "in", self.ids) & (again | first))

    def _is_risk_asked_for(self, clocks):
        """:return: whether a clock runs for it already, or one that began after the
        reason came up has ended, waived for instance"""
        return any(
            not clock.ended_at or clock.started_at >= self.risk_review_at
            for clock in clocks
            if clock.case_id.id == self.id
        )

    @api.model
    def _cron_ask_for_risk(self):
        """Start a clock on each case whose assessment has run out. It may be killed at
        any moment: what was started stays, and the next hour does the rest."""
        progress = self.env["ir.cron"]._commit_progress
        # one look at the index of what is due; few of all cases are
        due = self.search([("risk_is_due", "=", True)], order="risk_review_at, id")
        progress(remaining=len(due))
        for start in range(0, len(due), BATCH):
            # one may have been removed while others were looked at
            cases = due[start : start + BATCH].exists()
            cases._follow_risk_review()
            if not progress(len(cases)):
                break
            self.env.invalidate_all()
