from odoo import models
from odoo.exceptions import AccessError, LockError, UserError

from ..policy import case_flow
from ..policy import vocabulary as words

ROLE_GROUPS = {
    words.RESPONSIBLE_HUB: "hate_case_mgmt.group_hub",
    words.RESPONSIBLE_OFFICER: "hate_case_mgmt.group_officer",
    words.RESPONSIBLE_MANAGER: "hate_case_mgmt.group_manager",
}


class HateCase(models.Model):
    """What every step on a case asks first, and where its user goes afterwards."""

    _inherit = "hate.case"

    def _open_dialogue(self, model, title, **defaults):
        """:return: the action that opens a wizard on this case"""
        self.ensure_one()
        context = {f"default_{name}": value for name, value in defaults.items()}
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_case_id": self.id, **context},
        }

    def _after_step(self, message):
        """Where a user goes after a step, which may have ended their access.

        :param message: what was done, in neutral words
        :return: client action
        """
        self.ensure_one()
        onward = {"type": "ir.actions.act_window_close"}
        if not self.has_access("read"):
            listed = "hate_case_action"
            if words.RESPONSIBLE_HUB in self._my_roles():
                listed = "hate_case_action_triage"
            onward = self.env["ir.actions.act_window"]._for_xml_id(
                f"hate_case_mgmt.{listed}"
            )
            onward["target"] = "main"
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": message, "next": onward},
        }

    # ------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------

    def _my_roles(self):
        """:return: set of the roles of ``policy.case_flow`` the user holds"""
        user = self.env.user
        return {role for role, group in ROLE_GROUPS.items() if user.has_group(group)}

    def _check_step(self, name, *reason):
        """:param name: of a step of ``policy.case_flow``
        :param reason: what the user gave as the reason, where the step is taken now
        :raise UserError: the step can't be taken, and why
        """
        self._check_may_change()
        step = case_flow.transition(name)
        if self.state not in step.sources:
            raise UserError(
                self.env._(
                    "This can't be done now: the case is “%(state)s”.",
                    state=dict(self._fields["state"]._description_selection(self.env))[
                        self.state
                    ],
                )
            )
        if not case_flow.is_allowed(name, self.state, self._my_roles()):
            raise AccessError(self._refusal_of_role(step.roles))
        if step.needs_reason and reason:
            self._check_reason(*reason)

    def _refusal_of_role(self, roles):
        if roles == case_flow.MANAGER:
            return self.env._("Please ask a manager to do this.")
        if roles == case_flow.TRIAGE:
            return self.env._("Please ask the customer hub or a manager to do this.")
        return self.env._("Please ask the case officer or a manager to do this.")

    def _check_may_change(self):
        """:raise UserError: the user may not change this case, or no longer"""
        self.ensure_one()
        if not self.has_access("write"):
            raise UserError(
                self.env._(
                    "You can't change this case now. A colleague may have dealt with "
                    "it already."
                )
            )

    def _check_manager(self):
        """:raise AccessError: the user is no manager"""
        if words.RESPONSIBLE_MANAGER not in self._my_roles():
            raise AccessError(self._refusal_of_role(case_flow.MANAGER))

    def _check_reason(self, reason):
        """:raise UserError: nothing was written"""
        if not (reason or "").strip():
            raise UserError(self.env._("Please give your reason."))

    def _lock(self):
        """Let one user at a time take a step.

        Whoever comes second while the first is still at it gets a sentence; whoever
        comes after sees the new state, since PostgreSQL refuses the older view of the
        row and Odoo runs the request again.

        :raise UserError: a colleague holds the case at this moment
        """
        try:
            # sudo: only locks the row; the right to change it was checked
            self.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._(
                    "A colleague is working on this case at this very moment. Please "
                    "look again in a minute."
                )
            ) from error
