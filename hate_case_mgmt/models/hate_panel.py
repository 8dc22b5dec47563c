from odoo import fields, models

from ..policy import vocabulary_panel as words


class HatePanel(models.Model):
    """Partners of an area who meet about people at risk: a hate crime panel, an ASB
    risk assessment conference, a MARAC.

    Being on a panel opens no case. Its members see the packs of a meeting, for the time
    of that meeting (``hate_panel_reading.py``).
    """

    _name = "hate.panel"
    _description = "Panel"
    _order = "name, id"

    name = fields.Char(required=True)
    kind = fields.Selection(
        words.PANEL_KINDS, required=True, default=words.PANEL_HATE_CRIME
    )
    area_ids = fields.Many2many("hate.area", string="Areas")
    agency_ids = fields.Many2many(
        "hate.agency", string="Agencies", help="Who sends people to the meetings."
    )
    agreement_expires_on = fields.Date(
        string="Sharing agreement until",
        help="When the information-sharing agreement of this panel ends. No pack is "
        "released for a meeting after that day.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    active = fields.Boolean(default=True)
