import logging

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

from ..policy import vocabulary as words

_logger = logging.getLogger(__name__)

ACTIVITY = "hate_case_mgmt.mail_activity_type_unopened"
BATCH = 200
# What is still not opened is looked at again by then
AGAIN_HOURS = 1
# What shows that somebody has read it; a line in a list does not
OPENINGS = [words.ACCESS_OPENED, words.ACCESS_DOWNLOADED, words.ACCESS_PRINTED]


class HateArrival(models.Model):
    """Something that came in for a case and that nobody has opened yet.

    A report, file or message waits here until the access log shows that somebody else
    than whoever took it in has opened the case. What nobody opens within a working day
    climbs to the managers who may see the case. Rows go once it is opened: that
    somebody looked stands in the access log.
    """

    _name = "hate.arrival"
    _description = "Not opened yet"
    _inherit = ["hate.case.mixin"]
    _order = "due_at, id"
    _personal_fields = {}
    _plain_fields = frozenset({"record_model"})
    _method_only_fields = frozenset(
        {
            "case_id",
            "kind",
            "record_model",
            "record_id",
            "arrived_at",
            "taken_by_id",
            "due_at",
            "look_at",
            "told_at",
        }
    )
    # the work list of a watchdog, made anew all the time
    _kept_on_hold = False

    kind = fields.Selection(words.ARRIVALS, string="What came in", required=True)
    record_model = fields.Char(required=True)
    record_id = fields.Many2oneReference(
        string="It", model_field="record_model", required=True
    )
    arrived_at = fields.Datetime(string="Came in", required=True)
    taken_by_id = fields.Many2one(
        "res.users",
        string="Taken in by",
        help="Whoever typed or uploaded it knows it, and is not the one it waits for, "
        "unless they are the case officer.",
    )
    due_at = fields.Datetime(
        string="To be opened by", required=True, help="Within one working day."
    )
    look_at = fields.Datetime(string="Looked at next", required=True)
    told_at = fields.Datetime(string="Managers told")

    _look_idx = models.Index("(look_at, id)")
    _told_idx = models.Index("(due_at, id) WHERE told_at IS NOT NULL")

    @api.model
    def _note(self, case, kind, record):
        """Watch that somebody opens what has just come in.

        :param kind: one of ``policy.vocabulary.ARRIVALS``
        :param record: what came in
        """
        now = fields.Datetime.now()
        due_at = case._due(
            now, 1, words.UNIT_WORKING_DAYS, case.company_id._hate_calendar()
        )
        self.create(
            {
                "case_id": case.id,
                "kind": kind,
                "record_model": record._name,
                "record_id": record.id,
                "arrived_at": now,
                "taken_by_id": self.env.uid,
                "due_at": due_at,
                "look_at": due_at,
            }
        )

    # ------------------------------------------------------------------
    # The scheduled action
    # ------------------------------------------------------------------

    @api.model
    def _tell_unopened(self):
        """Tell managers about what nobody has opened within a working day."""
        cron = self.env["ir.cron"]
        while True:
            handled = len(self._tell_next_batch())
            # commits: what was told and that it was
            time_left = cron._commit_progress(handled)
            if not handled or not time_left:
                break

    @api.model
    def _tell_next_batch(self):
        """:return: what was looked at, of which some rows may be gone"""
        rows = self._lock_due()
        try:
            rows._tell_or_put_off()
        except SerializationFailure:
            # somebody changed one of them since this transaction began: next time
            self.env.cr.rollback()
            return self.browse()
        self.env.flush_all()
        return rows

    def _tell_or_put_off(self):
        """Tell managers; where that fails, find out about which, and the rest go on."""
        try:
            with self.env.cr.savepoint():
                self._tell()
        except SerializationFailure:
            raise
        except Exception as error:
            self.env.invalidate_all()
            if len(self.case_id) > 1:
                for part in self.grouped("case_id").values():
                    part._tell_or_put_off()
                return
            # the class only: the words of an error may hold what was typed
            _logger.warning("Arrivals could not be told: %s", type(error).__name__)
            self.look_at = fields.Datetime.add(fields.Datetime.now(), hours=AGAIN_HOURS)

    @api.model
    def _lock_due(self):
        """:return: what is to be looked at now, held until this transaction ends"""
        self.env.flush_all()
        return self.browse(
            row_id
            for (row_id,) in self.env.execute_query(
                SQL(
                    """SELECT id FROM hate_arrival WHERE look_at <= %s
                       ORDER BY look_at, id LIMIT %s FOR UPDATE SKIP LOCKED""",
                    fields.Datetime.now(),
                    BATCH,
                )
            )
        )

    def _tell(self):
        """Let go of what was opened, and tell managers about the rest, once."""
        now = fields.Datetime.now()
        opened = self._opened()
        cases = opened.case_id
        opened.unlink()
        waiting = self - opened
        new = waiting.filtered(lambda row: not row.told_at)
        self.env["hate.case"]._remind_each(
            new._audience(now),
            ACTIVITY,
            self.env._("Something came in that nobody has opened"),
        )
        new.told_at = now
        waiting.look_at = fields.Datetime.add(now, hours=AGAIN_HOURS)
        self._close_reminders(cases)

    def _opened(self):
        """:return: those that are no longer anybody's to open: someone else than
        whoever took them in has opened the case since, or whoever did is the officer,
        or the case is no longer worked on"""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT arrival.id
                  FROM hate_arrival AS arrival
                  JOIN hate_case ON hate_case.id = arrival.case_id
                 WHERE arrival.id = ANY(%(ids)s)
                   AND (hate_case.officer_id = arrival.taken_by_id
                        OR hate_case.is_open IS NOT TRUE
                           AND arrival.kind = %(report)s
                        OR EXISTS (
                           SELECT FROM hate_access_log AS looked
                            WHERE looked.case_id = arrival.case_id
                              AND looked.at >= arrival.arrived_at
                              AND looked.kind = ANY(%(openings)s)
                              AND looked.user_id NOT IN (
                                  COALESCE(arrival.taken_by_id, %(nobody)s),
                                  %(nobody)s)))
                """,
                ids=self.ids,
                report=words.ARRIVAL_REPORT,
                openings=OPENINGS,
                nobody=SUPERUSER_ID,
            )
        )
        return self.browse([row_id for (row_id,) in rows])

    def _audience(self, now):
        """:return: {(case, user): moment}: the managers who may see each case, or else
        those named on it"""
        choices = {}
        for cases in self.case_id.grouped("company_id").values():
            managers = cases[:1]._managers()
            choices.update({case: (managers, case.member_ids) for case in cases})
        ids_of = {}
        for case, (managers, members) in choices.items():
            for user in managers | members:
                ids_of.setdefault(user.id, set()).add(case.id)
        seen = self.env["hate.case"]._seen_by_each(ids_of)
        wanted = {}
        for case, groups in choices.items():
            able = [
                group.filtered(lambda user, case=case: (user.id, case.id) in seen)
                for group in groups
            ]
            for user in next(filter(None, able), self.env["res.users"]):
                wanted[case, user] = now
        return wanted

    @api.model
    def _close_reminders(self, cases):
        """Take the reminder off those of the cases on which all was opened."""
        waiting = self.search(
            [("case_id", "in", cases.ids), ("told_at", "!=", False)]
        ).case_id
        self.env["mail.activity"].search(
            [
                ("res_model", "=", "hate.case"),
                ("res_id", "in", (cases - waiting).ids),
                ("activity_type_id", "=", self.env.ref(ACTIVITY).id),
            ]
        ).unlink()
