from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class HateCase(models.Model):
    """A case begins with a report and is never deleted by hand."""

    _inherit = "hate.case"

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(
                self.env._("A case is opened by logging a report. Use Log a report.")
            )
        quiet = self.with_context(mail_create_nosubscribe=True, mail_create_nolog=True)
        for vals in vals_list:
            vals["name"] = quiet._next_reference(vals)
        return super(HateCase, quiet).create(vals_list)

    @api.model
    def _next_reference(self, vals):
        """Draw the next number of the year in which the report came in.

        :raise UserError: when the numbering was deleted
        """
        company = self.env["res.company"].browse(
            vals.get("company_id") or self.env.company.id
        )
        moment = fields.Datetime.to_datetime(
            vals.get("reported_at") or fields.Datetime.now()
        )
        local_day = fields.Datetime.context_timestamp(
            self.with_context(tz=company._hate_time_zone()), moment
        ).date()
        reference = (
            self.env["ir.sequence"]
            .with_company(company)
            .next_by_code("hate.case", sequence_date=local_day)
        )
        if not reference:
            raise UserError(
                self.env._(
                    "The numbering of cases is missing. Ask your administrator to "
                    "restore the sequence “hate.case”."
                )
            )
        return reference

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        if not self.env.su:
            raise UserError(
                self.env._("A case is never deleted by hand. Close it instead.")
            )
