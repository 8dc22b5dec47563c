from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..policy import harm
from ..policy import vocabulary as words

# How many cases are reckoned at a time
BATCH = 1000
# The chart looks back over so many points, a week apart
CHART_POINTS = 13
CHART_STEP_DAYS = 7


class HateCase(models.Model):
    """The harm that has added up on a case: see ``policy.harm``.

    What is stored fades from day to day, so a scheduled action reckons the open cases
    anew each night; a new incident changes its own case at once. A closed case keeps
    the figure of its last day.
    """

    _inherit = "hate.case"

    harm_score = fields.Float(
        string="Harm",
        digits=(16, 1),
        compute="_compute_harm_score",
        store=True,
        readonly=True,
        copy=False,
        aggregator=None,
        help="All incidents by severity, each fading by half in 90 days.",
    )

    @api.depends("incident_ids.severity", "incident_ids.occurred_at")
    def _compute_harm_score(self):
        now = fields.Datetime.now()
        told = self._incidents_for_harm()
        for case in self:
            case.harm_score = harm.harm(told[case._origin.id], now)

    def _incidents_for_harm(self):
        """One query for any number of cases.

        :return: {case id: [(severity, naive UTC moment)]}
        """
        # sudo: severities and days of cases that the caller may see or that the
        # scheduled action reckons; nothing else is read
        rows = (
            self.env["hate.incident"]
            .sudo()
            .search_fetch(
                [("case_id", "in", self.ids)],
                ["case_id", "severity", "occurred_at", "create_date"],
                order="id",
            )
        )
        told = defaultdict(list)
        for row in rows:
            moment = row.occurred_at or row.create_date
            told[row.case_id.id].append((row.severity, moment))
        return told

    @api.model
    def _cron_refresh_harm(self):
        """Reckon the harm of all open cases anew. It may be killed at any moment: what
        was done stays done, and the next night does the rest."""
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=self.search_count(self._get_open_domain()))
        last = 0
        while cases := self.search(
            self._get_open_domain() & Domain("id", ">", last),
            order="id",
            limit=BATCH,
        ):
            cases._refresh_harm()
            last = cases[-1].id
            if not progress(len(cases)):
                break
            self.env.invalidate_all()

    def _refresh_harm(self):
        """Reckon the harm of these cases, and write only what has changed."""
        now = fields.Datetime.now()
        told = self._incidents_for_harm()
        self.fetch(["harm_score"])
        # sudo: a method-only field, and the superuser's scheduled action
        for case in self.sudo():
            score = harm.harm(told[case.id], now)
            if score != round(case.harm_score, harm.DECIMALS):
                case.harm_score = score

    def _harm_for_screen(self):
        """:return: the index now, its trend and its course, ready for JSON"""
        self.ensure_one()
        now = fields.Datetime.now()
        told = self._incidents_for_harm()[self.id]
        score = harm.harm(told, now)
        earlier = harm.harm(told, now - timedelta(days=harm.TREND_DAYS))
        trend = harm.trend(score, earlier)
        return {
            "score": score,
            "earlier": earlier,
            "trend": trend,
            "trend_label": dict(words.HARM_TRENDS)[trend],
            "points": [
                {"at": fields.Datetime.to_string(moment), "value": value}
                for moment, value in harm.series(
                    told, now, CHART_POINTS, CHART_STEP_DAYS
                )
            ],
        }
