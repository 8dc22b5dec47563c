from odoo import api, fields, models
from odoo.tools import format_datetime, format_time

from ..policy import panels
from ..policy import vocabulary_panel as words
from ..reports import letter_engine, pdf_mark

REPORT = "hate_case_mgmt.action_report_hate_panel"


class HatePanelMeeting(models.Model):
    """What a standing member reads of a meeting, and for how long.

    No member needs a right on any model for it: the page is made here, of the fields
    named here and no others. Everybody else gets nothing from it, whatever their
    groups.
    """

    _inherit = "hate.panel.meeting"

    @api.model
    def _is_member(self):
        """:return: whether the current user sits on a panel at present"""
        return bool(self._my_memberships())

    @api.model
    def _my_memberships(self, panel=None):
        """:return: ``hate.panel.member`` of the current user, as superuser"""
        # sudo: members have no right on this model; these are the user's own rows
        members = self.env["hate.panel.member"].sudo()
        of_panel = [("panel_id", "=", panel.id)] if panel else []
        return members.search(
            [
                ("user_id", "=", self.env.uid),
                ("panel_id.active", "=", True),
                *of_panel,
            ]
        )

    @api.model
    def _my_open_meetings(self):
        """:return: list of dicts of the meetings whose packs the current user may read
        at this second"""
        now = fields.Datetime.now()
        # sudo: a member has no right on meetings; the panel is one of their own
        meetings = self.sudo().search(
            [
                ("panel_id", "in", self._my_memberships().panel_id.ids),
                ("released_at", "<=", now),
                ("closes_at", ">", now),
            ],
            order="starts_at, id",
        )
        return [meeting._heading() for meeting in meetings]

    def _reading(self):
        """What the current user reads of this meeting as a standing member.

        :return: None for whoever is not on the panel or while the packs are closed;
            otherwise a dict of ``heading``, ``items`` (list of dicts of ``time``,
            ``asks``, ``text``), ``withdrawn`` (a sentence for the chair), ``reader``
            and ``cases`` (``hate.case``, for the log alone)
        """
        # sudo: a member has no right on meetings; membership and time are asked next
        meeting = self.sudo().exists()
        if not meeting or not meeting.active:
            return None
        member = self._my_memberships(meeting.panel_id)
        now = fields.Datetime.now()
        if not member or not panels.is_open(
            now, meeting.released_at, meeting.closes_at
        ):
            return None
        return meeting._reading_of(member)

    def _reading_of(self, member):
        """As superuser, once it was asked who reads and whether the time is right.

        :param member: ``hate.panel.member``
        :return: dict as :meth:`_reading`
        """
        self.ensure_one()
        packs = self._packs_for(member)
        return {
            "heading": self._heading(),
            "items": [self._shown(pack) for pack in packs],
            "withdrawn": self.withdrawn_line if member.is_chair else False,
            "reader": member._in_words(),
            "cases": packs.case_id,
        }

    def _packs_for(self, member):
        """:return: the released ``hate.panel.pack`` that concern nobody too close to
        the member, in the order of the agenda"""
        now = fields.Datetime.now()
        packs = self.env["hate.panel.pack"].search(
            [
                ("meeting_id", "=", self.id),
                ("released_at", "<=", now),
                ("taken_back_at", "=", False),
                ("item_id.state", "in", (words.ITEM_RELEASED, words.ITEM_HEARD)),
            ]
        )
        return packs.filtered(
            lambda pack: not member._is_too_close(pack.case_id)
            and pack._is_as_released()
        ).sorted(lambda pack: (pack.item_id.sequence, pack.item_id.id))

    @api.model
    def _on_paper(self, page, reader):
        """:param page: Markup, a whole HTML document that loads nothing
        :param reader: str, whose copy it is; it stands on every sheet
        :return: bytes of a PDF
        """
        # sudo: a member has no right on reports; the page is the member's own
        reports = self.env["ir.actions.report"].sudo()
        pdf = letter_engine.tagged_pdf(page) or reports._run_wkhtmltopdf(
            [letter_engine.for_wkhtmltopdf(page)], report_ref=REPORT
        )
        return pdf_mark.marked(
            pdf, self.env._("Copy for %(reader)s. Confidential.", reader=reader)
        )

    def _heading(self):
        """:return: dict of what stands on top, which says nothing of any case"""
        self.ensure_one()
        zone = self.company_id._hate_time_zone()

        def moment(at, shape):
            return format_datetime(self.env, at, tz=zone, dt_format=shape)

        return {
            "id": self.id,
            "panel": self.panel_id.name,
            "company": self.company_id.name,
            "when": moment(self.starts_at, "EEEE d MMMM y, HH:mm"),
            "until": moment(self.closes_at, "EEEE d MMMM, HH:mm")
            if self.closes_at
            else "",
            "place": self.place or "",
            "link": self.link or "",
            "chair": self.chair_id.name or "",
        }

    def _agenda(self):
        """:return: dict of the agenda on paper, of the cases the user sees"""
        self.ensure_one()
        statuses = dict(
            self.attendance_ids._fields["status"]._description_selection(self.env)
        )
        items = self._items().filtered(lambda item: item.state not in words.ITEMS_OFF)
        return {
            "heading": self._heading(),
            "withdrawn": self.withdrawn_line,
            "people": [
                {
                    "name": person.name,
                    "agency": person.agency_id.name or self.company_id.name,
                    "grade": person.grade or "",
                    "status": statuses[person.status],
                }
                for person in self.attendance_ids
            ],
            "items": [
                {
                    **self._shown_item(item),
                    "reference": item.case_id.name,
                    "text": item.pack_text or "",
                }
                for item in items
            ],
        }

    def _shown(self, pack):
        """:return: dict of one item as members read it"""
        return {**self._shown_item(pack.item_id), "text": pack.content}

    def _shown_item(self, item):
        """:return: dict of when, who and what we ask"""
        zone = self.company_id._hate_time_zone()
        at = item.slot_at
        return {
            "time": format_time(self.env, at, tz=zone, time_format="HH:mm")
            if at
            else "",
            "presenter": item.presenter_id.name or "",
            "asks": item.asks or "",
        }
