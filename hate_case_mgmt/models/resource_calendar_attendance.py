from odoo import models


class ResourceCalendarAttendance(models.Model):
    """A line of working hours: changing it makes us reckon with the new hours."""

    _name = "resource.calendar.attendance"
    _inherit = ["resource.calendar.attendance", "hate.kept.mixin"]
