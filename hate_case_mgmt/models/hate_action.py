from odoo import api, fields, models

from ..policy import vocabulary as words


class HateAction(models.Model):
    """An item of the action plan: what, who, by when, and what came of it.

    Its state changes by the buttons only (``hate_action_steps.py``).
    """

    _name = "hate.action"
    _description = "Action"
    _inherit = ["hate.case.mixin", "mail.activity.mixin"]
    _order = "category_sequence, due_at, id"
    _personal_fields = {
        "name": "words",
        "reason": "words",
        "owner_team": "words",
        "outcome": "words",
        "why_not": "words",
    }

    _method_only_fields = frozenset(
        {
            "state",
            "decided_at",
            "decided_by_id",
            "settled_at",
            "was_ours",
            "manager_checked_at",
            "manager_checked_by_id",
        }
    )

    # what
    type_id = fields.Many2one(
        "hate.action.type",
        string="Action",
        required=True,
        index=True,
        ondelete="restrict",
    )
    category = fields.Selection(related="type_id.category", store=True)
    category_sequence = fields.Integer(
        related="type_id.category_sequence", store=True, aggregator=None
    )
    name = fields.Char(
        string="What will be done",
        compute="_compute_from_type",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="As the person's copy says it: plain words, and no names.",
    )
    state = fields.Selection(
        words.ACTION_STATES,
        required=True,
        readonly=True,
        default=words.ACTION_PROPOSED,
        group_expand="_expand_states",
    )
    reason = fields.Text(string="Why", help="Why it is considered: what it answers to.")
    party_id = fields.Many2one(
        "hate.party",
        string="For",
        index="btree_not_null",
        domain="[('case_id', '=', case_id), ('role', '!=', 'alleged')]",
        help="The person affected, someone of the household or a witness.",
    )

    # who and by when
    owner = fields.Selection(
        words.ACTION_OWNERS,
        string="Done by",
        compute="_compute_from_type",
        store=True,
        precompute=True,
        readonly=False,
    )
    owner_user_id = fields.Many2one(
        "res.users", string="Colleague", index="btree_not_null"
    )
    owner_team = fields.Char(string="Team", help="For example: repairs team.")
    owner_party_id = fields.Many2one(
        "hate.party",
        string="Person",
        compute="_compute_from_type",
        store=True,
        precompute=True,
        readonly=False,
        domain="[('case_id', '=', case_id), ('role', '!=', 'alleged')]",
        index="btree_not_null",
    )
    agency_id = fields.Many2one("hate.agency", string="Agency", index="btree_not_null")
    is_owned = fields.Boolean(compute="_compute_is_owned")
    was_ours = fields.Boolean(
        readonly=True,
        help="Somebody other than the person was to do it before: whoever gives it to "
        "the person still says what came of it.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Followed up by",
        compute="_compute_user_id",
        store=True,
        index="btree_not_null",
        help="The colleague who does it, or else the case officer, who sees to it that "
        "it is done.",
    )
    due_at = fields.Datetime(
        string="By when",
        compute="_compute_from_type",
        store=True,
        precompute=True,
        readonly=False,
    )
    done_at = fields.Datetime(string="Done")
    outcome = fields.Text(string="What came of it")
    why_not = fields.Text(string="Why not")
    decided_at = fields.Datetime(
        string="Decided", readonly=True, help="When it was taken into the plan or not."
    )
    decided_by_id = fields.Many2one("res.users", string="Decided by", readonly=True)
    settled_at = fields.Datetime(
        readonly=True, help="When it was done, or it was decided not to."
    )

    _case_idx = models.Index("(case_id, category_sequence, due_at, id)")
    _due_idx = models.Index("(due_at, id) WHERE state = 'planned'")
    _mine_idx = models.Index(
        "(user_id, due_at, id) WHERE state IN ('proposed', 'planned')"
    )

    @api.model
    def _expand_states(self, states, domain):
        """:return: the states shown as columns, in their order"""
        shown = (*words.ACTIONS_OPEN, words.ACTION_DONE)
        return [
            state
            for state, _label in words.ACTION_STATES
            if state in states or state in shown
        ]

    # for the form: which entries the type asks for
    asks = fields.Char(compute="_compute_asks")

    @api.depends("type_id")
    def _compute_asks(self):
        for action in self:
            flags = action.type_id._flags() if action.type_id else set()
            action.asks = " ".join(sorted(flags))

    # ------------------------------------------------------------------
    # What follows from the type and the case
    # ------------------------------------------------------------------

    @api.depends("type_id")
    def _compute_from_type(self):
        """Begin with what the type says; whatever is then typed stays."""
        for action in self:
            kind = action.type_id
            usual = action._origin.type_id if action._origin else kind.browse()
            if kind and (not action.name or action.name == usual.plain_words):
                action.name = kind.plain_words
            action.owner = action.owner or kind.owner
            if kind and action.owner == words.OWNER_PERSON:
                action.owner_party_id = action.owner_party_id or action._affected()
            action.due_at = action.due_at or action._usual_due()

    def _affected(self):
        """:return: the first person affected"""
        return self.case_id.party_ids.filtered(
            lambda party: party.role == words.ROLE_VICTIM
        )[:1]

    def _usual_due(self):
        """:return: naive UTC end of the working day by which such a thing is done, or
        False; residents are set no time for what they do themselves"""
        own = self.owner == words.OWNER_PERSON
        if own or not (self.type_id and self.case_id):
            return False
        return self.case_id._due(
            fields.Datetime.now(),
            self.type_id.usual_days,
            words.UNIT_WORKING_DAYS,
            self.case_id.company_id._hate_calendar(),
        )

    @api.depends("owner_user_id", "case_id.officer_id")
    def _compute_user_id(self):
        for action in self:
            action.user_id = action.owner_user_id or action.case_id.officer_id

    @api.depends(
        "owner",
        "owner_user_id",
        "owner_team",
        "owner_party_id",
        "agency_id",
        "case_id.officer_id",
    )
    def _compute_is_owned(self):
        for action in self:
            action.is_owned = bool(action._owner_record())

    def _owner_record(self):
        """:return: who does it: user, team (str), party or agency; falsy for nobody"""
        self.ensure_one()
        return {
            words.OWNER_OFFICER: self.case_id.officer_id,
            words.OWNER_LANDLORD: self.owner_user_id or self.owner_team,
            words.OWNER_PERSON: self.owner_party_id,
            words.OWNER_AGENCY: self.agency_id,
        }.get(self.owner)

    def _owner_words(self):
        """:return: who does it, as the person's copy says it"""
        self.ensure_one()
        found = self._owner_record()
        if self.owner == words.OWNER_OFFICER:
            return self.env._("your officer")
        if self.owner == words.OWNER_LANDLORD:
            return self.owner_team or self.case_id.company_id.name
        if self.owner == words.OWNER_AGENCY and found:
            return found.name
        return ""

    def _terms(self):
        """:return: list of what a person agrees to of this item: its words, who does
        it, and the day; what residents do themselves has no day. Which colleague of
        ours does it changes no plan."""
        self.ensure_one()
        who = {
            words.OWNER_LANDLORD: self.owner_team or False,
            words.OWNER_PERSON: self.owner_party_id.id,
            words.OWNER_AGENCY: self.agency_id.id,
        }.get(self.owner)
        zone = self.case_id.company_id._hate_time_zone()
        day = self.owner != words.OWNER_PERSON and self.due_at
        return [
            self.name,
            self.owner or False,
            who,
            day
            and fields.Datetime.context_timestamp(self.with_context(tz=zone), day)
            .date()
            .isoformat(),
        ]
