from odoo import fields, models
from odoo.exceptions import UserError

from ..policy import case_flow
from ..policy import vocabulary as words


class HateCase(models.Model):
    """Triage: signpost, not hate, priority, and the ways back.

    Each step asks ``policy.case_flow`` whether it may be taken and fails with a
    sentence that says what is missing.
    """

    _inherit = "hate.case"

    # ------------------------------------------------------------------
    # Dialogues behind the buttons of the case
    # ------------------------------------------------------------------

    def action_open_signpost(self):
        self._check_step(case_flow.SIGNPOST)
        return self._open_dialogue("hate.case.signpost", self.env._("Signpost"))

    def action_open_not_hate(self):
        self._check_step(case_flow.REJECT_AS_HATE)
        return self._open_dialogue(
            "hate.case.not.hate", self.env._("Not accepted as hate")
        )

    def action_open_priority(self):
        self._check_may_change()
        return self._open_dialogue(
            "hate.case.priority", self.env._("Change the priority")
        )

    def action_open_access(self):
        self._check_may_change()
        self._check_manager()
        return self._open_dialogue("hate.case.access", self.env._("Who may see it"))

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_signpost(
        self, reason, told_at, told_method_id, agency_id=False, where_to=False
    ):
        """Send the person on to someone else, once they know it [004.1d].

        :param reason: why someone else can help better
        :param told_at: naive UTC moment at which the person was told
        :param told_method_id: id of the ``hate.contact.method`` they were told by
        :param agency_id: id of the ``hate.agency``, or
        :param where_to: where in words
        :raise UserError: something is missing, or the step can't be taken now
        """
        self._check_step(case_flow.SIGNPOST, reason)
        self._lock()
        signpost = self.env["hate.signpost"]._record(
            {
                "case_id": self.id,
                "reason": reason,
                "told_at": told_at,
                "told_method_id": told_method_id,
                "agency_id": agency_id,
                "where_to": where_to,
            }
        )
        self._record_event(words.EVENT_FIRST_RESPONSE, signpost.told_at, signpost)
        self._leave_triage(
            {"state": words.STATE_SIGNPOSTED}, self.env._("Signposted elsewhere")
        )

    def action_not_hate(self, ground, reason, told):
        """Not accept a report as hate [002.4.3] [003.5.4].

        What the person perceived stays on record as they said it.

        :param ground: one of ``policy.vocabulary.NOT_HATE_GROUNDS``
        :param reason: why, in the manager's words
        :param told: dict of how the person learned of it: ``told``, and ``told_at``,
            ``told_method_id`` and ``they_said``, or ``not_told_why``
        :raise UserError: the ground, the reason or how they were told is missing, or
            not now
        """
        self._check_step(case_flow.REJECT_AS_HATE, reason)
        if ground not in dict(words.NOT_HATE_GROUNDS):
            raise UserError(self.env._("Please choose the ground."))
        self._lock()
        decision = self.env["hate.decision"]._record(
            {
                **told,
                "case_id": self.id,
                "ground": ground,
                "reason": reason,
                "own_view": self._own_view(),
            }
        )
        if decision.told_at:
            self._record_event(words.EVENT_FIRST_RESPONSE, decision.told_at, decision)
        self._add_note(f"{self.env._('Not accepted as hate')}\n{reason}")
        self._leave_triage(
            {
                "state": words.STATE_NOT_HATE,
                "accepted_as_hate": False,
                "not_hate_ground": ground,
                "decision_reason": reason,
            },
            self.env._("A manager decided on the report"),
        )

    def _own_view(self):
        """:return: who saw it as hate and because of what, as it was reported"""
        self.ensure_one()
        labels = dict(
            self.env["hate.incident"]
            ._fields["perceived_by"]
            ._description_selection(self.env)
        )
        seen_by = [
            labels[incident.perceived_by]
            for incident in self.incident_ids.filtered("perceived_by")
        ]
        strands = ", ".join(self.strand_ids.mapped("name"))
        who = ", ".join(dict.fromkeys(seen_by))
        return ": ".join(filter(None, (who, strands)))

    def action_set_priority(self, priority, reason=None):
        """Raise the priority, or lower it as a manager with a reason [002.4.1a].

        :param priority: one of ``policy.vocabulary.PRIORITIES``
        :raise UserError: lowering it without a reason
        :raise AccessError: lowering it without being a manager
        """
        self._check_may_change()
        ranks = [value for value, _label in words.PRIORITIES]
        if priority not in ranks:
            raise UserError(self.env._("Please choose a priority."))
        values = {"priority": priority}
        if ranks.index(priority) > ranks.index(self.priority):
            self._check_manager()
            self._check_reason(reason)
            values["decision_reason"] = reason
        if reason:
            self._add_note(f"{self.env._('Priority changed')}\n{reason}")
        self._set(values)
        self._log_neutral(self.env._("Priority changed"))

    def action_change_access(self, change, user_ids, reason):
        """Let colleagues in on a case, take them off, shut them out or undo that.

        :param change: ``add``, ``remove``, ``shut_out`` or ``let_back``
        :param user_ids: ids of ``res.users``
        :raise AccessError: the user is no manager
        :raise UserError: nobody chosen, no reason, or someone who can't be let in
        """
        self._check_may_change()
        self._check_manager()
        self._check_reason(reason)
        users = self.env["res.users"].browse(user_ids).exists()
        if not users:
            raise UserError(self.env._("Please choose a colleague."))
        if change == "remove" and self.officer_id in users:
            raise UserError(
                self.env._("The case officer leaves by handing the case over.")
            )
        steps = {
            "add": self._add_members,
            "remove": self._remove_members,
            "shut_out": self._shut_out,
            "let_back": self._let_back_in,
        }
        if change not in steps:
            raise UserError(self.env._("Please choose what to change."))
        steps[change](users, reason)

    def action_reopen(self, reason=None):
        """Take up a closed case again; asks for the reason when none is given.

        The officer keeps it if they still can; otherwise a manager names another.
        """
        self._check_step(case_flow.REOPEN)
        if not reason:
            return self._ask_reason(case_flow.REOPEN, self.env._("Reopen"))
        self._check_reason(reason)
        self._lock()
        self._add_note(f"{self.env._('Reopened')}\n{reason}")
        # sudo: method-only fields; the step was checked above
        case = self.sudo()
        case.write({"state": words.STATE_OPEN, "closed_at": False})
        if case.officer_id and case.officer_id not in case._candidates():
            case._release_officer()
        case._record_event(words.EVENT_REOPENED, fields.Datetime.now(), case)
        case._log_neutral(self.env._("Reopened"))
        if case.officer_id and case.officer_id != self.env.user:
            case._remind(case.officer_id, self.env._("A case was reopened"))
        return True

    def action_triage_again(self, reason=None):
        """Put what was signposted or not accepted back on the triage list.

        Its clocks start anew from now. Asks for the reason when none is given.
        """
        self._check_step(case_flow.TRIAGE_AGAIN)
        if not reason:
            return self._ask_reason(
                case_flow.TRIAGE_AGAIN, self.env._("Back to triage")
            )
        self._check_reason(reason)
        self._lock()
        self._add_note(f"{self.env._('Back to triage')}\n{reason}")
        # sudo: method-only fields; the step was checked above
        case = self.sudo()
        case._release_officer()
        case.write(
            {
                "state": words.STATE_REPORTED,
                "accepted_as_hate": True,
                "not_hate_ground": False,
                "decision_reason": False,
            }
        )
        case._record_event(words.EVENT_REPORT_RECEIVED, fields.Datetime.now(), case)
        case._log_neutral(self.env._("Back to triage"))
        return True

    def _ask_reason(self, step, title):
        return self._open_dialogue("hate.case.reason", title, step=step)

    def _leave_triage(self, values, line):
        """Write what ends the work on a case, and stop what is running."""
        # sudo: method-only fields; every caller has checked the step, and the user may
        # lose the case by it
        case = self.sudo()
        loggers = case._loggers()
        case.write(values)
        case._record_event(words.EVENT_SET_ASIDE, fields.Datetime.now(), case)
        case._log_neutral(line)
        case._remove_members(loggers)

    def _loggers(self):
        """:return: members who are so only because they took the report"""
        # sudo: who took the report, to end their membership
        case = self.sudo()
        keeping = case.officer_id
        if case.restricted:
            keeping |= case.company_id.hate_restricted_user_ids
        return (case.report_ids.received_by_id | case.create_uid) - keeping
