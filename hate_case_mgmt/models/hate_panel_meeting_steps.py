from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_datetime

from ..policy import panels
from ..policy import vocabulary_panel as words

MANAGER = "hate_case_mgmt.group_manager"
OFFICER = "hate_case_mgmt.group_officer"
# A meeting of the next day may begin that long before its time, across midnight
EARLIEST_START = timedelta(hours=1)


class HatePanelMeeting(models.Model):
    """The steps of a meeting; each says what is missing."""

    _inherit = "hate.panel.meeting"

    # ------------------------------------------------------------------
    # Packs
    # ------------------------------------------------------------------

    def action_release(self):
        """Let the standing members read the packs, each as its case's gate allows.

        Items of cases that the user does not see are released by their own officers.

        :raise UserError: with what hinders it; then nothing is released
        """
        self._begin_step(*words.MEETINGS_TO_COME)
        self._check_may_run()
        self._check_may_release()
        items = self._items().filtered(lambda item: item.state in words.ITEMS_TO_HEAR)
        waiting = items.filtered(lambda item: item.state == words.ITEM_LISTED)
        if waiting:
            raise UserError(
                self.env._(
                    "No pack is prepared for %(references)s. Please prepare it, or "
                    "take the item off the agenda.",
                    references=", ".join(waiting.case_id.mapped("name")),
                )
            )
        if not items:
            raise UserError(
                self.env._(
                    "There is nothing on the agenda yet. Take a case to it first."
                )
            )
        first = not self.released_at
        if first:
            self._set(
                {
                    "state": words.MEETING_READY,
                    "released_at": fields.Datetime.now(),
                    "closes_at": panels.closes_at(
                        self.ends_at, self.panel_id.hours_after
                    ),
                }
            )
        items._release()
        if first:
            self._tell_members()
        return True

    def _check_may_run(self):
        """:raise AccessError: not who takes the minutes, the chair or a manager"""
        user = self.env.user
        if user not in (self.chair_id | self.minute_taker_id) and not user.has_group(
            MANAGER
        ):
            raise AccessError(
                self.env._(
                    "A meeting is run by its chair, by who takes the minutes or by a "
                    "manager."
                )
            )

    def _check_may_release(self):
        """:raise UserError: the meeting is over, or the agreement ends before it"""
        self.ensure_one()
        if self.ends_at <= fields.Datetime.now():
            raise UserError(
                self.env._("This meeting is over, so no pack is released for it.")
            )
        refusal = self.panel_id._agreement_refusal(self._local_day())
        if refusal:
            raise UserError(refusal)

    def action_take_back(self):
        """Close all packs at once, for example because the meeting is put off."""
        self._begin_step(words.MEETING_READY)
        self._check_may_run()
        if self.started_at:
            raise UserError(self.env._("The meeting has begun. End it instead."))
        # packs are closed for everybody, of cases the user does not see too
        self._all_items()._take_back()
        # sudo: links are written by their own methods alone
        self.sudo().link_ids._revoke()
        self._set(
            {"state": words.MEETING_PLANNED, "released_at": False, "closes_at": False}
        )
        return True

    def _tell_members(self):
        """Write to the members that papers are ready, and not about what."""
        self.ensure_one()
        # sudo: the addresses of members are read to write to them; the letter names no
        # case and its link asks for a login
        meeting = self.sudo()
        when = format_datetime(
            meeting.env,
            meeting.starts_at,
            tz=meeting.company_id._hate_time_zone(),
            dt_format="d MMM y, HH:mm",
        )
        address = f"{meeting.get_base_url()}/panel/{meeting.id}"
        subject = self.env._("Papers for your meeting are ready")
        body = self.env._(
            "The papers for the meeting on %(when)s can be read here after signing "
            "in: %(address)s",
            when=when,
            address=address,
        )
        meeting.env["mail.mail"].create(
            [
                {
                    "subject": subject,
                    "body_html": body,
                    "email_from": meeting.company_id.email_formatted
                    or self.env.user.email_formatted,
                    "recipient_ids": [(4, member.user_id.partner_id.id)],
                    "auto_delete": True,
                }
                for member in meeting.panel_id.member_ids
                if member.user_id.active and member.user_id.email
            ]
        )
        meeting.link_ids._issue(
            meeting, meeting.panel_id.member_ids.filtered(lambda one: not one.user_id)
        )

    # ------------------------------------------------------------------
    # The meeting itself
    # ------------------------------------------------------------------

    def action_start(self):
        """Begin, with the first item.

        :raise UserError: too few are present, or it is not the day yet
        :return: action that opens the first item, if the user sees one
        """
        self._begin_step(*words.MEETINGS_TO_COME)
        self._check_may_run()
        today = fields.Date.context_today(
            self.with_context(tz=self.company_id._hate_time_zone())
        )
        early = self.starts_at - fields.Datetime.now()
        if self._local_day() > today and early > EARLIEST_START:
            raise UserError(
                self.env._(
                    "This meeting is not today. Change its time first if it was "
                    "brought forward."
                )
            )
        short = panels.check_quorum(self.present_count, self.quorum)
        if short:
            raise UserError(self.env._(short.template, **short.values))
        if not self.started_at:
            self._set({"started_at": fields.Datetime.now()})
        return self._open_next()

    def action_everyone_present(self):
        """Whoever is expected has come."""
        self.ensure_one()
        self.attendance_ids.filtered(
            lambda row: row.status == words.ATTENDS_EXPECTED
        ).status = words.ATTENDS_PRESENT
        return True

    def _open_next(self):
        """Go to the next item to be heard.

        :return: action that opens it, or the meeting when none is left
        """
        self.ensure_one()
        items = self._items()
        items.filtered("is_current")._set({"is_current": False})
        to_hear = items.filtered(lambda item: item.state in words.ITEMS_TO_HEAR)
        if not to_hear:
            return self.get_formview_action()
        to_hear[0]._set({"is_current": True})
        return to_hear[0].get_formview_action()

    def action_go_on(self):
        """:return: action that opens the item that is being heard, or the next"""
        self.ensure_one()
        current = self._items().filtered("is_current")[:1]
        return current.get_formview_action() if current else self._open_next()

    def action_end(self):
        """End the meeting. What was not heard is put off.

        :raise UserError: it has not begun
        """
        self._begin_step(*words.MEETINGS_TO_COME)
        self._check_may_run()
        if not self.started_at:
            raise UserError(self.env._("Start the meeting first."))
        now = fields.Datetime.now()
        # what was not heard is put off, of cases the user does not see too
        left = self._all_items()
        left.filtered("is_current").is_current = False
        left.filtered(lambda item: item.state in words.ITEMS_TO_HEAR)._put_off()
        values = {"state": words.MEETING_HELD, "ended_at": now}
        if self.released_at:
            values["closes_at"] = panels.closes_at(now, self.panel_id.hours_after)
        self._set(values)
        return True

    def action_sign_off(self):
        """The chair agrees the minutes; from then on nothing in them changes.

        A chair who has no part in our casework has a manager enter it for them.

        :raise AccessError: somebody else
        :raise UserError: an item has no outcome yet
        """
        self._begin_step(words.MEETING_HELD)
        self._check_may_sign()
        # items of cases that the chair does not see count as well
        open_items = self._all_items().filtered(
            lambda item: item.state == words.ITEM_HEARD and not item.outcome
        )
        if open_items:
            raise UserError(
                self.env._(
                    "%(count)s items have no outcome yet. Please enter what was "
                    "agreed, then sign.",
                    count=len(open_items),
                )
                if len(open_items) > 1
                else self.env._(
                    "One item has no outcome yet. Please enter what was agreed, then "
                    "sign."
                )
            )
        self._set(
            {
                "state": words.MEETING_MINUTED,
                "signed_at": fields.Datetime.now(),
                "signed_by_id": self.env.uid,
            }
        )
        return True

    def _check_may_sign(self):
        user = self.env.user
        if user == self.chair_id:
            return
        # sudo: which groups the chair holds, for a yes or no
        chair_works_here = self.chair_id.sudo().has_group(OFFICER)
        if chair_works_here or not user.has_group(MANAGER):
            raise AccessError(
                self.env._("The minutes are signed by the chair of the meeting.")
            )
        if user == self.minute_taker_id:
            raise UserError(
                self.env._(
                    "Whoever took the minutes does not sign them as well. Ask another "
                    "manager to enter the chair's signature."
                )
            )
