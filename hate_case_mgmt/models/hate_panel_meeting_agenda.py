from datetime import timedelta

from odoo import api, fields, models

from ..policy import vocabulary as case_words
from ..policy import vocabulary_panel as words


class HatePanelMeeting(models.Model):
    """The agenda of a meeting: its items, their times, and what earlier meetings left
    to do. What of it a colleague sees depends on the cases they may see."""

    _inherit = "hate.panel.meeting"

    withdrawn_line = fields.Char(compute="_compute_withdrawn_line")
    open_action_ids = fields.Many2many(
        "hate.action",
        string="Still to do from earlier meetings",
        compute="_compute_open_action_ids",
    )

    @api.depends("item_ids.state")
    def _compute_withdrawn_line(self):
        """That an item was taken out is said, and neither which nor why."""
        # sudo: a number, which says nothing about any case
        counts = dict(
            self.env["hate.panel.item"]
            .sudo()
            ._read_group(
                [
                    ("meeting_id", "in", self.ids),
                    ("state", "=", words.ITEM_WITHDRAWN),
                    ("was_released", "=", True),
                ],
                ["meeting_id"],
                ["__count"],
            )
        )
        for meeting in self:
            meeting.withdrawn_line = self._withdrawn_words(
                counts.get(meeting._origin, 0)
            )

    @api.model
    def _withdrawn_words(self, count):
        """:return: sentence in the user's language, or False for none"""
        if not count:
            return False
        if count == 1:
            return self.env._("One item was withdrawn after the packs were released.")
        return self.env._(
            "%(count)s items were withdrawn after the packs were released.", count=count
        )

    @api.depends("panel_id", "starts_at")
    def _compute_open_action_ids(self):
        """What earlier meetings agreed, as far as the user sees the cases."""
        for meeting in self:
            meeting.open_action_ids = (
                self.env["hate.action"].search(
                    [
                        ("panel_item_id.meeting_id.panel_id", "=", meeting.panel_id.id),
                        ("panel_item_id.meeting_id", "!=", meeting._origin.id),
                        (
                            "panel_item_id.meeting_id.starts_at",
                            "<",
                            meeting.starts_at,
                        ),
                        ("state", "in", case_words.ACTIONS_OPEN),
                    ],
                    order="due_at, id",
                )
                if meeting.panel_id and meeting.starts_at
                else False
            )

    def _set_slots(self):
        """Give every item its time, one after the other."""
        # sudo: the times follow from all items, of cases the user does not see too;
        # nothing but the time is read or written
        for meeting in self.sudo():
            at = meeting.starts_at
            items = meeting._all_items().filtered(
                lambda item: item.state not in words.ITEMS_OFF
            )
            for item in items:
                if item.slot_at != at:
                    item.slot_at = at
                at += timedelta(minutes=item.slot_minutes)

    def _items(self):
        """:return: ``hate.panel.item`` of the cases that the current user sees, in the
        order of the agenda; asked for anew, since what a list in memory holds may have
        been read with other rights"""
        return self.env["hate.panel.item"].search(
            [("meeting_id", "in", self.ids)], order="sequence, id"
        )

    def _all_items(self):
        """:return: the whole agenda as superuser, for what must not pass over an item;
        the caller hands nothing of it back"""
        # sudo: times and states of items the user does not see; the steps of a meeting
        # concern them all, and no word of them is read
        return self.sudo()._items()
