from odoo import fields, models

# The scheduled action runs every five minutes
LATE_MINUTES = 30


class HatePromiseHealth(models.TransientModel):
    """Whether people are told about promises in time. Counts only, and no case."""

    _name = "hate.promise.health"
    _description = "Health of the promise engine"

    last_started = fields.Datetime(string="Last run", compute="_compute_health")
    last_finished = fields.Datetime(string="Finished", compute="_compute_health")
    handled = fields.Integer(string="Promises looked at", compute="_compute_health")
    waiting = fields.Integer(string="Waiting now", compute="_compute_health")
    lag_minutes = fields.Integer(
        string="Longest wait (minutes)", compute="_compute_health"
    )
    set_aside = fields.Integer(string="Set aside", compute="_compute_health")
    is_active = fields.Boolean(string="Switched on", compute="_compute_health")
    verdict = fields.Char(compute="_compute_health")
    is_well = fields.Boolean(compute="_compute_health")

    def _compute_display_name(self):
        self.display_name = self.env._("Reminders")

    def _compute_health(self):
        now = fields.Datetime.now()
        # sudo: how many and how long, of clocks that whoever looks here may not see
        clocks = self.env["hate.deadline"].sudo()
        waiting = [("look_at", "<=", now)]
        oldest = clocks.search(waiting, order="look_at, id", limit=1).look_at
        run = self.env["hate.promise.run"].sudo().search([], limit=1)
        # sudo: when it runs next, and whether it is switched on
        cron = self.env.ref("hate_case_mgmt.ir_cron_promises").sudo()
        for page in self:
            page.last_started = run.started_at
            page.last_finished = run.finished_at
            page.handled = run.handled
            page.waiting = clocks.search_count(waiting)
            page.lag_minutes = (now - oldest).total_seconds() // 60 if oldest else 0
            page.set_aside = clocks.search_count([("set_aside_at", "!=", False)])
            page.is_active = cron.active
            page.verdict, page.is_well = page._judge(run)

    def _judge(self, run):
        """:return: a sentence, and whether all is well"""
        if not self.is_active:
            return self.env._(
                "Nobody is told about promises: the scheduled action is switched off."
            ), False
        if not run:
            return self.env._("It has not run yet."), False
        if self.lag_minutes > LATE_MINUTES:
            return self.env._(
                "People are told too late: something has waited for %(minutes)s "
                "minutes.",
                minutes=self.lag_minutes,
            ), False
        if self.set_aside:
            return self.env._(
                "Some promises could not be handled and are set aside. A manager "
                "should look at them."
            ), False
        return self.env._("People are told in time."), True

    def action_view_set_aside(self):
        """:return: window action with what is set aside, as far as the user sees it"""
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "hate_case_mgmt.hate_deadline_action"
            ),
            "domain": [("set_aside_at", "!=", False)],
        }
