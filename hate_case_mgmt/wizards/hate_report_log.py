from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.sql import escape_psql

from ..policy import vocabulary as words

# Entering a report takes no longer; beyond it somebody says why
ENTERED_AT_ONCE = timedelta(hours=1)


class HateReportLog(models.TransientModel):
    """Log a report while the person talks.

    Only what happened and the channel are compulsory; nobody is asked to prove anything
    and nobody to give a name.
    """

    _name = "hate.report.log"
    _description = "Log a report"
    _inherit = "hate.report.form"

    # the first screen
    channel = fields.Selection(
        words.CHANNELS, string="How it reached us", required=True
    )
    precision = fields.Selection(
        words.PRECISIONS,
        string="When",
        default=words.PRECISION_UNKNOWN,
        required=True,
    )
    occurred_at = fields.Datetime(string="On")
    occurred_until = fields.Datetime(string="Until")
    reporter_role = fields.Selection(words.REPORTER_ROLES, string="Who is telling us")
    safe_method_ids = fields.Many2many(
        "hate.contact.method",
        string="Safe ways to reach them",
        help="Ask the person. What they have not called safe is not used.",
    )
    phone = fields.Char(string="Phone number")
    email = fields.Char(string="E-mail address")
    safe_place = fields.Char(string="Safe place to meet")
    language_id = fields.Many2one("hate.language", string="Language they prefer")
    interpreter = fields.Selection(words.INTERPRETERS, default="none")
    asks_interpreter = fields.Boolean(compute="_compute_asks_interpreter")

    privacy_notice = fields.Char(compute="_compute_privacy_notice")

    # people and home
    affected_name = fields.Char(string="Name of the person affected")
    affected_is_child = fields.Boolean(string="Under 18")
    affected_staff_kind = fields.Selection(
        words.STAFF_KINDS, string="They work for us as"
    )
    property_id = fields.Many2one("hate.property", string="Their home")
    uprn = fields.Char(string="UPRN, if known")
    address = fields.Char(string="Other address")
    tenure = fields.Selection(words.TENURES)
    contact_them_only = fields.Boolean(string="Do not contact me, I will contact you")
    safe_note = fields.Char(string="Safe times, in their words")
    code_word = fields.Char(string="Code word")
    if_someone_answers = fields.Char(string="If someone else answers, say")
    adjustments = fields.Text(string="Adjustments they need")
    alleged_identity = fields.Selection(
        words.IDENTITIES, string="Who did it, as they say"
    )
    alleged_name = fields.Char(string="Name, if they know it")
    alleged_user_id = fields.Many2one(
        "res.users",
        string="A colleague of ours",
        domain=[("share", "=", False)],
        help="The case is then restricted from the first minute, and this colleague "
        "never sees it.",
    )
    alleged_staff_kind = fields.Selection(words.STAFF_KINDS, string="Works for us as")
    is_colleagues_name = fields.Boolean(compute="_compute_is_colleagues_name")

    # what it was about
    strand_ids = fields.Many2many("hate.strand", string="Because of")
    perceived_by = fields.Selection(words.PERCEIVED_BY, string="Seen as hate by")
    form_ids = fields.Many2many("hate.incident.form", string="What form it took")
    graffiti = fields.Boolean(string="Offensive graffiti")
    repair_needed = fields.Boolean(string="Something needs repair")
    is_crime = fields.Selection(
        words.YES_NO_UNKNOWN, string="A crime", required=True, default="unknown"
    )
    crime_reference = fields.Char(string="Police reference")
    police_decision = fields.Selection(
        words.POLICE_DECISIONS, string="What the police decided"
    )
    police_decided_on = fields.Date(string="Decided on")

    # who told us, and when
    reporter_name = fields.Char(string="Name of who is telling us")
    reporter_organisation = fields.Char(string="Organisation")
    reporter_phone = fields.Char(string="Their phone number")
    reporter_email = fields.Char(string="Their e-mail address")
    reported_at = fields.Datetime(
        string="Reached us", required=True, default=fields.Datetime.now
    )
    backdate_reason = fields.Char(string="Why it is entered later")
    is_backdated = fields.Boolean(compute="_compute_is_backdated")
    needs_authority = fields.Boolean(compute="_compute_needs_authority")

    def _compute_privacy_notice(self):
        self.privacy_notice = self.env.company.hate_privacy_notice

    @api.depends("language_id")
    def _compute_asks_interpreter(self):
        english = self.env["ir.model.data"]._xmlid_to_res_id(
            "hate_case_mgmt.language_en"
        )
        for log in self:
            # while it is being typed the record is a new one with an origin
            language = log.language_id._origin.id
            log.asks_interpreter = bool(english and language and language != english)

    @api.depends("reported_at")
    def _compute_is_backdated(self):
        limit = fields.Datetime.now() - ENTERED_AT_ONCE
        for log in self:
            log.is_backdated = bool(log.reported_at and log.reported_at < limit)

    @api.depends("reporter_role")
    def _compute_needs_authority(self):
        for log in self:
            log.needs_authority = log.reporter_role in words.REPORTERS_NEEDING_AUTHORITY

    @api.depends("alleged_name", "alleged_user_id")
    def _compute_is_colleagues_name(self):
        """Whether the alleged person bears a colleague's name and may be them."""
        # sudo: which colleagues there are, for a yes or no
        users = self.env["res.users"].sudo()
        for log in self:
            name = (log.alleged_name or "").strip()
            log.is_colleagues_name = (
                bool(name)
                and not log.alleged_user_id
                and bool(
                    users.search_count(
                        [("name", "=ilike", escape_psql(name)), ("share", "=", False)],
                        limit=1,
                    )
                )
            )

    @api.onchange("property_id")
    def _onchange_property_id(self):
        self.tenure = self.property_id.tenure or self.tenure

    @api.onchange("form_ids")
    def _onchange_form_ids(self):
        if any(self.form_ids.mapped("is_graffiti")):
            self.graffiti = True
