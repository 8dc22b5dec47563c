from odoo import api, fields, models

from ..policy import vocabulary as words

TOLD = ("told", "told_at", "told_method_id", "they_said", "not_told_why")


class HateCaseNotHate(models.TransientModel):
    """A manager does not accept a report as hate, and the person hears it from us."""

    _name = "hate.case.not.hate"
    _description = "Not accepted as hate"
    _inherit = ["hate.case.wizard"]

    wording = fields.Char(string="The standard says", compute="_compute_wording")
    own_view = fields.Char(
        string="The person's view",
        compute="_compute_own_view",
        help="It stays on record as it is.",
    )
    safe_ways = fields.Char(string="Safe contact", compute="_compute_safe_ways")
    ground = fields.Selection(words.NOT_HATE_GROUNDS)
    reason = fields.Text(string="Why")
    told = fields.Selection(words.TOLD, string="Do they know?")
    told_at = fields.Datetime(string="Told at", default=fields.Datetime.now)
    told_method_id = fields.Many2one("hate.contact.method", string="Told by")
    they_said = fields.Text(string="What they said to it")
    not_told_why = fields.Text(string="Why not")

    @api.depends("case_id")
    def _compute_wording(self):
        for wizard in self:
            wizard.wording = wizard.case_id.standard_id.not_hate_wording

    @api.depends("case_id")
    def _compute_own_view(self):
        for wizard in self:
            wizard.own_view = wizard.case_id and wizard.case_id._own_view()

    @api.depends("case_id")
    def _compute_safe_ways(self):
        for wizard in self:
            wizard.safe_ways = wizard.case_id.affected_safe_contact

    def action_confirm(self):
        """Decide, with ground and reason, and how the person learned of it."""
        self.ensure_one()
        self.case_id.action_not_hate(self.ground, self.reason, self._typed(TOLD))
        return self._done(self.env._("The decision is on record."))
