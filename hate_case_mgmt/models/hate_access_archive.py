import base64
import hashlib
import json
from datetime import datetime, time

import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..policy import access_chain
from .hate_access_chain import SEALED
from .hate_access_check import DATA_PROTECTION

# A closed period continues the one before, and ends with an entry that is there. It is
# what lets entries go, so nothing changes it.
GUARD = """
CREATE OR REPLACE FUNCTION hate_access_archive_guard() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'INSERT'
        AND NEW.from_place = 1 + COALESCE(
            (SELECT max(to_place) FROM hate_access_archive
              WHERE company_id = NEW.company_id), 0)
        AND NEW.head_hash = (
            SELECT hash FROM hate_access_log
             WHERE company_id = NEW.company_id AND place = NEW.to_place)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The archive of the access log is append only.';
END $$ LANGUAGE plpgsql;
CREATE OR REPLACE TRIGGER hate_access_archive_guard BEFORE INSERT OR UPDATE OR DELETE
    ON hate_access_archive FOR EACH ROW EXECUTE FUNCTION hate_access_archive_guard();
CREATE OR REPLACE TRIGGER hate_access_archive_guard_all BEFORE TRUNCATE
    ON hate_access_archive
    FOR EACH STATEMENT EXECUTE FUNCTION hate_access_archive_guard();
"""


