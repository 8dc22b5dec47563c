from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..policy import retention
from ..policy import vocabulary as words
from ..policy import vocabulary_keep as keep

KEEPERS = ("hate_case_mgmt.group_data_protection", "hate_case_mgmt.group_manager")


class HateCase(models.Model):
    """How long a case is kept, and who may say that it is kept longer."""

    _inherit = "hate.case"

    retain_from = fields.Date(
        string="Ended", compute="_compute_retain_from", store=True, precompute=True
    )
    retain_outcome = fields.Selection(
        keep.RETENTION_OUTCOMES,
        string="How it ended",
        compute="_compute_retain_until",
        store=True,
        precompute=True,
    )
    retain_until = fields.Date(
        string="Kept until",
        compute="_compute_retain_until",
        store=True,
        precompute=True,
        help="The last day on which the case is kept, by the landlord's rule. Then it "
        "is proposed for removal; nothing goes by itself.",
    )
    hold_ids = fields.One2many("hate.legal.hold", "case_id", string="Legal holds")
    held = fields.Boolean(
        string="Legal hold",
        readonly=True,
        copy=False,
        help="Nothing of the case is removed while it is held.",
    )
    anonymised_on = fields.Date(string="People removed on", readonly=True, copy=False)

    _retain_idx = models.Index(
        "(retain_until, id) INCLUDE (company_id, restricted)"
        " WHERE retain_until IS NOT NULL"
    )
    _held_idx = models.Index("(id) WHERE held IS TRUE")

    @api.depends("state", "closed_at")
    def _compute_retain_from(self):
        for case in self:
            if case.state in words.OPEN_STATES:
                case.retain_from = False
            elif case.closed_at:
                case.retain_from = case._local_date(case.closed_at)
            else:
                # the day of the decision, which stays as it is ever after
                case.retain_from = case.retain_from or case._local_today()

    @api.depends("retain_from", "state", "company_id")
    def _compute_retain_until(self):
        rules = self.env["hate.retention.rule"]
        for case in self:
            outcome = case._retention_outcome() if case.retain_from else None
            rule = outcome and rules._for(case.company_id, outcome)
            case.retain_outcome = outcome
            case.retain_until = bool(rule) and retention.add_months(
                case.retain_from, rule.months
            )

    def _retention_outcome(self):
        """:return: one of ``vocabulary_keep.RETENTION_OUTCOMES``, None if open"""
        self.ensure_one()
        legal_action = any(
            action.category == words.ACTION_ENFORCEMENT
            and action.state == words.ACTION_DONE
            for action in self.action_ids
        )
        return retention.outcome_of(self.state, legal_action)

    # ------------------------------------------------------------------
    # Holds
    # ------------------------------------------------------------------

    def _hold(self, reason):
        """Keep these cases whatever their time, until the hold is lifted.

        :param reason: why, in words
        :return: the ``hate.legal.hold`` records
        :raise AccessError: neither data protection officer nor manager
        :raise UserError: no reason, or a case is held already
        """
        self._check_keeper()
        self._check_reason(reason)
        # sudo: a data protection officer reads cases only; who may hold was checked
        cases = self.sudo()
        cases._lock()
        held = cases.filtered("held")
        if held:
            raise UserError(
                self.env._(
                    "Held already: %(cases)s.", cases=", ".join(held.mapped("name"))
                )
            )
        holds = cases.hold_ids.create(
            [
                {
                    "case_id": case.id,
                    "reason": reason.strip(),
                    "placed_by_id": self.env.uid,
                }
                for case in cases
            ]
        )
        cases.write({"held": True})
        cases._log_neutral(self.env._("Legal hold placed"))
        return holds.sudo(self.env.su)

    def _lift_hold(self, reason):
        """End the hold on these cases; what their time says counts again.

        :raise AccessError: neither data protection officer nor manager
        :raise UserError: no reason, or a case is not held
        """
        self._check_keeper()
        self._check_reason(reason)
        # sudo: as in _hold
        cases = self.sudo()
        cases._lock()
        holds = cases.hold_ids.filtered(lambda hold: not hold.lifted_at)
        free = cases - holds.case_id
        if free:
            raise UserError(
                self.env._("Not held: %(cases)s.", cases=", ".join(free.mapped("name")))
            )
        holds.write(
            {
                "lifted_at": fields.Datetime.now(),
                "lifted_by_id": self.env.uid,
                "lift_reason": reason.strip(),
            }
        )
        cases.write({"held": False})
        cases._log_neutral(self.env._("Legal hold lifted"))

    def _check_keeper(self):
        """:raise AccessError: the user may not say what is kept, or not see the case"""
        self.check_access("read")
        if not any(self.env.user.has_group(group) for group in KEEPERS):
            raise AccessError(
                self.env._(
                    "A data protection officer or a manager says what is kept. Please "
                    "ask one."
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_held(self):
        """A hold wins over the superuser too. Only taking the addon out of the database
        is not stopped by it."""
        self._check_not_held()

    def _check_not_held(self):
        """:raise UserError: a case is on legal hold"""
        # sudo: a yes or no about what is to be deleted
        held = self.sudo().filtered("held")
        if held:
            raise UserError(
                self.env._(
                    "On legal hold, so nothing of it is removed: %(cases)s.",
                    cases=", ".join(held.mapped("name")),
                )
            )

    def _banner_sentences(self):
        """Say that the case is held, or that its people were removed."""
        found = super()._banner_sentences()
        if self.held:
            held = self.env._("Legal hold: nothing of this case may be removed.")
            found.append(("info", held))
        if self.anonymised_on:
            gone = self.env._(
                "The time for keeping this case is over. The people and what they said "
                "were removed; the figures stay."
            )
            found.append(("info", gone))
        return found

    # ------------------------------------------------------------------
    # What is due
    # ------------------------------------------------------------------

    @api.model
    def _get_due_domain(self):
        """:return: the cases whose time is over and which nothing holds"""
        return (
            Domain("retain_until", "<", fields.Date.context_today(self))
            & Domain("held", "=", False)
            & Domain("is_open", "=", False)
        )

    def _plan_retention_anew(self):
        """Reckon until when these cases are kept: enforcement goes on after closing
        and may have been carried out since."""
        self.env.add_to_compute(self._fields["retain_until"], self)
        self.flush_recordset(["retain_until", "retain_outcome"])

    def action_propose_removal(self):
        """Propose these cases for removal; a second person confirms.

        :return: window action of the proposal
        :raise AccessError: neither data protection officer nor manager
        :raise UserError: a case that is not due, held, or proposed already
        """
        self._check_keeper()
        destruction = self.env["hate.destruction"]._propose(self)
        return destruction._open()
