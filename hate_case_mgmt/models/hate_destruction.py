from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..policy import retention
from ..policy import vocabulary_keep as keep

OFFICER = "hate_case_mgmt.group_data_protection"
STATES = [state for state, _label in keep.LINE_STATES]


class HateDestruction(models.Model):
    """A removal of cases whose time is over: proposed by one person, confirmed by a
    second, carried out by a scheduled action.

    What it keeps for ever is the proof that they were removed: references, rules,
    counts, who and when. No name and no word of a case.
    """

    _name = "hate.destruction"
    _description = "Removal of cases"
    _order = "id desc"

    company_id = fields.Many2one("res.company", string="Landlord", required=True)
    state = fields.Selection(
        keep.DESTRUCTION_STATES, required=True, default=keep.DESTRUCTION_PROPOSED
    )
    proposed_by_id = fields.Many2one(
        "res.users",
        string="Proposed by",
        required=True,
        default=lambda self: self.env.user,
    )
    proposed_at = fields.Datetime(
        string="Proposed", required=True, default=fields.Datetime.now
    )
    confirmed_by_id = fields.Many2one("res.users", string="Decided by")
    confirmed_at = fields.Datetime(string="Decided")
    done_at = fields.Datetime(string="Done")
    line_ids = fields.One2many(
        "hate.destruction.line", "destruction_id", string="Cases"
    )
    # for the record rules alone: what they look up does not become what a reader of
    # the field above is given
    every_line_ids = fields.One2many(
        "hate.destruction.line", "destruction_id", groups=fields.NO_ACCESS
    )
    # as many as the reader may see: the rules keep the other lines from them
    case_count = fields.Integer(compute="_compute_counts", string="Number of cases")
    waiting_count = fields.Integer(compute="_compute_counts", string="Waiting")
    may_confirm = fields.Boolean(compute="_compute_may_confirm")

    @api.depends("proposed_at")
    def _compute_display_name(self):
        for removal in self:
            removal.display_name = self.env._("Removal %(number)s", number=removal.id)

    @api.depends("line_ids.state")
    @api.depends_context("uid")
    def _compute_counts(self):
        counts = {
            (removal, state): count
            for removal, state, count in self.env["hate.destruction.line"]._read_group(
                [("destruction_id", "in", self.ids)],
                ["destruction_id", "state"],
                ["__count"],
            )
        }
        for removal in self:
            by_state = {state: counts.get((removal, state), 0) for state in STATES}
            removal.case_count = sum(by_state.values())
            removal.waiting_count = by_state[keep.LINE_WAITING]

    @api.depends("state", "proposed_by_id")
    @api.depends_context("uid")
    def _compute_may_confirm(self):
        for removal in self:
            removal.may_confirm = not removal._refusal_to_confirm()

    # ------------------------------------------------------------------
    # Proposed by one, confirmed by another
    # ------------------------------------------------------------------

    @api.model
    def _propose(self, cases):
        """Propose cases for removal; the caller has checked who asks.

        :param cases: ``hate.case`` of one landlord
        :return: ``hate.destruction``
        :raise UserError: a case is not due, held, or proposed already
        """
        # sudo: the date follows the rule; the cases are read as the user
        cases.sudo()._plan_retention_anew()
        due = cases.filtered_domain(cases._get_due_domain())
        if cases != due or not cases:
            raise UserError(
                self.env._(
                    "These are not due, or held: %(cases)s. Please choose among the "
                    "cases that are due.",
                    cases=", ".join((cases - due).mapped("name")),
                )
            )
        if len(cases.company_id) > 1:
            raise UserError(
                self.env._("Please propose one landlord's cases at a time.")
            )
        # sudo: no user writes removals by hand; they keep the reference and what the
        # rule says
        removal = self.sudo().create({"company_id": cases.company_id.id})
        removal.line_ids._add(removal, cases)
        return removal.sudo(self.env.su)

    def action_confirm(self):
        """Confirm it as the second person; the scheduled action then removes the cases.

        :raise AccessError: not a data protection officer, or the one who proposed it
        """
        self.ensure_one()
        self._check_may_decide()
        # sudo: no user writes removals by hand; who may decide was checked
        self.sudo().write(
            {
                "state": keep.DESTRUCTION_CONFIRMED,
                "confirmed_by_id": self.env.uid,
                "confirmed_at": fields.Datetime.now(),
            }
        )
        # sudo: no user may wake a scheduled action; this one does what is confirmed
        self.env.ref("hate_case_mgmt.ir_cron_destruction").sudo()._trigger()
        return True

    def action_refuse(self):
        """Keep the cases: they stay on the list of what is due.

        :raise AccessError: neither a data protection officer nor who proposed it
        """
        self.ensure_one()
        self._lock_proposed()
        if self.env.user != self.proposed_by_id and not self.env.user.has_group(
            OFFICER
        ):
            raise AccessError(self._refusal_to_confirm())
        # sudo: as in action_confirm
        removal = self.sudo()
        removal.write(
            {
                "state": keep.DESTRUCTION_REFUSED,
                "confirmed_by_id": self.env.uid,
                "confirmed_at": fields.Datetime.now(),
            }
        )
        removal.line_ids.write({"state": keep.LINE_KEPT})
        return True

    def _check_may_decide(self):
        self._lock_proposed()
        refused = self._refusal_to_confirm()
        if refused:
            raise AccessError(refused)

    def _lock_proposed(self):
        """:raise UserError: somebody has decided already"""
        self.check_access("read")
        # sudo: only locks the row; the right to decide is checked by the caller
        self.sudo().lock_for_update()
        self.invalidate_recordset(["state"])
        if self.state != keep.DESTRUCTION_PROPOSED:
            raise UserError(self.env._("This removal has been decided already."))

    def _refusal_to_confirm(self):
        """:return: why the current user can't confirm it, or None"""
        self.ensure_one()
        if self.state != keep.DESTRUCTION_PROPOSED:
            return self.env._("This removal has been decided already.")
        if not self.env.user.has_group(OFFICER):
            return self.env._("A data protection officer confirms what is removed.")
        if self.env.user == self.proposed_by_id:
            return self.env._(
                "You proposed it, so somebody else confirms it: two people look before "
                "anything is removed."
            )
        return None

    def _open(self):
        """:return: window action of this removal"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Removal of cases"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # ------------------------------------------------------------------
    # Carrying it out
    # ------------------------------------------------------------------

    @api.model
    def _cron_remove(self):
        """Remove what was confirmed, one case in each transaction: killed at any
        moment, it goes on where it was and does nothing twice."""
        lines = self.env["hate.destruction.line"]
        waiting = lines._get_waiting_domain()
        progress = self.env["ir.cron"]._commit_progress
        if not progress(remaining=lines.search_count(waiting)):
            return
        for line in lines.search(waiting, order="id"):
            line = line.try_lock_for_update().filtered_domain(waiting)
            line._carry_out()
            if not progress(len(line)):
                return
        self._forget_comments()

    @api.model
    def _forget_comments(self):
        """Empty the comments of survey answers as old as closed cases may become: an
        answer knows no case, and its words may still tell."""
        rules = self.env["hate.retention.rule"]
        # pylint: disable-next=no-search-all
        for company in self.env["res.company"].search([]):
            months = rules._for(company, keep.OUTCOME_CLOSED).months
            if months:
                before = retention.add_months(fields.Date.context_today(self), -months)
                self.env.cr.execute(
                    SQL(
                        """
                        UPDATE hate_survey_answer SET comment = NULL
                         WHERE company_id = %s AND month < %s AND comment IS NOT NULL
                        """,
                        company.id,
                        before,
                    )
                )
        self.env["hate.survey.answer"].invalidate_model(["comment"])
