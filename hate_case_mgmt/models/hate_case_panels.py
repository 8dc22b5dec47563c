from odoo import models
from odoo.exceptions import UserError

from ..policy import vocabulary_panel as panels


class HateCase(models.Model):
    """A case at a panel."""

    def _panels(self):
        """:return: the ``hate.panel`` of the case's area, hate crime panels first
        [000.b4]"""
        self.ensure_one()
        if not self.area_id:
            return self.env["hate.panel"]
        found = self.env["hate.panel"].search(
            [
                ("area_ids", "in", self.area_id.ids),
                ("company_id", "=", self.company_id.id),
            ]
        )
        return found.sorted(
            lambda panel: (panel.kind != panels.PANEL_HATE_CRIME, panel.name, panel.id)
        )

    def _panel_referral(self):
        """:return: the latest ``hate.referral`` to a panel that it can hear"""
        self.ensure_one()
        return self.env["hate.referral"].search(
            [
                ("case_id", "=", self.id),
                ("panel_id", "!=", False),
                ("state", "in", panels.READY_FOR_PANEL),
            ],
            order="id desc",
            limit=1,
        )

    def _next_panel_meeting(self, panel=None):
        """:param panel: ``hate.panel``, or None for any of the case's area
        :return: the next ``hate.panel.meeting``
        """
        self.ensure_one()
        meetings = self.env["hate.panel.meeting"]
        for one in panel or self._panels():
            found = meetings.search(
                [("panel_id", "=", one.id), *meetings._coming_domain()],
                order="starts_at, id",
                limit=1,
            )
            if found:
                return found
        return meetings

    def action_take_to_panel(self):
        """:return: action that opens Take it to a panel
        :raise UserError: no referral to a panel is agreed to yet
        """
        self._check_may_change()
        if not self._panel_referral():
            raise UserError(
                self.env._(
                    "Refer the case to the panel first: press Refer on the tab "
                    "Partners, choose the panel, tick what its members may know, and "
                    "press Ready to send. Once that is agreed to, take it to a meeting."
                )
            )
        return self._open_dialogue("hate.panel.share", self.env._("Take it to a panel"))

    _inherit = "hate.case"

    def _is_too_close(self, user):
        """:return: whether a member of a panel is named in this case or shut out of it,
        and so must read nothing about it"""
        self.ensure_one()
        # sudo: asked in order to keep somebody out; a yes or no comes back
        case = self.sudo()
        return user in case.excluded_user_ids | case.party_ids._login_users()
