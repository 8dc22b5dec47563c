from odoo import Command, fields, models
from odoo.exceptions import AccessError, UserError

from ..policy import case_flow, closing
from ..policy import vocabulary as words

# The kind of activity by which a manager is asked
DECIDE = "hate_case_mgmt.mail_activity_type_closing"
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
        # sudo: work for a colleague, of which it says nothing but the reference
        self.sudo().activity_schedule(
            activity_type,
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
