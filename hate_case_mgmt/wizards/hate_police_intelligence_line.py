from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import vocabulary_police as police


class HatePoliceIntelligenceLine(models.TransientModel):
    """One thing in a text that tells, or may tell, who it is."""

    _name = "hate.police.intelligence.line"
    _description = "What tells who it is"
    _inherit = ["hate.typed.mixin"]
    _order = "certain desc, id"

    dialogue_id = fields.Many2one(
        "hate.police.intelligence", required=True, index=True, ondelete="cascade"
    )
    shown = fields.Char(string="Words", required=True, readonly=True)
    kind = fields.Selection(police.FOUND_KINDS, string="What it is", required=True)
    around = fields.Char(string="Where it stands", readonly=True)
    certain = fields.Boolean(compute="_compute_certain", store=True, compute_sudo=False)
    reason = fields.Char(
        string="It may stay because",
        help="Why it tells nobody who it is. Without a reason it is taken out.",
    )

    @api.depends("kind")
    def _compute_certain(self):
        for line in self:
            line.certain = line.kind != police.FOUND_HINT

    @api.constrains("reason", "kind")
    def _check_reason(self):
        for line in self:
            if line.certain and (line.reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "Names, addresses, phones, e-mails and references never stay."
                    )
                )

    def _stays(self):
        """:return: whether somebody judged that this tells nobody, and said why"""
        self.ensure_one()
        return not self.certain and bool((self.reason or "").strip())

    def _compute_display_name(self):
        """Nothing of what was found, in no title and no address."""
        self.display_name = self._description
