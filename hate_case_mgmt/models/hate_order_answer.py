from odoo import fields, models
from odoo.exceptions import UserError

from ..policy import text_checks
from ..policy import vocabulary as words

MAX_NAME = 80
MAX_SAID = 1000


class HateOrder(models.Model):
    """What became of a job: what the contractor answers, or we record ourselves."""

    _inherit = "hate.order"

    def _explain_lateness(self, late_reason):
        """:param late_reason: why this order's clocks were kept late, one of
        ``policy.vocabulary.LATE_REASONS``
        """
        self.ensure_one()
        for clock in self.env["hate.deadline"].search(
            [
                ("case_id", "=", self.case_id.id),
                ("subject_model", "=", self._name),
                ("subject_id", "=", self.id),
                ("state", "=", words.DEADLINE_MET_LATE),
            ]
        ):
            clock.action_say_why(late_reason)

    def action_open_done(self):
        """:return: the dialogue in which it is recorded that the work is done"""
        self.ensure_one()
        self._check_open()
        return self.case_id._open_dialogue(
            "hate.order.done", self.env._("The work is done"), order_id=self.id
        )

    def action_done(self, done_at, confirmed_by=False, photos=()):
        """Record that the work is done; the clock stops if that is shown.

        :param done_at: naive UTC
        :param confirmed_by: who confirmed that the work is finished, if anyone did
        :param photos: list of dicts of ``stage`` and ``content`` (bytes)
        :raise UserError: nothing shows it, or not open any longer
        """
        self.ensure_one()
        self._check_open()
        wrong = text_checks.check_moment(
            done_at, fields.Datetime.now(), self.env._("when the work was done")
        )
        if wrong:
            raise UserError(self.env._(wrong.template, **wrong.values))
        self.case_id._lock()
        # sudo: method-only fields; the right to work on the case was checked
        self.sudo()._finish(done_at, confirmed_by, False, photos)
        return True

    def _take_answer(self, form, photos):
        """Take what the contractor sent by the link.

        :param form: dict of ``answer`` (done or declined), ``confirm``, ``name`` and
            ``said``
        :param photos: list of dicts of ``stage`` and ``content`` (bytes)
        :raise UserError: what is missing, in a sentence
        """
        self.ensure_one()
        self.case_id._lock()
        name = text_checks.clean_line(form.get("name") or "")[:MAX_NAME]
        said = text_checks.clean_text(form.get("said") or "")[:MAX_SAID]
        if form.get("answer") == "declined":
            if not said:
                raise UserError(self.env._("Please say why you can't do it."))
            self._hand_back(said)
            self.case_id._came_in(words.ARRIVAL_MESSAGE, self)
            return
        if form.get("confirm") and not name:
            raise UserError(self.env._("Please give your name."))
        self._finish(
            fields.Datetime.now(),
            form.get("confirm") and name,
            said,
            photos,
            from_contractor=True,
        )
        if not photos:
            # a photo is evidence, and comes in as such
            self.case_id._came_in(words.ARRIVAL_MESSAGE, self)

    def _finish(self, done_at, confirmed_by, answer, photos, from_contractor=False):
        """The caller has checked who says so, and that the order is open."""
        self.env["hate.order.photo"]._keep(self, photos, from_contractor)
        self.write(
            {
                "done_at": done_at,
                "done_by": confirmed_by,
                "is_confirmed": bool(confirmed_by),
                "answer": answer,
            }
        )
        if not self._evidence_kinds():
            raise UserError(
                self.env._(
                    "Please add a photo of the finished work, or say who confirmed it."
                )
            )
        self.state = words.ORDER_DONE
        self.link_ids._revoke()
        self._record_done()
        self.case_id._log_neutral(self.env._("A job was done"))

    def _hand_back(self, answer):
        """The contractor can't do it: somebody else has to."""
        self.write({"state": words.ORDER_DECLINED, "answer": answer})
        self.link_ids._revoke()
        self.case_id._log_neutral(self.env._("A job was handed back"))
        officer = self.case_id.officer_id
        if officer and self.case_id._is_seen_by(officer):
            self.case_id._remind(officer, self.env._("A job was handed back"))
