from odoo import api, fields, models

from ..policy import vocabulary as words

HANDED = (
    "party_id",
    "receiver",
    "to_user_id",
    "to_name",
    "reference",
    "inquiry",
    "handed_at",
    "what",
    "reason",
)


class HateCaseConduct(models.TransientModel):
    """Record to whom an allegation about a colleague was handed over."""

    _name = "hate.case.conduct"
    _description = "Hand over about a colleague"
    _inherit = ["hate.case.wizard"]

    alleged_ids = fields.Many2many("hate.party", compute="_compute_alleged_ids")
    party_id = fields.Many2one(
        "hate.party", string="About", domain="[('id', 'in', alleged_ids)]"
    )
    receiver = fields.Selection(
        words.CONDUCT_RECEIVERS, string="To", required=True, default="hr"
    )
    to_user_id = fields.Many2one(
        "res.users", string="Colleague", domain=[("share", "=", False)]
    )
    to_name = fields.Char(string="Who takes it on")
    reference = fields.Char(string="Their reference")
    inquiry = fields.Selection(words.CONDUCT_INQUIRIES, string="For")
    handed_at = fields.Datetime(string="When", default=fields.Datetime.now)
    what = fields.Text(string="What is handed over")
    reason = fields.Text(string="Why so")

    @api.depends("case_id")
    def _compute_alleged_ids(self):
        for wizard in self:
            wizard.alleged_ids = wizard.case_id._alleged_colleagues()

    def action_confirm(self):
        """Keep it, or say what is missing."""
        self.ensure_one()
        self.case_id.action_hand_over_conduct(self._typed(HANDED))
        return self._done(self.env._("The hand-over is on record."))
