from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..policy import vocabulary as words

# Compared when clocks are reckoned anew
RECKONED_FIELDS = ("started_at", "due_at", "met_at", "ended_at", "state")


class HateDeadline(models.Model):
    """What people do to a clock: nothing of it is silent."""

    _inherit = "hate.deadline"

    def action_waive(self, reason=None):
        """Release the landlord from a promise, with a reason [003.3.1] [003.7.4].

        :param reason: why, in the user's words; asked for when none is given
        :raise UserError: no reason, or not to be waived
        :raise AccessError: not by this user
        """
        self.ensure_one()
        self._check_waive()
        if reason is None:
            return self.case_id._open_dialogue(
                "hate.deadline.waive",
                self.env._("Waive a promise"),
                deadline_id=self.id,
            )
        if not reason.strip():
            raise UserError(self.env._("Please say why the promise is waived."))
        self.case_id._lock()
        # sudo: method-only fields; who may was checked above
        self.sudo()._waive(self.env.user, fields.Datetime.now(), reason.strip())
        return True

    def _waive(self, user, at, reason):
        """The caller has checked who may.

        :param user: ``res.users`` who decided so
        :param at: when, naive UTC
        """
        self.ensure_one()
        before = self._snapshot()
        self.write(
            {
                "state": words.DEADLINE_WAIVED,
                "ended_at": max(at, self.started_at),
                "look_at": False,
                "set_aside_at": False,
                "waived_by_id": user.id,
                "waive_reason": reason,
            }
        )
        self._log_change(words.CLOCK_WAIVED, before, reason=reason)
        self.case_id._after_clocks()
        self.case_id._log_neutral(self.env._("A promise was waived, with a reason"))

    def action_take_back_waiver(self, reason=None):
        """The promise holds again, as if it had never been waived: what happened since
        keeps it, or breaks it.

        :param reason: why, in the user's words; asked for when none is given
        :raise UserError: no reason, or not waived
        :raise AccessError: not by this user
        """
        self.ensure_one()
        self._check_may_waive()
        if self.state != words.DEADLINE_WAIVED:
            raise UserError(self.env._("This promise is not waived."))
        if reason is None:
            return self.case_id._open_dialogue(
                "hate.deadline.waive",
                self.env._("Take the waiver back"),
                deadline_id=self.id,
            )
        if not reason.strip():
            raise UserError(self.env._("Please say why the waiver is taken back."))
        self.case_id._lock()
        # sudo: method-only fields; who may was checked above
        self.sudo()._take_back_waiver(reason.strip())
        return True

    def _take_back_waiver(self, reason):
        """The caller has checked who may."""
        before = self._snapshot()
        self.write(
            {
                # nobody is told a second time, so nothing else would say that it is
                "state": words.DEADLINE_MISSED
                if self.overdue_told_at and self.due_at <= fields.Datetime.now()
                else words.DEADLINE_RUNNING,
                "ended_at": False,
                "waived_by_id": False,
                "waive_reason": False,
            }
        )
        self._log_change(words.CLOCK_UNWAIVED, before, reason=reason)
        self.case_id._reckon_again(words.CLOCK_UNWAIVED)
        self.case_id._log_neutral(self.env._("A waiver was taken back"))

    def _check_waive(self):
        self._check_may_waive()
        if self.ended_at:
            raise UserError(self.env._("This promise does not run any longer."))

    def _check_may_waive(self):
        self.check_access("write")
        if self.waivable_by == words.WAIVER_NOBODY:
            raise UserError(
                self.env._("The service standard lets nobody waive this promise.")
            )
        roles = self.case_id._my_roles()
        if words.RESPONSIBLE_MANAGER in roles:
            return
        if self.waivable_by != words.WAIVER_OFFICER:
            raise AccessError(self.env._("Only a manager may waive this promise."))
        if self.case_id.officer_id != self.env.user:
            raise AccessError(
                self.env._("Only the case officer or a manager may waive this promise.")
            )

    def action_say_why(self, late_reason=None, note=False):
        """Say why a promise was kept late, or has not been kept in time.

        :param late_reason: one of ``policy.vocabulary.LATE_REASONS``; asked for when
            none is given
        :param note: more about it, in a few words
        :raise UserError: it is not late
        """
        self.ensure_one()
        self.check_access("write")
        if not self._is_late():
            raise UserError(self.env._("This promise is not late."))
        if late_reason is None:
            return self.case_id._open_dialogue(
                "hate.deadline.late",
                self.env._("Why was it late?"),
                deadline_id=self.id,
            )
        # sudo: method-only fields; the right to work on the case was checked
        clock = self.sudo()
        before = clock._snapshot()
        clock.write({"late_reason": late_reason, "late_note": note})
        label = dict(self._fields["late_reason"]._description_selection(self.env))
        clock._log_change(
            words.CLOCK_EXPLAINED,
            before,
            reason=": ".join(filter(None, [label[late_reason], note])),
        )
        return True

    def _is_late(self):
        self.ensure_one()
        return self.state in (words.DEADLINE_MET_LATE, words.DEADLINE_MISSED) or (
            not self.ended_at and self.due_at < fields.Datetime.now()
        )

    def action_try_again(self):
        """Tell people again about clocks that had been set aside."""
        self.check_access("write")
        # sudo: method-only fields; the right to work on the case was checked
        for clock in self.sudo().filtered("set_aside_at"):
            before = clock._snapshot()
            clock.write(
                {
                    "set_aside_at": False,
                    "set_aside_why": False,
                    "look_at": clock._next_look(),
                }
            )
            clock._log_change(words.CLOCK_RESUMED, before)

    def _snapshot(self):
        """:return: dict of what reckoning anew may change"""
        return {name: self[name] for name in RECKONED_FIELDS}

    def _log_change(self, change, before, reason=False, event=None):
        """Write down what was done to this clock.

        :param change: one of ``policy.vocabulary.CLOCK_CHANGES``
        :param before: what :meth:`_snapshot` gave before it
        """
        self.ensure_one()
        self.env["hate.deadline.log"].create(
            {
                "case_id": self.case_id.id,
                "deadline_id": self.id,
                "change": change,
                "user_id": self.env.uid,
                "reason": reason,
                "event_id": event.id if event else False,
                "due_before": before["due_at"],
                "due_after": self.due_at,
                "state_before": before["state"],
                "state_after": self.state,
            }
        )

    def action_open_evidence(self):
        """:return: window action of the record that shows the promise kept"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Evidence"),
            "res_model": self.evidence_model,
            "res_id": self.evidence_id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }
