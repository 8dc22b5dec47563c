from datetime import timedelta

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, UserError

from ..policy import vocabulary_guard as words

REVIEWERS = (
    "hate_case_mgmt.group_manager",
    "hate_case_mgmt.group_data_protection",
)
# What is added to an entry later. All else is a fact and never changes
ADDED_LATER = frozenset(
    {
        "ended_at",
        "tidied",
        "review",
        "reviewed_by_id",
        "reviewed_at",
        "findings",
    }
)


class HateEmergencyAccess(models.Model):
    """Someone opened a case they could not see, for a time, with a reason.

    It ends by its own hour: the rule of the case asks for what is in force at that
    moment (``hate_case_emergency.py``). The scheduled action only tidies up after it.
    """

    _name = "hate.emergency.access"
    _description = "Emergency access"
    _inherit = ["hate.case.mixin"]
    _order = "granted_at desc, id desc"

    user_id = fields.Many2one("res.users", string="Who", required=True, readonly=True)
    reason = fields.Text(string="Why", required=True, readonly=True)
    granted_at = fields.Datetime(
        string="From", required=True, readonly=True, default=fields.Datetime.now
    )
    until = fields.Datetime(required=True, readonly=True)
    ended_at = fields.Datetime(
        string="Ended early",
        readonly=True,
        help="When it was ended before its time.",
    )
    tidied = fields.Boolean(
        readonly=True,
        help="Work that was still assigned to the person on the case has been taken "
        "back.",
    )

    review = fields.Selection(
        words.EMERGENCY_REVIEWS,
        required=True,
        readonly=True,
        default=words.REVIEW_OPEN,
    )
    review_due_at = fields.Datetime(
        string="Review by", compute="_compute_review_due_at", store=True
    )
    reviewed_by_id = fields.Many2one("res.users", string="Reviewed by", readonly=True)
    reviewed_at = fields.Datetime(string="Reviewed", readonly=True)
    findings = fields.Text(readonly=True)

    _personal_fields = {"reason": "words", "findings": "words"}
    _plain_fields = frozenset()
    _method_only_fields = frozenset(
        {"user_id", "reason", "granted_at", "until", "review_due_at", *ADDED_LATER}
    )

    _user_idx = models.Index("(user_id, until) WHERE ended_at IS NULL")
    _review_idx = models.Index("(review_due_at) WHERE review = 'open'")
    _tidy_idx = models.Index("(until) WHERE tidied IS NOT TRUE")
    _right_way = models.Constraint(
        "CHECK(until >= granted_at)", "Emergency access ends after it begins."
    )

    @api.depends("granted_at")
    def _compute_review_due_at(self):
        wait = timedelta(days=words.EMERGENCY_REVIEW_DAYS)
        for access in self:
            access.review_due_at = access.granted_at and access.granted_at + wait

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(
                self.env._("Emergency access is asked for by its button.")
            )
        made = super().create(vals_list)
        self._forget()
        return made

    def write(self, vals):
        """:raise UserError: for a fact, or for a review that is closed already"""
        if not ADDED_LATER.issuperset(vals):
            raise UserError(
                self.env._("This is a log. What is written in it never changes.")
            )
        if "review" in vals and any(
            access.review != words.REVIEW_OPEN for access in self
        ):
            raise UserError(self.env._("This was reviewed already."))
        done = super().write(vals)
        self._forget()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("This is a log and nothing is taken out of it."))

    # ------------------------------------------------------------------
    # What is in force
    # ------------------------------------------------------------------

    @api.model
    @tools.ormcache("user_id")
    def _granted(self, user_id):
        """:return: ((case id, until), …) of what was granted and not ended, kept in
        memory so that a rule costs no query"""
        self.flush_model(["user_id", "case_id", "until", "ended_at"])
        self.env.cr.execute(
            """
            SELECT case_id, until FROM hate_emergency_access
            WHERE user_id = %s AND ended_at IS NULL AND until > %s
            """,
            (user_id, fields.Datetime.now()),
        )
        return tuple(self.env.cr.fetchall())

    @api.model
    def _case_ids_of(self, user_id):
        """:return: ids of the cases that this user may see by emergency access at this
        moment"""
        now = fields.Datetime.now()
        return [case_id for case_id, until in self._granted(user_id) if until > now]

    @api.model
    def _forget(self):
        """Let every worker ask the database again, and this one once more after the
        change is kept: it may have asked in between."""
        registry = self.env.registry
        registry.clear_cache()
        self.env.cr.postcommit.add(registry.clear_cache)
        self.env["hate.case"].invalidate_model(["emergency_user_ids"], flush=False)

    @api.model
    def _in_force(self, cases, users=None):
        """:return: entries on these cases, of these users if given, in force now"""
        domain = [
            ("case_id", "in", cases.ids),
            ("ended_at", "=", False),
            ("until", ">", fields.Datetime.now()),
        ]
        if users is not None:
            domain.append(("user_id", "in", users.ids))
        # sudo: asked by the steps that end access, whoever takes them
        return self.sudo().search(domain)

    @api.model
    def _check_alarm(self, user):
        """Tell the data protection officers of someone who opens very many."""
        since = fields.Datetime.now() - timedelta(days=words.EMERGENCY_ALARM_DAYS)
        # sudo: how many cases the user has opened; nobody is told which
        theirs = self.sudo().search_fetch(
            [("user_id", "=", user.id), ("granted_at", ">=", since)], ["case_id"]
        )
        if len(theirs.case_id) >= words.EMERGENCY_ALARM_CASES:
            self.env["hate.security.event"]._record(
                words.ALARM_EMERGENCY,
                user,
                self.env._("%(number)s cases", number=len(theirs.case_id)),
            )

    # ------------------------------------------------------------------
    # The end of it
    # ------------------------------------------------------------------

    def action_end(self):
        """End it before its time.

        :raise AccessError: for anyone but the person, a manager or a data protection
            officer who sees the case
        """
        for access in self:
            access.case_id.check_access("read")
            # sudo: whether this is the user's own; they may not read the log
            if access.sudo().user_id != self.env.user:
                access._check_reviewer()
        self._end()

    def _end(self):
        """End these now, and take back what still reaches the person by them."""
        # sudo: nobody writes in this log; the caller has checked
        entries = self.sudo().filtered(lambda access: not access.ended_at)
        entries.write({"ended_at": fields.Datetime.now()})
        entries._tidy()

    def _tidy(self):
        """Take back what is assigned to people who no longer see the case."""
        for access in self:
            case = access.case_id
            if not case._is_seen_by(access.user_id):
                case._cut_off(access.user_id)
        self.write({"tidied": True})

    @api.model
    def _cron_tidy(self, batch=200):
        """Tidy up after access that has ended by its hour. It ends without this."""
        domain = [("tidied", "!=", True), ("until", "<=", fields.Datetime.now())]
        self.env["ir.cron"]._commit_progress(remaining=self.search_count(domain))
        for access in self.search(domain, limit=batch, order="until, id"):
            access._tidy()
            if not self.env["ir.cron"]._commit_progress(1):
                break

    # ------------------------------------------------------------------
    # The review
    # ------------------------------------------------------------------

    def action_open_review(self):
        """:return: action that opens the dialogue in which the review is closed"""
        self.ensure_one()
        self._check_reviewer()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Review emergency access"),
            "res_model": "hate.emergency.review",
            "view_mode": "form",
            "target": "new",
            "context": {"default_access_id": self.id},
        }

    def action_review(self, outcome, findings):
        """Close the review.

        :param outcome: ``justified`` or ``not_justified``
        :param findings: what was found; compulsory when it was not justified
        :raise AccessError: for anyone but a manager or data protection officer who
            sees the case, and for the person who had the access
        :raise UserError: closed already, or nothing written
        """
        self.ensure_one()
        self._check_reviewer()
        if outcome not in dict(words.EMERGENCY_OUTCOMES):
            raise UserError(self.env._("Please choose what you found."))
        findings = (findings or "").strip()
        if outcome == words.REVIEW_NOT_JUSTIFIED and not findings:
            raise UserError(self.env._("Please write down what you found."))
        # sudo: nobody writes in this log by hand; the reviewer was checked above
        self.sudo().write(
            {
                "review": outcome,
                "findings": findings,
                "reviewed_by_id": self.env.uid,
                "reviewed_at": fields.Datetime.now(),
            }
        )
        self._close_notices()

    def _check_reviewer(self):
        """:raise AccessError: the user may not review this"""
        self.check_access("read")
        if self.user_id == self.env.user:
            raise AccessError(
                self.env._("Someone else reviews your own emergency access.")
            )
        if not any(self.env.user.has_group(group) for group in REVIEWERS):
            raise AccessError(
                self.env._("A manager or the data protection officer reviews this.")
            )

    def _close_notices(self):
        """Take the notice off everyone's list once nothing is left to review there."""
        case = self.case_id
        kind = self.env.ref("hate_case_mgmt.mail_activity_type_emergency", False)
        # sudo: other reviewers' notices, and whether another review of the case is open
        if kind and not self.sudo().search_count(
            [("case_id", "=", case.id), ("review", "=", words.REVIEW_OPEN)], limit=1
        ):
            case.sudo().activity_ids.filtered(
                lambda notice: notice.activity_type_id == kind
            ).unlink()
