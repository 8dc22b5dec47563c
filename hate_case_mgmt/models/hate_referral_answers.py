from odoo import fields, models
from odoo.exceptions import UserError

from ..policy import text_checks
from ..policy import vocabulary as words
from ..policy import vocabulary_referral as terms

MAX_NAME = 80
MAX_SAID = 4000


class HateReferral(models.Model):
    """What came back: opened, received, accepted, declined, done, and notes."""

    _inherit = "hate.referral"

    def _evidence_kinds(self):
        """The agency's own answer; that it was opened is none."""
        counts = self.state in terms.ANSWERS_THAT_COUNT and self.answered_at
        return frozenset({words.EVIDENCE_ANSWER} if counts else ())

    def _promise_subject(self):
        """Two referrals have two clocks."""
        return self

    # ------------------------------------------------------------------
    # By the link
    # ------------------------------------------------------------------

    def _is_open_by_link(self):
        self.ensure_one()
        return self.state in terms.REFERRALS_AWAY and not self._is_taken_back()

    def _invitation(self, link):
        """:return: the first words of the e-mail with a link, which name nobody"""
        return self.env._(
            "%(us)s has a request for your service. You can read and answer it here: "
            "%(link)s",
            us=self.company_id.name,
            link=link,
        )

    def _was_opened(self):
        """The agency has it in front of them. As superuser, from its page."""
        self.ensure_one()
        if self.state == terms.REFERRAL_SENT:
            self._move(state=terms.REFERRAL_RECEIVED, received_at=fields.Datetime.now())
            self.case_id._log_neutral(self.env._("An agency opened a referral"))

    def _shown_by_link(self):
        """:return: dict of all that the agency's page may show, and nothing else"""
        self.ensure_one()
        company = self.company_id
        return {
            "blocks": self._blocks(),
            "company": company.name,
            "phone": company.hate_hub_phone or company.phone,
            "state": self.state,
            "choices": terms.ANSWERS_WHILE.get(self.state, ()),
            "answers": [
                {
                    "at": fields.Datetime.context_timestamp(
                        self.with_context(tz=company._hate_time_zone()), answer.at
                    ).strftime("%-d %B %Y, %H:%M"),
                    "label": dict(
                        answer._fields["answer"]._description_selection(self.env)
                    )[answer.answer],
                    "name": answer.name,
                    "note": answer.note,
                }
                for answer in self.answer_ids.filtered(
                    lambda one: one.way == terms.ANSWERED_BY_LINK
                )
            ],
        }

    def _take_answer(self, form):
        """Take what the agency sent by its page. As superuser, after its code.

        :param form: dict of ``answer``, ``name`` and ``note``
        :raise UserError: what is missing, in a sentence
        """
        self.ensure_one()
        self.case_id._lock()
        self.invalidate_recordset(["state"])
        self._keep_answer(
            form.get("answer"),
            form.get("note"),
            form.get("name"),
            terms.ANSWERED_BY_LINK,
        )

    # ------------------------------------------------------------------
    # Told to a colleague
    # ------------------------------------------------------------------

    def action_open_answer(self):
        """:return: the dialogue in which an answer by phone or post is recorded"""
        self.ensure_one()
        self.check_access("write")
        return self.case_id._open_dialogue(
            "hate.referral.reply", self.env._("They answered"), referral_id=self.id
        )

    def action_record_answer(self, answer, note, name, way, at=None):
        """Record what they said by phone, post or in a meeting.

        :param answer: one of ``policy.vocabulary_referral.REFERRAL_ANSWERS``
        :param way: one of ``policy.vocabulary_referral.ANSWERED_BY``
        :param at: naive UTC, now if left out
        :raise UserError: it can't be answered so, or something is missing
        """
        self.ensure_one()
        self._begin_step(*terms.REFERRALS_AWAY)
        wrong = at and text_checks.check_moment(
            at, fields.Datetime.now(), self.env._("when they answered")
        )
        if wrong:
            raise UserError(self.env._(wrong.template, **wrong.values))
        if at and at < self.sent_at.replace(second=0, microsecond=0):
            raise UserError(self.env._("They can't have answered before it was sent."))
        self._keep_answer(answer, note, name, way, at=at)
        return True

    def action_refer_elsewhere(self):
        """:return: the dialogue of another referral, for the same person and need"""
        self.ensure_one()
        return self.case_id._open_refer(
            subject=self.subject,
            party_id=self.party_id.id,
            place=self.place,
            need=self.need,
            asked=self.asked,
            purpose=self.purpose,
            action_id=self.action_id.id,
        )

    # ------------------------------------------------------------------

    def _keep_answer(self, answer, note, name, way, at=None):
        """The caller has checked who says so, and holds the case."""
        note = text_checks.clean_text(note or "").strip()[:MAX_SAID]
        name = text_checks.clean_line(name or "")[:MAX_NAME]
        self._check_answer(answer, note, name)
        now = at or fields.Datetime.now()
        by_link = way == terms.ANSWERED_BY_LINK
        # sudo: answers are written by this method alone; who says it was checked by
        # the code of the link, or is a colleague with the right on the case
        self.env["hate.referral.answer"].sudo().create(
            {
                "case_id": self.case_id.id,
                "referral_id": self.id,
                "at": now,
                "answer": answer,
                "note": note,
                "name": name,
                "way": way,
                "user_id": False if by_link else self.env.uid,
            }
        )
        self._follow_answer(answer, note, now)
        if by_link:
            self._tell_officer(self.env._("A partner has answered"))
            self.case_id._came_in(words.ARRIVAL_MESSAGE, self)
        self.case_id._log_neutral(self.env._("A partner has answered"))

    def _check_answer(self, answer, note, name):
        """:raise UserError: what is missing, or it can't be answered so any more"""
        if answer not in terms.ANSWERS_WHILE.get(self.state, ()):
            raise UserError(
                self.env._("This has been answered already, or can't be answered so.")
            )
        if not name:
            raise UserError(self.env._("Please give your name."))
        if answer == terms.ANSWER_DECLINED and not note:
            raise UserError(
                self.env._("Please say why, so that we can ask somebody else.")
            )
        if answer == terms.ANSWER_DONE and not note:
            raise UserError(self.env._("Please say what came of it."))
        if answer == terms.ANSWER_NOTE and not note:
            raise UserError(self.env._("Please write your note."))

    def _follow_answer(self, answer, note, now):
        """Bring state, clock and link in line with an answer."""
        if answer == terms.ANSWER_NOTE:
            return
        values = {"state": answer}
        if answer == terms.ANSWER_RECEIVED:
            values["received_at"] = now
        if answer in terms.ANSWERS_THAT_COUNT:
            values["answered_at"] = self.answered_at or now
        if answer == terms.ANSWER_DECLINED:
            values["declined_reason"] = note
        if answer == terms.ANSWER_DONE:
            values["outcome"] = note
        if answer in terms.REFERRALS_OVER:
            values["ended_at"] = now
        was_open = not self.answered_at
        self._move(**values)
        if answer in terms.ANSWERS_THAT_COUNT and was_open:
            self.case_id._record_event(words.EVENT_REFERRAL_ANSWERED, now, self)
        if answer in terms.REFERRALS_OVER:
            # sudo: links are written by these methods alone
            self.sudo().link_ids._revoke()
