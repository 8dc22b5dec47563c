from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..policy import referral_text
from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_panel as words


class HatePanelShare(models.TransientModel):
    """Take a case to a panel: to which meeting, what is asked, and what its members may
    know, ticked piece by piece and shown as they will read it [002.5.2] [003.9.3]."""

    _name = "hate.panel.share"
    _description = "Take a case to a panel"
    _inherit = ["hate.case.wizard", "hate.ground.mixin"]

    item_id = fields.Many2one("hate.panel.item", readonly=True, ondelete="cascade")
    referral_id = fields.Many2one(
        "hate.referral",
        string="Referral",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    panel_id = fields.Many2one(related="referral_id.panel_id", related_sudo=False)
    meeting_id = fields.Many2one(
        "hate.panel.meeting",
        string="Meeting",
        required=True,
        domain="[('panel_id', '=', panel_id), ('state', 'in', ('planned', 'ready')), "
        "('ends_at', '>', 'now')]",
    )
    presenter_id = fields.Many2one(
        "res.users",
        string="Presented by",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        help="Who presents it. A case is not heard without somebody who knows it.",
    )
    asks = fields.Text(string="What we ask of the panel")
    party_ids = fields.Many2many(
        "hate.party",
        string="About",
        domain="[('case_id', '=', case_id)]",
        help="The people it is about. What is ticked of each needs their own yes.",
    )
    line_ids = fields.One2many(
        "hate.panel.share.line", "wizard_id", string="What the members may know"
    )
    preview = fields.Text(string="As the panel sees it", compute="_compute_preview")

    # ------------------------------------------------------------------
    # What may be ticked
    # ------------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        case = self.env["hate.case"].browse(values.get("case_id"))
        if not case or not case.has_access("read"):
            return values
        item = self.env["hate.panel.item"].browse(values.get("item_id"))
        referral = item.referral_id or case._panel_referral()
        if values.get("referral_id"):
            referral = referral.browse(values["referral_id"])
        if referral and not referral.has_access("read"):
            return values
        meeting = item.meeting_id or case._next_panel_meeting(referral.panel_id)
        parties = referral._parties()
        ticked = referral.item_ids.filtered("is_shared").mapped("key")
        values.update(
            referral_id=referral.id,
            meeting_id=meeting.id,
            asks=item.asks or referral.asked,
            ground=referral.ground or gate.GROUND_CONSENT,
            party_ids=[Command.set(parties.ids)],
            line_ids=self._lines_for(case, parties, ticked),
        )
        if item:
            values["presenter_id"] = item.presenter_id.id
        return values

    @api.onchange("party_ids")
    def _onchange_party_ids(self):
        """Offer what can be told of these people; what was ticked stays ticked."""
        ticked = set(self.line_ids.filtered("is_shared").mapped("key"))
        self.line_ids = self._lines_for(self.case_id, self.party_ids._origin, ticked)

    @api.model
    def _lines_for(self, case, parties, ticked=()):
        """:return: commands that make one line for each thing that can be told"""
        return [
            Command.clear(),
            *(
                Command.create(
                    {
                        "key": thing.key,
                        "is_shared": thing.key in ticked,
                    }
                )
                for thing in case._shareable(parties)
            ),
        ]

    @api.depends("line_ids.is_shared", "asks", "party_ids")
    def _compute_preview(self):
        for wizard in self:
            things = wizard._ticked()
            wizard.preview = wizard._words(things) if things else False

    def _ticked(self):
        """:return: list of ``policy.disclosure.Shareable`` that are ticked, as the case
        holds them at this moment and the current user may read them"""
        self.ensure_one()
        keys = set(self.line_ids.filtered("is_shared").mapped("key"))
        return [thing for key, thing in self._catalogue().items() if key in keys]

    def _catalogue(self):
        """:return: {key: ``policy.disclosure.Shareable``} of what can be told, none for
        who may not see the case"""
        case = self.case_id._origin or self.case_id
        if not case or not case.has_access("read"):
            return {}
        parties = self.party_ids._origin
        return {thing.key: thing for thing in case._shareable(parties)}

    @api.model
    def _words(self, things):
        """:return: str, what is told, as the members will read it"""
        return "\n\n".join(
            f"{thing.label}\n{thing.text.strip()}"
            if "\n" in thing.text
            else f"{thing.label}: {thing.text}"
            for thing in things
        )

    # ------------------------------------------------------------------
    # Preparing
    # ------------------------------------------------------------------

    def action_prepare(self):
        """Put the case on the agenda with its pack.

        :raise UserError: what is missing, or what the gate says
        :return: client action
        """
        self.ensure_one()
        self.case_id._check_may_change()
        self._check_referral()
        things = self._ticked()
        if not things:
            raise UserError(
                self.env._("Please tick what the members of the panel may know.")
            )
        if not (self.asks or "").strip():
            raise UserError(self.env._("Please say what you ask of the panel."))
        self._check_asks(things)
        item = self._item()
        pack = item._prepare_pack(self._words(things))
        sharing = self.case_id._open_disclosure(
            gate.WAY_PANEL_PACK,
            item.panel_id,
            self.party_ids,
            {thing.data_class for thing in things},
            gate.PURPOSE_PANEL,
            ground=self.ground,
            record=pack,
            **self._speaks_for_it(),
        )
        pack._bind(sharing)
        waits = pack._ask_gate()
        return self._done(
            self.env._("The pack is prepared and waits for a manager.")
            if waits
            else self.env._("The pack is prepared.")
        )

    def _check_referral(self):
        """:raise UserError: the panel may not hear about it, or not in that meeting"""
        referral = self.referral_id
        if (
            referral.case_id != self.case_id
            or referral.state not in words.READY_FOR_PANEL
        ):
            raise UserError(
                self.env._(
                    "This referral is not agreed to, or is over. Refer the case to the "
                    "panel first."
                )
            )
        if self.meeting_id.panel_id != referral.panel_id:
            raise UserError(
                self.env._(
                    "That is a meeting of another panel. Please choose one of the "
                    "panel the case was referred to."
                )
            )

    def _check_asks(self, things):
        """:raise UserError: what we ask names somebody whose name is not ticked"""
        told = {thing.party_id for thing in things if thing.key.endswith(":name")}
        # sudo: names of everyone in the case, to keep them out of the words; only one
        # that the user has typed comes back
        people = self.sudo().case_id.party_ids
        others = people.filtered(lambda party: party.id not in told)
        found = referral_text.names_in(self.asks, others.mapped("name"))
        if found:
            raise UserError(
                self.env._(
                    "The words name somebody whose name is not ticked: %(names)s. "
                    "Leave it out, or tick it.",
                    names=", ".join(found),
                )
            )

    def _item(self):
        """:return: the ``hate.panel.item``, a new one unless it is on the agenda"""
        item = self.item_id or self.env["hate.panel.item"].search(
            [
                ("case_id", "=", self.case_id.id),
                ("meeting_id", "=", self.meeting_id.id),
                ("state", "in", words.ITEMS_TO_HEAR),
            ],
            limit=1,
        )
        values = {"asks": self.asks, "presenter_id": self.presenter_id.id}
        if not item:
            item = item.create(
                {
                    **values,
                    "case_id": self.case_id.id,
                    "meeting_id": self.meeting_id.id,
                }
            )
            item._set({"referral_id": self.referral_id.id})
            return item
        if item.case_id != self.case_id:
            raise UserError(self.env._("This item belongs to another case."))
        item._begin_step(*words.ITEMS_TO_HEAR)
        item._unrelease()
        item.write(values)
        item._set({"referral_id": self.referral_id.id})
        return item
