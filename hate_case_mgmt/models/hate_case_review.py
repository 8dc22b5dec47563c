from odoo import fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary as words


class HateCase(models.Model):
    """The manager's fortnightly review."""

    _inherit = "hate.case"

    last_reviewed_at = fields.Datetime(
        string="Last reviewed", readonly=True, copy=False
    )

    def action_open_review(self):
        """:return: window action of the dialogue with the case on one page
        :raise UserError: the user may not review this case
        """
        self._check_may_review()
        return {
            **self._open_dialogue("hate.case.review", self.env._("Review")),
            "context": {"default_case_id": self.id, "dialog_size": "extra-large"},
        }

    def action_review(self, outcome, findings, act_by=False):
        """Keep a manager's review, and see to what it asks for.

        :param outcome: one of ``policy.vocabulary.REVIEW_OUTCOMES``
        :param findings: one sentence, compulsory
        :param act_by: date by which the officer acts, where action is needed
        :raise UserError: something is missing, or it is the user's own case
        :return: the ``hate.review``
        """
        self._check_may_review()
        findings = (findings or "").strip()
        if outcome not in dict(words.REVIEW_OUTCOMES):
            raise UserError(self.env._("Please choose one of the three outcomes."))
        if not findings:
            raise UserError(self.env._("Please say in one sentence what you found."))
        if outcome == words.REVIEW_NEEDS_ACTION:
            self._check_act_by(act_by)
        # sudo: no user writes this log by hand; who may review was checked above
        review = (
            self.env["hate.review"]
            .sudo()
            .create(
                {
                    "case_id": self.id,
                    "outcome": outcome,
                    "findings": findings,
                    "act_by": act_by,
                    "user_id": self.env.uid,
                }
            )
        )
        self._log_neutral(self.env._("Reviewed by a manager"))
        self._follow_up_review(review)
        return review

    def _follow_up_review(self, review):
        """Ask the officer to act, or those above to look."""
        # sudo: activities are made for colleagues; their words are neutral
        case = self.sudo()
        if review.outcome == words.REVIEW_NEEDS_ACTION:
            case._remind(
                case.officer_id, self.env._("Review: please act"), review.act_by
            )
        elif review.outcome == words.REVIEW_ESCALATE:
            heads = case._possible_members(case.company_id.hate_head_user_ids)
            for head in heads.filtered(case._is_seen_by):
                case._remind(head, self.env._("A review was escalated"))

    def _check_act_by(self, act_by):
        """:raise UserError: nobody to act, or no day that lies ahead"""
        if not self.officer_id:
            raise UserError(
                self.env._("Allocate the case first: there is nobody yet who can act.")
            )
        if not act_by or fields.Date.to_date(act_by) < fields.Date.context_today(self):
            raise UserError(
                self.env._("Please say by when the officer should act, from today on.")
            )

    def _check_may_review(self):
        """:raise UserError: one's own case, or no case to be reviewed
        :raise AccessError: the user is no manager
        """
        self._check_may_change()
        self._check_manager()
        if self.officer_id == self.env.user:
            raise UserError(
                self.env._(
                    "This is your own case. Another manager reviews it, so that "
                    "someone else looks at it too."
                )
            )
        if self.state == words.STATE_REPORTED:
            raise UserError(
                self.env._("This case has not been allocated. Triage it first.")
            )
