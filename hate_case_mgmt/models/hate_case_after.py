from odoo import fields, models
from odoo.exceptions import UserError

from ..policy import case_flow
from ..policy import vocabulary as words

# The kind of activity by which one is reminded to ask again
FOLLOW = "hate_case_mgmt.mail_activity_type_follow_up"


class HateCase(models.Model):
    """After closing: the letter where it is still owed, the survey, the contact after
    four weeks, and the way back when it was not over."""

    _inherit = "hate.case"

    survey_ids = fields.One2many("hate.survey", "case_id", string="Surveys")
    follow_up_ids = fields.One2many(
        "hate.follow.up", "case_id", string="Contacts after closing"
    )
    after_due_at = fields.Datetime(
        string="Next after closing",
        readonly=True,
        copy=False,
        help="When the next thing that we promised for after closing is due.",
    )
    survey_state = fields.Selection(
        words.SURVEY_STATES, string="Survey", readonly=True, copy=False
    )
    follow_up_outcome = fields.Selection(
        words.FOLLOW_UP_OUTCOMES,
        string="Contact after closing",
        readonly=True,
        copy=False,
    )

    _after_idx = models.Index("(after_due_at, id) WHERE after_due_at IS NOT NULL")
    _closed_idx = models.Index("(closed_at DESC, id DESC) WHERE state = 'closed'")

    def _refresh_next_due(self):
        """Keep what is due after closing in step with the clocks, too."""
        result = super()._refresh_next_due()
        closed = self.filtered(lambda case: case.state == words.STATE_CLOSED)
        soonest = {}
        if closed:
            soonest = dict(
                self.env["hate.deadline"]._read_group(
                    [
                        ("case_id", "in", closed.ids),
                        (
                            "commitment_id.met_by_event",
                            "in",
                            words.EVENTS_AFTER_CLOSING,
                        ),
                        *self.env["hate.deadline"]._get_pending_domain(),
                    ],
                    ["case_id"],
                    ["due_at:min"],
                )
            )
        for case in self:
            moment = soonest.get(case, False)
            if case.after_due_at != moment:
                case.after_due_at = moment
        return result

    def _refresh_survey_state(self):
        """Show on the case how its newest survey stands."""
        for case in self:
            # sudo: only how the survey stands gets to the case, no answer; who must not
            # see the case does not see that field either
            known = case.sudo()
            newest = known.survey_ids.sorted("id", reverse=True)[:1]
            known.survey_state = newest.state

    # ------------------------------------------------------------------
    # Beginning and ending it
    # ------------------------------------------------------------------

    def _start_after_care(self, values):
        """Offer what comes after closing, save what the person does not want.

        :param values: dict with ``survey_declined`` and ``after_care_declined``
        """
        # sudo: offers are written by the addon alone; closing was checked, and the
        # links they hold go into letters only, never to the user
        offers = self.env["hate.survey"].sudo()
        surveys = offers.create(
            [
                {"case_id": self.id, "party_id": party.id}
                for party in self._people_to_tell()
            ]
        )
        self._refresh_survey_state()
        if values.get("survey_declined"):
            surveys._decline()
        if not surveys:
            self._end_promises(words.EVENTS_OF_SURVEY)
        if values.get("after_care_declined"):
            self._decline_follow_up()

    def _decline_follow_up(self):
        """The person wants no contact after closing: the promise of it ends."""
        self._set({"follow_up_outcome": words.OUTCOME_DECLINED})
        self._end_promises((words.EVENT_FOLLOWED_UP,))

    def _end_after_care(self):
        """The case goes on: what was promised for after closing waits for the next
        closing."""
        self._end_promises(words.EVENTS_AFTER_CLOSING)
        self._set({"follow_up_outcome": False, "close_reason": False})
        # sudo: links that were given out stop working; nothing of them is read here
        self.sudo().survey_ids._withdraw()

    def action_reopen(self, reason=None):
        """Take up a closed case again; asks for the reason when none is given.

        A new report after closing is a new case for the regulator. This is for the same
        matter that was not over.
        """
        result = super().action_reopen(reason)
        if reason:
            self._add_closure(
                words.CLOSURE_REOPENED, fields.Datetime.now(), decision_reason=reason
            )
            self._end_after_care()
        return result

    # ------------------------------------------------------------------
    # The letter that is still owed
    # ------------------------------------------------------------------

    def action_open_closure_letter(self):
        """:return: the dialogue that gives the closing letter now"""
        self._check_after_closing()
        return self._open_dialogue(
            "hate.closure.letter", self.env._("Give the closing letter")
        )

    def _closing_decision(self):
        """:return: the ``hate.closure`` by which this case was closed last"""
        return self.closure_ids.filtered(
            lambda row: row.kind == words.CLOSURE_CLOSED
        ).sorted(lambda row: (row.at, row.id))[-1:]

    def action_give_closure_letter(self, party_id, method_code):
        """Give or send the closing letter when a safe way has been found.

        :param party_id: id of the ``hate.party`` it goes to
        :param method_code: one of ``policy.vocabulary.CONTACT_METHODS``
        :return: the ``hate.letter``
        :raise UserError: not closed, or the way is not safe
        """
        self._check_after_closing()
        self._lock()
        decision = self._closing_decision()
        if not decision:
            raise UserError(
                self.env._("There is no decision on record to write about.")
            )
        return self._send_closure_letter(
            self.env["hate.party"].browse(party_id),
            method_code,
            {"reasons": decision.reasons, "actions_done": decision.actions_done},
        )

    # ------------------------------------------------------------------
    # The survey
    # ------------------------------------------------------------------

    def _survey_for(self, party):
        """:return: the survey still open for a person of this case, or none"""
        return self.survey_ids.filtered(
            lambda offer: offer.party_id == party
            and offer.state in words.SURVEY_PENDING
        )[:1]

    def _survey_goes_with_letter(self):
        """Whether the standard has the link go with the closing letter, rather than
        being offered some days later.

        :return: bool
        """
        # sudo: the standard, which the landlord publishes, for a yes or no
        promises = self.sudo().standard_id.commitment_ids.filtered(
            lambda promise: promise.met_by_event == words.EVENT_SURVEY_SENT
        )
        return not any(
            promise.unit == words.UNIT_DAYS and promise.duration > 1
            for promise in promises
        )

    def action_open_survey(self):
        """:return: the dialogue that offers the survey, or fills it in by phone"""
        self._check_after_closing()
        if not self.survey_ids.filtered(
            lambda offer: offer.state in words.SURVEY_PENDING
        ):
            raise UserError(
                self.env._("There is no survey to offer: it was answered or declined.")
            )
        return self._open_dialogue("hate.survey.offer", self.env._("Survey"))

    def _show_manager(self, activity_type):
        """Let a manager know of an answer that needs a look [000.a4].

        Where no manager sees the case, those handle it who do.

        :param activity_type: xml id of the kind of activity
        """
        # sudo: the person who answered has no login; only who may see the case is told
        case = self.sudo()
        managers = case._managers().filtered(case._is_seen_by)
        decided = case._closing_decision().user_id & managers
        others = managers - case.officer_id
        told = (decided - case.officer_id) or others or managers or case.officer_id
        for user in told[:1]:
            case._give_work(user, activity_type)

    # ------------------------------------------------------------------
    # The contact after four weeks
    # ------------------------------------------------------------------

    def action_open_follow_up(self):
        """:return: the dialogue that records the contact after closing"""
        self._check_after_closing()
        return self._open_dialogue(
            "hate.case.follow.up", self.env._("Contact after closing")
        )

    def _record_follow_up(self, contact, values):
        """Keep what came of a contact after closing, or of the attempt.

        :param contact: ``hate.contact``
        :param values: of a ``hate.follow.up``: ``outcome``, ``support``, ``next_on``
        :return: the ``hate.follow.up``
        :raise UserError: the outcome is missing or does not fit the contact
        """
        self._check_after_closing()
        outcome = values.get("outcome")
        if outcome not in dict(words.FOLLOW_UP_OUTCOMES):
            raise UserError(self.env._("Please say what came of it."))
        if contact.reached == (outcome == words.OUTCOME_NOT_REACHED):
            raise UserError(
                self.env._("Please check: were they reached, and what came of it?")
            )
        # sudo: the log is written by this step alone, which has checked the case
        entry = (
            self.env["hate.follow.up"]
            .sudo()
            .create(
                {
                    "case_id": self.id,
                    "at": contact.contacted_at,
                    "user_id": self.env.uid,
                    "contact_id": contact.id,
                    **values,
                }
            )
            .sudo(self.env.su)
        )
        self._set({"follow_up_outcome": outcome})
        if contact.reached:
            self._record_event(words.EVENT_FOLLOWED_UP, contact.contacted_at, contact)
        self._log_neutral(self.env._("Contact after closing"))
        if outcome == words.OUTCOME_DECLINED:
            self._decline_follow_up()
        if entry.next_on:
            self._give_work(self.env.user, FOLLOW, entry.next_on)
        return entry

    def _check_after_closing(self):
        """:raise UserError: the case is not closed, or not this user's to work on"""
        self._check_step(case_flow.REOPEN)
