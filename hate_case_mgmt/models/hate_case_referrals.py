from odoo import fields, models

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_referral as terms


class HateCase(models.Model):
    """Whom a case is shared with for help, and who leads it."""

    _inherit = "hate.case"

    referral_ids = fields.One2many("hate.referral", "case_id", string="Referrals")
    lead_agency_id = fields.Many2one(
        "hate.agency",
        string="Led by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="An agency leads the work by decision; empty while we do.",
    )

    def action_refer(self):
        """:return: the dialogue in which a referral is begun"""
        return self._open_refer()

    def _open_refer(self, **values):
        """:param values: further values to begin with
        :return: the dialogue in which a referral is begun
        """
        self.ensure_one()
        self.check_access("write")
        affected = self.party_ids.filtered(
            lambda party: party.role == words.ROLE_VICTIM
        )[:1]
        wizard = self.env["hate.referral.new"].create(
            {"case_id": self.id, "party_id": affected.id, **values}
        )
        return wizard._again()

    def action_refer_action(self, action_id):
        """Refer in one click what the plan or a risk band proposes.

        :param action_id: id of the ``hate.action``
        :return: the dialogue, filled in
        """
        self.ensure_one()
        action = self.env["hate.action"].browse(action_id)
        action.check_access("write")
        alleged = action.category == "alleged_support"
        values = {
            "action_id": action.id,
            "need": terms.NEED_OF_ACTION.get(action.type_id.code),
            "purpose": gate.PURPOSE_SUPPORT,
        }
        if alleged:
            values["party_id"] = self.party_ids.filtered(
                lambda party: party.role == words.ROLE_ALLEGED
            )[:1].id
        elif action.party_id:
            values["party_id"] = action.party_id.id
        if action.agency_id:
            values["agency_id"] = action.agency_id.id
        if action.type_id.code == words.ACTION_CODE_PANEL:
            values["purpose"] = gate.PURPOSE_PANEL
            if panel := self._panels()[:1]:
                values |= {"panel_id": panel.id, "agency_id": False}
        return self._open_refer(**values)

    def action_refer_proposal(self, type_id):
        """Put on the plan what a risk band proposes, and refer it, in one click.

        :param type_id: id of the ``hate.action.type``
        :return: the dialogue, filled in
        :raise UserError: no assessment proposes it
        """
        self.ensure_one()
        self.action_propose(type_id)
        action = self.action_ids.filtered(
            lambda item: item.type_id.id == type_id and item.state in words.ACTIONS_OPEN
        )
        return self.action_refer_action(action[:1].id)

    def action_decide_lead(self):
        """:return: the dialogue in which it is decided who leads"""
        self.ensure_one()
        self.check_access("write")
        return self._open_dialogue("hate.lead.decide", self.env._("Decide who leads"))