class HateAccessArchive(models.Model):
    """A closed period of the access log: a file with its entries, and the anchor from
    which the chain goes on."""

    _name = "hate.access.archive"
    _description = "Closed period of the access log"
    _inherit = ["hate.append.only.mixin", "hate.personal.mixin"]
    _order = "to_place desc"
    _rec_name = "until"
    _personal_fields = {}
    # numbers, kinds and times, no names and no words
    _plain_fields = frozenset({"file", "file_name", "file_hash", "head_hash"})

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="restrict"
    )
    until = fields.Date(
        string="Up to",
        required=True,
        readonly=True,
        help="Entries made before this day are in the file.",
    )
    from_place = fields.Integer(readonly=True, aggregator=None, string="From place")
    to_place = fields.Integer(readonly=True, aggregator=None, string="To place")
    head_hash = fields.Char(string="Hash of the last entry", readonly=True)
    # by these the record rule keeps out whoever is shut out of one of them
    case_ids = fields.Many2many(
        "hate.case",
        "hate_access_archive_case_rel",
        "archive_id",
        "case_id",
        string="Cases",
        readonly=True,
    )
    file = fields.Binary(attachment=True, readonly=True)
    file_name = fields.Char(readonly=True)
    file_hash = fields.Char(string="SHA-256 of the file", readonly=True)
    made_at = fields.Datetime(
        string="Closed on", readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users", string="By", readonly=True, default=lambda self: self.env.user
    )

    _place_uniq = models.UniqueIndex("(company_id, to_place)")

    def init(self):
        done = super().init()
        # pylint: disable-next=sql-injection
        self.env.cr.execute(GUARD)
        return done

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(
                self.env._("A period is closed by the button Close a period.")
            )
        return super().create(vals_list)

    @api.model
    def _close(self, until):
        """Close the period before a day: its entries go into a file, and out of the
        log.

        :param until: date; entries made before it, in the landlord's time zone
        :return: ``hate.access.archive``
        :raise AccessError: not a data protection officer
        :raise UserError: nothing to close, or the chain does not hold
        """
        if not self.env.user.has_group(DATA_PROTECTION):
            raise AccessError(self.env._("Data protection officers close a period."))
        # sudo: entries of all cases of the landlord go into the file, also of those
        # that the user may not see. None of it is given back here: the rule of this
        # model keeps from the file whoever is shut out of one of its cases
        log = self.env["hate.access.log"].sudo()
        company = self.env.company
        if until > fields.Date.context_today(self):
            raise UserError(self.env._("Please choose a day that has passed."))
        if log._breaks(company):
            raise UserError(
                self.env._(
                    "The chain of the log does not hold. Please look at the check of "
                    "the log first."
                )
            )
        place, _hash = log._anchor(company.id)
        last = self._last_place(company, until)
        if not last or last <= place:
            raise UserError(self.env._("There is no entry before that day."))
        content, head = self._content(log, company, place, last)
        # sudo: users make none by hand; that the user may close periods was checked
        # above, and the record is given back in their own rights
        archive = self.sudo().create(
            {
                "company_id": company.id,
                "until": until,
                "from_place": place + 1,
                "to_place": last,
                "head_hash": head,
                "file": base64.b64encode(content),
                "file_name": f"access-log-{place + 1}-{last}.jsonl",
                "file_hash": hashlib.sha256(content).hexdigest(),
            }
        )
        self.env.flush_all()
        closed = [company.id, place + 1, last]
        self.env.cr.execute(
            """INSERT INTO hate_access_archive_case_rel (archive_id, case_id)
               SELECT DISTINCT %s, l.case_id FROM hate_access_log l
                 JOIN hate_case c ON c.id = l.case_id
                WHERE l.company_id = %s AND l.place BETWEEN %s AND %s""",
            [archive.id, *closed],
        )
        self.env.cr.execute(
            """DELETE FROM hate_access_log
                WHERE company_id = %s AND place BETWEEN %s AND %s""",
            closed,
        )
        archive.invalidate_recordset(["case_ids"])
        log.invalidate_model()
        return archive.sudo(self.env.su)

    @api.model
    def _last_place(self, company, until):
        """:return: place of the last entry before the first that is not, or None"""
        self.env.cr.execute(
            """SELECT COALESCE(
                   min(place) FILTER (WHERE at >= %(until)s) - 1, max(place))
                 FROM hate_access_log
                WHERE company_id = %(company)s AND place IS NOT NULL""",
            {"until": self._start_of(company, until), "company": company.id},
        )
        return self.env.cr.fetchone()[0]

    @api.model
    def _start_of(self, company, day):
        """:return: naive UTC datetime of a day's beginning where the landlord is"""
        zone = pytz.timezone(company._hate_time_zone())
        start = zone.localize(datetime.combine(day, time.min))
        return start.astimezone(pytz.utc).replace(tzinfo=None)

    @api.model
    def _content(self, log, company, place, last):
        """:return: ``(bytes of the file, hash of its last entry)``; a line of JSON for
        each entry, the first with the names of what it holds"""
        lines = [json.dumps({"columns": ["place", "hash", *SEALED]})]
        head = None
        for _number, at, head, values in log._chain(company.id, place):
            if at > last:
                break
            lines.append(json.dumps([at, head, *values], default=str))
            if at == last:
                break
        return "\n".join(lines).encode(), head

    def _file_holds(self):
        """Whether the file is as it was made, and its chain holds.

        :return: bool
        """
        self.ensure_one()
        # sudo: compares bytes for a yes or no; that the user reads this record was
        # checked by the button, and the period before gives one hash
        archive = self.sudo()
        content = base64.b64decode(archive.with_context(bin_size=False).file or b"")
        if hashlib.sha256(content).hexdigest() != archive.file_hash:
            return False
        before = archive.search(
            [
                ("company_id", "=", archive.company_id.id),
                ("to_place", "=", archive.from_place - 1),
            ]
        )
        rows = [json.loads(line) for line in content.decode().splitlines()[1:]]
        entries = [(row[2], row[0], row[1], row[2:]) for row in rows]
        broken = access_chain.breaks(
            entries,
            archive.from_place - 1,
            before.head_hash or access_chain.START,
        )
        return not list(broken) and entries[-1][2] == archive.head_hash

    def action_check_file(self):
        """Hold the file against its hash and its chain.

        :return: client action that says it holds
        :raise UserError: it does not
        """
        self.check_access("read")
        if not all(archive._file_holds() for archive in self):
            raise UserError(
                self.env._("The file is not as it was made, or its chain has a break.")
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The file is as it was made."),
            },
        }
