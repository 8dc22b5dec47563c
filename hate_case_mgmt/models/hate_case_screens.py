from markupsafe import Markup

from odoo import api, fields, models

from ..policy import vocabulary as words

BANNERS_SHOWN = 3
AFFECTED_FIELDS = (
    "case_id",
    "language_id",
    "interpreter",
    "adjustments",
    "safe_method_ids",
    "safe_from",
    "safe_until",
    "safe_note",
    "contact_them_only",
)


class HateCase(models.Model):
    """What the screens of a case show beside what the work itself needs."""

    _inherit = "hate.case"

    # stored, for lists and cards
    contact_caution = fields.Selection(
        words.CONTACT_CAUTIONS,
        string="Contact",
        compute="_compute_contact_caution",
        store=True,
    )
    last_contact_at = fields.Datetime(
        string="Last heard from us",
        compute="_compute_last_contact_at",
        store=True,
        help="When the person affected or the reporter was last reached.",
    )

    incident_count = fields.Integer(
        compute="_compute_incident_count",
        store=True,
        aggregator=None,
    )
    party_count = fields.Integer(
        compute="_compute_party_count", store=True, aggregator=None
    )

    # for the form only
    pending_count = fields.Integer(string="To keep", compute="_compute_promises")
    promises = fields.Json(string="Promises to keep", compute="_compute_promises")
    affected_party_id = fields.Many2one("hate.party", compute="_compute_affected")
    affected_safe_contact = fields.Char(
        string="Safe contact", compute="_compute_affected"
    )
    affected_needs = fields.Char(
        string="Language and needs", compute="_compute_affected"
    )
    banners = fields.Html(compute="_compute_banners", sanitize=False)

    _danger_idx = models.Index(
        "(reported_at DESC, id DESC) WHERE danger_now IS TRUE AND is_open IS TRUE"
    )

    @api.depends(
        "party_ids.role", "party_ids.safe_method_ids", "party_ids.contact_them_only"
    )
    def _compute_contact_caution(self):
        for case in self:
            affected = case.party_ids.filtered(
                lambda party: party.role == words.ROLE_VICTIM
            )[:1]
            if affected.contact_them_only:
                case.contact_caution = words.CAUTION_WAIT
            elif affected.safe_method_ids:
                case.contact_caution = words.CAUTION_SOME
            else:
                case.contact_caution = words.CAUTION_ASK

    @api.depends("contact_ids.reached", "contact_ids.contacted_at")
    def _compute_last_contact_at(self):
        last = dict(
            self.env["hate.contact"]._read_group(
                [
                    ("case_id", "in", self.ids),
                    ("reached", "=", True),
                    ("party_id.role", "in", words.ROLES_WE_ANSWER),
                ],
                ["case_id"],
                ["contacted_at:max"],
            )
        )
        for case in self:
            case.last_contact_at = last.get(case._origin)

    @api.depends("incident_ids")
    def _compute_incident_count(self):
        for case in self:
            case.incident_count = len(case.incident_ids)

    @api.depends("party_ids")
    def _compute_party_count(self):
        for case in self:
            case.party_count = len(case.party_ids)

    @api.depends("deadline_ids.state", "deadline_ids.due_at")
    @api.depends_context("lang")
    def _compute_promises(self):
        """The promises still to be kept, that which ends first on top.

        One query in place of the four of a list in the form: they follow the rules of
        the case, which were asked when the case was read.
        """
        # sudo: the promises of cases that the user reads
        clocks = self.env["hate.deadline"].sudo()
        pending = clocks.search_fetch(
            [("case_id", "in", self.ids), *clocks._get_pending_domain()],
            ["case_id", "commitment_id", "due_at"],
        ).grouped("case_id")
        names = clocks.commitment_id._names()
        for case in self:
            mine = pending.get(case._origin, clocks)
            case.pending_count = len(mine)
            case.promises = [
                {
                    "id": clock.id,
                    "name": names[clock.commitment_id.id],
                    "due_at": fields.Datetime.to_string(clock.due_at),
                }
                for clock in mine
            ]

    @api.depends("party_ids")
    def _compute_affected(self):
        # sudo: people of cases that the user reads. One query with all that the lines
        # below read, where the way by party_ids takes four
        people = (
            self.env["hate.party"]
            .sudo()
            .search_fetch(
                [("case_id", "in", self.ids), ("role", "=", words.ROLE_VICTIM)],
                AFFECTED_FIELDS,
            )
        )
        first = {party.case_id.id: party for party in reversed(people)}
        for case in self:
            party = first.get(case._origin.id, people.browse())
            case.affected_party_id = party.id
            case.affected_safe_contact = party.safe_contact_line
            case.affected_needs = " · ".join(case._needs_of(party))

    def _needs_of(self, party):
        """:return: language, interpreter and adjustments of a person, as short words"""
        needs = []
        if party.language_id:
            needs.append(party.language_id._names()[party.language_id.id])
        if party.interpreter and party.interpreter != "none":
            labels = dict(party._fields["interpreter"]._description_selection(self.env))
            needs.append(
                self.env._("Interpreter: %(wish)s", wish=labels[party.interpreter])
            )
        if party.adjustments:
            needs.append(party.adjustments)
        return needs

    # ------------------------------------------------------------------
    # Banners, the most dangerous first
    # ------------------------------------------------------------------

    @api.depends(
        "danger_now",
        "contact_caution",
        "next_due_at",
        "next_action_at",
        "restricted",
        "accepted_as_hate",
        "state",
        "held",
        "anonymised_on",
    )
    def _compute_banners(self):
        for case in self:
            # danger has an alert with a button of its own
            room = BANNERS_SHOWN - bool(case.danger_now)
            case.banners = Markup().join(
                Markup('<div class="alert alert-%s mb-0" role="alert">%s</div>')
                % (level, sentence)
                for level, sentence in case._banner_sentences()[:room]
            )

    def _banner_sentences(self):
        """:return: [(Bootstrap's level, sentence)], the most dangerous first"""
        self.ensure_one()
        found = []
        if self.is_open and self.contact_caution == words.CAUTION_WAIT:
            found.append(
                ("warning", self.env._("Do not contact this person. They contact us."))
            )
        elif self.is_open and self.contact_caution == words.CAUTION_ASK:
            found.append(
                (
                    "warning",
                    self.env._("No way of contact is known to be safe. Ask first."),
                )
            )
        late = self._late_promises()
        if late:
            found.append(
                (
                    "danger",
                    self.env._("Overdue: %(promises)s", promises=", ".join(late)),
                )
            )
        if self.restricted:
            found.append(
                ("info", self.env._("Restricted: only the people named on it see it."))
            )
        if not self.accepted_as_hate:
            found.append(
                (
                    "info",
                    self.env._(
                        "Not accepted as hate. The person's own view stays on record."
                    ),
                )
            )
        return found

    def _late_promises(self):
        """:return: names of the promises whose time has passed"""
        now = fields.Datetime.now()
        if not self.next_due_at or self.next_due_at > now:
            return []
        now = fields.Datetime.to_string(now)
        return [promise["name"] for promise in self.promises if promise["due_at"] < now]

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_add_note(self):
        """:return: window action in which one staff note is typed"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add a note"),
            "res_model": "hate.note",
            "view_mode": "form",
            "target": "new",
            "context": {"default_case_id": self.id},
        }

    def action_add_incident(self):
        """:return: action that opens Add an incident for this case"""
        self._check_may_change()
        return self._open_dialogue("hate.incident.add", self.env._("Add an incident"))

    def action_danger_now(self):
        """Someone may be hurt: say so at the top of every screen of the case."""
        self.danger_now = True
        self._log_neutral(self.env._("Safety looked at again"))

    def action_danger_over(self):
        """Nobody is in danger any longer."""
        self.danger_now = False
        self._log_neutral(self.env._("Safety looked at again"))

    def _open_records(self, action):
        """:return: a window action of this addon, narrowed to this case"""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(f"hate_case_mgmt.{action}"),
            "domain": [("case_id", "=", self.id)],
            "context": {"default_case_id": self.id, "in_case": True},
        }

    def action_view_incidents(self):
        """:return: window action with the incidents of this case"""
        return self._open_records("hate_incident_action")

    def action_view_people(self):
        """:return: window action with the people of this case"""
        return self._open_records("hate_party_action")

    def action_view_promises(self):
        """:return: window action with all promises of this case, kept ones too"""
        return self._open_records("hate_deadline_action")
