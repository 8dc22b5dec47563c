import hashlib

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..policy import plan_text
from ..policy import vocabulary as words

# Whose items stand in the copy; what is done for a witness stays with the witness
IN_THE_COPY = (False, words.ROLE_VICTIM, words.ROLE_HOUSEHOLD)


class HateCase(models.Model):
    """The words of the plan, and agreeing it with the person."""

    _inherit = "hate.case"

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
            contact=self._contact_words(interval_days, update_method),
            honest=[*planned.type_id.mapped("expectation"), expectations],
            rights=self.company_id.hate_plan_rights,
        )

    def _contact_words(self, days, method):
        """:return: how often they hear from us, and in which way once it is chosen"""
        often = self.env._("You hear from us at least every %(days)s days.", days=days)
        if not method:
            return often
        way = self.env._("We use this way: %(way)s.", way=method.name.lower())
        return f"{often} {way}"

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
        refusal = self._update_refusal(party, method)
        if refusal:
            raise UserError(refusal)

    def _update_refusal(self, party, method):
        """:return: why updates can't go by this way, or an empty string"""
        if party.contact_them_only or method in party.safe_method_ids:
            return ""
        return self.env._(
            "Updates by this way have not been called safe: %(way)s. %(safe)s Ask "
            "the person, then enter it under People or choose another way.",
            way=method.name,
            safe=party._describe_safe_ways(),
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
