from datetime import timedelta

from odoo import api, fields, models

from ..policy import agencies


class HateAgencyAgreement(models.Model):
    """An information-sharing agreement with an agency: the document, from when and
    until when [002.5.4a] [002.7.1b] [003.9.4a]."""

    _name = "hate.agency.agreement"
    _description = "Information-sharing agreement"
    _inherit = ["hate.typed.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "until desc, id desc"

    agency_id = fields.Many2one(
        "hate.agency", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="agency_id.company_id", store=True)
    name = fields.Char(string="What it is for", help="Such as preventing crime.")
    signed_on = fields.Date(string="From")
    until = fields.Date(required=True)
    document = fields.Binary(attachment=True)
    document_name = fields.Char()
    user_id = fields.Many2one(
        "res.users",
        string="Looked after by",
        default=lambda self: self.env.user,
        help="Is told 90 days before it ends.",
    )
    warned_for = fields.Date(
        readonly=True, copy=False, help="The end that somebody was told of."
    )

    _until_idx = models.Index("(until, id)")
    _in_order = models.Constraint(
        "CHECK(signed_on IS NULL OR signed_on <= until)",
        "The agreement ends before it begins. Please check the days.",
    )

    @api.depends("agency_id.name", "until")
    def _compute_display_name(self):
        for agreement in self:
            agreement.display_name = self.env._(
                "%(agency)s, until %(day)s",
                agency=agreement.agency_id.name,
                day=fields.Date.to_string(agreement.until) or "",
            )

    @api.model
    def _cron_warn(self):
        """Tell who looks after an agreement, once, 90 days before it ends."""
        today = fields.Date.today()
        ending = self.search(
            [
                ("until", "<=", today + timedelta(days=agencies.WARN_DAYS)),
                ("until", ">=", today),
                ("agency_id.active", "=", True),
                ("user_id.active", "=", True),
            ]
        ).filtered(
            lambda one: one.warned_for != one.until
            and one.agency_id.agreement_expires_on == one.until
        )
        for agreement in ending:
            agreement.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=agreement.until,
                summary=self.env._("Renew the sharing agreement"),
                user_id=agreement.user_id.id,
            )
            agreement.warned_for = agreement.until
