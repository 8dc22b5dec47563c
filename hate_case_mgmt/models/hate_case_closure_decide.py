from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..policy import case_flow
from ..policy import vocabulary as words

# The kind of activity by which a manager is asked
DECIDE = "hate_case_mgmt.mail_activity_type_closing"


class HateCase(models.Model):
    """Deciding about closing: by the officer, or by a manager who is asked."""

    _inherit = "hate.case"

    # ------------------------------------------------------------------
    # Asking a manager
    # ------------------------------------------------------------------

    def action_ask_manager(self, values):
        """Put the closing to a manager, with all that was filled in.

        :param values: as for :meth:`action_close`
        :raise UserError: something is missing, or there is nobody to ask
        """
        self._check_in_closing()
        self._check_gaps()
        self._check_decision(values)
        managers = self._deciding_managers()
        if not managers:
            raise UserError(
                self.env._(
                    "There is no other manager who may see this case. Ask your "
                    "administrator who may decide."
                )
            )
        self._lock()
        self._add_closure(
            words.CLOSURE_ASKED, fields.Datetime.now(), **self._decision_row(values)
        )
        self._log_neutral(self.env._("A manager was asked about closing"))
        for manager in managers:
            self._give_work(manager, DECIDE)

    def _give_work(self, user, activity_type, due_on=None):
        """Give a colleague something to do that the case takes back by itself.

        :param activity_type: xml id of a ``mail.activity.type`` with neutral words
        :param due_on: date; today in the landlord's time zone if not given
        """
        kind = self.env.ref(activity_type).with_context(lang=user.lang)
        # sudo: work for a colleague, of which it says nothing but the reference
        self.sudo().activity_schedule(
            activity_type,
            # the chatter shows no name of an activity that has no words of its own
            summary=kind.name,
            date_deadline=due_on or self._local_today(),
            user_id=user.id,
        )

    def _deciding_managers(self):
        """:return: the managers who see this case and are not its officer"""
        return self._managers().filtered(
            lambda user: user != self.officer_id
            and user != self.env.user
            and self._is_seen_by(user)
        )

    def action_send_back(self, reason):
        """Tell the officer what has to be done before the case can be closed.

        :raise UserError: no reason, or nobody asked
        :raise AccessError: the user is not the manager to decide
        """
        self._check_in_closing()
        self._check_reason(reason)
        if not self._may_decide_alone():
            raise AccessError(self._refusal_of_role(case_flow.MANAGER))
        self._lock()
        self._add_closure(
            words.CLOSURE_RETURNED, fields.Datetime.now(), decision_reason=reason
        )
        self._log_neutral(self.env._("Closing was sent back to the officer"))
        # sudo: as in _close_at
        self.sudo().activity_unlink([DECIDE])
        if self.officer_id:
            self._remind(self.officer_id, self.env._("Closing of a case: read the log"))

    # ------------------------------------------------------------------
    # Closing
    # ------------------------------------------------------------------

    def action_open_close(self):
        """:return: the dialogue that closes the case, or says what is missing"""
        self._check_in_closing()
        dialogue = self.env["hate.case.close"]
        # what was typed before something missing was supplied is not lost
        wizard = dialogue.search(
            [("case_id", "=", self.id), ("create_uid", "=", self.env.uid)], limit=1
        ) or dialogue.create({"case_id": self.id})
        return {
            **self._open_dialogue("hate.case.close", self.env._("Close the case")),
            "res_id": wizard.id,
        }

    def action_close(self, values):
        """Close the case, tell the person by a letter, and start what comes after
        [000.b12] [003.10.1] [004.3a] [004.3b].

        :param values: dict of ``consideration_ids``, ``agency_id``, ``agency_contact``,
            ``reasons``, ``actions_done``, ``decision_reason``, ``survey_declined``,
            ``after_care_declined``; and of ``party_id`` and ``method_code`` for the
            letter, or else ``no_letter_reason``
        :raise UserError: what is missing, in a sentence
        :raise AccessError: it takes a manager who is not the officer
        """
        self._check_in_closing()
        self._lock()
        self._check_gaps()
        self._check_decision(values)
        self._check_who_decides(values.get("decision_reason"))
        if not values.get("method_code"):
            self._check_no_letter(values)
        now = fields.Datetime.now()
        letter = self._close_at(now, values)
        self._log_neutral(self.env._("Closed"))
        return letter

    def _close_at(self, now, values):
        """:return: the closing letter, empty when none could be sent yet"""
        decision = self._add_closure(
            words.CLOSURE_CLOSED, now, **self._decision_row(values)
        )
        # sudo: method-only fields; action_close has checked the step
        self.sudo().write(
            {
                "state": words.STATE_CLOSED,
                "closed_at": now,
                "close_reason": values["reasons"],
            }
        )
        self._end_promises(words.EVENTS_OF_CASEWORK)
        self._record_event(words.EVENT_CLOSED, now, decision)
        # sudo: other people's activities on this case, which the decision has settled
        self.sudo().activity_unlink([DECIDE])
        self._start_after_care(values)
        if not values.get("method_code"):
            return self.env["hate.letter"]
        party = self.env["hate.party"].browse(values["party_id"])
        return self._send_closure_letter(party, values["method_code"], values)

    def _send_closure_letter(self, party, method_code, values):
        """Send the letter that gives the reasons and what was done.

        :param values: dict with ``actions_done``
        :return: the ``hate.letter``
        :raise UserError: the way is not safe
        """
        if party not in self.party_ids:
            raise UserError(self.env._("Please choose to whom the letter goes."))
        letters = self.env["hate.letter"]
        survey = self._survey_for(party)
        given = {
            "reasons": self._reasons_in_letter(),
            "actions": values["actions_done"],
        }
        if survey and self._survey_goes_with_letter():
            given["survey_link"] = survey._new_link()
        letter = letters._send_to(
            party,
            self.env["hate.letter.template"]._for_kind(words.LETTER_CLOSURE),
            method_code,
            values=given,
        )
        if given.get("survey_link"):
            survey._offered_with(letter)
        return letter

    def _reasons_in_letter(self):
        """:return: what was weighed and why the case is closed, as paragraphs"""
        decision = self._closing_decision()
        paragraphs = decision.consideration_ids.mapped("letter_text")
        if decision.agency_id:
            paragraphs.append(
                self.env._(
                    "It is %(agency)s. This is how you reach them: %(contact)s",
                    agency=decision.agency_id.name,
                    contact=decision.agency_contact,
                )
            )
        return "\n\n".join([*paragraphs, decision.reasons])
