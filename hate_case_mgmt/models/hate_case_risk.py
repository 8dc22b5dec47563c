from contextlib import suppress

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..policy import risk
from ..policy import vocabulary as words
from ..policy import vocabulary_referral as terms


class HateCase(models.Model):
    """The risk on a case: what it is, whether it is to be looked at again, and what its
    level asks for."""

    _inherit = "hate.case"

    assessment_ids = fields.One2many(
        "hate.risk.assessment", "case_id", string="Risk assessments"
    )
    safeguarding_ids = fields.One2many(
        "hate.safeguarding", "case_id", string="Safeguarding concerns"
    )
    risk_review_at = fields.Datetime(
        string="Risk again by",
        compute="_compute_risk_review",
        store=True,
        help="From this moment on the risk is to be looked at again.",
    )
    risk_review = fields.Selection(
        words.RISK_REVIEWS,
        string="Risk again because",
        compute="_compute_risk_review",
        store=True,
    )
    risk_is_due = fields.Boolean(
        string="Risk to be looked at again",
        compute="_compute_risk_is_due",
        search="_search_risk_is_due",
    )
    safeguarding = fields.Selection(
        words.SAFEGUARDING_STATES, compute="_compute_safeguarding", store=True
    )

    _risk_review_idx = models.Index("(risk_review_at, id) WHERE is_open IS TRUE")

    @api.depends(
        "state",
        "assessment_ids.state",
        "assessment_ids.valid_until",
        "incident_ids.occurred_at",
        "contact_ids.reached",
        "contact_ids.contacted_at",
    )
    def _compute_risk_review(self):
        """A new incident, a contact that reached nobody, closing and the end of its
        time each ask for a new assessment of the person affected."""
        lasts = self._last_assessments()
        assessed = self.filtered(lambda case: case in lasts)
        told = assessed._latest("hate.incident", "create_date")
        happened = assessed._latest("hate.incident", "occurred_at")
        missed = assessed._latest(
            "hate.contact",
            "contacted_at",
            Domain("reached", "=", False)
            & Domain("incoming", "=", False)
            & Domain("party_id.role", "=", words.ROLE_VICTIM),
        )
        for case in self:
            last = lasts.get(case._origin)
            case.risk_review, case.risk_review_at = (
                case._risk_review_after(
                    last,
                    told.get(case._origin),
                    happened.get(case._origin),
                    missed.get(case._origin),
                )
                if last
                else (False, False)
            )

    def _latest(self, model, field, domain=Domain.TRUE):
        """:return: {case: the latest moment that its records of a model show}"""
        if not self:
            return {}
        groups = self.env[model]._read_group(
            Domain("case_id", "in", self.ids) & domain, ["case_id"], [f"{field}:max"]
        )
        return {case: moment for case, moment in groups if moment}

    def _risk_review_after(self, last, told, happened, missed):
        """:param last: the last finished assessment of the person affected
        :param told: when the last incident was entered
        :param happened: when the last incident was
        :param missed: when an attempt last reached nobody
        :return: ``(why it is to be looked at again, from when on)``
        """
        if told and told > last.finished_at:
            return words.REVIEW_INCIDENT, told
        if happened and happened > last.assessed_at:
            return words.REVIEW_INCIDENT, happened
        since = max(filter(None, (last.assessed_at, self.last_contact_at)))
        if missed and missed > since:
            return words.REVIEW_CONTACT, missed
        if self.state == words.STATE_CLOSING:
            fresh_until = fields.Datetime.add(
                last.assessed_at, days=risk.CLOSING_FRESH_DAYS
            )
            return words.REVIEW_CLOSING, min(fresh_until, last.valid_until)
        return words.REVIEW_EXPIRED, last.valid_until

    @api.depends("risk_review_at", "is_open")
    def _compute_risk_is_due(self):
        now = fields.Datetime.now()
        for case in self:
            case.risk_is_due = bool(
                case.is_open and case.risk_review_at and case.risk_review_at <= now
            )

    def _search_risk_is_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        due = Domain("is_open", "=", True) & Domain(
            "risk_review_at", "<=", fields.Datetime.now()
        )
        return due if True in value else ~due

    @api.depends("safeguarding_ids.state")
    def _compute_safeguarding(self):
        order = [state for state, _label in words.SAFEGUARDING_STATES]
        for case in self:
            states = set(case.safeguarding_ids.mapped("state"))
            case.safeguarding = next(
                (state for state in order if state in states), False
            )

    # ------------------------------------------------------------------
    # What is known
    # ------------------------------------------------------------------

    def _last_assessments(self):
        """:return: {case: the last finished assessment of the person affected}, a full
        one before a later short screen"""
        # sudo: for the level and the dates of cases that the caller may change
        found = (
            self.env["hate.risk.assessment"]
            .sudo()
            .search_fetch(
                [
                    ("case_id", "in", self.ids),
                    ("state", "=", words.ASSESSMENT_FINISHED),
                    ("party_id.role", "=", words.ROLE_VICTIM),
                ],
                ["case_id", "kind", "assessed_at", "finished_at", "valid_until"],
            )
        )
        lasts = {}
        for assessment in found.sorted(
            lambda row: (row.kind == words.MATRIX_FULL, row.assessed_at, row.id)
        ):
            lasts[assessment.case_id.with_env(self.env)] = assessment
        return lasts

    def _last_assessment(self):
        """:return: the last finished ``hate.risk.assessment`` of the person affected,
        or none"""
        self.ensure_one()
        empty = self.env["hate.risk.assessment"]
        found = self._last_assessments().get(self._origin, empty)
        return found.with_env(self.env)

    def _has_fresh_assessment(self):
        """:return: whether a full assessment of the person affected holds and is recent
        enough to close the case on"""
        self.ensure_one()
        last = self._last_assessment()
        return bool(
            last
            and last.kind == words.MATRIX_FULL
            and not self.risk_is_due
            and last.assessed_at
            >= fields.Datetime.subtract(
                fields.Datetime.now(), days=risk.CLOSING_FRESH_DAYS
            )
        )

    def _refresh_risk_level(self):
        """The case is as much at risk as the person in it who is most at risk.

        Of each person the last full assessment counts, and a later short screen only
        if it says more.
        """
        for case in self:
            # sudo: finished assessments of a case that the caller may change
            finished = case.sudo().assessment_ids.filtered(
                lambda row: row.state == words.ASSESSMENT_FINISHED
            )
            levels = [
                self._level_of_person(rows)
                for rows in finished.grouped("party_id").values()
            ]
            level = risk.highest(levels) or False
            if level != case.risk_level:
                case._set({"risk_level": level})

    @api.model
    def _level_of_person(self, assessments):
        """:return: the level that finished assessments of one person mean"""
        ordered = assessments.sorted(lambda row: (row.assessed_at, row.id))
        full = ordered.filtered(lambda row: row.kind == words.MATRIX_FULL)[-1:]
        if not full:
            return ordered[-1:].level
        later = ordered.filtered(
            lambda row: (row.assessed_at, row.id) > (full.assessed_at, full.id)
        )
        return risk.highest([full.level, *later.mapped("level")])

    # ------------------------------------------------------------------
    # Banners
    # ------------------------------------------------------------------

    @api.depends("risk_review", "risk_review_at", "safeguarding")
    def _compute_banners(self):
        return super()._compute_banners()

    def _banner_sentences(self):
        found = super()._banner_sentences()
        if self.safeguarding == words.SAFEGUARDING_OPEN:
            found.insert(
                0,
                (
                    "danger",
                    self.env._(
                        "Safeguarding: a concern is on record and nobody has been told "
                        "yet. See the tab Risk."
                    ),
                ),
            )
        if self.risk_is_due:
            quiet = [level for level, _sentence in found].count("danger") + sum(
                level == "warning" for level, _sentence in found
            )
            found.insert(
                quiet,
                (
                    "warning",
                    self.env._(
                        "Look at the risk again: %(reason)s.",
                        reason=self._risk_review_in_words(),
                    ),
                ),
            )
        return found

    def _risk_review_in_words(self):
        """:return: why the risk is to be looked at again, as the end of a sentence"""
        return {
            words.REVIEW_INCIDENT: self.env._("something new happened"),
            words.REVIEW_CONTACT: self.env._("we could not reach the person"),
            words.REVIEW_CLOSING: self.env._("the case is about to be closed"),
            words.REVIEW_EXPIRED: self.env._("the last assessment has run out"),
        }.get(self.risk_review, "")

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_assess_risk(self, party_id=None, kind=None):
        """Begin an assessment, or go on with the one that somebody has begun.

        :param party_id: id of the ``hate.party`` to assess; without it, the person
            affected
        :param kind: ``full`` or ``screen``; without it, the short screen until the case
            is allocated and the full matrix from then on
        :return: action that opens its page
        :raise UserError: there is nobody to assess, or no matrix in use
        """
        self.ensure_one()
        self._check_may_change()
        if not kind:
            reported = self.state == words.STATE_REPORTED
            kind = words.MATRIX_SCREEN if reported else words.MATRIX_FULL
        person = self._person_to_assess(party_id)
        matrix = self.env["hate.risk.matrix"]._current(kind, self.company_id)
        # sudo: assessments are opened by this method alone, after the check above
        assessments = self.env["hate.risk.assessment"].sudo()
        draft = assessments.search(
            [
                ("party_id", "=", person.id),
                ("kind", "=", kind),
                ("state", "=", words.ASSESSMENT_DRAFT),
            ],
            limit=1,
        ) or assessments.create(
            {
                "case_id": self.id,
                "party_id": person.id,
                "matrix_id": matrix.id,
                "user_id": self.env.uid,
                "review": self.risk_is_due and self.risk_review,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Assess risk"),
            "res_model": "hate.risk.assessment",
            "res_id": draft.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def _person_to_assess(self, party_id):
        """:return: the ``hate.party`` asked for, or the person affected
        :raise UserError: there is nobody
        """
        people = self.party_ids.filtered(lambda party: party.role != words.ROLE_ALLEGED)
        if party_id:
            person = people.filtered(lambda party: party.id == party_id)
        else:
            person = people.filtered(lambda party: party.role == words.ROLE_VICTIM)[:1]
        if not person:
            raise UserError(
                self.env._(
                    "Nobody to assess is entered yet. Add the person affected under "
                    "People first; the name may stay empty."
                )
            )
        return person

    def action_open_exempt(self):
        """:return: action of the dialogue that says why no assessment is made"""
        self._check_may_change()
        return self._open_dialogue(
            "hate.risk.exempt", self.env._("No assessment with the person")
        )

    def action_exempt_from_risk(self, reason):
        """Keep on record that no assessment is made with the person, and why.

        The promise to assess is waived for the same reason where the standard lets the
        user waive it; otherwise its clock runs on until somebody may.

        :param reason: why
        :raise UserError: no reason is given
        """
        self._check_may_change()
        self._check_reason(reason)
        # sudo: assessments are opened by methods alone; the right was checked
        exempt = (
            self.env["hate.risk.assessment"]
            .sudo()
            .create(
                {
                    "case_id": self.id,
                    "party_id": self._person_to_assess(None).id,
                    "state": words.ASSESSMENT_EXEMPT,
                    "exempt_reason": reason.strip(),
                    "user_id": self.env.uid,
                    "way": False,
                }
            )
        )
        self._log_neutral(self.env._("No risk assessment for now, with a reason"))
        waiting = self.deadline_ids.filtered(
            lambda clock: clock.state in words.DEADLINE_PENDING
            and clock.commitment_id.met_by_event == words.EVENT_RISK_ASSESSED
        )
        for clock in waiting:
            # who may not waive it leaves it running
            with suppress(AccessError, UserError):
                clock.action_waive(reason)
        return exempt

    def action_raise_concern(self):
        """:return: action in which a safeguarding concern is written down"""
        self.ensure_one()
        self._check_may_change()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Raise a safeguarding concern"),
            "res_model": "hate.safeguarding",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_case_id": self.id,
                "default_party_id": self.affected_party_id.id,
            },
        }

    def action_view_safeguarding(self):
        """:return: action with the safeguarding concerns of this case"""
        return self._open_records("hate_safeguarding_action")

    def action_view_assessments(self):
        """:return: action with the risk assessments of this case"""
        return self._open_records("hate_risk_assessment_action")

    # ------------------------------------------------------------------
    # What the level asks for
    # ------------------------------------------------------------------

    def action_propose(self, type_id):
        """Put one of the things that the assessments propose on the plan.

        :param type_id: id of the ``hate.action.type``
        :raise UserError: no assessment proposes it
        """
        self.ensure_one()
        self._check_may_change()
        for kind, reason in self._proposed_types():
            if kind.id == type_id:
                action = self._propose_action(kind, reason)
                panel = self._risk_panel()
                if action and kind.code == words.ACTION_CODE_PANEL and panel:
                    # sudo: as in _propose_action, which made it
                    action.sudo().agency_id = panel
                return True
        raise UserError(
            self.env._("The last assessment does not propose this any more.")
        )

    def action_take_rhythm(self):
        """Let the person hear from us as often as the level asks for."""
        self.ensure_one()
        self._check_may_change()
        days = self._proposed_rhythm()
        if days:
            self._set({"update_interval_days": days})
            self._log_neutral(self.env._("Rhythm of updates changed"))
        return True

    def _current_assessments(self):
        """:return: the last finished assessment of each person"""
        self.ensure_one()
        finished = self.assessment_ids.filtered(
            lambda row: row.state == words.ASSESSMENT_FINISHED
        ).sorted(lambda row: (row.assessed_at, row.id))
        return finished.browse().union(
            *(rows[-1:] for rows in finished.grouped("party_id").values())
        )

    def _proposed_types(self):
        """:return: [(``hate.action.type``, why)], what the levels ask for first, each
        once; only what is in force and may be proposed"""
        # sudo: the matrix may belong to another company of the landlord
        assessments = self._current_assessments().sudo()
        why = {}
        levels = dict(words.RISK_LEVELS)
        for assessment in assessments:
            band = assessment.matrix_id._band_of(assessment.level)
            for kind in band.action_type_ids:
                why.setdefault(
                    kind,
                    self.env._(
                        "The risk is %(level)s.", level=levels[assessment.level].lower()
                    ),
                )
        for answer in assessments.answer_ids:
            for kind in answer.option_id.action_type_ids:
                why.setdefault(
                    kind, f"{answer.question_id.name} – {answer.option_id.name}"
                )
        today = self._local_today()
        return [
            (kind, reason)
            for kind, reason in why.items()
            if not kind.never_proposed and not kind._not_in_force(today)
        ]

    def _proposed_rhythm(self):
        """:return: days, when the level asks for more frequent contact than agreed, or
        0"""
        # sudo: as in _proposed_types
        assessments = self._current_assessments().sudo()
        asked = [
            days
            for assessment in assessments
            if (days := assessment.matrix_id._band_of(assessment.level).contact_days)
        ]
        days = min(asked, default=0)
        return days if days and days < self._rhythm_days() else 0

    def _risk_panel(self):
        """:return: the ``hate.agency`` that is the risk panel of the case's area
        [000.b4], or none"""
        if not self.area_id:
            return self.env["hate.agency"]
        return self.env["hate.agency"].search(
            [
                ("is_risk_panel", "=", True),
                ("area_ids", "in", self.area_id.ids),
                ("company_id", "in", (self.company_id.id, False)),
            ],
            limit=1,
        )

    # ------------------------------------------------------------------
    # The tab
    # ------------------------------------------------------------------

    @api.readonly
    def load_risk(self):
        """What the tab Risk shows beside its lists.

        :return: dict, ready for JSON
        """
        self.ensure_one()
        self.check_access("read")
        self._looked(words.ACCESS_OPENED)
        may_write = self.has_access("write")
        return {
            "may_write": may_write,
            "state": self.state,
            "level": self.risk_level,
            "level_label": dict(words.RISK_LEVELS).get(self.risk_level, ""),
            "is_due": self.risk_is_due,
            "review": self._risk_review_in_words() if self.risk_is_due else "",
            "people": self._people_for_screen(),
            "drafts": self._drafts_for_screen(),
            "proposals": self._proposals_for_screen() if may_write else [],
            "rhythm": self._proposed_rhythm() if may_write and self.is_open else 0,
            "course": self._course_for_screen(),
            "harm": self._harm_for_screen(),
            "repeats": [
                {"which": which, "ids": cases.ids}
                for which, cases in self._repeats().items()
                if cases
            ],
        }

    def _people_for_screen(self):
        """:return: who may be assessed, with what is known of each"""
        last = {row.party_id: row for row in self._current_assessments()}
        levels = dict(words.RISK_LEVELS)
        people = []
        for party in self.party_ids:
            if party.role == words.ROLE_ALLEGED:
                continue
            row = last.get(party)
            people.append(
                {
                    "id": party.id,
                    "name": party.name or party._label("identity"),
                    "role": party._label("role"),
                    "is_child": party.is_child,
                    "level": row and row.level or "",
                    "level_label": row and levels[row.level] or "",
                    "valid_until": row
                    and fields.Datetime.to_string(row.valid_until)
                    or "",
                }
            )
        return people

    def _drafts_for_screen(self):
        """:return: the assessments that are half filled"""
        drafts = self.assessment_ids.filtered(
            lambda row: row.state == words.ASSESSMENT_DRAFT
        )
        return [
            {
                "id": row.id,
                "name": row.party_id.name or row.party_id._label("identity"),
                "by": row.user_id.name,
                "answered": row.answered_count,
                "questions": row.question_count,
            }
            for row in drafts
        ]

    def _proposals_for_screen(self):
        """:return: what the assessments propose that is not on the plan yet"""
        if not self.is_open:
            return []
        # sudo: as in _propose_action; only which types are on the plan
        planned = (
            self.sudo()
            .action_ids.filtered(lambda action: action.state != words.ACTION_CANCELLED)
            .type_id
        )
        panel = self._risk_panel()
        return [
            {
                "id": kind.id,
                "name": panel.name
                if kind.code == words.ACTION_CODE_PANEL and panel
                else "",
                "label": kind.name,
                "can_refer": kind.code in terms.NEED_OF_ACTION
                or kind.owner == words.OWNER_AGENCY,
                "reason": reason,
            }
            for kind, reason in self._proposed_types()
            if kind not in planned
        ]

    def _course_for_screen(self):
        """:return: the finished assessments of the person affected, the earliest first,
        for the chart"""
        levels = dict(words.RISK_LEVELS)
        rows = self.assessment_ids.filtered(
            lambda row: row.state == words.ASSESSMENT_FINISHED
            and row.party_id.role == words.ROLE_VICTIM
        ).sorted(lambda row: (row.assessed_at, row.id))
        return [
            {
                "id": row.id,
                "at": fields.Datetime.to_string(row.assessed_at),
                "level": row.level,
                "level_label": levels[row.level],
                "score": row.score,
                "possible": row.possible,
            }
            for row in rows
        ]
