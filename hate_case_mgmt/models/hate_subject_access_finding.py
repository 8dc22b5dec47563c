from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary_keep as keep
from ..policy import vocabulary_police as found


class HateSubjectAccessFinding(models.Model):
    """Something in the texts that tells who somebody else is, wherever it stands: to be
    masked, or left with a reason."""

    _name = "hate.subject.access.finding"
    _description = "Tells who somebody is"
    _inherit = ["hate.door.mixin", "hate.personal.mixin", "hate.typed.mixin"]
    _order = "decision desc, kind, shown, id"
    _personal_fields = {"shown": "words", "reason": "words"}

    access_id = fields.Many2one(
        "hate.subject.access", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(found.FOUND_KINDS, required=True)
    shown = fields.Char(string="What stands there", required=True)
    places = fields.Integer(string="How often", aggregator=None)
    known = fields.Boolean(
        string="Of somebody in the case",
        help="It belongs to another person of the case, and does not only look so.",
    )
    decision = fields.Selection(keep.FINDING_DECISIONS)
    reason = fields.Char(string="Why it stays")

    @api.depends("access_id")
    def _compute_display_name(self):
        for finding in self:
            finding.display_name = finding.access_id.display_name

    def _looked_in_log(self, kind):
        # sudo: to the request, which notes the numbers of its cases
        self.sudo().exists().access_id.sudo(self.env.su)._looked_in_log(kind)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise UserError(self.env._("Findings come from the texts themselves."))
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and (
            set(vals) - {"decision", "reason"}
            or any(row.access_id.state != keep.ACCESS_CHECKING for row in self)
        ):
            raise UserError(
                self.env._("Only what is done with a finding is decided here.")
            )
        return super().write(vals)

    def _undecided(self):
        """:return: those that nobody has decided, or left without a reason"""
        return self.filtered(
            lambda row: not row.decision
            or (
                row.decision == keep.FINDING_LEAVE
                and row.kind != found.FOUND_HINT
                and not (row.reason or "").strip()
            )
        )

    def _forbidden(self):
        """:return: those left although nobody may: an alleged person never learns who
        the others are"""
        return self.filtered(
            lambda row: row.known
            and row.decision == keep.FINDING_LEAVE
            and row.access_id.is_alleged
        )
