from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..policy import text_checks
from ..policy import vocabulary_panel as words

TEXTS = ("asks", "minutes")
SLOT_MINUTES = 15


class HatePanelItem(models.Model):
    """A case on the agenda of a meeting: what the panel is asked, what was said and
    what came of it. It is seen by whoever sees the case, and by no member of the panel.
    """

    _name = "hate.panel.item"
    _description = "Item of a panel meeting"
    _inherit = ["hate.case.mixin"]
    _order = "meeting_id desc, sequence, id"

    _method_only_fields = frozenset(
        {"state", "slot_at", "is_current", "heard_at", "was_released", "referral_id"}
    )
    _personal_fields = {"asks": "words", "minutes": "words"}
    _plain_fields = frozenset()

    meeting_id = fields.Many2one(
        "hate.panel.meeting",
        string="Meeting",
        required=True,
        index=True,
        ondelete="restrict",
    )
    referral_id = fields.Many2one(
        "hate.referral",
        string="Referral",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    panel_id = fields.Many2one(related="meeting_id.panel_id", store=True, index=True)
    sequence = fields.Integer(default=10, aggregator=None)
    slot_minutes = fields.Integer(
        string="Minutes planned", default=SLOT_MINUTES, aggregator=None
    )
    slot_at = fields.Datetime(string="Time", readonly=True)
    presenter_id = fields.Many2one(
        "res.users",
        string="Presented by",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        help="Who presents it. A case is not heard without somebody who knows it.",
    )
    asks = fields.Text(
        string="What we ask of the panel",
        help="It stands on top of the pack, so the members read it.",
    )
    state = fields.Selection(
        words.PANEL_ITEM_STATES,
        required=True,
        readonly=True,
        copy=False,
        default=words.ITEM_LISTED,
    )
    was_released = fields.Boolean(readonly=True, copy=False)
    is_current = fields.Boolean(string="Being heard", readonly=True, copy=False)
    heard_at = fields.Datetime(string="Heard", readonly=True, copy=False)
    pack_ids = fields.One2many("hate.panel.pack", "item_id", string="Packs")

    # what came of it
    minutes = fields.Text(help="What was said that matters, in a few plain sentences.")
    outcome = fields.Selection(words.PANEL_OUTCOMES)
    next_review_on = fields.Date(
        string="Heard again on", help="When the panel looks at it again."
    )
    action_ids = fields.One2many(
        "hate.action", "panel_item_id", string="Actions agreed"
    )
    # for the form
    agenda_ids = fields.Many2many("hate.panel.item", compute="_compute_agenda_ids")
    pack_text = fields.Text(string="As the panel sees it", compute="_compute_pack_text")
    meeting_state = fields.Selection(
        related="meeting_id.state", string="State of the meeting"
    )
    meeting_started_at = fields.Datetime(related="meeting_id.started_at")

    _case_idx = models.Index("(case_id, id DESC)")
    _once_uniq = models.UniqueIndex(
        "(meeting_id, case_id) WHERE state NOT IN ('withdrawn', 'put_off')",
        "This case is on the agenda of that meeting already.",
    )

    @api.depends("meeting_id")
    def _compute_agenda_ids(self):
        """The whole agenda beside the item, as far as the user sees the cases."""
        for item in self:
            item.agenda_ids = item.meeting_id._items()

    @api.depends("pack_ids.content", "pack_ids.taken_back_at")
    def _compute_pack_text(self):
        for item in self:
            item.pack_text = item._pack().content

    def _pack(self):
        """:return: the ``hate.panel.pack`` that counts, or none"""
        self.ensure_one()
        return self.pack_ids.filtered(lambda pack: not pack.taken_back_at)[:1]

    # ------------------------------------------------------------------
    # Checks and writing
    # ------------------------------------------------------------------

    @api.constrains("slot_minutes")
    def _check_slot_minutes(self):
        if any(not 1 <= item.slot_minutes <= 240 for item in self):
            raise ValidationError(
                self.env._("An item takes between 1 minute and 4 hours.")
            )

    @api.constrains("meeting_id", "case_id")
    def _check_company(self):
        for item in self:
            if item.meeting_id.company_id != item.case_id.company_id:
                raise ValidationError(
                    self.env._("The case and the panel belong to different landlords.")
                )

    @api.constrains("next_review_on")
    def _check_next_review(self):
        for item in self.filtered("next_review_on"):
            if item.next_review_on <= item.meeting_id._local_day():
                raise ValidationError(
                    self.env._(
                        "Please check when it is heard again: that day lies before the "
                        "meeting."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create([self._cleaned(vals) for vals in vals_list])
        items._check_meeting_to_come()
        items.meeting_id._set_slots()
        return items

    def write(self, vals):
        if "meeting_id" in vals and not self.env.su:
            raise UserError(
                self.env._("An item stays with its meeting. Put it off instead.")
            )
        if not self.env.su:
            self._check_not_signed()
        if "asks" in vals and any(item.was_released for item in self):
            raise UserError(
                self.env._(
                    "The pack is released, so what the panel is asked stays as the "
                    "members read it."
                )
            )
        written = super().write(self._cleaned(vals))
        if {"sequence", "slot_minutes", "state"}.intersection(vals):
            self.meeting_id._set_slots()
        return written

    @api.model
    def _cleaned(self, vals):
        """:return: the values without what a database, screen or pack can't take"""
        return {
            **vals,
            **{
                name: text_checks.clean_text(vals[name])
                for name in TEXTS
                if vals.get(name)
            },
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        if not self.env.su:
            raise UserError(
                self.env._("Items stay on record. Take it off the agenda instead.")
            )

    def _check_meeting_to_come(self):
        """:raise UserError: the meeting is over"""
        now = fields.Datetime.now()
        for meeting in self.meeting_id:
            over = meeting.state not in words.MEETINGS_TO_COME or meeting.ends_at <= now
            if over and not self.env.su:
                raise UserError(
                    self.env._(
                        "That meeting is over. Please choose one that is still to come."
                    )
                )

    def _check_not_signed(self):
        if words.MEETING_MINUTED in self.meeting_id.mapped("state"):
            raise UserError(
                self.env._("The minutes are signed, so they stay as they are.")
            )

    def _set(self, vals):
        """Write what only methods may write, after the caller has checked."""
        self.check_access("write")
        # sudo: these fields are closed to every user by write() above
        return self.sudo().write(vals)

    def _evidence_kinds(self):
        """:return: what a panel has heard is a partner's answer"""
        heard = self.heard_at and self.outcome
        return frozenset({"answer"}) if heard else frozenset()
