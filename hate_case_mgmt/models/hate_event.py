from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..policy import promises
from ..policy import vocabulary as words


class HateEvent(models.Model):
    """What happened to a case, as the promise engine was told it.

    From these rows alone all clocks of a case can be reckoned again. Nothing is changed
    in them: an entry made in error is taken back by another entry with a reason.
    """

    _name = "hate.event"
    _description = "Event"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "at desc, id desc"
    _personal_fields = {
        "reason": "words",
    }
    _plain_fields = frozenset({"evidence_model", "kinds", "calls_off", "subject_model"})

    event = fields.Selection(words.EVENTS, string="What happened", required=True)
    at = fields.Datetime(string="When", required=True)
    user_id = fields.Many2one(
        "res.users",
        string="Recorded by",
        required=True,
        default=lambda self: self.env.user,
    )
    evidence_model = fields.Char()
    evidence_id = fields.Many2oneReference(
        string="Evidence", model_field="evidence_model"
    )
    kinds = fields.Char(
        string="Shows", help="The kinds of evidence its record gave at the time."
    )
    calls_off = fields.Char(
        help="What was not needed any longer, by the events that would have kept it."
    )
    subject_model = fields.Char()
    subject_id = fields.Many2oneReference(string="About", model_field="subject_model")
    takes_back_id = fields.Many2one(
        "hate.event", string="Takes back", index="btree_not_null", ondelete="cascade"
    )
    taken_back_ids = fields.One2many("hate.event", "takes_back_id")
    is_taken_back = fields.Boolean(compute="_compute_is_taken_back")
    reason = fields.Text(string="Why it was taken back")

    _case_idx = models.Index("(case_id, at, id)")

    @api.depends("taken_back_ids")
    def _compute_is_taken_back(self):
        for entry in self:
            entry.is_taken_back = bool(entry.taken_back_ids)

    @api.model
    def _record(self, cases, event, at, record, calls_off=()):
        """Write one row for each case.

        :param cases: ``hate.case``
        :param event: one of ``policy.vocabulary.EVENTS``
        :param at: naive UTC
        :param record: the record that shows it, or None
        :param calls_off: the events that would keep what is called off with it
        :return: the rows, in the order of the cases
        """
        subject = self._subject_of(record)
        kinds = record._evidence_kinds() if self._gives_evidence(record) else ()
        return self.create(
            [
                {
                    "case_id": case.id,
                    "event": event,
                    "at": at,
                    "user_id": self.env.uid,
                    "evidence_model": record._name if record else False,
                    "evidence_id": record.id if record else False,
                    "kinds": ",".join(sorted(kinds)),
                    "calls_off": ",".join(sorted(calls_off)),
                    "subject_model": subject._name if subject else False,
                    "subject_id": subject.id if subject else False,
                }
                for case in cases
            ]
        )

    @api.model
    def _subject_of(self, record):
        if self._gives_evidence(record):
            return record._promise_subject()
        return None

    @api.model
    def _gives_evidence(self, record):
        return bool(record) and isinstance(record, self.env.registry["hate.case.mixin"])

    def _happening(self):
        """:return: it as :class:`policy.promises.Happening`"""
        self.ensure_one()
        return promises.Happening(
            key=self.id,
            event=self.event,
            at=self.at,
            kinds=frozenset((self.kinds or "").split(",")),
            subject=self._subject_key(),
            calls_off=frozenset(filter(None, (self.calls_off or "").split(","))),
        )

    def _subject_key(self):
        return (self.subject_model, self.subject_id) if self.subject_model else None

    def action_take_back(self, reason=None):
        """Take back an entry that was made in error; the clocks are reckoned anew.

        What the entry points to, such as a contact, stays in its own log.

        :param reason: why, in the user's words; asked for when none is given
        :raise UserError: no reason, or taken back already
        :raise AccessError: neither a manager nor whoever recorded it
        """
        self.ensure_one()
        self._check_take_back()
        if reason is None:
            return self.case_id._open_dialogue(
                "hate.event.take.back",
                self.env._("Take back an entry"),
                event_id=self.id,
            )
        if not reason.strip():
            raise UserError(self.env._("Please say what was wrong about the entry."))
        # sudo: no user writes this log by hand; who may was checked above
        entry = self.sudo()
        entry.create(
            {
                "case_id": entry.case_id.id,
                "event": entry.event,
                "at": entry.at,
                "user_id": self.env.uid,
                "takes_back_id": entry.id,
                "reason": reason.strip(),
            }
        )
        entry.case_id._reckon_again(words.CLOCK_TAKEN_BACK, entry)
        entry.case_id._log_neutral(self.env._("An entry was taken back"))
        return True

    def _check_take_back(self):
        self.case_id.check_access("write")
        if self.takes_back_id or self.is_taken_back:
            raise UserError(self.env._("This entry was taken back already."))
        is_manager = words.RESPONSIBLE_MANAGER in self.case_id._my_roles()
        if self.user_id != self.env.user and not is_manager:
            raise AccessError(
                self.env._(
                    "Only a manager, or whoever recorded it, takes an entry back."
                )
            )
