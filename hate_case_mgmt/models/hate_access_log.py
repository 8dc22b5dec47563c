import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..policy import vocabulary as words
from .hate_access_line import LINE
from .hate_access_sql import GUARD, INSERT, INSERT_KNOWN, WRITER
from .hate_call import address_of_call, is_call, is_noted, mark_noted
from .hate_just_number import JustNumber

_logger = logging.getLogger(__name__)

PENDING = "hate_access_pending"


class HateAccessLog(models.Model):
    """Who saw or took what of a case, when and from where. Ids and kinds, no values.

    An entry is written when the request ends, however it ends (``_log``). It is put
    into an unbroken chain of hashes a little later (``hate_access_chain.py``), so that
    nobody who looks at a case waits for another. Nothing changes an entry: no access
    right, no method, and a trigger in the database.
    """

    _name = "hate.access.log"
    _description = "Who looked"
    _inherit = ["hate.door.mixin", "hate.personal.mixin"]
    _order = "id desc"
    _log_access = False
    _personal_fields = {}
    _plain_fields = {"reference", "model", "address", "note", "hash"}

    at = fields.Datetime(string="When", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Who", required=True, readonly=True, ondelete="restrict"
    )
    company_id = JustNumber("res.company", required=True, readonly=True)
    case_id = JustNumber("hate.case", string="Case", readonly=True)
    reference = fields.Char(string="Case reference", readonly=True)
    kind = fields.Selection(
        words.ACCESS_KINDS, string="What", required=True, readonly=True
    )
    relation = fields.Selection(
        words.RELATIONS,
        string="Named on the case",
        readonly=True,
        help="How they stood to the case at that moment.",
    )
    model = fields.Char(string="Part of the case", readonly=True)
    count = fields.Integer(
        string="Records",
        readonly=True,
        aggregator=None,
        help="How many records were listed or taken out at once.",
    )
    address = fields.Char(
        readonly=True, help="Network address of the computer, as the server saw it."
    )
    note = fields.Char(readonly=True)
    place = fields.Integer(string="Place in the chain", readonly=True, aggregator=None)
    hash = fields.Char(
        readonly=True, help="SHA-256 over this entry and the hash of the one before."
    )

    _case_idx = models.Index("(case_id, id DESC)")
    _user_idx = models.Index("(user_id, at)")
    # entries come in their order of time: a few bytes tell where a day is
    _at_idx = models.Index("USING brin (at)")
    _place_uniq = models.UniqueIndex("(company_id, place) WHERE place IS NOT NULL")
    _unsealed_idx = models.Index("(id) WHERE hash IS NULL")
    # few among all that is opened and listed, which these leave as quick as it is
    _rare_idx = models.Index("(kind, id DESC) WHERE kind NOT IN ('opened', 'listed')")
    _shut_out_idx = models.Index("(id DESC) WHERE relation = 'shut_out'")

    def init(self):
        done = super().init()
        # pylint: disable-next=sql-injection
        self.env.cr.execute(GUARD + WRITER)
        return done

    @api.depends("at", "user_id")
    def _compute_display_name(self):
        for entry in self:
            entry.display_name = self.env._("Entry %(number)s", number=entry.id)

    # nothing is ever passed on to the ORM
    # pylint: disable=method-required-super
    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_to_change()

    def write(self, vals):
        self._refuse_to_change()

    def unlink(self):
        self._refuse_to_change()

    @api.model
    def _refuse_to_change(self):
        """:raise UserError: always, for the superuser as well"""
        raise UserError(
            self.env._("This is a log. Nobody adds to it, changes it or takes from it.")
        )

    def _looked_in_log(self, kind):
        """Reading the log is logged too: with the case if it is about one, else as one
        entry, so that looking at it does not make it longer than it was."""
        cases = self.case_id
        ids = cases.ids if len(cases) == 1 else []
        self._add(kind, self._name, None, ids, len(self))

    # ------------------------------------------------------------------
    # Writing
    # ------------------------------------------------------------------

    @api.model
    def _log(self, kind, cases=None, note="", case_ids=()):
        """Note that something of these cases reached the user, or was refused.

        In a request it is written when the request ends, whether it succeeds or fails,
        as one row for each case and kind; anywhere else at once, in the transaction.

        :param kind: one of ``words.ACCESS_KINDS``
        :param cases: ``hate.case``; none where there is no telling which
        :param note: neutral words for the data protection officer; nothing of the case
        :param case_ids: numbers of cases where there is no record, as for a refused
            attempt
        """
        ids = [*(cases.ids if cases else ()), *case_ids]
        self._add(kind, "hate.case", None, ids, len(ids), note)

    @api.model
    def _note_records(self, kind, records, note=""):
        """The same for records of a case, whose cases the database looks up as it
        writes.

        :param records: of a model with ``case_id``, or cases, or none
        """
        model, count = records._name, len(records)
        if model == "hate.case":
            self._add(kind, model, None, records.ids, count, note)
        elif records._auto and not records._abstract:
            self._add(kind, model, records._table, records.ids, count, note)
        else:
            # sudo: numbers of cases, for the log; the user has read the records
            ids = records and records.sudo().case_id.ids
            self._add(kind, model, None, ids, count, note)

    @api.model
    def _note_refused_call(self, call, error):
        """A call that a method of ours refused in its own words.

        :param call: ``Call``
        :param error: the ``AccessError`` that ended it
        """
        model = self.env.get(call.model)
        if model is None or not call.model.startswith("hate.") or is_noted(error):
            return
        mark_noted(error)
        of_case = call.model == "hate.case" or "case_id" in model._fields
        records = model.browse(call.ids if of_case else ())
        self._note_records(words.ACCESS_REFUSED, records, note=call.method)

    @api.model
    def _note_of(self, kind, record):
        """The same for a file, or a record that may be none of a case.

        :param record: as a controller got it, often as superuser
        """
        record = record.sudo(False)
        if record._name == "ir.attachment" and record:
            # sudo: reads which record the file belongs to
            file = record.sudo()
            if file.res_model not in self.env:
                return
            record = self.env[file.res_model].browse(file.res_id)
        if isinstance(record, self.env.registry["hate.door.mixin"]):
            record._looked(kind)

    @api.model
    def _note_figures(self, model, count=0, note=""):
        """A list of groups, or figures, which may be of no record in particular: an
        entry of its own unless its records are noted by the same request.

        :param count: the figure, where it is a single one
        :param note: by which fields was asked, never for what
        """
        if not any(key[:2] == (words.ACCESS_LISTED, model) for key in self._pending()):
            self._add(words.ACCESS_LISTED, model, None, [], count, note)

    @api.model
    def _add(self, kind, model, table, ids, count, note=""):
        """Add to what is written at the end of the request.

        :param table: whose ``case_id`` tells the cases; None if ``ids`` are cases
        """
        key = kind, model, table, note or ""
        if not is_call():
            self._insert(self.env.cr, {key: (dict.fromkeys(ids), count)})
            return
        pending = self._pending()
        if key not in pending:
            pending[key] = dict.fromkeys(ids), count
        else:
            pending[key][0].update(dict.fromkeys(ids))

    @api.model
    def _pending(self):
        """:return: what this transaction has to log, written as soon as it is over"""
        cr = self.env.cr
        if PENDING not in cr.cache:
            pending = cr.cache[PENDING] = {}
            cr.postcommit.add(lambda: self._write_after_commit(pending))
            cr.postrollback.add(lambda: self._write_after_rollback(pending))
        return cr.cache[PENDING]

    def _write_after_commit(self, pending):
        """Nothing is shown that is not logged: if this fails, so does the request."""
        cr = self.env.cr
        entries = self._taken(pending)
        if not entries or LINE.execute(cr, self._query(entries)):
            return
        if cr.readonly:
            with self.env.registry.cursor() as own:
                self._insert(own, entries)
            return
        # the connection is at hand, and its transaction over
        self._insert(cr, entries)
        cr.commit()  # pylint: disable=invalid-commit

    def _write_after_rollback(self, pending):
        entries = self._taken(pending)
        if not entries:
            return
        try:
            with self.env.registry.cursor() as own:
                self._insert(own, entries)
        except Exception:
            # the request has failed already and is told of its own error
            _logger.exception("%s entries of the access log are lost.", len(entries))

    def _taken(self, pending):
        """:return: what is pending, which then no longer is"""
        self.env.cr.cache.pop(PENDING, None)
        entries = dict(pending)
        pending.clear()
        return entries

    def _insert(self, cr, entries):
        """Write all of them in one query, in the transaction of the cursor."""
        cr.execute(self._query(entries, by_itself=False))

    @api.model
    def _query(self, entries, by_itself=True):
        """:param entries: {(kind, model, table, note): (ids, count)}
        :param by_itself: nothing else is in the transaction. Then what was only looked
            at need not wait for the disk: if the power fails, openings of the last half
            second may be lost. What left a case, or was refused, waits.
        :return: ``SQL`` that writes all of them
        """
        looked = all(key[0] in words.ACCESS_REPEATED for key in entries)
        common = {
            "disk": "off" if by_itself and looked else None,
            "user": self._asking_uid(),
            "address": address_of_call(),
        }
        if not any(table and ids for (_k, _m, table, _n), (ids, _c) in entries.items()):
            return SQL(INSERT_KNOWN, **common, **self._columns(entries))
        seen = SQL(" UNION ALL ").join(
            SQL(
                """SELECT %s::int AS number, %s::varchar AS kind, %s::varchar AS model,
                          case_id, %s::int AS count, NULLIF(%s, '')::varchar AS note
                   FROM %s AS every_case(case_id)""",
                number,
                kind,
                model,
                max(count, len(ids)),
                note,
                self._cases_of(table, list(ids)),
            )
            for number, ((kind, model, table, note), (ids, count)) in enumerate(
                entries.items()
            )
        )
        return SQL(INSERT, **common, seen=seen)

    @api.model
    def _columns(self, entries):
        """:return: {name: list} that the function takes, of entries whose cases are
        known"""
        rows = [
            (kind, model, case_id, max(count, len(ids)), note or None)
            for (kind, model, _table, note), (ids, count) in entries.items()
            for case_id in ids or [None]
        ]
        names = ("kinds", "models", "cases", "counts", "notes")
        columns = map(list, zip(*rows, strict=True))
        return dict(zip(names, columns, strict=True))

    @api.model
    def _cases_of(self, table, ids):
        """:return: SQL of the numbers of the cases; of none, where there is no telling
        which"""
        if not table or not ids:
            return SQL("unnest(%s::int[])", ids or [None])
        return SQL(
            """(SELECT DISTINCT of_case.case_id FROM unnest(%s::int[]) AS asked(id)
                LEFT JOIN %s AS of_case ON of_case.id = asked.id)""",
            ids,
            SQL.identifier(table),
        )

    @api.model
    def _asking_uid(self):
        """:return: id of the user who sent the request, whatever runs as whom inside"""
        asking = is_call() and self.env.transaction.default_env
        return asking.uid if asking and asking.uid else self.env.uid
