from odoo import api, fields, models
from odoo.tools import SQL

from ..policy import vocabulary as words

# An entry's id is its colleague's id times this, plus the course's
TOPICS = 1_000_000
DUE_WITHIN_DAYS = 60


class HateTrainingDue(models.Model):
    """Each colleague and each course: done, due or never done [000.b15].

    A query over the courses themselves, so that who never took one stands in the list
    as well as who took it long ago.
    """

    _name = "hate.training.due"
    _description = "Training due"
    _auto = False
    _order = "keeps_from_cases desc, expires_on nulls first, user_id, topic_id"
    _depends = {
        "hate.training": ["user_id", "topic_id", "completed_on", "expires_on"],
        "hate.training.topic": ["active", "for_casework"],
        "res.users": ["active", "share", "company_id", "group_ids"],
    }

    user_id = fields.Many2one("res.users", string="Colleague", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    topic_id = fields.Many2one("hate.training.topic", string="Course", readonly=True)
    completed_on = fields.Date(string="Last done", readonly=True)
    expires_on = fields.Date(string="Valid until", readonly=True)
    state = fields.Selection(words.TRAINING_STATES, readonly=True)
    keeps_from_cases = fields.Boolean(
        string="Needed for their cases",
        readonly=True,
        help="A case officer without this course is given a case only with a "
        "manager's reason.",
    )

    @property
    def _table_query(self):
        # sudo: which groups make a case officer is closed to most users
        officers = self.env.ref("hate_case_mgmt.group_officer").sudo()
        return SQL(
            """
            SELECT colleague.id::bigint * %(topics)s + topic.id AS id,
                   colleague.id AS user_id,
                   colleague.company_id,
                   topic.id AS topic_id,
                   done.completed_on,
                   done.expires_on,
                   CASE WHEN done.expires_on IS NULL THEN 'never'
                        WHEN done.expires_on < %(today)s THEN 'expired'
                        WHEN done.expires_on <= %(soon)s THEN 'soon'
                        ELSE 'valid' END AS state,
                   topic.for_casework IS TRUE AND EXISTS (
                       SELECT FROM res_groups_users_rel member
                        WHERE member.uid = colleague.id
                          AND member.gid IN %(officers)s
                   ) AS keeps_from_cases
              FROM res_users colleague
        CROSS JOIN hate_training_topic topic
         LEFT JOIN (SELECT user_id, topic_id,
                           max(completed_on) AS completed_on,
                           max(expires_on) AS expires_on
                      FROM hate_training
                  GROUP BY user_id, topic_id) done
                ON done.user_id = colleague.id AND done.topic_id = topic.id
             WHERE colleague.active IS TRUE
               AND colleague.share IS NOT TRUE
               AND topic.active IS TRUE
            """,
            topics=TOPICS,
            today=fields.Date.context_today(self),
            soon=fields.Date.add(fields.Date.context_today(self), days=DUE_WITHIN_DAYS),
            officers=tuple((officers | officers.all_implied_by_ids).ids),
        )

    @api.depends("topic_id")
    def _compute_display_name(self):
        for due in self:
            due.display_name = due.topic_id.name

    def action_done_today(self):
        """Record that these colleagues did these courses today.

        :return: a word of thanks, on the list brought up to date
        """
        self.env["hate.training"].create(
            [{"user_id": due.user_id.id, "topic_id": due.topic_id.id} for due in self]
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Recorded as done today."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
