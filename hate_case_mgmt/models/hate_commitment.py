from typing import NamedTuple

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ..policy import promises
from ..policy import vocabulary as words


class Written(NamedTuple):
    """What a clock is reckoned from, as the promise is written."""

    duration: int
    unit: str
    ceiling_days: int
    warn_hours: int
    responsible: str


class HateCommitment(models.Model):
    """One promise: what starts its clock, how long it runs and what keeps it.

    A promise about the landlord as a whole (training, the pack for the scrutiny group,
    the review of the standard) stands here too, and starts no clock on any case.
    """

    _name = "hate.commitment"
    _description = "Commitment"
    _inherit = ["hate.version.part", "hate.names.mixin"]
    _order = "sequence, id"

    _version_of = "standard_id"

    name = fields.Char(string="Promise", required=True, translate=True)
    standard_id = fields.Many2one(
        "hate.standard", required=True, index=True, ondelete="cascade"
    )
    standard_kind = fields.Selection(related="standard_id.kind", string="Kind")
    sequence = fields.Integer(default=10)
    scope = fields.Selection(
        words.SCOPES, string="About", required=True, default=words.SCOPE_CASE
    )
    clause = fields.Char(
        help="Where the published standard says it. “Default” where the text is silent "
        "and the promise is our proposal; “our figure” where the text names no time.",
    )
    trigger_event = fields.Selection(
        words.EVENTS + words.LANDLORD_EVENTS,
        string="Starts when",
        required=True,
        index=True,
    )
    duration = fields.Integer(string="Within", required=True, aggregator=None)
    unit = fields.Selection(words.UNITS, required=True, default=words.UNIT_WORKING_DAYS)
    met_by_event = fields.Selection(
        words.EVENTS + words.LANDLORD_EVENTS, string="Kept when", required=True
    )
    evidence = fields.Selection(
        words.EVIDENCE_KINDS,
        string="Shown by",
        required=True,
        default=words.EVIDENCE_NONE,
        help="What the record that keeps the promise has to carry.",
    )
    responsible = fields.Selection(
        words.RESPONSIBLES, required=True, default=words.RESPONSIBLE_OFFICER
    )
    warn_hours = fields.Integer(
        string="Warn before (hours)",
        default=4,
        aggregator=None,
        help="How many hours before it is due the responsible person is told.",
    )
    escalate_to = fields.Selection(
        words.ESCALATIONS,
        string="Then told",
        required=True,
        default=words.ESCALATION_MANAGER,
        help="Who is told when the promise is overdue.",
    )
    escalate_hours = fields.Integer(
        string="Told after (hours)",
        default=24,
        aggregator=None,
        help="How many hours overdue it is by then. 0 means as soon as it is overdue.",
    )
    repeats = fields.Boolean(
        help="Keeping it starts it anew: a promise such as “every two weeks”.",
    )
    ceiling_days = fields.Integer(
        string="Longest rhythm (days)",
        aggregator=None,
        help="The rhythm is the one agreed with the person on the case, and never "
        "longer than this. 0 means that nothing is agreed and the promise runs as "
        "written.",
    )
    waivable_by = fields.Selection(
        words.WAIVERS,
        string="May be waived by",
        required=True,
        default=words.WAIVER_MANAGER,
    )

    _duration_positive = models.Constraint(
        "CHECK(duration >= 0)", "A promise can't end before it begins."
    )
    _warning_positive = models.Constraint(
        "CHECK(warn_hours >= 0)", "The warning comes before the promise is due."
    )
    _escalation_positive = models.Constraint(
        "CHECK(escalate_hours >= 0)", "Nobody is told before the promise is overdue."
    )
    _ceiling_repeats = models.Constraint(
        "CHECK(ceiling_days = 0 OR (ceiling_days > 0 AND repeats))",
        "A longest rhythm needs a promise that repeats.",
    )

    @api.constrains("scope", "trigger_event", "met_by_event")
    def _check_scope(self):
        """Nothing about the landlord as a whole hangs on a case, or the reverse."""
        of_landlord = dict(words.LANDLORD_EVENTS)
        for promise in self:
            expected = promise.scope == words.SCOPE_LANDLORD
            for event in (promise.trigger_event, promise.met_by_event):
                if (event in of_landlord) != expected:
                    raise ValidationError(
                        self.env._(
                            "“%(promise)s” mixes what happens to a case with what "
                            "the landlord does as a whole. Choose events of one kind.",
                            promise=promise.name,
                        )
                    )

    def _terms_for(self, case):
        """How long the promise runs on this case.

        :return: ``(duration, unit)``: as written, or the rhythm agreed with the person
            under its ceiling
        """
        self.ensure_one()
        written = self._written()
        if not written.ceiling_days:
            return written.duration, written.unit
        agreed = case.update_interval_days
        if agreed <= 0:
            agreed = written.duration
        return min(agreed, written.ceiling_days), words.UNIT_DAYS

    @tools.ormcache("self.id")
    def _written(self):
        """:return: what every clock is reckoned from, kept in memory"""
        self.ensure_one()
        return Written(
            duration=self.duration,
            unit=self.unit,
            ceiling_days=self.ceiling_days,
            warn_hours=self.warn_hours,
            responsible=self.responsible,
        )

    @tools.ormcache("self.id", "only")
    def _promise(self, only=None):
        """What each event on a case asks for, kept in memory.

        :param only: the ids of the events that may start it; None for any
        :return: it as :class:`policy.promises.Promise`
        """
        self.ensure_one()
        return promises.Promise(
            key=self.id,
            trigger=self.trigger_event,
            met_by=self.met_by_event,
            evidence=self.evidence,
            repeats=self.repeats,
            only=only,
        )

    def _warn_at(self, started_at, due_at):
        """:return: naive UTC moment of the warning, never before the clock starts"""
        ahead = self._written().warn_hours
        return max(started_at, fields.Datetime.subtract(due_at, hours=ahead))

    def _terms_in_words(self):
        """:return: “within 2 working days”, “every 14 days”, for people"""
        self.ensure_one()
        amount = self._amount_in_words()
        if not self.repeats:
            return amount
        if self.ceiling_days:
            return self.env._(
                "%(amount)s, again and again; as agreed, at least every %(days)s days",
                amount=amount,
                days=self.ceiling_days,
            )
        return self.env._("%(amount)s, again and again", amount=amount)

    def _amount_in_words(self):
        count = self.duration
        if not count:
            return {
                words.UNIT_WORKING_DAYS: self.env._("the same working day"),
                words.UNIT_HOURS: self.env._("at once"),
            }.get(self.unit, self.env._("the same day"))
        one = count == 1
        return {
            words.UNIT_WORKING_DAYS: self.env._("1 working day")
            if one
            else self.env._("%(count)s working days", count=count),
            words.UNIT_HOURS: self.env._("1 hour")
            if one
            else self.env._("%(count)s hours", count=count),
            words.UNIT_DAYS: self.env._("1 day")
            if one
            else self.env._("%(count)s days", count=count),
            words.UNIT_MONTHS: self.env._("1 month")
            if one
            else self.env._("%(count)s months", count=count),
        }[self.unit]
