from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..policy import risk, text_checks
from ..policy import vocabulary as words

# What may be said about a draft beside its answers, one text or choice at a time
SAVED_AS_YOU_GO = ("summary", "level_wanted", "level_reason")


class HateRiskAssessment(models.Model):
    """One assessment of one person, filled on one page and saved as it is filled.

    A draft is a real record, which another officer may go on with. Finishing freezes
    it: from then on decisions are added beside it, and nothing in it changes. It is
    opened by ``hate.case.action_assess_risk`` and filled by ``save_answer``.
    """

    _name = "hate.risk.assessment"
    _description = "Risk assessment"
    _inherit = ["hate.case.mixin"]
    _order = "assessed_at desc, id desc"
    _personal_fields = {
        "summary": "words",
        "level_reason": "words",
        "explanation": "words",
        "exempt_reason": "words",
    }

    _method_only_fields = frozenset(
        {
            "matrix_id",
            "state",
            "review",
            "answered_count",
            "last_saved_at",
            "score",
            "possible",
            "scored_level",
            "explanation",
            "finished_at",
            "finished_by_id",
            "exempt_reason",
            *SAVED_AS_YOU_GO,
        }
    )

    # whom, by what, how
    party_id = fields.Many2one(
        "hate.party",
        string="Person",
        required=True,
        index=True,
        domain="[('case_id', '=', case_id), ('role', '!=', 'alleged')]",
    )
    person_name = fields.Char(
        related="party_id.name", string="Name", related_sudo=False
    )
    matrix_id = fields.Many2one(
        "hate.risk.matrix", index="btree_not_null", ondelete="restrict"
    )
    kind = fields.Selection(related="matrix_id.kind", store=True)
    way = fields.Selection(words.ASSESSMENT_WAYS, string="How", default="phone")
    assessed_at = fields.Datetime(
        string="When", required=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="Begun by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    review = fields.Selection(words.RISK_REVIEWS, string="Asked for because")

    # the answers so far
    state = fields.Selection(
        words.ASSESSMENT_STATES, required=True, default=words.ASSESSMENT_DRAFT
    )
    answer_ids = fields.One2many("hate.risk.answer", "assessment_id", string="Answers")
    answered_count = fields.Integer(string="Answered", aggregator=None)
    question_count = fields.Integer(string="Questions", aggregator=None)
    last_saved_at = fields.Datetime(string="Last saved")
    summary = fields.Text(
        string="In short",
        help="What matters most, and what the person said would help.",
    )
    level_wanted = fields.Selection(
        words.RISK_LEVELS,
        string="My own judgement",
        help="Leave empty to take the level of the score.",
    )
    level_reason = fields.Text(string="Why I judge otherwise")

    # what it amounts to
    score = fields.Integer(aggregator=None)
    possible = fields.Integer(string="Most points", aggregator=None)
    scored_level = fields.Selection(words.RISK_LEVELS, string="Level by score")
    explanation = fields.Text(string="Why this level")
    level = fields.Selection(words.RISK_LEVELS, compute="_compute_level", store=True)
    decision_ids = fields.One2many(
        "hate.risk.decision", "assessment_id", string="Decisions"
    )
    safeguarding_ids = fields.One2many(
        "hate.safeguarding", "assessment_id", string="Safeguarding"
    )
    awaits_manager = fields.Boolean(
        string="Waiting for a manager", compute="_compute_awaits_manager", store=True
    )
    valid_until = fields.Datetime(
        string="Holds until", compute="_compute_valid_until", store=True
    )
    finished_at = fields.Datetime(string="Finished")
    finished_by_id = fields.Many2one("res.users", string="Finished by")
    exempt_reason = fields.Text(string="Why none was made")

    _case_idx = models.Index("(case_id, state, assessed_at DESC, id DESC)")
    _manager_idx = models.Index("(assessed_at, id) WHERE awaits_manager IS TRUE")
    _draft_uniq = models.UniqueIndex(
        "(party_id, matrix_id) WHERE state = 'draft'",
        "Somebody has begun this assessment already. Please go on with theirs.",
    )

    @api.depends("state", "scored_level", "decision_ids.level")
    def _compute_level(self):
        for assessment in self:
            if assessment.state != words.ASSESSMENT_FINISHED:
                assessment.level = False
                continue
            decided = assessment.decision_ids.filtered("level")
            assessment.level = decided[-1:].level or assessment.scored_level

    @api.depends(
        "level", "decision_ids.kind", "party_id.assessment_ids.level", "assessed_at"
    )
    def _compute_awaits_manager(self):
        """The last assessment of a person that asks for a manager's eye; who has looked
        at it has looked at those before it."""
        for assessment in self:
            kinds = set(assessment.decision_ids.mapped("kind"))
            assessment.awaits_manager = (
                assessment._asks_for_manager()
                and not kinds & {words.DECISION_SEEN, words.DECISION_LOWERED}
                and not any(
                    other._asks_for_manager()
                    for other in assessment.party_id.assessment_ids
                    if other._place_in_time() > assessment._place_in_time()
                )
            )

    def _asks_for_manager(self):
        """:return: whether its level is one that a manager looks at"""
        band = self.matrix_id._band_of(self.level)
        return bool(self.level and band.manager_eye)

    def _place_in_time(self):
        """:return: key that sorts the assessments of one person"""
        return self.assessed_at, self._origin.id

    @api.depends("level", "assessed_at")
    def _compute_valid_until(self):
        """The higher the level, the sooner it is looked at again."""
        for assessment in self:
            band = assessment.matrix_id._band_of(assessment.level)
            assessment.valid_until = band and fields.Datetime.add(
                assessment.assessed_at, days=band.valid_days
            )

    @api.constrains("case_id", "party_id")
    def _check_one_case(self):
        for assessment in self:
            if assessment.party_id.case_id != assessment.case_id:
                raise ValidationError(
                    self.env._("An assessment and its person belong to one case.")
                )
            if assessment.party_id.role == words.ROLE_ALLEGED:
                raise ValidationError(
                    self.env._(
                        "This assesses who is at risk. Choose the person affected, a "
                        "member of the household or a witness."
                    )
                )

    @api.constrains("assessed_at")
    def _check_when(self):
        # the clocks of two machines differ a little
        limit = fields.Datetime.add(fields.Datetime.now(), minutes=1)
        for assessment in self:
            wrong = text_checks.check_moment(
                assessment.assessed_at, limit, self.env._("when it was")
            )
            if wrong:
                raise ValidationError(self.env._(wrong.template, **wrong.values))

    # ------------------------------------------------------------------
    # A finished one stays as it is
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        assessments = super().create(vals_list)
        for assessment in assessments:
            begun = assessment.state == words.ASSESSMENT_DRAFT
            if begun and assessment.matrix_id and not assessment.answer_ids:
                assessment._add_questions()
        return assessments

    def write(self, vals):
        if vals and any(row.state != words.ASSESSMENT_DRAFT for row in self):
            raise UserError(
                self.env._(
                    "A finished assessment stays as it is. Begin a new one if "
                    "something has changed."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(
            self.env._("An assessment stays on record. Set it aside instead.")
        )

    def _add_questions(self):
        """Lay out one row a question, so that saving an answer only ever changes a row
        and two officers can't make two of them."""
        self.ensure_one()
        self.question_count = len(self.matrix_id.question_ids)
        self.env["hate.risk.answer"].create(
            [
                {
                    "case_id": self.case_id.id,
                    "assessment_id": self.id,
                    "question_id": question.id,
                }
                for question in self.matrix_id.question_ids
            ]
        )

    # ------------------------------------------------------------------
    # Filling it
    # ------------------------------------------------------------------

    @api.readonly
    def load_page(self):
        """What the page shows: the questions with their answers so far.

        :return: dict, ready for JSON
        """
        self.ensure_one()
        self.check_access("read")
        self._looked(words.ACCESS_OPENED)
        # sudo: the matrix may belong to another company of the landlord; the user
        # reads the assessment made by it
        matrix = self.matrix_id.sudo()
        answers = {answer.question_id.id: answer for answer in self.answer_ids}
        matrix.question_ids.option_ids.fetch(["name", "question_id"])
        return {
            **self._state_for_page(),
            "purpose": matrix.purpose or "",
            "superseded": (
                self.state == words.ASSESSMENT_DRAFT
                and matrix.state == words.VERSION_RETIRED
            ),
            "may_write": (
                self.state == words.ASSESSMENT_DRAFT and self.has_access("write")
            ),
            "questions": [
                self._question_for_page(question, answers[question.id])
                for question in matrix.question_ids
                if question.id in answers
            ],
            "texts": {name: self[name] or "" for name in SAVED_AS_YOU_GO},
        }

    def _question_for_page(self, question, answer):
        return {
            "id": question.id,
            "section": question.section or "",
            "name": question.name,
            "listen_for": question.listen_for or "",
            "options": [
                {"id": option.id, "name": option.name} for option in question.option_ids
            ],
            "option_id": answer.option_id.id,
            "note": answer.note or "",
            "by": answer.user_id.name or "",
        }

    def _state_for_page(self):
        """:return: what changes with each answer"""
        result = self._result()
        concerns = self._concerns()
        labels = dict(words.RISK_LEVELS)
        if self.state == words.ASSESSMENT_DRAFT:
            explained = [
                self.env._(sentence.template, **sentence.values)
                for sentence in risk.explain(result)
            ]
        else:
            explained = (self.explanation or "").splitlines()
        return {
            "state": self.state,
            "answered": self.answered_count,
            "missing": result.missing,
            "score": result.score,
            "possible": result.possible,
            "level": self.level or result.level,
            "level_label": labels[self.level or result.level],
            "explained": explained,
            "saved_at": fields.Datetime.to_string(self.last_saved_at),
            "concerns": sorted(concerns),
        }

    def save_answer(self, question_id, option_id, note, seen):
        """Keep one answer at once.

        :param question_id: id of the ``hate.risk.question``
        :param option_id: id of the ``hate.risk.option``, or False
        :param note: what the person said, or nothing
        :param seen: ``{"option_id", "note"}`` as the page last knew them, so that
            nobody writes over what a colleague has saved meanwhile
        :return: the state of the page; with ``conflict`` when a colleague was faster,
            and then nothing was changed
        :raise UserError: it is finished, or no such question or answer
        """
        self._check_may_fill()
        answer = self.answer_ids.filtered(lambda row: row.question_id.id == question_id)
        # sudo: as in load_page
        matrix = self.matrix_id.sudo()
        option = matrix.question_ids.option_ids.filtered(
            lambda row: row.id == option_id and row.question_id.id == question_id
        )
        if not answer or (option_id and not option):
            raise UserError(self.env._("This answer does not belong to the question."))
        note = text_checks.clean_text(note or "")
        stored = (answer.option_id.id, answer.note or "")
        if stored not in (
            (seen.get("option_id") or False, seen.get("note") or ""),
            (option.id, note),
        ):
            return {**self._state_for_page(), "conflict": self._conflict(answer)}
        if stored != (option.id, note):
            # sudo: answers are written by this method alone; the right was checked
            answer.sudo().write(
                {"option_id": option.id, "note": note, "user_id": self.env.uid}
            )
            self._note_saved()
        return self._state_for_page()

    def save_text(self, name, value, seen):
        """Keep one of the texts below the questions at once.

        :param name: ``summary``, ``level_wanted`` or ``level_reason``
        :param value: what it is to be
        :param seen: what the page last knew
        :return: as :meth:`save_answer`
        """
        self._check_may_fill()
        if name not in SAVED_AS_YOU_GO:
            raise UserError(self.env._("This is not filled here."))
        value = text_checks.clean_text(value or "")
        if name == "level_wanted" and value not in ("", *dict(words.RISK_LEVELS)):
            raise UserError(self.env._("Please choose a level."))
        stored = self[name] or ""
        if stored not in (seen or "", value):
            return {
                **self._state_for_page(),
                "conflict": {"value": stored, "by": "", "option_id": False},
            }
        if stored != value:
            # sudo: written by this method alone; the right was checked
            self.sudo()[name] = value or False
            self._note_saved()
        return self._state_for_page()

    def _check_may_fill(self):
        """:raise UserError: not by this user, or not any more"""
        self.ensure_one()
        self.case_id._check_may_change()
        if self.state != words.ASSESSMENT_DRAFT:
            raise UserError(
                self.env._(
                    "This assessment has been finished meanwhile. Begin a new one if "
                    "something has changed."
                )
            )

    def _note_saved(self):
        """Each save changes this row too: whoever finishes at the same moment then sees
        the answer, since PostgreSQL lets one of the two go first and Odoo runs the
        other again."""
        answered = self.answer_ids.filtered("option_id")
        # sudo: counted by methods alone
        self.sudo().write(
            {"answered_count": len(answered), "last_saved_at": fields.Datetime.now()}
        )

    def _conflict(self, answer):
        """:return: what a colleague has saved meanwhile"""
        return {
            "option_id": answer.option_id.id,
            "value": answer.note or "",
            "by": answer.user_id.name or "",
        }

    def _result(self):
        """:return: ``policy.risk.Result`` of the answers so far"""
        self.ensure_one()
        # sudo: as in load_page
        matrix = self.matrix_id.sudo()
        given = [
            risk.Answer(
                answer.question_id.name,
                answer.option_id.name,
                answer.option_id.weight,
                answer.option_id.alone_high,
                answer.option_id.is_unknown,
            )
            for answer in self.sudo().answer_ids
            if answer.option_id
        ]
        return risk.assess(
            given, matrix._bands(), matrix.possible, len(self.answer_ids)
        )

    def _concerns(self):
        """:return: set of ``child``, ``adult``: whom the answers cause concern for"""
        # sudo: as in load_page
        return set(self.sudo().answer_ids.option_id.mapped("concern")) - {False}

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
