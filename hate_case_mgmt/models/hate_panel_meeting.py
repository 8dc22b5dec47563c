from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ..policy import vocabulary_panel as words

LASTS = timedelta(hours=2)


class HatePanelMeeting(models.Model):
    """One meeting of a panel.

    It says nothing of any case: what is on its agenda belongs to the cases
    (``hate.panel.item``), and each colleague sees the items of cases they may see.
    """

    _name = "hate.panel.meeting"
    _description = "Panel meeting"
    _inherit = ["hate.panel.mixin"]
    _order = "starts_at desc, id desc"
    _personal_fields = {"place": "words", "link": "words"}

    _method_only_fields = frozenset(
        {
            "state",
            "released_at",
            "closes_at",
            "started_at",
            "ended_at",
            "signed_at",
            "signed_by_id",
        }
    )

    panel_id = fields.Many2one(
        "hate.panel", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="panel_id.company_id", store=True, precompute=True, index=True
    )
    state = fields.Selection(
        words.MEETING_STATES,
        required=True,
        readonly=True,
        copy=False,
        default=words.MEETING_PLANNED,
    )
    starts_at = fields.Datetime(string="Begins", required=True)
    ends_at = fields.Datetime(
        string="Ends",
        required=True,
        compute="_compute_ends_at",
        store=True,
        precompute=True,
        readonly=False,
    )
    place = fields.Char(help="Where the meeting is. Name no person and no case.")
    link = fields.Char(
        string="Online", help="The address for those who join online. Name no case."
    )
    quorum = fields.Integer(
        compute="_compute_from_panel",
        store=True,
        precompute=True,
        readonly=False,
        aggregator=None,
        help="How many have to be present.",
    )
    chair_id = fields.Many2one(
        "res.users",
        string="Chair",
        compute="_compute_from_panel",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
    )
    minute_taker_id = fields.Many2one(
        "res.users",
        string="Minutes by",
        default=lambda self: self.env.user,
        index="btree_not_null",
        domain="[('share', '=', False)]",
    )
    active = fields.Boolean(default=True)

    attendance_ids = fields.One2many(
        "hate.panel.attendance", "meeting_id", string="Attendance"
    )
    present_count = fields.Integer(compute="_compute_present_count")
    link_ids = fields.One2many(
        "hate.panel.link", "meeting_id", string="Papers sent by link"
    )
    item_ids = fields.One2many("hate.panel.item", "meeting_id", string="Agenda")

    # how it went
    released_at = fields.Datetime(string="Packs released", readonly=True, copy=False)
    closes_at = fields.Datetime(
        string="Packs open until",
        readonly=True,
        copy=False,
        help="From then on no member can read the packs.",
    )
    started_at = fields.Datetime(string="Started", readonly=True, copy=False)
    ended_at = fields.Datetime(string="Ended", readonly=True, copy=False)
    signed_at = fields.Datetime(string="Minutes signed", readonly=True, copy=False)
    signed_by_id = fields.Many2one(
        "res.users", string="Signed by", readonly=True, copy=False
    )

    _coming_idx = models.Index(
        "(starts_at, id) WHERE state IN ('planned', 'ready') AND active IS TRUE"
    )

    # ------------------------------------------------------------------
    # What follows from the panel and the agenda
    # ------------------------------------------------------------------

    @api.depends("panel_id.name", "starts_at")
    def _compute_display_name(self):
        for meeting in self:
            day = meeting.starts_at and format_date(
                self.env, meeting._local_day(), date_format="d MMM y"
            )
            meeting.display_name = ", ".join(filter(None, [meeting.panel_id.name, day]))

    @api.depends("starts_at")
    def _compute_ends_at(self):
        """It lasts as long as it did when it is put off, and two hours at first."""
        for meeting in self:
            before = meeting._origin
            lasts = (
                before.ends_at - before.starts_at
                if before.ends_at and before.starts_at
                else LASTS
            )
            meeting.ends_at = meeting.starts_at and meeting.starts_at + lasts

    @api.depends("panel_id")
    def _compute_from_panel(self):
        for meeting in self:
            panel = meeting.panel_id
            meeting.quorum = panel.quorum
            meeting.chair_id = panel.member_ids.filtered("is_chair").user_id

    @api.depends("attendance_ids.status")
    def _compute_present_count(self):
        for meeting in self:
            meeting.present_count = len(meeting._present())

    def _present(self):
        """:return: ``hate.panel.attendance`` of those who are here"""
        return self.attendance_ids.filtered(
            lambda row: row.status == words.ATTENDS_PRESENT
        )

    def _local_day(self):
        """:return: date of the meeting where the landlord is"""
        self.ensure_one()
        zone = self.company_id._hate_time_zone()
        return fields.Datetime.context_timestamp(
            self.with_context(tz=zone), self.starts_at
        ).date()

    # ------------------------------------------------------------------
    # Checks and writing
    # ------------------------------------------------------------------

    @api.constrains("starts_at", "ends_at")
    def _check_times(self):
        for meeting in self:
            if meeting.ends_at <= meeting.starts_at:
                raise ValidationError(
                    self.env._("Please check the times: it ends before it begins.")
                )
            if meeting.ends_at - meeting.starts_at > timedelta(days=1):
                raise ValidationError(
                    self.env._("Please check the times: a meeting lasts a day at most.")
                )

    @api.constrains("quorum")
    def _check_quorum(self):
        if any(meeting.quorum < 1 for meeting in self):
            raise ValidationError(
                self.env._("At least one person has to be present at a meeting.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        meetings = super().create(vals_list)
        meetings._check_to_come()
        for meeting in meetings:
            meeting._expect_members()
        return meetings

    def write(self, vals):
        if "panel_id" in vals and any(
            meeting.panel_id.id != vals["panel_id"] for meeting in self
        ):
            raise UserError(
                self.env._("A meeting stays with its panel. Plan another one instead.")
            )
        if {"starts_at", "ends_at"}.intersection(vals) and not self.env.su:
            self._check_movable()
        written = super().write(vals)
        if "starts_at" in vals:
            self._check_to_come()
            self._set_slots()
        return written

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        if not self.env.su:
            raise UserError(self.env._("Meetings stay on record. Archive it instead."))

    def _check_to_come(self):
        """:raise UserError: a meeting is planned for a time that has gone by; demo data
        and imports by the superuser may tell of earlier ones"""
        if self.env.su:
            return
        now = fields.Datetime.now()
        if any(meeting.starts_at < now for meeting in self):
            raise UserError(
                self.env._("Please check when the meeting begins: it lies in the past.")
            )

    def _check_movable(self):
        """Members were told until when they can read the packs."""
        if any(meeting.released_at for meeting in self):
            raise UserError(
                self.env._(
                    "The packs are released for this time. Take them back first, then "
                    "change the time and release them again."
                )
            )

    def _expect_members(self):
        """List the standing members as expected."""
        self.ensure_one()
        # sudo: rows of the meeting that the user has just planned
        self.sudo().attendance_ids = [
            Command.create(
                {
                    "member_id": member.id,
                    "name": member.display_name,
                    "agency_id": member.agency_id.id,
                    "grade": member.grade,
                }
            )
            for member in self.sudo().panel_id.member_ids
        ]

    @api.model
    def _coming_domain(self):
        """:return: domain of the meetings whose agenda can still change"""
        return Domain("state", "in", words.MEETINGS_TO_COME) & Domain(
            "ends_at", ">", fields.Datetime.now()
        )
