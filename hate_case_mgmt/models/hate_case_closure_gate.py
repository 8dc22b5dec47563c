from odoo import models
from odoo.exceptions import AccessError, UserError

from ..policy import case_flow, closing
from ..policy import vocabulary as words


class HateCase(models.Model):
    """What has to be there before a case is closed, and who may decide it."""

    _inherit = "hate.case"

    # ------------------------------------------------------------------
    # The gate
    # ------------------------------------------------------------------

    def _closing_gaps(self):
        """:return: {name of the gap: a sentence that says what is missing}, empty when
        the case can be closed"""
        self.ensure_one()
        gaps = {
            "danger": self.danger_now and self._danger_gap(),
            "talk": self._talk_gap(),
            "risk": self._risk_gap(),
            "plan": self._plan_gap(),
        }
        return {name: sentence for name, sentence in gaps.items() if sentence}

    def _danger_gap(self):
        return self.env._(
            "Someone is in danger now. See to that first; a case is not closed while "
            "it is so."
        )

    def _talk_gap(self):
        """An attempt is enough to ask a manager; no attempt at all is not, unless there
        is nobody whom we may contact."""
        if self._closing_step(words.CLOSURE_DISCUSSED) or self._closing_attempts():
            return False
        if not any(not party.contact_them_only for party in self._people_to_tell()):
            return False
        return self.env._(
            "Closing has not been talked over with the person yet. Contact them first, "
            "in a way they have called safe."
        )

    def _risk_gap(self):
        """A last assessment that still holds, or the reason why none can be made."""
        if self._has_fresh_assessment() or self._closing_exemption():
            return False
        if not self.affected_party_id:
            return False
        if not self._last_assessment():
            return self.env._(
                "The risk has not been assessed yet. Assess it before closing."
            )
        return self.env._(
            "The last risk assessment is too old, or something has happened since. "
            "Assess the risk once more before closing."
        )

    def _closing_exemption(self):
        """:return: why no last assessment was made with the person, as the
        ``hate.risk.assessment`` kept since closing was proposed; or none"""
        proposed = self._closing_step(words.CLOSURE_PROPOSED)
        return self.assessment_ids.filtered(
            lambda row: row.state == words.ASSESSMENT_EXEMPT
            and row.assessed_at >= proposed.at
        )[-1:]

    def _plan_gap(self):
        """What is still open is done, or somebody's to do after closing."""
        nobodys = self.action_ids.filtered(
            lambda item: item.state in words.ACTIONS_OPEN and not item.is_owned
        )
        if not nobodys:
            return False
        return self.env._(
            "Nobody owns %(number)s of the open actions. Finish each, take it out of "
            "the plan, or say who does it.",
            number=len(nobodys),
        )

    def _actions_in_words(self):
        """:return: what was done on this case, as the letter may tell it, or False"""
        done = self.action_ids.filtered(
            lambda item: item.state == words.ACTION_DONE
            and item.category not in words.ACTIONS_AFTER_CLOSURE
        )
        return "\n".join(f"- {item.name}" for item in done) or False

    def _manager_grounds(self):
        """:return: list of sentences: why an officer can't close this case alone"""
        grounds = closing.manager_grounds(
            self._closing_step(words.CLOSURE_DISCUSSED).agrees or None,
            self.risk_level,
            self._has_fresh_assessment(),
        )
        return [self.env._(ground.template, **ground.values) for ground in grounds]

    def _may_decide_alone(self):
        """:return: whether the current user may close it whatever speaks against it: a
        manager, and not on a case of their own"""
        return (
            words.RESPONSIBLE_MANAGER in self._my_roles()
            and self.officer_id != self.env.user
        )

    # ------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------

    def _check_in_closing(self):
        """:raise UserError: the case is not being closed, or not by this user"""
        self._check_step(case_flow.CLOSE)

    def _check_gaps(self):
        """:raise UserError: something is missing before the case can be closed"""
        gaps = self._closing_gaps()
        if gaps:
            raise UserError("\n".join(gaps.values()))

    def _check_decision(self, values):
        """:raise UserError: the considerations or the texts of the letter are missing,
        or say that the police took no action and nothing else"""
        considerations = self.env["hate.closure.consideration"].browse(
            values.get("consideration_ids") or []
        )
        if not considerations:
            raise UserError(
                self.env._("Please choose what was considered before closing.")
            )
        talk = self._closing_step(words.CLOSURE_DISCUSSED)
        agreed = talk.agrees == words.CLOSING_AGREED
        for record in considerations:
            if record.needs_agreement and not agreed:
                raise UserError(
                    self.env._(
                        "“%(name)s” needs the person's own word. They have not said "
                        "that they agree.",
                        name=record.name,
                    )
                )
            if record.needs_agency and not (
                values.get("agency_id") and (values.get("agency_contact") or "").strip()
            ):
                raise UserError(
                    self.env._(
                        "Please say which agency leads now, and whom to ask there."
                    )
                )
        self._check_letter_texts(values)

    def _check_letter_texts(self, values):
        if not (values.get("reasons") or "").strip():
            raise UserError(
                self.env._("Please give the reasons, as the person will read them.")
            )
        if closing.says_only_that_police_did_nothing(values["reasons"]):
            raise UserError(
                self.env._(
                    "That the police took no action is no reason to close a case: our "
                    "own work goes on without them. Please say what else has been "
                    "done, or what the person wants."
                )
            )
        if not (values.get("actions_done") or "").strip():
            raise UserError(
                self.env._("Please say what was done: the letter confirms it.")
            )

    def _check_who_decides(self, decision_reason):
        """:raise AccessError: this takes a manager who is not the officer
        :raise UserError: the manager gave no reason
        """
        grounds = self._manager_grounds()
        if not grounds:
            return
        if not self._may_decide_alone():
            raise AccessError(
                self.env._(
                    "%(grounds)s A manager who does not work on this case decides. "
                    "Please ask one.",
                    grounds=" ".join(grounds),
                )
            )
        if not (decision_reason or "").strip():
            raise UserError(
                self.env._(
                    "%(grounds)s Please say why the case is closed all the same.",
                    grounds=" ".join(grounds),
                )
            )

    def _check_no_letter(self, values):
        if not (values.get("no_letter_reason") or "").strip():
            raise UserError(
                self.env._(
                    "A letter tells the person why the case is closed. Choose a safe "
                    "way, or say why there is none: you then give it to them by hand."
                )
            )
