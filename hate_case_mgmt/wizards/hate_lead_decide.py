from odoo import fields, models

from ..policy import vocabulary_referral as terms


class HateLeadDecide(models.TransientModel):
    """Decide who leads a case, and record what was agreed with the partners."""

    _name = "hate.lead.decide"
    _description = "Decide who leads"
    _inherit = ["hate.case.wizard"]

    lead = fields.Selection(
        terms.LEADS, string="Who leads", required=True, default=terms.LEAD_AGENCY
    )
    agency_id = fields.Many2one("hate.agency", string="Agency")
    alleged_not_ours = fields.Boolean(string="The alleged person is not our tenant")
    agreed = fields.Text(string="What was agreed")
    agreed_with = fields.Char(string="Agreed with")
    reason = fields.Text(string="Why")

    def action_confirm(self):
        """Keep the decision, or say what is missing."""
        self.ensure_one()
        names = (
            "lead",
            "agency_id",
            "alleged_not_ours",
            "agreed",
            "agreed_with",
            "reason",
        )
        self.env["hate.lead"]._record(self.case_id, self._typed(names))
        return self._done(self.env._("Decided."))
