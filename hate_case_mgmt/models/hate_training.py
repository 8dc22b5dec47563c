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
    topic_id = fields.Many2one("hate.training.topic", required=True, index=True)
    completed_on = fields.Date(required=True, default=fields.Date.context_today)
    expires_on = fields.Date(
        compute="_compute_expires_on",
        store=True,
        readonly=False,
        help="A year after the course, unless it says otherwise.",
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
    def _lapsed_user_ids(self, users, on_day):
        """Who of these colleagues has no valid training for allocation.

        :param users: ``res.users`` recordset
        :param on_day: date in the company's time zone
        :return: set of ids of users without a course, required for casework, that is
            valid on that day
        """
        valid = self._read_group(
            [
                ("user_id", "in", users.ids),
                ("topic_id.for_casework", "=", True),
                ("expires_on", ">=", on_day),
            ],
            ["user_id"],
        )
        return set(users.ids) - {user.id for (user,) in valid}
