from odoo import fields, models


class ResourceCalendarLeaves(models.Model):
    """A day off, and the bank holiday it was written for."""

    _name = "resource.calendar.leaves"
    _inherit = ["resource.calendar.leaves", "hate.kept.mixin"]

    hate_bank_holiday_id = fields.Many2one(
        "hate.bank.holiday",
        string="Bank holiday",
        readonly=True,
        copy=False,
        ondelete="cascade",
        index="btree_not_null",
        help="The published bank holiday this day off was written for.",
    )
