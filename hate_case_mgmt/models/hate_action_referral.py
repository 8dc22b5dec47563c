from odoo import api, fields, models

from ..policy import vocabulary as words
from ..policy import vocabulary_referral as terms


class HateAction(models.Model):
    """An item of the plan that an agency or a panel carries out is referred from it."""

    _inherit = "hate.action"

    referral_ids = fields.One2many("hate.referral", "action_id", string="Referrals")
    can_refer = fields.Boolean(compute="_compute_can_refer")

    @api.depends("state", "type_id", "owner")
    def _compute_can_refer(self):
        for action in self:
            for_others = (
                action.owner == words.OWNER_AGENCY
                or action.type_id.code in terms.NEED_OF_ACTION
            )
            action.can_refer = action.state in words.ACTIONS_OPEN and for_others

    def action_refer(self):
        """:return: the dialogue of a referral, filled in from this item"""
        self.ensure_one()
        return self.case_id.action_refer_action(self.id)
