import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..policy import plan_text
from ..policy import vocabulary as words

# Nobody waits longer for an update where the standard says nothing [X4]
LONGEST_INTERVAL_DAYS = 14
# Whose items stand in the copy; what is done for a witness stays with the witness
IN_THE_COPY = (False, words.ROLE_VICTIM, words.ROLE_HOUSEHOLD)


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

    # ------------------------------------------------------------------
    # The words of the plan
    # ------------------------------------------------------------------

    def _plan_items(self):
        """:return: the actions that the copy tells of, in its order

        The alleged person's own support is theirs, and stays out of it.
        """
        self.ensure_one()
        return self.action_ids.filtered(
            lambda item: item.state in (words.ACTION_PLANNED, words.ACTION_DONE)
            and item.category != words.ACTION_ALLEGED_SUPPORT
            and item.party_id.role in IN_THE_COPY
        ).sorted(lambda item: (item.category_sequence, item.id))

    def _plan_text(self, interval_days, update_method, wishes="", expectations=""):
        """Write the plan as it stands. The same plan gives the same words.

        :param interval_days: days between two updates
        :param update_method: ``hate.contact.method``
        :param wishes: what matters to the person, in their own words
        :param expectations: what else can and can't be expected, honestly
        :return: str, as ``policy/letter_text.py`` reads it
        """
        self.ensure_one()
        items = self._plan_items()
        planned = items.filtered(lambda item: item.state == words.ACTION_PLANNED)
        own = planned.filtered(lambda item: item.owner == words.OWNER_PERSON)
        return plan_text.compose(
            self._plan_words(),
            ours=[self._plan_item(item, item.due_at) for item in planned - own],
            yours=[self._plan_item(item) for item in own],
            done=[self._plan_item(item, item.done_at) for item in items - planned],
            wishes=wishes,
            contact=self.env._(
                "You hear from us at least every %(days)s days. We use this way: "
                "%(way)s.",
                days=interval_days,
                way=(update_method.name or "").lower(),
            ),
            honest=[*planned.type_id.mapped("expectation"), expectations],
            rights=self.company_id.hate_plan_rights,
        )

    def _plan_item(self, item, moment=None):
        zone = self.company_id._hate_time_zone()
        day = moment and fields.Datetime.context_timestamp(
            self.with_context(tz=zone), moment
        )
        return plan_text.Item(
            what=item.name,
            who=item._owner_words(),
            when=format_date(self.env, day.date(), date_format="d MMMM y")
            if day
            else "",
        )

    def _plan_words(self):
        """:return: :class:`policy.plan_text.Words` in the user's language"""
        return plan_text.Words(
            wishes=self.env._("What matters to you"),
            done=self.env._("What is done already"),
            ours=self.env._("What will be done"),
            yours=self.env._("What you can do, if you wish"),
            yours_note=self.env._(
                "You need not do any of this. Our help does not depend on it."
            ),
            contact=self.env._("How you hear from us"),
            honest=self.env._("What you can expect"),
            rights=self.env._("Your rights and support"),
            who=self.env._("Who: {}."),
            when=self.env._("By: {}."),
            on=self.env._("Done on {}."),
        )

    def _plan_fingerprint(self):
        """:return: hash of what a dialogue has shown of the plan, to see whether a
        colleague has changed it since"""
        self.ensure_one()
        last = self.plan_ids[:1].version
        text = self._plan_text(0, self.env["hate.contact.method"])
        return hashlib.sha256(f"{last} {text}".encode()).hexdigest()

    # ------------------------------------------------------------------
    # Agreeing
    # ------------------------------------------------------------------

    def _agree_plan(
        self, party, method, agreed_at, interval_days, update_method, **texts
    ):
        """Freeze the plan as it was agreed, and tell the promise engine.

        :param party: ``hate.party`` it was agreed with
        :param method: ``hate.contact.method`` by which
        :param agreed_at: naive UTC
        :param interval_days: days between two updates, as agreed
        :param update_method: ``hate.contact.method`` of the updates
        :param texts: ``wishes`` and ``expectations``, plain texts
        :return: the ``hate.plan``
        :raise UserError: with what is missing or can't be
        """
        self.ensure_one()
        self._check_may_change()
        self._lock()
        self._check_agreement(party, agreed_at)
        self._check_update_interval(interval_days)
        self._check_update_method(party, update_method)
        items = self._plan_items()
        self._check_items(items)
        body = self._plan_text(interval_days, update_method, **texts)
        last = self.plan_ids[:1]
        if last.body == body and last.party_id == party:
            raise UserError(
                self.env._(
                    "Nothing has changed since version %(version)s was agreed. To keep "
                    "what the person said about it, use Go through it together.",
                    version=last.version,
                )
            )
        # sudo: no user writes an agreed plan by hand; all was checked above
        plan = (
            self.env["hate.plan"]
            .sudo()
            .create(
                {
                    "case_id": self.id,
                    "version": last.version + 1,
                    "party_id": party.id,
                    "method_id": method.id,
                    "agreed_at": agreed_at,
                    "agreed_by_id": self.env.uid,
                    "interval_days": interval_days,
                    "update_method_id": update_method.id,
                    "wishes": texts.get("wishes"),
                    "action_ids": items.ids,
                    "body": body,
                }
            )
            .sudo(self.env.su)
        )
        self._set(
            {
                "plan_agreed_at": agreed_at,
                "update_interval_days": interval_days,
                "update_method_id": update_method.id,
            }
        )
        self._record_event(words.EVENT_PLAN_AGREED, agreed_at, plan)
        self._log_neutral(self.env._("Plan agreed"))
        return plan

    def _check_update_method(self, party, method):
        """:raise UserError: updates by a way that the person has not called safe"""
        if party.contact_them_only or method in party.safe_method_ids:
            return
        raise UserError(
            self.env._(
                "Updates by this way have not been called safe: %(way)s. %(safe)s Ask "
                "the person, then enter it under People or choose another way.",
                way=method.name,
                safe=party._describe_safe_ways(),
            )
        )

    def _check_agreement(self, party, agreed_at):
        """:raise UserError: with someone else's person, or at a time that can't be"""
        if party.case_id != self or party.role == words.ROLE_ALLEGED:
            raise UserError(self.env._("The plan is agreed with a person of its case."))
        if agreed_at < self.reported_at:
            raise UserError(
                self.env._(
                    "The plan can't have been agreed before the report came in. Please "
                    "check when."
                )
            )
        last = self.plan_ids[:1]
        if last and agreed_at < last.agreed_at:
            raise UserError(
                self.env._(
                    "Version %(version)s was agreed after that. Please check when.",
                    version=last.version,
                )
            )
        if agreed_at > fields.Datetime.add(fields.Datetime.now(), minutes=1):
            raise UserError(
                self.env._(
                    "The plan can't have been agreed in the future. Please check when."
                )
            )

    def _check_items(self, items):
        """:raise UserError: nothing is planned, or nobody owns an item"""
        planned = items.filtered(lambda item: item.state == words.ACTION_PLANNED)
        if not planned:
            raise UserError(
                self.env._(
                    "There is nothing in the plan yet. Add an action and press Put it "
                    "in the plan."
                )
            )
        unowned = planned.filtered(lambda item: not item.is_owned)
        if unowned:
            raise UserError(
                self.env._(
                    "Nobody owns this yet: %(actions)s. Please say who does it.",
                    actions="; ".join(unowned.mapped("name")),
                )
            )

    # ------------------------------------------------------------------
    # Dialogues
    # ------------------------------------------------------------------

    def action_agree_plan(self):
        """:return: action that opens Agree the plan"""
        self._check_may_change()
        self._check_items(self._plan_items())
        return self._open_dialogue("hate.plan.agree", self.env._("Agree the plan"))

    def action_review_plan(self):
        """:return: action in which it is kept that the plan was gone through
        :raise UserError: no plan is agreed yet
        """
        self._check_may_change()
        if not self.plan_ids:
            raise UserError(self.env._("There is no agreed plan yet. Agree it first."))
        return self._open_dialogue(
            "hate.plan.review",
            self.env._("Go through it together"),
            party_id=self.plan_ids[:1].party_id.id,
            method_id=self.update_method_id.id,
        )
