from contextlib import suppress

from odoo import models
from odoo.exceptions import AccessError, UserError

from ..policy import vocabulary as words


class HateCase(models.Model):
    """The buttons of a case about risk: assess, say why not, raise a concern."""

    _inherit = "hate.case"

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_assess_risk(self, party_id=None, kind=None):
        """Begin an assessment, or go on with the one that somebody has begun.

        :param party_id: id of the ``hate.party`` to assess; without it, the person
            affected
        :param kind: ``full`` or ``screen``; without it, the short screen until the case
            is allocated and the full matrix from then on
        :return: action that opens its page
        :raise UserError: there is nobody to assess, or no matrix in use
        """
        self.ensure_one()
        self._check_may_change()
        if not kind:
            reported = self.state == words.STATE_REPORTED
            kind = words.MATRIX_SCREEN if reported else words.MATRIX_FULL
        person = self._person_to_assess(party_id)
        matrix = self.env["hate.risk.matrix"]._current(kind, self.company_id)
        # sudo: assessments are opened by this method alone, after the check above
        assessments = self.env["hate.risk.assessment"].sudo()
        draft = assessments.search(
            [
                ("party_id", "=", person.id),
                ("kind", "=", kind),
                ("state", "=", words.ASSESSMENT_DRAFT),
            ],
            limit=1,
        ) or assessments.create(
            {
                "case_id": self.id,
                "party_id": person.id,
                "matrix_id": matrix.id,
                "user_id": self.env.uid,
                "review": self.risk_is_due and self.risk_review,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Assess risk"),
            "res_model": "hate.risk.assessment",
            "res_id": draft.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def _person_to_assess(self, party_id):
        """:return: the ``hate.party`` asked for, or the person affected
        :raise UserError: there is nobody
        """
        people = self.party_ids.filtered(lambda party: party.role != words.ROLE_ALLEGED)
        if party_id:
            person = people.filtered(lambda party: party.id == party_id)
        else:
            person = people.filtered(lambda party: party.role == words.ROLE_VICTIM)[:1]
        if not person:
            raise UserError(
                self.env._(
                    "Nobody to assess is entered yet. Add the person affected under "
                    "People first; the name may stay empty."
                )
            )
        return person

    def action_open_exempt(self):
        """:return: action of the dialogue that says why no assessment is made"""
        self._check_may_change()
        return self._open_dialogue(
            "hate.risk.exempt", self.env._("No assessment with the person")
        )

    def action_exempt_from_risk(self, reason):
        """Keep on record that no assessment is made with the person, and why.

        The promise to assess is waived for the same reason where the standard lets the
        user waive it; otherwise its clock runs on until somebody may.

        :param reason: why
        :raise UserError: no reason is given
        """
        self._check_may_change()
        self._check_reason(reason)
        # sudo: assessments are opened by methods alone; the right was checked
        exempt = (
            self.env["hate.risk.assessment"]
            .sudo()
            .create(
                {
                    "case_id": self.id,
                    "party_id": self._person_to_assess(None).id,
                    "state": words.ASSESSMENT_EXEMPT,
                    "exempt_reason": reason.strip(),
                    "user_id": self.env.uid,
                    "way": False,
                }
            )
        )
        self._log_neutral(self.env._("No risk assessment for now, with a reason"))
        waiting = self.deadline_ids.filtered(
            lambda clock: clock.state in words.DEADLINE_PENDING
            and clock.commitment_id.met_by_event
            in (words.EVENT_RISK_ASSESSED, words.EVENT_RISK_REVIEWED)
        )
        for clock in waiting:
            # who may not waive it leaves it running
            with suppress(AccessError, UserError):
                clock.action_waive(reason)
        return exempt

    def action_raise_concern(self):
        """:return: action in which a safeguarding concern is written down"""
        self.ensure_one()
        self._check_may_change()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Raise a safeguarding concern"),
            "res_model": "hate.safeguarding",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_case_id": self.id,
                "default_party_id": self.affected_party_id.id,
            },
        }

    def action_view_safeguarding(self):
        """:return: action with the safeguarding concerns of this case"""
        return self._open_records("hate_safeguarding_action")

    def action_view_assessments(self):
        """:return: action with the risk assessments of this case"""
        return self._open_records("hate_risk_assessment_action")
