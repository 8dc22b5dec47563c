from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..policy import text_checks
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
