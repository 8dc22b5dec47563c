from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary as words
from ..policy import vocabulary_referral as terms


class HateCase(models.Model):
    """The tab Risk: who is at risk, how it went, and what the level asks for."""

    _inherit = "hate.case"

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
                agency = self._risk_agency()
                if action and kind.code == words.ACTION_CODE_PANEL and agency:
                    # sudo: as in _propose_action, which made it
                    action.sudo().agency_id = agency
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

    def _risk_agency(self):
        """:return: the ``hate.agency`` that is the risk panel of the case's area
        [000.b4], where we keep no ``hate.panel`` there; or none"""
        if not self.area_id or self._panels():
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
        panel = self._panels()[:1] or self._risk_agency()
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
