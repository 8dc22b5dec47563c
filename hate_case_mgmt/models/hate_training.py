from collections import defaultdict
from datetime import date

from odoo import api, fields, models


class HateTraining(models.Model):
    """A course a colleague has done, and until when it counts [000.b15]."""

    _name = "hate.training"
    _description = "Training"
    _order = "completed_on desc, id desc"

    user_id = fields.Many2one(
        "res.users",
        string="Colleague",
        required=True,
        index=True,
        domain=[("share", "=", False)],
    )
    company_id = fields.Many2one(
        related="user_id.company_id", store=True, index=True, string="Company"
    )
    topic_id = fields.Many2one("hate.training.topic", required=True, index=True)
    completed_on = fields.Date(
        required=True, default=fields.Date.context_today, string="Completed"
    )
    expires_on = fields.Date(
        compute="_compute_expires_on",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="Reckoned from how long the course counts; change it if its paper says "
        "otherwise.",
        string="Expires",
    )

    _expiry_idx = models.Index("(user_id, expires_on DESC)")
    _forward = models.Constraint(
        "CHECK(expires_on IS NULL OR expires_on >= completed_on)",
        "The course can't expire before it was completed.",
    )

    @api.depends("completed_on", "topic_id")
    def _compute_expires_on(self):
        for training in self:
            months = training.topic_id.valid_months
            training.expires_on = training.completed_on and fields.Date.add(
                training.completed_on, months=months
            )

    @api.depends("topic_id.name", "completed_on")
    def _compute_display_name(self):
        for training in self:
            day = training.completed_on or date.min
            training.display_name = f"{training.topic_id.name} ({day.isoformat()})"

    @api.model
    def _valid_until(self, users):
        """Until when colleagues hold every course that casework needs [002.6.1].

        :param users: ``res.users``
        :return: {user id: date}, without those who never did one of the courses
        """
        # sudo: whoever allocates asks this of colleagues whose records are not theirs
        trainings = self.sudo()
        needed = trainings._topics_for_casework()
        days = defaultdict(list)
        for user, _topic, day in trainings._read_group(
            [("user_id", "in", users.ids), ("topic_id", "in", needed.ids)],
            ["user_id", "topic_id"],
            ["expires_on:max"],
        ):
            days[user.id].append(day)
        return {
            user_id: min(found)
            for user_id, found in days.items()
            if len(found) == len(needed)
        }

    @api.model
    def _lapsed_user_ids(self, users, on_day):
        """Who of these colleagues lacks a valid course that casework needs.

        :param users: ``res.users``
        :param on_day: date in the company's time zone
        :return: set of ids of users
        """
        if not self._topics_for_casework():
            return set()
        until = self._valid_until(users)
        return {
            user_id for user_id in users.ids if until.get(user_id, date.min) < on_day
        }

    @api.model
    def _topics_for_casework(self):
        # sudo: which courses are needed is no secret
        return (
            self.env["hate.training.topic"].sudo().search([("for_casework", "=", True)])
        )
