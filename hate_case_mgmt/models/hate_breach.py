from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import text_checks
from ..policy import vocabulary as words

TEXTS = ("reason", "proportionality")


class HateBreach(models.Model):
    """A decision on whether the tenancy was broken, and what it rests on.

    Hate that is proved breaks the tenancy, whether the tenant or someone of the
    household did it [002.4.7a] [003.5.7a]; what is alleged may be treated as a breach,
    which the landlord decides and says why [002.4.7b] [003.5.7b]. A later decision is a
    new entry.
    """

    _name = "hate.breach"
    _description = "Decision on a breach of tenancy"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "decided_at desc, id desc"
    _personal_fields = {
        "term": "words",
        "reason": "words",
        "proportionality": "words",
    }

    party_id = fields.Many2one(
        "hate.party",
        string="Who it is about",
        required=True,
        index=True,
        domain="[('case_id', '=', case_id), ('role', '=', 'alleged')]",
    )
    tenant_party_id = fields.Many2one(
        "hate.party",
        string="Tenant of that home",
        domain="[('case_id', '=', case_id), ('role', '=', 'alleged')]",
        help="Where someone of the tenant's household or a visitor did it.",
    )
    standing = fields.Selection(words.BREACH_STANDINGS, string="It is", required=True)
    decision = fields.Selection(words.BREACH_DECISIONS, required=True)
    term = fields.Char(string="Term of the tenancy")
    reason = fields.Text(
        string="Why", required=True, help="What the decision rests on."
    )
    proportionality = fields.Text(
        string="In proportion",
        required=True,
        help="To the harm done and its seriousness.",
    )
    decided_at = fields.Datetime(
        string="Decided", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )

    _method_only_fields = frozenset({"decided_at", "user_id"})
    _case_idx = models.Index("(case_id, decided_at DESC, id DESC)")

    @api.constrains("case_id", "party_id", "tenant_party_id")
    def _check_people(self):
        for breach in self:
            people = breach.party_id | breach.tenant_party_id
            if people.case_id != breach.case_id or any(
                person.role != words.ROLE_ALLEGED for person in people
            ):
                raise ValidationError(
                    self.env._("Please choose alleged people of this case.")
                )

    @api.constrains("standing", "decision")
    def _check_decision(self):
        for breach in self:
            if (
                breach.standing == words.BREACH_PROVEN
                and breach.decision == words.BREACH_NOT_TREATED
            ):
                raise ValidationError(
                    self.env._(
                        "What is proved is a breach. What is done about it is decided "
                        "by weighing the harm; say so under In proportion."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        decided = super().create(
            [
                {
                    **vals,
                    **{
                        name: text_checks.clean_text(vals.get(name) or "")
                        for name in TEXTS
                    },
                    "term": text_checks.clean_line(vals.get("term") or ""),
                }
                for vals in vals_list
            ]
        )
        decided.case_id._log_neutral(self.env._("Decision on the tenancy recorded"))
        return decided

    def _evidence_kinds(self):
        """:return: frozenset of the kinds of ``hate.commitment.evidence`` this is"""
        return frozenset({"decision"})
