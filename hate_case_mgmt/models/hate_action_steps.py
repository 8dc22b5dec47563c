from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..policy import actions
from ..policy import vocabulary as words

MANAGER = "hate_case_mgmt.group_manager"
# What a manager reads before an item is planned
READ_BY_MANAGER = frozenset(
    {
        "name",
        "options_shown",
        "stay_safe_tried",
        "move_alleged",
        "choice_words",
        "only_safe_way",
        "lettings_reference",
        "proportionality",
        "risk_to_others",
        "alternatives",
        "vulnerability_found",
        "person_view",
        "person_agrees",
    }
)


class HateAction(models.Model):
    """The steps of an item; each says what is missing (``policy/actions.py``)."""

    _inherit = "hate.action"
    _personal_fields = {
        "manager_note": "words",
    }

    manager_checked_at = fields.Datetime(string="Checked", readonly=True)
    manager_checked_by_id = fields.Many2one(
        "res.users", string="Checked by", readonly=True
    )
    manager_note = fields.Text(string="What the manager says")
    awaits_manager = fields.Boolean(compute="_compute_awaits_manager")

    @api.depends("type_id", "manager_checked_at", "state", "case_id.risk_level")
    def _compute_awaits_manager(self):
        for action in self:
            action.awaits_manager = (
                action.state == words.ACTION_PROPOSED
                and not action.manager_checked_at
                and actions.NEEDS_MANAGER in action._flags()
            )

    def write(self, vals):
        """What a manager checked holds for the words they read, and no others."""
        again = self.browse()
        if READ_BY_MANAGER.intersection(vals) and "manager_checked_at" not in vals:
            again = self.filtered(
                lambda action: action.manager_checked_at
                and any(
                    name in vals and (vals[name] or False) != (action[name] or False)
                    for name in READ_BY_MANAGER
                )
            )
        done = super().write(vals)
        if again:
            # sudo: closed to bare writes; the user's own write of the words came before
            # it and was checked, and nothing is read
            again.sudo().write(
                {"manager_checked_at": False, "manager_checked_by_id": False}
            )
        return done

    def _flags(self):
        """:return: set of the flags that count for this item, on this case"""
        self.ensure_one()
        flags = self.type_id._flags() if self.type_id else set()
        if actions.CAREFUL_AT_RISK in flags and self.case_id.risk_level != "low":
            flags.add(actions.NEEDS_MANAGER)
        return flags

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_plan(self):
        """Take it into the plan.

        :raise UserError: with all that is missing
        """
        for action in self:
            action._begin_step(words.ACTION_PROPOSED)
            not_open = action._not_open()
            if not_open:
                raise UserError(self.env._(not_open.template, **not_open.values))
            action._check_gates(actions.PLAN)
            action._end_step(words.ACTION_PLANNED)
        return True

    def action_done(self):
        """It is done; the outcome says what came of it.

        :raise UserError: with all that is missing
        """
        for action in self:
            action._begin_step(words.ACTION_PLANNED)
            action._check_gates(actions.DONE)
            when = action.done_at or fields.Datetime.now()
            action._end_step(words.ACTION_DONE, done_at=when, settled_at=when)
        return True

    def action_not_done(self):
        """Considered and not used, or planned and not done, with the reason.

        Nothing is asked of residents who did not do what they meant to.

        :raise UserError: with all that is missing
        """
        for action in self:
            action._begin_step(*words.ACTIONS_OPEN)
            action._check_gates(actions.NOT_DONE)
            action._end_step(words.ACTION_NOT_DONE, settled_at=fields.Datetime.now())
        return True

    def action_take_out(self):
        """Entered by mistake, or not needed any more.

        :raise UserError: with all that is missing
        """
        for action in self:
            action._begin_step(*words.ACTIONS_OPEN)
            action._check_gates(actions.CANCEL)
            action._end_step(words.ACTION_CANCELLED, settled_at=fields.Datetime.now())
        return True

    def action_back(self):
        """Undo the last decision: it is considered again."""
        for action in self:
            action._begin_step(
                words.ACTION_PLANNED,
                words.ACTION_DONE,
                words.ACTION_NOT_DONE,
                words.ACTION_CANCELLED,
            )
            action._end_step(words.ACTION_PROPOSED, done_at=False, settled_at=False)
        return True

    def action_manager_checked(self):
        """A manager has read it and finds no pressure and nothing left out.

        :raise AccessError: not a manager
        :raise UserError: one's own work, or no words
        """
        for action in self:
            action._begin_step(words.ACTION_PROPOSED)
            if not self.env.user.has_group(MANAGER):
                raise AccessError(self.env._("Only a manager can check this."))
            if self.env.user in (action.create_uid, action.case_id.officer_id):
                raise UserError(
                    self.env._("Nobody checks their own work. Ask another manager.")
                )
            if not (action.manager_note or "").strip():
                raise UserError(
                    self.env._("Please say in a few words what you looked at.")
                )
            # sudo: closed to bare writes; the user's role and right were checked above,
            # and what is written is their own note
            action.sudo().write(
                {
                    "manager_checked_at": fields.Datetime.now(),
                    "manager_checked_by_id": self.env.uid,
                }
            )
        return True

    # ------------------------------------------------------------------
    # What the steps have in common
    # ------------------------------------------------------------------

    def _check_gates(self, step):
        """:raise UserError: one line for each entry that is missing"""
        flags = self._flags()
        values = {name: self[name] for name in actions.asked_for(flags)}
        values |= {"owner": self.owner, "was_ours": self.was_ours}
        missing = actions.missing(step, flags, values)
        if missing:
            raise UserError(
                "\n".join(self.env._(gap.template, **gap.values) for gap in missing)
            )

    def _end_step(self, state, **values):
        # sudo: the state is closed to bare writes; every public step that ends here has
        # checked the right and the gates, and nothing is read
        self.sudo().write(
            {
                "state": state,
                "decided_at": fields.Datetime.now(),
                "decided_by_id": self.env.uid,
                **values,
            }
        )
