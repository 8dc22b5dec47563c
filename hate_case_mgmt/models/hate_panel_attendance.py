from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary_panel as words


class HatePanelAttendance(models.Model):
    """Who came to a meeting, from where and in which grade, as it was at the time."""

    _name = "hate.panel.attendance"
    _description = "Attendance at a panel meeting"
    _inherit = ["hate.panel.mixin"]
    _order = "member_id, id"
    _personal_fields = {"name": "name", "note": "words"}
    _plain_fields = frozenset({"grade"})

    meeting_id = fields.Many2one(
        "hate.panel.meeting", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="meeting_id.company_id", store=True, precompute=True
    )
    member_id = fields.Many2one(
        "hate.panel.member",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="Empty for somebody who came once.",
    )
    name = fields.Char(required=True)
    agency_id = fields.Many2one(
        "hate.agency", string="Agency", help="Empty for a colleague of ours."
    )
    grade = fields.Char()
    status = fields.Selection(
        words.ATTENDANCES, required=True, default=words.ATTENDS_EXPECTED
    )
    note = fields.Char(help="For example: sent a deputy, joined by telephone.")

    _method_only_fields = frozenset({"member_id"})

    @api.model_create_multi
    def create(self, vals_list):
        new = super().create(vals_list)
        new._check_not_signed()
        return new

    def write(self, vals):
        self._check_not_signed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self._check_not_signed()
        if any(row.member_id for row in self):
            raise UserError(
                self.env._("Standing members stay on the list. Mark whether they came.")
            )

    def _check_not_signed(self):
        """:raise UserError: the chair has signed the minutes"""
        if words.MEETING_MINUTED in self.meeting_id.mapped("state"):
            raise UserError(
                self.env._("The minutes are signed, so who came stays as it is.")
            )
