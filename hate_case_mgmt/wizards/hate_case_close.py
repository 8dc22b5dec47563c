from odoo import api, fields, models

from ..policy import vocabulary as words


class HateCaseClose(models.TransientModel):
    """Close a case: what is missing, each with the button that supplies it; what was
    weighed; and the letter to the person.

    What is filled in stays when something is missing, and goes to the manager when
    one is asked.
    """

    _name = "hate.case.close"
    _description = "Close the case"
    _inherit = ["hate.case.wizard"]

    # the gate
    gap_danger = fields.Char(compute="_compute_gaps")
    gap_talk = fields.Char(compute="_compute_gaps")
    gap_risk = fields.Char(compute="_compute_gaps")
    gap_plan = fields.Char(compute="_compute_gaps")
    has_gaps = fields.Boolean(compute="_compute_gaps")
    manager_note = fields.Char(string="Why a manager decides", compute="_compute_gaps")
    may_decide = fields.Boolean(compute="_compute_gaps")
    talk_line = fields.Char(string="What they said", compute="_compute_gaps")
    returned_line = fields.Char(string="From the manager", compute="_compute_gaps")

    # the decision
    consideration_ids = fields.Many2many(
        "hate.closure.consideration",
        "hate_case_close_consideration_rel",
        "close_id",
        "consideration_id",
        string="What applies",
    )
    needs_agency = fields.Boolean(compute="_compute_needs_agency")
    agency_id = fields.Many2one("hate.agency", string="Agency that leads")
    agency_contact = fields.Char(string="Whom to ask there")
    reasons = fields.Text()
    actions_done = fields.Text(string="What was done")
    decision_reason = fields.Text(string="Why it is closed all the same")

    # what comes after
    survey_declined = fields.Boolean(string="They want no survey")
    after_care_declined = fields.Boolean(string="They want no contact after closing")

    # the letter
    party_id = fields.Many2one(
        "hate.party",
        string="Letter to",
        domain="[('case_id', '=', case_id), ('role', '!=', 'alleged')]",
    )
    method_id = fields.Many2one(
        "hate.contact.method",
        string="How it goes",
        compute="_compute_method_id",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
        domain="[('code', 'in', ['email', 'post', 'text', 'visit', 'place'])]",
    )
    letter_refusal = fields.Char(compute="_compute_letter_refusal")
    no_letter_reason = fields.Text(string="No letter now because")

    @api.model_create_multi
    def create(self, vals_list):
        """Begin with what was filled in before, or with what the case tells."""
        wizards = super().create(vals_list)
        for wizard, vals in zip(wizards, vals_list, strict=True):
            begin = wizard._begin_with()
            wizard.write(
                {name: value for name, value in begin.items() if name not in vals}
            )
        return wizards

    def _begin_with(self):
        """:return: dict of what the dialogue starts with"""
        case = self.case_id
        asked = case._closing_step(words.CLOSURE_ASKED)
        talk = case._closing_step(words.CLOSURE_DISCUSSED)
        begin = {
            "party_id": case._people_to_tell()[:1].id,
            "survey_declined": talk.survey_declined,
            "after_care_declined": talk.after_care_declined,
            "actions_done": case._actions_in_words(),
        }
        if asked:
            begin.update(
                consideration_ids=[fields.Command.set(asked.consideration_ids.ids)],
                agency_id=asked.agency_id.id,
                agency_contact=asked.agency_contact,
                reasons=asked.reasons,
                actions_done=asked.actions_done,
                no_letter_reason=asked.no_letter_reason,
            )
        return begin

    @api.depends("case_id")
    def _compute_gaps(self):
        for wizard in self:
            case = wizard.case_id
            gaps = case._closing_gaps()
            for name in ("danger", "talk", "risk", "plan"):
                wizard[f"gap_{name}"] = gaps.get(name, False)
            wizard.has_gaps = bool(gaps)
            wizard.manager_note = " ".join(case._manager_grounds())
            wizard.may_decide = case._may_decide_alone()
            wizard.talk_line = wizard._what_they_said()
            wizard.returned_line = wizard._what_the_manager_said()

    def _what_they_said(self):
        """:return: the talk or the attempts, in one line"""
        case = self.case_id
        talk = case._closing_step(words.CLOSURE_DISCUSSED)
        if talk:
            labels = dict(talk._fields["agrees"]._description_selection(self.env))
            return f"{labels[talk.agrees]}: “{talk.own_words}”"
        attempts = len(case._closing_attempts())
        if attempts:
            return self.env._(
                "Not reached so far. Attempts on record: %(number)s.", number=attempts
            )
        return False

    def _what_the_manager_said(self):
        """:return: what is to be done before the case can be closed, or False"""
        back = self.case_id._closing_step(words.CLOSURE_RETURNED)
        asked = self.case_id._closing_step(words.CLOSURE_ASKED)
        if back and (back.at, back.id) > (asked.at or back.at, asked.id or 0):
            return back.decision_reason
        return False

    @api.depends("consideration_ids")
    def _compute_needs_agency(self):
        for wizard in self:
            wizard.needs_agency = any(wizard.consideration_ids.mapped("needs_agency"))

    @api.depends("party_id")
    def _compute_method_id(self):
        for wizard in self:
            wizard.method_id = wizard.party_id._way_for_letters()

    @api.depends("party_id", "method_id")
    def _compute_letter_refusal(self):
        for wizard in self:
            wizard.letter_refusal = bool(
                wizard.party_id and wizard.method_id
            ) and wizard.party_id._contact_refusal(wizard.method_id.code)

    # ------------------------------------------------------------------
    # Supplying what is missing
    # ------------------------------------------------------------------

    def action_open_talk(self):
        """:return: the dialogue of the talk; what was typed here is kept"""
        self.ensure_one()
        return self.case_id.action_open_talk()

    def action_assess_risk(self):
        """:return: action that opens a new assessment of the risk"""
        self.ensure_one()
        return self.case_id.action_assess_risk()

    def action_open_exempt(self):
        """:return: the dialogue that says why the risk can't be assessed once more"""
        self.ensure_one()
        return self.case_id.action_open_exempt()

    def action_open_plan(self):
        """:return: window action with the open actions of the case"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open actions"),
            "res_model": "hate.action",
            "views": [(False, "list"), (False, "form")],
            "domain": [
                ("case_id", "=", self.case_id.id),
                ("state", "in", words.ACTIONS_OPEN),
            ],
            "context": {"default_case_id": self.case_id.id, "in_case": True},
        }

    # ------------------------------------------------------------------
    # Deciding
    # ------------------------------------------------------------------

    def action_close(self):
        """Close the case.

        :return: client action, or the action that prints the letter
        :raise UserError: something is missing
        """
        self.ensure_one()
        letter = self.case_id.action_close(self._prepare_decision())
        done = self._done(self.env._("The case is closed."))
        if letter._is_to_print():
            return letter.action_print()
        return done

    def action_ask_manager(self):
        """Put it to a manager, with all that was filled in."""
        self.ensure_one()
        self.case_id.action_ask_manager(self._prepare_decision())
        return self._done(self.env._("A manager has been asked to decide."))

    def action_send_back(self):
        """Give it back to the officer with what is to be done first."""
        self.ensure_one()
        self.case_id.action_send_back(self.decision_reason)
        return self._done(self.env._("The officer has been told."))

    def _prepare_decision(self):
        """:return: what ``hate.case.action_close`` takes"""
        return {
            "consideration_ids": self.consideration_ids.ids,
            "agency_id": self.needs_agency and self.agency_id.id,
            "agency_contact": self.needs_agency and self.agency_contact,
            "reasons": self.reasons,
            "actions_done": self.actions_done,
            "decision_reason": self.decision_reason,
            "survey_declined": self.survey_declined,
            "after_care_declined": self.after_care_declined,
            "party_id": self.party_id.id,
            "method_code": self.method_id.code,
            "no_letter_reason": not self.method_id and self.no_letter_reason,
        }
