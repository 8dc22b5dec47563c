from odoo import api, fields, models


class HatePanelShareLine(models.TransientModel):
    """One thing that can be told about a case, to tick.

    Its words are read from the case each time, as the user, and kept nowhere.
    """

    _name = "hate.panel.share.line"
    _description = "What a panel may know"
    _order = "id"

    wizard_id = fields.Many2one("hate.panel.share", required=True, ondelete="cascade")
    key = fields.Char(required=True)
    is_shared = fields.Boolean(string="Tell")
    label = fields.Char(string="What", compute="_compute_words")
    text = fields.Text(string="In these words", compute="_compute_words")

    @api.depends("key", "wizard_id.case_id", "wizard_id.party_ids")
    @api.depends_context("uid")
    def _compute_words(self):
        for wizard, lines in self.grouped("wizard_id").items():
            found = wizard._catalogue()
            for line in lines:
                thing = found.get(line.key)
                line.label = thing and thing.label
                line.text = thing and thing.text
