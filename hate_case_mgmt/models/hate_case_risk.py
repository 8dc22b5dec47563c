from odoo import api, fields, models
from odoo.fields import Domain

from ..policy import risk
from ..policy import vocabulary as words


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
    _safeguarding_idx = models.Index(
        "(reported_at DESC, id DESC) WHERE safeguarding = 'open'"
    )

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
