from odoo import Command, models

from ..policy import vocabulary as words


class HateCase(models.Model):
    """A case about a colleague: who is alleged never sees it, and it is restricted."""

    _inherit = "hate.case"

    def _alleged_users(self):
        """:return: every login of the people alleged in these cases"""
        # sudo: asked in order to keep people out, whoever asks
        alleged = self.sudo().party_ids.filtered(
            lambda party: party.role == words.ROLE_ALLEGED
        )
        return alleged._login_users()

    def _apply_conflicts(self):
        """Shut out whoever is alleged, and restrict a case about a colleague.

        Runs whenever a person of the case is entered or changed.
        """
        # sudo: the people of a case decide this, whoever enters them
        for case in self.sudo():
            case._shut_out(
                case._alleged_users(),
                self.env._("Alleged in the case, so this person may not see it."),
            )
            alleged = case.party_ids.filtered(
                lambda party: party.role == words.ROLE_ALLEGED
            )
            if not case.restricted and any(party._is_colleague() for party in alleged):
                case._restrict()

    def _restrict(self):
        """Close a case about a colleague or contractor to all but those named on it.

        Those whom the company names for such cases come in, and whoever found it out
        stays; when nobody would be left, the managers come in [002.4.11] [003.5.11].
        """
        self.ensure_one()
        before = self._reached_users()
        handlers = self._possible_members(self.company_id.hate_restricted_user_ids)
        staying = self.member_ids | self._possible_members(self.env.user)
        if not handlers and not staying:
            handlers = self._possible_members(self._managers())
        coming = handlers | staying
        self.write(
            {
                "restricted": True,
                "member_ids": [Command.link(user.id) for user in coming],
            }
        )
        self._log_neutral(self.env._("The case is restricted"))
        self._add_note(
            self.env._(
                "A colleague or contractor is alleged. The case is restricted to those "
                "named on it and goes to human resources for the disciplinary "
                "investigation."
            )
        )
        self._cut_off(before - self.member_ids)
        for user in handlers - self.env.user:
            self._remind(user, self.env._("A restricted case needs you"))

    def _managers(self):
        """:return: all managers of the case's company"""
        # sudo: who holds which group is closed to ordinary users
        group = self.env.ref("hate_case_mgmt.group_manager").sudo()
        return group.all_user_ids.filtered(
            lambda user: self.company_id in user.company_ids
        )

    def _managers_to_ask(self):
        """:return: managers who see this case, not the user, those on it first"""
        self.ensure_one()
        # sudo: who is on the case decides the order
        on_case = self.sudo().member_ids
        managers = self.env["res.users"].browse(
            [
                user.id
                for user in self._managers() - self.env.user
                if user.active and self._is_seen_by(user)
            ]
        )
        return managers.sorted(lambda user: (user not in on_case, user.id))
