from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..policy import risk
from ..policy import vocabulary as words


class HateRiskAssessment(models.Model):
    """What is done with a filled assessment: finishing it, judging otherwise, and what
    that sets going on the case.
    """

    _inherit = "hate.risk.assessment"

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_finish(self):
        """Freeze it: the level holds from now on, and the promise is kept.

        :raise UserError: questions are open, or the level differs without a reason
        :raise AccessError: lowering the level without being a manager
        """
        self._check_may_fill()
        result = self._result()
        if result.missing:
            raise UserError(
                self.env._(
                    "%(count)s questions have no answer yet. Choose “Not known” where "
                    "the person could not or would not answer. What you have filled in "
                    "is saved.",
                    count=result.missing,
                )
            )
        wanted = self.level_wanted or result.level
        kind = self._check_other_level(result.level, wanted, self.level_reason)
        explained = [
            self.env._(sentence.template, **sentence.values)
            for sentence in risk.explain(result)
        ]
        # sudo: method-only fields; the right to fill it was checked
        self.sudo().write(
            {
                "state": words.ASSESSMENT_FINISHED,
                "score": result.score,
                "possible": result.possible,
                "scored_level": result.level,
                "explanation": "\n".join(explained),
                "finished_at": fields.Datetime.now(),
                "finished_by_id": self.env.uid,
            }
        )
        if kind:
            self._decide(kind, wanted, self.level_reason)
        self._after_finish()
        return True

    def action_set_aside(self):
        """It was begun by mistake: it stays on record and counts for nothing."""
        self._check_may_fill()
        # sudo: method-only fields; the right was checked
        self.sudo().state = words.ASSESSMENT_SET_ASIDE
        return True

    def action_change_level(self, level, reason):
        """Judge otherwise after it is finished.

        :param level: one of ``policy.vocabulary.RISK_LEVELS``
        :param reason: why
        :raise UserError: no reason, or not a finished assessment
        :raise AccessError: lowering it without being a manager
        """
        self._check_finished()
        kind = self._check_other_level(self.level, level, reason)
        if kind:
            self._decide(kind, level, reason)
            self.case_id._refresh_risk_level()
            self.case_id._log_neutral(self.env._("Risk level changed"))

    def action_mark_seen(self, reason):
        """A manager has looked at it.

        :param reason: what they make of it, in a sentence
        :raise AccessError: the user is no manager
        """
        self._check_finished()
        self.case_id._check_manager()
        self.case_id._check_reason(reason)
        self._decide(words.DECISION_SEEN, False, reason)

    def action_open_level(self):
        """:return: action of the dialogue that changes the level"""
        self._check_finished()
        return self._open_decision(
            self.env._("Change the level"), kind="level", level=self.level
        )

    def action_open_seen(self):
        """:return: action of the dialogue in which a manager says what they make of
        it"""
        self._check_finished()
        self.case_id._check_manager()
        return self._open_decision(self.env._("I have looked at it"), kind="seen")

    def _open_decision(self, title, **defaults):
        return self.case_id._open_dialogue(
            "hate.risk.decide", title, assessment_id=self.id, **defaults
        )

    def _check_finished(self):
        """:raise UserError: not by this user, or there is no level yet"""
        self.ensure_one()
        self.case_id._check_may_change()
        if self.state != words.ASSESSMENT_FINISHED:
            raise UserError(self.env._("Please finish the assessment first."))

    def _check_other_level(self, scored, wanted, reason):
        """Whether the user may judge otherwise.

        :return: ``raised``, ``lowered`` or None when nothing differs
        :raise UserError: no reason is given
        :raise AccessError: lowering it takes a manager
        """
        if wanted not in dict(words.RISK_LEVELS):
            raise UserError(self.env._("Please choose a level."))
        if wanted == scored:
            return None
        raised = risk.rank(wanted) > risk.rank(scored)
        if not raised and words.RESPONSIBLE_MANAGER not in self.case_id._my_roles():
            raise AccessError(
                self.env._(
                    "Only a manager may lower the level. Finish the assessment with "
                    "the level of its score, and ask a manager to look at it."
                )
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Please say why you judge the level otherwise."))
        return words.DECISION_RAISED if raised else words.DECISION_LOWERED

    def _decide(self, kind, level, reason):
        """Add a decision beside the assessment, after the caller has checked."""
        # sudo: no user writes this log by hand
        self.env["hate.risk.decision"].sudo().create(
            {
                "case_id": self.case_id.id,
                "assessment_id": self.id,
                "kind": kind,
                "level": level,
                "reason": reason.strip(),
                "user_id": self.env.uid,
            }
        )

    def _after_finish(self):
        """What a finished assessment sets going on its case."""
        self.ensure_one()
        case = self.case_id
        case._refresh_risk_level()
        for event in self._events():
            case._record_event(event, self.assessed_at, self)
        case._follow_risk_review(self)
        for about in sorted(self._concerns()):
            self._open_safeguarding(about)
        case._log_neutral(self.env._("Risk looked at"))

    def _events(self):
        """What this means for the promises. They are made to the person affected; a
        full assessment also is the screen.

        A later assessment is no first one: it would start anew what follows from one.
        It counts where a clock waits for it.

        :return: list of events
        """
        if self.party_id.role != words.ROLE_VICTIM:
            return []
        events = [words.EVENT_RISK_SCREENED]
        if self.kind == words.MATRIX_FULL:
            events.append(words.EVENT_RISK_ASSESSED)
        # sudo: the engine's own clocks and earlier assessments, for a yes or no
        clocks, assessments = self.env["hate.deadline"].sudo(), self.sudo()
        waiting = clocks.search_fetch(
            [("case_id", "=", self.case_id.id), *clocks._get_pending_domain()],
            ["commitment_id"],
        ).commitment_id.mapped("met_by_event")
        earlier = assessments.search(
            [
                ("case_id", "=", self.case_id.id),
                ("id", "!=", self.id),
                ("party_id.role", "=", words.ROLE_VICTIM),
                ("state", "=", words.ASSESSMENT_FINISHED),
            ]
        )
        done = {words.EVENT_RISK_SCREENED} if earlier else set()
        if words.MATRIX_FULL in earlier.mapped("kind"):
            done.add(words.EVENT_RISK_ASSESSED)
        return [event for event in events if event in waiting or event not in done]

    def _evidence_kinds(self):
        """:return: what a promise may take this for: a finished assessment"""
        if self.state == words.ASSESSMENT_FINISHED:
            return frozenset({"assessment"})
        return frozenset()

    def action_open_safeguarding(self):
        """Open the steps for what the answers raise concern about, without waiting for
        the end of the talk.

        :return: action that shows them
        """
        self.ensure_one()
        self.case_id._check_may_change()
        for about in sorted(self._concerns()):
            self._open_safeguarding(about)
        return self.case_id.action_view_safeguarding()

    def _open_safeguarding(self, about):
        """One concern of each kind for each assessment [002.4.4c] [003.8.2a]."""
        # sudo: only looks whether there is one
        known = self.sudo().safeguarding_ids.filtered(
            lambda concern: concern.about == about
        )
        if known:
            return
        said = self.answer_ids.filtered(
            # sudo: as in load_page
            lambda answer: answer.sudo().option_id.concern == about
        )
        lines = [
            f"{answer.question_id.name} – {answer.option_id.name}"
            + (f": {answer.note}" if answer.note else "")
            for answer in said.sudo()
        ]
        # sudo: the hub reads and adds steps; a concern itself comes by this method or
        # the button of the case, after the right to change the case was checked
        self.env["hate.safeguarding"].sudo().create(
            {
                "case_id": self.case_id.id,
                "party_id": self.party_id.id,
                "assessment_id": self.id,
                "about": about,
                "concern": "\n".join(lines),
                "user_id": self.env.uid,
            }
        )
