from odoo import fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary as case_words
from ..policy import vocabulary_panel as words


class HatePanelItem(models.Model):
    """The steps of an item, before the meeting and in it."""

    _inherit = "hate.panel.item"

    # ------------------------------------------------------------------
    # Before the meeting
    # ------------------------------------------------------------------

    def action_prepare(self):
        """:return: action that opens the dialogue in which the pack is ticked"""
        self.ensure_one()
        self._begin_step(*words.ITEMS_TO_HEAR)
        return self.case_id._open_dialogue(
            "hate.panel.share", self.env._("Prepare the pack"), item_id=self.id
        )

    def _prepare_pack(self, content):
        """Make a new pack; the one before is closed.

        :param content: what the members will read
        :return: the ``hate.panel.pack``
        """
        self.ensure_one()
        self.case_id.check_access("write")
        self.pack_ids._take_back()
        # sudo: packs are made by this method alone; the right was checked
        pack = self.pack_ids.sudo().create(
            {"case_id": self.case_id.id, "item_id": self.id, "content": content}
        )
        self._set({"state": words.ITEM_PREPARED})
        return pack.sudo(self.env.su)

    def _unrelease(self):
        """Its pack is about to be replaced: nobody reads the old one from now on."""
        self.pack_ids._take_back()
        self._set({"state": words.ITEM_LISTED, "was_released": False})

    def action_release(self):
        """Let the members read this pack, after those of the meeting were released.

        :raise UserError: with what hinders it
        """
        for item in self:
            item._begin_step(words.ITEM_PREPARED)
            if not item.meeting_id.released_at:
                raise UserError(
                    self.env._(
                        "The packs of this meeting are released together. The "
                        "chair or whoever takes the minutes does it."
                    )
                )
            item.meeting_id._check_may_release()
            item._release()
        return True

    def _release(self):
        """Send each pack through its case's gate; the caller has checked the meeting.

        :raise UserError: what a gate says; then nothing is released
        """
        for item in self.filtered(lambda item: item.state == words.ITEM_PREPARED):
            item._pack()._release()
            item._set({"state": words.ITEM_RELEASED, "was_released": True})

    def action_take_off(self):
        """Take the case off the agenda, and its pack from everybody at once."""
        for item in self:
            item._begin_step(*words.ITEMS_TO_HEAR)
            item._withdraw()
        return True

    def _withdraw(self):
        """Nobody reads the pack any more. Neither members nor chair learn why."""
        # sudo: consent may be withdrawn by a step of somebody who can't change items;
        # it only ever closes what was open
        items = self.sudo().filtered(lambda item: item.state in words.ITEMS_TO_HEAR)
        items._take_back()
        items.write({"state": words.ITEM_WITHDRAWN, "is_current": False})

    def _take_back(self):
        """Close the packs of these items; they can be prepared anew."""
        self.pack_ids._take_back()
        self.filtered(
            lambda item: item.state in (words.ITEM_PREPARED, words.ITEM_RELEASED)
        ).write({"state": words.ITEM_LISTED})

    def action_put_off(self):
        """To the panel's next meeting, if one is planned."""
        for item in self:
            item._begin_step(*words.ITEMS_TO_HEAR)
            # sudo: closed to bare writes; the right on the case was checked
            item.sudo()._put_off()
        return True

    def _put_off(self):
        """Take these to the panel's next meeting; their packs are prepared anew, since
        wishes and facts may have changed by then."""
        self._take_back()
        for meeting, items in self.grouped("meeting_id").items():
            later = meeting.search(
                [
                    ("panel_id", "=", meeting.panel_id.id),
                    ("starts_at", ">", meeting.starts_at),
                    *meeting._coming_domain(),
                ],
                order="starts_at, id",
                limit=1,
            )
            items.write({"state": words.ITEM_PUT_OFF, "is_current": False})
            if later:
                self.create([item._copied_to(later) for item in items])

    def _copied_to(self, meeting):
        """:return: values of the same item on another agenda"""
        return {
            "case_id": self.case_id.id,
            "meeting_id": meeting.id,
            "sequence": self.sequence,
            "slot_minutes": self.slot_minutes,
            "presenter_id": self.presenter_id.id,
            "referral_id": self.referral_id.id,
            "asks": self.asks,
        }

    # ------------------------------------------------------------------
    # In the meeting
    # ------------------------------------------------------------------

    def action_next(self):
        """This one was heard; go to the next.

        :return: action that opens it, or the meeting when none is left
        """
        self.ensure_one()
        self._begin_step(*words.ITEMS_TO_HEAR)
        if not self.meeting_id.started_at:
            raise UserError(self.env._("Start the meeting first."))
        if self.state != words.ITEM_RELEASED:
            raise UserError(
                self.env._(
                    "The pack of this item is not released, so the panel can't hear "
                    "it. Put it off, or release the pack first."
                )
            )
        self._set(
            {
                "state": words.ITEM_HEARD,
                "heard_at": fields.Datetime.now(),
                "is_current": False,
            }
        )
        self._plan_actions()
        self.referral_id._heard_by_panel(self.meeting_id)
        self.case_id._log_neutral(self.env._("Heard by a panel"))
        return self.meeting_id._open_next()

    def action_agenda(self):
        """:return: action that goes back to the meeting"""
        self.ensure_one()
        return self.meeting_id.get_formview_action()

    def _plan_actions(self):
        """Take what was agreed into the plan of the case, where all that an item of the
        plan needs is there. The rest waits in it as considered."""
        for action in self.action_ids:
            if action.state == case_words.ACTION_PROPOSED and action._is_complete():
                action.action_plan()
