from odoo import fields, models
from odoo.tools import SQL

from ..policy import vocabulary as words


class HateReport(models.Model):
    """One approach to the landlord about hate, as it arrived.

    The first report opens a case; a further one about the same matter while the case is
    open joins it, and is no new case in the regulator's count either (domain 2.1).
    """

    _name = "hate.report"
    _description = "Report"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "reported_at desc, id desc"
    _masked_fields = {"narrative": True}
    _personal_fields = {
        "backdate_reason": "words",
        "reporter_organisation": "name",
        "narrative": "words",
        "authority_note": "words",
    }
    _plain_fields = frozenset({"privacy_notice", "submission_token"})

    reported_at = fields.Datetime(string="Reported", required=True)
    backdate_reason = fields.Char(
        string="Entered later because",
        help="Why the report is entered later than it reached us.",
    )
    channel = fields.Selection(words.CHANNELS, required=True)
    reporter_role = fields.Selection(words.REPORTER_ROLES, string="Who told us")
    reporter_organisation = fields.Char(string="Organisation")
    reporter_party_id = fields.Many2one("hate.party", index="btree_not_null")
    narrative = fields.Text(
        string="In their own words",
        required=True,
    )
    received_by_id = fields.Many2one(
        "res.users",
        string="Taken by",
        required=True,
        default=lambda self: self.env.user,
    )
    authority_note = fields.Char(
        string="Speaking for the person",
        help="What the reporter's position allows: a councillor or MP needs no written "
        "authority, anyone else who speaks for the person does.",
    )

    privacy_notice = fields.Char(
        string="Privacy notice then",
        help="Which notice they were told of when they reported.",
    )

    submission_token = fields.Char(
        copy=False,
        help="Made with the form. Sending one form twice gives one report.",
    )

    _case_idx = models.Index("(case_id, reported_at DESC, id DESC)")
    _submission_uniq = models.UniqueIndex(
        "(submission_token) WHERE submission_token IS NOT NULL",
        "This report has been logged already.",
    )

    def _claim(self, token):
        """Bind this report to the form it came by.

        :param token: of the form, or None
        :raise UniqueViolation: the form was sent twice, and the other was quicker
        """
        if not token:
            return
        self.flush_recordset()
        # by itself and unlogged: the log would show what was reported
        self.env.cr.execute(
            SQL(
                "UPDATE hate_report SET submission_token = %s WHERE id = %s",
                token,
                self.id,
            ),
            log_exceptions=False,
        )
        self.invalidate_recordset(["submission_token"])
