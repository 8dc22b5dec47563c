from odoo import api, fields, models
from odoo.fields import Domain

from ..policy import vocabulary as words
from .hate_member_field import MemberField


class HateCase(models.Model):
    """The landlord's work for one affected person or household.

    Who may see a case stands in ``security/hate_case_rules.xml``. A case is opened by
    a report and moves by the methods named ``action_…``; what those set cannot be
    written from outside.
    """

    _name = "hate.case"
    _description = "Hate case"
    _inherit = [
        "hate.export.mixin",
        "hate.door.mixin",
        "hate.typed.mixin",
        "hate.rule.mixin",
        "hate.masked.mixin",
        "hate.closed.mixin",
        "hate.seen.mixin",
        "hate.personal.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "reported_at desc, id desc"
    _rec_names_search = ["name"]
    _personal_fields = {
        "decision_reason": "words",
        "asb_reference": "number",
        "affected_name": "name",
        "search_text": "words",
    }
    _plain_fields = frozenset({"name"})

    _masked_fields = {
        "search_text": True,
        "property_id": "home_confidential",
        "home_shown": True,
    }
    _masked_but_searched = frozenset({"search_text"})
    _never_shown = frozenset({"search_text", "property_id"})

    # what only the methods of this addon set
    _method_only_fields = frozenset(
        {
            "name",
            "state",
            "reported_at",
            "channel",
            "officer_id",
            "member_ids",
            "excluded_user_ids",
            "restricted",
            "company_id",
            "standard_id",
            "priority",
            "risk_level",
            "harm_score",
            "accepted_as_hate",
            "not_hate_ground",
            "decision_reason",
            "closed_at",
            "plan_agreed_at",
            "close_reason",
            "after_due_at",
            "survey_state",
            "follow_up_outcome",
            "next_due_at",
            "next_contact_on",
            "clock_turn",
            "last_reviewed_at",
            "search_text",
            "lead_agency_id",
            "affected_name",
            "retain_from",
            "retain_outcome",
            "retain_until",
            "held",
            "anonymised_on",
        }
    )

    # identification
    name = fields.Char(
        string="Reference",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env._("New"),
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    state = fields.Selection(
        words.CASE_STATES,
        required=True,
        readonly=True,
        copy=False,
        default=words.STATE_REPORTED,
        group_expand="_expand_states",
    )
    is_open = fields.Boolean(
        compute="_compute_is_open", store=True, precompute=True, string="Open work"
    )

    # the report that opened it
    reported_at = fields.Datetime(
        string="Reported",
        required=True,
        readonly=True,
        default=fields.Datetime.now,
        help="When the report reached us, by whatever channel. Every promise that "
        "follows from the report is reckoned from this moment.",
    )
    channel = fields.Selection(words.CHANNELS, required=True, readonly=True)
    danger_now = fields.Boolean(
        string="In danger now",
        help="Someone may be hurt if nothing is done at once.",
    )

    # who works on it and who may see it
    officer_id = fields.Many2one(
        "res.users",
        string="Case officer",
        readonly=True,
        help="The one named person who answers for the case.",
    )
    member_ids = MemberField(
        "res.users",
        "hate_case_member_rel",
        "case_id",
        "user_id",
        string="Who may see it",
        readonly=True,
        copy=False,
    )
    excluded_user_ids = fields.Many2many(
        "res.users",
        "hate_case_excluded_rel",
        "case_id",
        "user_id",
        string="Shut out",
        readonly=True,
        copy=False,
        groups="hate_case_mgmt.group_manager,hate_case_mgmt.group_data_protection",
        help="These never see the case, whatever their groups.",
    )
    restricted = fields.Boolean(
        readonly=True,
        help="Seen by the people named on it only, managers included.",
    )

    # where
    area_id = fields.Many2one("hate.area", index="btree_not_null", string="Area")
    property_id = fields.Many2one(
        "hate.property", index="btree_not_null", string="Home"
    )
    home_confidential = fields.Boolean(
        compute="_compute_home_confidential",
        store=True,
        help="The person affected has asked that their home be shown by a click only.",
    )
    home_shown = fields.Char(string="Confidential home", compute="_compute_home_shown")

    # what it is about
    strand_ids = fields.Many2many(
        "hate.strand",
        "hate_case_strand_rel",
        "case_id",
        "strand_id",
        compute="_compute_strand_ids",
        store=True,
        string="Strands",
        help="The characteristics the hostility was aimed at, over all incidents.",
    )
    priority = fields.Selection(
        words.PRIORITIES,
        required=True,
        readonly=True,
        default=words.PRIORITY_HIGH,
    )
    risk_level = fields.Selection(words.RISK_LEVELS, string="Risk", readonly=True)
    accepted_as_hate = fields.Boolean(
        readonly=True,
        default=True,
        help="A report is hate when the person affected or anyone else perceives it "
        "so. Nobody has to prove it.",
        string="Accepted as hate",
    )
    not_hate_ground = fields.Selection(
        words.NOT_HATE_GROUNDS, string="Not accepted because", readonly=True
    )
    decision_reason = fields.Text(
        string="Reason of the decision",
        readonly=True,
        help="Why the report was not accepted as hate, or why the priority was "
        "lowered. The person's own view stays on record beside it.",
    )

    asb_reference = fields.Char(
        string="Reference in ASB records",
        help="Every hate case is anti-social behaviour as well: its number where the "
        "landlord keeps those.",
    )

    # promises
    standard_id = fields.Many2one(
        "hate.standard",
        string="Service standard",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company.hate_standard_id,
        help="The promises this case is held to: those in force when it was opened.",
    )
    update_interval_days = fields.Integer(
        string="Update every (days)",
        default=14,
        aggregator=None,
        help="How often the person hears from us, as agreed with them.",
    )
    next_due_at = fields.Datetime(string="Next promise due", readonly=True, copy=False)
    clock_turn = fields.Integer(
        readonly=True,
        copy=False,
        aggregator=None,
        help="Counts what the promise engine did here, so that two that do something "
        "at one moment notice each other.",
    )
    closed_at = fields.Datetime(string="Closed", readonly=True, copy=False)

    incident_ids = fields.One2many("hate.incident", "case_id", string="Incidents")
    party_ids = fields.One2many("hate.party", "case_id", string="People")
    deadline_ids = fields.One2many("hate.deadline", "case_id", string="Promises")
    report_ids = fields.One2many("hate.report", "case_id", string="Reports")
    note_ids = fields.One2many("hate.note", "case_id", string="Staff notes")

    _name_uniq = models.Constraint(
        "UNIQUE(company_id, name)", "This case reference is already in use."
    )

    @api.model
    def _expand_states(self, states, domain):
        """:return: the states shown as columns: the way of a case, in its order"""
        return [
            state
            for state, _label in words.CASE_STATES
            if state in states or state in words.OPEN_STATES
        ]

    @api.depends("state")
    def _compute_is_open(self):
        for case in self:
            case.is_open = case.state in words.OPEN_STATES

    @api.depends("party_ids.keep_address", "party_ids.role")
    def _compute_home_confidential(self):
        for case in self:
            case.home_confidential = any(
                party.keep_address and party.role != words.ROLE_ALLEGED
                for party in case.party_ids
            )

    @api.depends("property_id")
    def _compute_home_shown(self):
        for case in self:
            home = case.property_id
            case.home_shown = ", ".join(filter(None, (home.name, home.zip)))

    @api.depends("incident_ids.strand_ids")
    def _compute_strand_ids(self):
        for case in self:
            case.strand_ids = case.incident_ids.strand_ids

    @api.depends("name")
    def _compute_display_name(self):
        self._fetch_references()
        for case in self:
            case.display_name = case.name

    def _fetch_references(self):
        """Read the references of these cases and nothing else of them: whatever stands
        beside its case in a list needs no more than that."""
        if len(self) > 1:
            self.with_context(prefetch_fields=False).mapped("name")

    def _set(self, vals):
        """Write what only methods may write, after the caller has checked.

        Whoever calls this has checked the user's right on the case and the rule of the
        field; the user must be able to change the case all the same.
        """
        self.check_access("write")
        # sudo: these fields are closed to every user by hate.closed.mixin
        return self.sudo().write(vals)

    @api.model
    def _get_open_domain(self):
        """:return: the cases that are somebody's work."""
        return Domain("is_open", "=", True)
