from odoo import api, fields, models

from ..models.hate_case_police import GROUND_OF_MODE
from ..policy import vocabulary as words
from ..policy import vocabulary_police as police


class HatePoliceWish(models.TransientModel):
    """Ask how the person wants the police to know, and write down their own words."""

    _name = "hate.police.wish"
    _description = "The police: what they want"
    _inherit = ["hate.case.wizard", "hate.data.classes.mixin", "hate.ground.mixin"]

    party_id = fields.Many2one("hate.party", string="Who was asked")
    mode = fields.Selection(police.POLICE_MODES, string="What they want")
    own_words = fields.Text(string="In their own words")
    asked_at = fields.Datetime(string="When", default=fields.Datetime.now)
    incident_id = fields.Many2one("hate.incident", string="What it is about")
    shares = fields.Boolean(compute="_compute_shares")

    # a packet with names
    party_ids = fields.Many2many(
        "hate.party", "hate_police_wish_party_rel", string="Whose details it holds"
    )
    condition_met = fields.Text(string="How their condition is kept")
    reason = fields.Text(string="What law demands it, and why")

    share_incident = fields.Boolean(default=True)
    share_strand = fields.Boolean(default=True)
    share_identity = fields.Boolean(default=True)
    share_contact = fields.Boolean(default=True)
    share_address = fields.Boolean(default=True)

    @api.depends("mode")
    def _compute_shares(self):
        for wizard in self:
            wizard.shares = wizard.mode in GROUND_OF_MODE

    @api.onchange("party_id", "mode")
    def _onchange_party(self):
        """The packet is about whoever was asked, and whom they say did it."""
        if self.shares and not self.party_ids:
            self.party_ids = self.party_id | self.case_id.party_ids.filtered(
                lambda party: party.role == words.ROLE_ALLEGED
            )

    def action_confirm(self):
        """Keep the wish, and open what follows from it.

        :return: action: the report, or the text without names
        """
        self.ensure_one()
        case = self.case_id
        ground = self._speaks_for_it() if self.shares else {}
        report = case._note_police_wish(
            self.mode,
            {
                "party_id": self.party_id.id,
                "own_words": self.own_words,
                "asked_at": self.asked_at,
                "incident_id": self.incident_id.id,
            },
            parties=self.party_ids,
            classes=self._classes(),
            **ground,
        )
        mode = self.mode
        done = self._done(self.env._("The wish is on record."))
        if mode == police.MODE_NONE:
            return done
        if mode == police.MODE_INTELLIGENCE:
            return report.action_prepare()
        return report._open_dialogue_form()
