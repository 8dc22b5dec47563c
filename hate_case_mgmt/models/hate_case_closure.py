from odoo import Command, fields, models
from odoo.exceptions import UserError

from ..policy import case_flow
from ..policy import vocabulary as words

# What the dialogue of closing asks for and its log keeps
DECISION_FIELDS = (
    "agency_id",
    "agency_contact",
    "reasons",
    "actions_done",
    "decision_reason",
    "no_letter_reason",
    "survey_declined",
    "after_care_declined",
)


class HateCase(models.Model):
    """Closing: proposed, talked over with the person, decided, and told in a letter.

    A case is never closed silently. Where the person does not agree, is not sure or
    could not be talked to, and where the risk is high, a manager decides, who is not
    the officer of the case.
    """

    _inherit = "hate.case"
    _personal_fields = {
        "close_reason": "words",
    }

    closure_ids = fields.One2many("hate.closure", "case_id", string="Closing")
    close_reason = fields.Text(
        string="Why it was closed",
        readonly=True,
        copy=False,
        help="The reasons as the closing letter gives them.",
    )

    # ------------------------------------------------------------------
    # Watching, and the way into closing and out of it
    # ------------------------------------------------------------------

    def action_monitor(self):
        """Watch a case on which nothing more is planned, before closing is proposed."""
        self._change_state(case_flow.MONITOR, self.env._("Now watched"))

    def action_resume(self):
        """Take up the work on a case that was watched."""
        self._change_state(case_flow.RESUME, self.env._("Worked on again"))

    def _change_state(self, step, line):
        self._check_step(step)
        self._lock()
        self._set({"state": case_flow.transition(step).target})
        self._log_neutral(line)

    def action_start_closing(self):
        """Propose to close the case: from now on it waits for the talk with the person.

        :raise UserError: someone is in danger, or the step can't be taken now
        """
        self._check_step(case_flow.START_CLOSING)
        if self.danger_now:
            raise UserError(self._danger_gap())
        self._lock()
        now = fields.Datetime.now()
        proposed = self._add_closure(words.CLOSURE_PROPOSED, now)
        self._set({"state": words.STATE_CLOSING})
        self._record_event(words.EVENT_CLOSING_PROPOSED, now, proposed)
        self._follow_risk_review()
        self._log_neutral(self.env._("Closing was proposed"))

    def action_stop_closing(self, reason=None):
        """Go on with the case after all; asks for the reason when none is given."""
        self._check_step(case_flow.STOP_CLOSING)
        if not reason:
            return self._ask_reason(
                case_flow.STOP_CLOSING, self.env._("Go on with the case")
            )
        self._check_reason(reason)
        self._lock()
        now = fields.Datetime.now()
        self._add_closure(words.CLOSURE_STOPPED, now, decision_reason=reason)
        self._set({"state": words.STATE_OPEN})
        self._end_promises((words.EVENT_CLOSING_DISCUSSED,))
        self._follow_risk_review()
        self._log_neutral(self.env._("Closing was stopped"))
        return True

    # ------------------------------------------------------------------
    # The talk
    # ------------------------------------------------------------------

    def action_open_talk(self):
        """:return: the dialogue in which the talk about closing is recorded"""
        self._check_in_closing()
        return self._open_dialogue(
            "hate.case.closing.talk", self.env._("Talk about closing")
        )

    def _record_talk(self, contact, values):
        """Keep what the person said about closing, in a contact that was made.

        :param contact: ``hate.contact`` in which they were reached
        :param values: of a ``hate.closure``: ``agrees``, ``own_words``, …
        :return: the ``hate.closure``
        :raise UserError: nobody was reached, or the case is not being closed
        """
        self._check_in_closing()
        if not contact.reached or contact.case_id != self:
            raise UserError(
                self.env._("Closing is talked over with the person themselves.")
            )
        if not values.get("agrees"):
            raise UserError(self.env._("Please say whether the person agrees."))
        talk = self._add_closure(
            words.CLOSURE_DISCUSSED,
            fields.Datetime.now(),
            contact_id=contact.id,
            **values,
        )
        self._record_event(words.EVENT_CLOSING_DISCUSSED, contact.contacted_at, contact)
        self._log_neutral(self.env._("Closing was talked over"))
        return talk

    def _closing_round(self):
        """:return: the log of this closing, from its proposal on, newest first"""
        self.ensure_one()
        log = self.closure_ids.sorted(lambda row: (row.at, row.id), reverse=True)
        proposed = log.filtered(lambda row: row.kind == words.CLOSURE_PROPOSED)[:1]
        return log.filtered(lambda row: (row.at, row.id) >= (proposed.at, proposed.id))

    def _closing_step(self, kind):
        """:return: the newest entry of a kind in this closing, or none"""
        if self.state != words.STATE_CLOSING:
            return self.env["hate.closure"]
        return self._closing_round().filtered(lambda row: row.kind == kind)[:1]

    def _closing_attempts(self):
        """:return: contacts since closing was proposed in which nobody was reached"""
        proposed = self._closing_step(words.CLOSURE_PROPOSED)
        return self.contact_ids.filtered(
            lambda contact: not contact.reached
            and contact.contacted_at >= proposed.at
            and contact.party_id.role in words.ROLES_WE_ANSWER
        )

    # ------------------------------------------------------------------
    # The log, and what ends
    # ------------------------------------------------------------------

    def _decision_row(self, values):
        """:return: what of the dialogue of closing its log keeps"""
        talk = self._closing_step(words.CLOSURE_DISCUSSED)
        return {
            "agrees": talk.agrees,
            "risk_level": self.risk_level,
            "consideration_ids": [Command.set(values["consideration_ids"])],
            **{name: values.get(name) for name in DECISION_FIELDS},
        }

    def _add_closure(self, kind, at, **values):
        """:return: the new entry in the log of closing"""
        self.ensure_one()
        # sudo: the log is written by the steps alone, each of which has checked the
        # user's right on the case
        return (
            self.env["hate.closure"]
            .sudo()
            .create(
                {
                    "case_id": self.id,
                    "kind": kind,
                    "at": at,
                    "user_id": self.env.uid,
                    **values,
                }
            )
            .sudo(self.env.su)
        )
