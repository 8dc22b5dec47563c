from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary as words

# Nobody waits longer for an update where the standard says nothing [X4]
LONGEST_INTERVAL_DAYS = 14


class HateCase(models.Model):
    """The action plan of a case: proposed by rules, decided and agreed by people."""

    _inherit = "hate.case"

    action_ids = fields.One2many("hate.action", "case_id", string="Actions")
    plan_ids = fields.One2many("hate.plan", "case_id", string="Agreed plans")
    plan_agreed_at = fields.Datetime(
        string="Plan agreed", readonly=True, copy=False, help="When it last was."
    )
    plan_changed = fields.Boolean(
        compute="_compute_plan_changed",
        store=True,
        help="An item of the plan is other than the person agreed to.",
    )
    update_method_id = fields.Many2one(
        "hate.contact.method", string="Updates by", help="As agreed with the person."
    )
    next_action_at = fields.Datetime(
        string="Next action due",
        compute="_compute_next_action_at",
        store=True,
        help="The planned action that is due first. What residents do themselves "
        "counts for nothing here.",
    )

    _action_due_idx = models.Index("(next_action_at, id) WHERE is_open IS TRUE")

    @api.depends("action_ids.state", "action_ids.due_at", "action_ids.owner")
    def _compute_next_action_at(self):
        soonest = dict(
            self.env["hate.action"]._read_group(
                [("case_id", "in", self.ids), *self._get_due_action_domain()],
                ["case_id"],
                ["due_at:min"],
            )
        )
        for case in self:
            case.next_action_at = soonest.get(case._origin)

    @api.depends(
        "plan_agreed_at",
        "plan_ids",
        "action_ids.state",
        "action_ids.name",
        "action_ids.due_at",
        "action_ids.category",
        "action_ids.owner",
        "action_ids.owner_team",
        "action_ids.owner_party_id",
        "action_ids.agency_id",
        "action_ids.party_id.role",
    )
    def _compute_plan_changed(self):
        agreed = self.filtered("plan_agreed_at")
        (self - agreed).plan_changed = False
        for case in agreed:
            # one that was just agreed stands last among those read before
            terms = case.plan_ids.sorted("version")[-1:].terms
            case.plan_changed = terms and case._differs_from(terms)

    def _differs_from(self, agreed):
        """:param agreed: ``terms`` of a plan
        :return: whether an item was added, left out or changed since; that something
            is done since is no change of the plan"""
        items = self._plan_items()
        now = self._plan_terms(items)
        planned = items.filtered(lambda item: item.state == words.ACTION_PLANNED)
        return not agreed.keys() <= now.keys() or any(
            now[str(item.id)] != agreed.get(str(item.id)) for item in planned
        )

    def _plan_terms(self, items):
        """:return: {id of the item: what is agreed of it}, whatever the language"""
        return {str(item.id): item._terms() for item in items}

    @api.depends("plan_changed")
    def _compute_banners(self):
        return super()._compute_banners()

    @api.model
    def _get_due_action_domain(self):
        """:return: the actions that we, a colleague or an agency still have to do"""
        return [
            ("state", "=", words.ACTION_PLANNED),
            ("owner", "!=", words.OWNER_PERSON),
        ]

    def _banner_sentences(self):
        found = super()._banner_sentences()
        if self.next_action_at and self.next_action_at < fields.Datetime.now():
            found.append(
                ("danger", self.env._("An action of the plan is overdue: see Plan."))
            )
        if self.is_open and self.plan_changed:
            found.append(
                (
                    "warning",
                    self.env._("The plan has changed since it was agreed: see Plan."),
                )
            )
        return found

    def write(self, vals):
        if "update_interval_days" in vals:
            for case in self:
                case._check_update_interval(vals["update_interval_days"])
        return super().write(vals)

    def _check_update_interval(self, days):
        """:raise UserError: rarer than the standard allows, or no rhythm at all"""
        ceiling = self._longest_update_interval()
        if not 0 < days <= ceiling:
            raise UserError(
                self.env._(
                    "The standard promises an update at least every %(days)s days. "
                    "Please agree a rhythm from 1 to %(days)s days.",
                    days=ceiling,
                )
            )

    def _longest_update_interval(self):
        """:return: days between two updates at most, by the case's standard [004.2i]"""
        self.ensure_one()
        # sudo: the standard, which the landlord publishes, for a number of days
        promises = self.sudo().standard_id.commitment_ids.filtered(
            lambda promise: promise.met_by_event == words.EVENT_UPDATE_GIVEN
            and promise.ceiling_days
        )
        return min(promises.mapped("ceiling_days"), default=LONGEST_INTERVAL_DAYS)

    # ------------------------------------------------------------------
    # Proposing
    # ------------------------------------------------------------------

    def _propose_action(self, action_type, reason):
        """Put something to the officer to consider; nobody has decided on it.

        What only a person may bring up (mediation) is never proposed, and what is
        under way already is not proposed twice.

        :param action_type: ``hate.action.type``, one
        :param reason: why, in words the officer reads
        :return: the ``hate.action``, new or under way; empty for a type that is never
            proposed, is not in force, or comes too late for a closed case
        """
        self.ensure_one()
        self.check_access("write")
        # sudo: proposing follows from a step whose right was checked; the hub, which
        # screens risk, may not write actions by hand
        items = self.env["hate.action"].sudo()
        if not self._may_propose(action_type):
            return items.sudo(self.env.su)
        under_way = items.search(
            [
                ("case_id", "=", self.id),
                ("type_id", "=", action_type.id),
                ("state", "in", words.ACTIONS_OPEN),
            ],
            limit=1,
        )
        item = under_way or items.create(
            {"case_id": self.id, "type_id": action_type.id, "reason": reason}
        )
        return item.sudo(self.env.su)

    def _may_propose(self, action_type):
        """:return: whether the addon itself may bring this up on this case now"""
        if action_type.never_proposed:
            return False
        if not self.is_open and (
            action_type.category not in words.ACTIONS_AFTER_CLOSURE
        ):
            return False
        return not action_type._not_in_force(self._local_today())
