from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import text_checks
from ..policy import vocabulary as words
from ..policy import vocabulary_referral as terms


class HateLead(models.Model):
    """Who leads the work on a case, and what was agreed on with partners: a decision
    on record, never changed [002.4.8] [003.5.8]."""

    _name = "hate.lead"
    _description = "Who leads"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "decided_at desc, id desc"
    _personal_fields = {"agreed": "words", "reason": "words", "agreed_with": "name"}

    decided_at = fields.Datetime(
        string="When", required=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="Recorded by",
        required=True,
        default=lambda self: self.env.user,
    )
    lead = fields.Selection(terms.LEADS, string="Who leads", required=True)
    agency_id = fields.Many2one("hate.agency", index="btree_not_null")
    alleged_not_ours = fields.Boolean(
        string="The alleged person is not our tenant",
        help="Then the partners decide together who acts, and how.",
    )
    agreed = fields.Text(string="What was agreed", required=True)
    agreed_with = fields.Char(string="Agreed with", required=True)
    reason = fields.Text(string="Why", required=True)

    _case_idx = models.Index("(case_id, decided_at DESC, id DESC)")
    _agency_leads = models.Constraint(
        "CHECK((lead = 'agency') = (agency_id IS NOT NULL))",
        "Please say which agency leads.",
    )

    @api.model
    def _record(self, case, vals):
        """Keep a decision on who leads.

        :param case: ``hate.case``, one
        :param vals: dict of ``lead``, ``agency_id``, ``alleged_not_ours``, ``agreed``,
            ``agreed_with``, ``reason``
        :return: the new row
        :raise UserError: something is missing
        """
        case.ensure_one()
        case.check_access("write")
        case._lock()
        texts = {
            name: text_checks.clean_text(vals.get(name) or "").strip()
            for name in ("agreed", "agreed_with", "reason")
        }
        is_agency = vals.get("lead") == terms.LEAD_AGENCY
        if is_agency and not vals.get("agency_id"):
            raise UserError(self.env._("Please say which agency leads."))
        if not all(texts.values()):
            raise UserError(
                self.env._("Please say what was agreed, with whom, and why.")
            )
        # sudo: no user writes this log by hand; the right on the case was checked
        decision = self.sudo().create(
            {
                **vals,
                **texts,
                "agency_id": vals["agency_id"] if is_agency else False,
                "case_id": case.id,
            }
        )
        case._set({"lead_agency_id": decision.agency_id.id})
        case._log_neutral(self.env._("Who leads was decided"))
        return decision.sudo(self.env.su)

    def _evidence_kinds(self):
        return frozenset({words.EVIDENCE_DECISION})
