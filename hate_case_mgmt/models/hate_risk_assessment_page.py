from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import risk, text_checks
from ..policy import vocabulary as words
from .hate_risk_assessment import SAVED_AS_YOU_GO


class HateRiskAssessment(models.Model):
    """Filling an assessment on one page, saved answer by answer."""

    _inherit = "hate.risk.assessment"

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
