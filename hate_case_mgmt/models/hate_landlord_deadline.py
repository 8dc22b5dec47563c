from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..policy import telling
from ..policy import vocabulary as words

EVENT_TRAINING = "training_completed"


class HateLandlordDeadline(models.Model):
    """The clock of a promise about the landlord as a whole: training every year [X16],
    the monthly pack for the scrutiny group [X20], the review of the standard [X17].

    It belongs to a company and to no case. Each round ends with a manager's entry that
    says what was done, and the next one starts.
    """

    _name = "hate.landlord.deadline"
    _description = "Promise of the landlord"
    _inherit = ["mail.thread", "mail.activity.mixin", "hate.personal.mixin"]
    _order = "due_at, id"
    _rec_name = "name"
    _personal_fields = {
        "note": "words",
    }

    company_id = fields.Many2one("res.company", required=True, index=True)
    commitment_id = fields.Many2one(
        "hate.commitment", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char(related="commitment_id.name", string="Promise")
    clause = fields.Char(related="commitment_id.clause")
    started_at = fields.Datetime(string="Started", required=True)
    warn_at = fields.Datetime(required=True)
    due_at = fields.Datetime(string="Due", required=True)
    ended_at = fields.Datetime(string="Done")
    state = fields.Selection(
        words.DEADLINE_STATES, required=True, default=words.DEADLINE_RUNNING
    )
    note = fields.Text(string="What was done")
    done_by_id = fields.Many2one("res.users", string="Recorded by")
    late_reason = fields.Selection(words.LATE_REASONS, string="Why it was late")
    warned_at = fields.Datetime(string="Warned")
    overdue_told_at = fields.Datetime(string="Told that it is overdue")
    manager_told_at = fields.Datetime(string="Manager told")
    head_told_at = fields.Datetime(string="Head told")

    _one_round = models.UniqueIndex(
        "(company_id, commitment_id) WHERE ended_at IS NULL",
        "This promise runs already.",
    )
    _pending_idx = models.Index("(due_at, id) WHERE ended_at IS NULL")

    # ------------------------------------------------------------------
    # Rounds
    # ------------------------------------------------------------------

    @api.model
    def _keep_running(self):
        """Start what each company promises as a whole and call off what it promises no
        longer."""
        now = fields.Datetime.now()
        # companies are few, and one without a standard may have had one before
        # pylint: disable=no-search-all
        for company in self.env["res.company"].search([]):
            promised = company.hate_standard_id.commitment_ids.filtered(
                lambda promise: promise.scope == words.SCOPE_LANDLORD
            )
            pending = self.search(
                [("company_id", "=", company.id), ("ended_at", "=", False)]
            )
            pending.filtered(
                lambda clock, promised=promised: clock.commitment_id not in promised
            )._end(words.DEADLINE_CANCELLED, now)
            for promise in promised - pending.commitment_id:
                self._start(company, promise, now)

    @api.model
    def _start(self, company, promise, at):
        due_at = self.env["hate.case"]._due(
            at, promise.duration, promise.unit, company._hate_calendar()
        )
        return self.create(
            {
                "company_id": company.id,
                "commitment_id": promise.id,
                "started_at": at,
                "due_at": due_at,
                "warn_at": promise._warn_at(at, due_at),
            }
        )

    def _end(self, state, at, **values):
        self.activity_unlink(["hate_case_mgmt.mail_activity_type_landlord"])
        self.write({"state": state, "ended_at": at, **values})
        # the next round may start only when this one has ended in the database too
        self.flush_recordset()

    def action_open_done(self):
        """:return: the dialogue in which a manager records what was done"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record what was done"),
            "res_model": "hate.landlord.done",
            "view_mode": "form",
            "target": "new",
            "context": {"default_deadline_id": self.id},
        }

    def action_done(self, note, late_reason=False):
        """Record that the promise was kept; its next round starts.

        :param note: what was done and decided
        :param late_reason: one of ``policy.vocabulary.LATE_REASONS``, if it is late
        :raise UserError: no note, no reason for lateness, or colleagues who have not
            done the training
        :raise AccessError: not by this user
        """
        self.ensure_one()
        self._check_may_record()
        if self.ended_at:
            raise UserError(self.env._("This promise does not run any longer."))
        if not (note or "").strip():
            raise UserError(self.env._("Please say what was done."))
        now = fields.Datetime.now()
        late = now > self.due_at
        if late and not late_reason:
            raise UserError(self.env._("Please say why it is late."))
        self._check_training()
        # sudo: no user writes these rows by hand; who may was checked above
        clock = self.sudo()
        clock._end(
            words.DEADLINE_MET_LATE if late else words.DEADLINE_MET,
            now,
            note=note.strip(),
            done_by_id=self.env.uid,
            late_reason=late and late_reason,
        )
        promise = clock.commitment_id
        if promise.met_by_event == words.EVENT_STANDARD_REVIEWED:
            promise.standard_id._reviewed()
        if promise.repeats:
            self.sudo()._start(clock.company_id, promise, now)  # sudo: as above
        return True

    @api.model
    def _running_review(self, standards):
        """:return: the current company's running promise to review one of these"""
        return self.search(
            [
                ("company_id", "=", self.env.company.id),
                ("ended_at", "=", False),
                ("commitment_id.standard_id", "in", standards.ids),
                ("commitment_id.met_by_event", "=", words.EVENT_STANDARD_REVIEWED),
            ],
            limit=1,
        )

    def _check_may_record(self):
        """A manager, or for the standards whoever keeps them.

        :raise AccessError: this user keeps no such promise
        """
        self.check_access("read")
        user = self.env.user
        if user.has_group("hate_case_mgmt.group_manager"):
            return
        keeps_standards = user.has_group("hate_case_mgmt.group_config")
        of_standard = self.commitment_id.met_by_event == words.EVENT_STANDARD_REVIEWED
        if not (keeps_standards and of_standard):
            raise AccessError(self.env._("Only a manager records what was done."))

    def _check_training(self):
        """:raise UserError: someone who works cases lacks a valid course"""
        if self.commitment_id.met_by_event != EVENT_TRAINING:
            return
        # sudo: who holds which group is closed to ordinary users
        people = self.env.ref("hate_case_mgmt.group_officer").sudo().all_user_ids
        people = people.filtered(lambda user: self.company_id in user.company_ids)
        lapsed = self.env["hate.training"]._lapsed_user_ids(
            people, fields.Date.context_today(self)
        )
        if lapsed:
            raise UserError(
                self.env._(
                    "%(count)s colleagues have no valid training yet. The list of "
                    "training shows who.",
                    count=len(lapsed),
                )
            )

    # ------------------------------------------------------------------
    # Telling
    # ------------------------------------------------------------------

    @api.model
    def _tell_due(self):
        """Tell managers about what is nearly due or overdue, once for each step."""
        self._keep_running()
        now = fields.Datetime.now()
        for clock in self.search([("warn_at", "<=", now), ("ended_at", "=", False)]):
            promise = clock.commitment_id
            terms = telling.Terms(
                warn_at=clock.warn_at,
                due_at=clock.due_at,
                escalate_to=promise.escalate_to,
                escalate_hours=promise.escalate_hours,
                responsible=promise.responsible,
                taken=frozenset(step for step in telling.STEPS if clock[step]),
            )
            steps = terms.due_steps(now)
            if not steps:
                continue
            clock.write({step: now for step in steps})
            if telling.OVERDUE in steps:
                clock.state = words.DEADLINE_MISSED
            clock._remind(clock._people(telling.HEAD in steps))

    def _people(self, with_heads):
        """:return: managers of the company, and its heads who may see this"""
        # sudo: who holds which group is closed to ordinary users
        managers = self.env.ref("hate_case_mgmt.group_manager").sudo().all_user_ids
        people = managers.filtered(lambda user: self.company_id in user.company_ids)
        if with_heads:
            people |= self.company_id.hate_head_user_ids & managers
        return people

    def _remind(self, users):
        known = self.activity_ids.user_id
        quiet = self.with_context(mail_activity_quick_update=True)
        for user in users - known:
            quiet.activity_schedule(
                "hate_case_mgmt.mail_activity_type_landlord",
                date_deadline=self.due_at.date(),
                user_id=user.id,
            )
