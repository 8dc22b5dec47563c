from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import panels
from ..policy import vocabulary_panel as words


class HatePanel(models.Model):
    """Partners of an area who meet about people at risk: a hate crime panel, an ASB
    risk assessment conference, a MARAC.

    Being on a panel opens no case. Its members see the packs of a meeting, for the time
    of that meeting (``hate_panel_reading.py``).
    """

    _name = "hate.panel"
    _description = "Panel"
    _inherit = ["hate.typed.mixin", "hate.personal.mixin"]
    _order = "name, id"
    _plain_fields = frozenset({"name"})

    name = fields.Char(required=True)
    kind = fields.Selection(
        words.PANEL_KINDS, required=True, default=words.PANEL_HATE_CRIME
    )
    area_ids = fields.Many2many("hate.area", string="Areas")
    agency_ids = fields.Many2many(
        "hate.agency", string="Agencies", help="Who sends people to the meetings."
    )
    member_ids = fields.One2many(
        "hate.panel.member", "panel_id", string="Standing members"
    )
    agreement_expires_on = fields.Date(
        string="Sharing agreement until",
        help="When the information-sharing agreement of this panel ends. No pack is "
        "released for a meeting after that day.",
    )
    quorum = fields.Integer(
        default=3,
        aggregator=None,
        help="How many have to be present for a meeting to begin.",
    )
    hours_after = fields.Integer(
        string="Packs stay open (hours after)",
        default=24,
        aggregator=None,
        help="For how many hours after the end of a meeting its members can still read "
        "the packs.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    active = fields.Boolean(default=True)

    @api.constrains("hours_after")
    def _check_hours_after(self):
        for panel in self:
            wrong = panels.check_hours_after(panel.hours_after)
            if wrong:
                raise ValidationError(self.env._(wrong.template, **wrong.values))

    @api.constrains("quorum")
    def _check_quorum(self):
        if any(panel.quorum < 1 for panel in self):
            raise ValidationError(
                self.env._("At least one person has to be present at a meeting.")
            )

    def _agreement_refusal(self, day):
        """:param day: date of a meeting where the landlord is
        :return: sentence in the user's language, or None while nothing hinders
        """
        self.ensure_one()
        wrong = panels.check_agreement(self.agreement_expires_on, day)
        return self.env._(wrong.template, **wrong.values) if wrong else None
