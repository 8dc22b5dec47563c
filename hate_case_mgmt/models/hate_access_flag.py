from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..policy import text_checks
from ..policy import vocabulary as words

# Refused that often in a day: more than a stale link
REFUSALS = 5
# A flag is raised from the entries of today and yesterday, so that a scheduled action
# that did not run for a day misses nothing
DAYS = 2
# Each asks: which user, on which day of the landlord, how often
COUNTS = {
    words.FLAG_MANY: """
        SELECT user_id, day, count(DISTINCT case_id) FROM entries
         WHERE kind = 'opened' AND relation = 'other'
         GROUP BY user_id, day HAVING count(DISTINCT case_id) > %(most)s""",
    words.FLAG_SHUT_OUT: """
        SELECT user_id, day, count(DISTINCT case_id) FROM entries
         WHERE relation = 'shut_out' GROUP BY user_id, day""",
    words.FLAG_REFUSED: """
        SELECT user_id, day, count(DISTINCT (case_id, date_trunc('minute', at)))
          FROM entries WHERE kind = 'refused'
           -- a step that is another's, or a file too large, on a case of their own
           AND NOT (relation IS NOT DISTINCT FROM 'member' AND note IS NOT NULL)
         GROUP BY user_id, day
        HAVING count(DISTINCT (case_id, date_trunc('minute', at))) >= %(refusals)s""",
}
ENTRIES = """
    WITH entries AS (
        SELECT user_id, case_id, kind, relation, at, note,
               (at AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date AS day
          FROM hate_access_log WHERE company_id = %(company)s
           AND at >= (now() AT TIME ZONE 'UTC') - %(days)s * interval '1 day'
    )"""


class HateAccessFlag(models.Model):
    """Somebody looked in a way that wants an explanation. Most have a good one: the
    data protection officer asks, and writes down what it was."""

    _name = "hate.access.flag"
    _description = "Looking to be explained"
    _inherit = ["hate.personal.mixin"]
    _order = "day desc, id desc"
    _personal_fields = {}
    # about a colleague's work, with nothing of a case
    _plain_fields = frozenset({"explanation"})

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    user_id = fields.Many2one("res.users", string="Who", required=True, readonly=True)
    kind = fields.Selection(
        words.FLAG_KINDS, string="What", required=True, readonly=True
    )
    day = fields.Date(required=True, readonly=True)
    number = fields.Integer(
        readonly=True,
        aggregator=None,
        help="How many cases they opened that day outside their work, or how often "
        "they were refused.",
    )
    state = fields.Selection(
        words.FLAG_STATES, required=True, readonly=True, default=words.FLAG_OPEN
    )
    explanation = fields.Text(
        help="What the colleague says it was for, and what came of it. Nothing of any "
        "case."
    )
    explained_by_id = fields.Many2one("res.users", string="Explained to", readonly=True)
    explained_at = fields.Datetime(string="Explained on", readonly=True)

    _once_uniq = models.Constraint(
        "UNIQUE(company_id, user_id, kind, day)", "This day is flagged already."
    )

    @api.depends("day")
    def _compute_display_name(self):
        for flag in self:
            flag.display_name = self.env._("To explain, %(number)s", number=flag.id)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("Flags are raised by themselves."))
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and set(vals) - {"explanation"}:
            raise AccessError(self.env._("Only the explanation can be written."))
        if not self.env.su and any(flag.state != words.FLAG_OPEN for flag in self):
            raise UserError(self.env._("What has been explained is not changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("A flag is explained, not deleted."))

    def action_explain(self):
        """The colleague's explanation is accepted.

        :raise UserError: there is none, or it is about oneself
        """
        self.check_access("write")
        for flag in self:
            if flag.user_id == self.env.user:
                raise UserError(
                    self.env._("Somebody else decides on what you looked at yourself.")
                )
            if not (flag.explanation or "").strip():
                raise UserError(self.env._("Please write down the explanation first."))
            long = text_checks.check_length(
                flag.explanation, self.env._("the explanation")
            )
            if long:
                raise UserError(self.env._(long.template, **long.values))
        # sudo: set by this button only; the user's right to write, and that it is not
        # about themselves, were checked above, and nothing is read
        self.sudo().write(
            {
                "state": words.FLAG_EXPLAINED,
                "explained_by_id": self.env.uid,
                "explained_at": fields.Datetime.now(),
            }
        )

    def action_view_entries(self):
        """:return: window action of what they looked at that day"""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hate_case_mgmt.hate_access_log_action"
        )
        start, end = (
            self.env["hate.access.archive"]._start_of(self.company_id, day)
            for day in (self.day, fields.Date.add(self.day, days=1))
        )
        domain = [
            ("user_id", "=", self.user_id.id),
            ("at", ">=", fields.Datetime.to_string(start)),
            ("at", "<", fields.Datetime.to_string(end)),
        ]
        return {**action, "domain": domain, "context": {}}

    # ------------------------------------------------------------------
    # Raising
    # ------------------------------------------------------------------

    @api.model
    def _cron_raise(self):
        """Look through the entries of today and yesterday, of every landlord."""
        # pylint: disable-next=no-search-all
        for company in self.env["res.company"].search([]):
            self._raise_for(company)

    @api.model
    def _raise_for(self, company):
        """Raise what is not raised yet, and again what grew since it was explained.

        :return: flags that are new or open again
        """
        told = self.browse()
        asked = {
            "company": company.id,
            "zone": company._hate_time_zone(),
            "days": DAYS,
            "most": company.hate_access_most_cases,
            "refusals": REFUSALS,
        }
        for kind, count in COUNTS.items():
            self.env.cr.execute(ENTRIES + count, asked)
            for user_id, day, number in self.env.cr.fetchall():
                told |= self._raise_one(company, user_id, kind, day, number)
        if told:
            self._tell_officers(
                company, self.env._("Please look at Who looked: explain"), told.user_id
            )
        return told

    @api.model
    def _raise_one(self, company, user_id, kind, day, number):
        found = self.search(
            [
                ("company_id", "=", company.id),
                ("user_id", "=", user_id),
                ("kind", "=", kind),
                ("day", "=", day),
            ]
        )
        if not found:
            return self.create(
                {
                    "company_id": company.id,
                    "user_id": user_id,
                    "kind": kind,
                    "day": day,
                    "number": number,
                }
            )
        if number <= found.number:
            return self.browse()
        was_explained = found.state == words.FLAG_EXPLAINED
        found.write({"number": number, "state": words.FLAG_OPEN})
        return found if was_explained else self.browse()

    @api.model
    def _tell_officers(self, company, summary, about):
        """Something to do for each data protection officer of the landlord. Nobody is
        told of what they alone did, which may say that they are shut out of a case; who
        has it to do already is not told twice.

        :param summary: neutral words
        :param about: ``res.users``
        """
        officers = company._hate_data_protection_users().filtered(
            lambda officer: about != officer
        )
        # sudo: activities of colleagues, asked for by the very words that are given
        # here, for who has them; nothing of them is given back
        activities = self.env["mail.activity"].sudo()
        told = activities.search(
            [("user_id", "in", officers.ids), ("summary", "=", summary)]
        ).user_id
        activities.with_context(mail_activity_quick_update=True).create(
            [
                {
                    "user_id": user.id,
                    "summary": summary,
                    "date_deadline": fields.Date.context_today(user),
                    "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
                }
                for user in officers - told
            ]
        )
