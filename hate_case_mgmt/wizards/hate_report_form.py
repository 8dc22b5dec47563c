import uuid

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import SQL


class HateReportForm(models.AbstractModel):
    """What the forms share by which colleagues enter a report.

    A form holds what a person said for as long as it is being filled in: its row goes
    once the report is in, and is seen by its writer only.
    """

    _name = "hate.report.form"
    _description = "Form for a report"
    _inherit = ["hate.typed.mixin"]

    narrative = fields.Text(string="What happened", required=True)
    danger_now = fields.Boolean(string="In danger now")
    place = fields.Char(string="Where")
    token = fields.Char(default=lambda self: self._default_token(), readonly=True)

    @api.model
    def _default_token(self):
        return uuid.uuid4().hex

    def _compute_display_name(self):
        """Nothing of what was typed, in no breadcrumb and no address."""
        self.display_name = self._description

    # ------------------------------------------------------------------
    # Once and only once
    # ------------------------------------------------------------------

    def _begin(self):
        """Hold this form against a second press of its button.

        The second waits here, is told by the database to begin again, and then finds
        the form gone.

        :return: the case to which this form has led already, or none
        :raise ValidationError: the form is gone and led to nothing
        """
        pressed = self.env.context.get("hate_report_token")
        self.env.cr.execute(
            SQL(
                "SELECT id FROM %s WHERE id = %s FOR UPDATE",
                SQL.identifier(self._table),
                self.id or 0,
            ),
            # to be told to begin again is no error
            log_exceptions=False,
        )
        is_there = self.env.cr.fetchone()
        if is_there:
            self.check_access("write")
        token = pressed or (is_there and self.token)
        known = self.env["hate.case"]._case_of_submission(token)
        if not known and not is_there:
            raise ValidationError(
                self.env._(
                    "This form was open for too long and is no longer kept. Please "
                    "copy what you typed into a new one."
                )
            )
        return known

    def _check_may(self, groups):
        """:raise AccessError: the user holds none of the groups"""
        if not any(self.env.user.has_group(group) for group in groups):
            raise AccessError(
                self.env._(
                    "This form is for the customer hub and case officers. Please use "
                    "Pass on a report."
                )
            )
