import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..policy import vocabulary_guard as words

_logger = logging.getLogger(__name__)

DATA_PROTECTION = "hate_case_mgmt.group_data_protection"
MANAGER = "hate_case_mgmt.group_manager"
WAITING = "hate_security_events"


class HateSecurityEvent(models.Model):
    """Something happened that could open cases to someone: who did it, what, to whom.

    It holds nothing of any case. The data protection officers are told, and when there
    is none, the managers: once for all that happens in one transaction.
    """

    _name = "hate.security.event"
    _description = "Security event"
    _inherit = ["hate.append.only.mixin", "hate.personal.mixin"]
    _order = "happened_at desc, id desc"
    _rec_name = "kind"

    _personal_fields = {}
    _plain_fields = frozenset({"what"})

    kind = fields.Selection(words.SECURITY_EVENTS, required=True, readonly=True)
    happened_at = fields.Datetime(
        string="When", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users", string="Done by", required=True, readonly=True
    )
    subject_id = fields.Many2one("res.users", string="To whom", readonly=True)
    what = fields.Char(readonly=True, help="The groups, the rule or the access right.")

    _happened_idx = models.Index("(happened_at DESC, id DESC)")
    _subject_idx = models.Index("(subject_id, kind, happened_at)")

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("Security events are recorded by themselves."))
        return super().create(vals_list)

    @api.model
    def _watches(self):
        """:return: whether the server is at work: while a module is installed its own
        files give rights, and nobody is there to be told"""
        return self.env.registry.ready

    @api.model
    def _record(self, kind, subjects=None, what=None):
        """Write down what happened, and tell it before the transaction is kept.

        :param kind: one of ``policy.vocabulary_guard.SECURITY_EVENTS``
        :param subjects: ``res.users`` it happened to; nobody if not given
        :param what: names of groups or rules; nothing of a case
        :return: the events
        """
        # sudo: written by itself, whoever acted; nobody may write it by hand
        events = self.sudo().create(
            [
                {
                    "kind": kind,
                    "user_id": self.env.uid,
                    "subject_id": subject_id,
                    "what": what,
                }
                for subject_id in (subjects.ids if subjects is not None else [False])
            ]
        )
        _logger.info(
            "hate cases: security event %s by user %s, users %s",
            kind,
            self.env.uid,
            events.subject_id.ids,
        )
        waiting = self.env.cr.precommit.data.setdefault(WAITING, [])
        if not waiting:
            self.env.cr.precommit.add(self._tell_waiting)
        waiting.extend(events.ids)
        return events

    def _tell_waiting(self):
        ids = self.env.cr.precommit.data.pop(WAITING, [])
        # sudo: whoever acted may not read what was written about it
        self.sudo().browse(ids).exists()._tell()
        self.env.flush_all()

    def _tell(self):
        """Tell those who watch: something to do on their list, and an e-mail. Both
        name nobody and say only where to look."""
        if not self:
            return
        officers = self._watchers(DATA_PROTECTION)
        told = officers or self._watchers(MANAGER)
        if not told:
            _logger.info("hate cases: nobody is there to be told of an alarm")
            return
        summary = (
            self.env._("Rights to hate cases changed: please look at Security events")
            if officers
            else self.env._(
                "Rights to hate cases changed, and nobody is data protection officer: "
                "please ask who did it, and name one"
            )
        )
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "user_id": user.id,
                    "summary": summary,
                    "date_deadline": fields.Date.context_today(user),
                    "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
                }
                for user in told
            ]
        )
        self.env["mail.thread"].message_notify(
            partner_ids=told.partner_id.ids,
            subject=self.env._("Hate cases: a security event"),
            body=summary,
        )

    @api.model
    def _watchers(self, group):
        """:return: active users of a group, without whoever acts"""
        # sudo: who holds which group is closed to ordinary users
        users = self.env.ref(group).sudo().all_user_ids
        return users.filtered("active") - self.env.user

    # ------------------------------------------------------------------
    # Who holds our groups
    # ------------------------------------------------------------------

    @api.model
    def _holders(self):
        """:return: {group of ours: set of ids of the users who hold it}"""
        # sudo: read to compare before and after a change
        groups = self.env["res.groups"].sudo().browse(self._group_ids())
        return {group: set(group.all_user_ids.ids) for group in groups}

    @api.model
    def _group_ids(self):
        # sudo: which groups are ours
        data = self.env["ir.model.data"].sudo()
        return data.search_fetch(
            [("module", "=", "hate_case_mgmt"), ("model", "=", "res.groups")],
            ["res_id"],
        ).mapped("res_id")

    @api.model
    def _record_gains(self, before, after):
        """Write down who holds a group of ours that they did not hold before.

        :param before: {group: set of user ids}
        :param after: the same, afterwards
        """
        gained = {}
        for group, users in after.items():
            for user_id in users - before.get(group, set()):
                gained.setdefault(user_id, []).append(group.name)
        by_names = {}
        for user_id, names in gained.items():
            by_names.setdefault(", ".join(sorted(names)), []).append(user_id)
        for names, user_ids in by_names.items():
            users = self.env["res.users"].browse(user_ids)
            self._record(words.ALARM_GROUP, users, names)
