from odoo import fields, models
from odoo.tools import SQL

from ..policy import vocabulary as words
from ..policy.vocabulary_guard import MASK

# How much of a long text the list shows; opening the entry shows all of it
SHOWN = 300
# An entry's id is its record's id times this, plus the number of its kind
KINDS = 64
# Decisions are kept among the notes. What says who is shut out is in no list that
# everybody on the case reads
NOTES = """(SELECT * FROM hate_note
             WHERE is_decision %s AND about_access IS NOT TRUE) hate_note"""


def entry(model, columns, source=None):
    """One kind of entry of the timeline.

    :param model: name of the model whose rows are entries
    :param columns: SQL of ``at``, ``user_id``, ``about``, ``not_reached``, ``text``
    :param source: SQL of the rows, where they are not the whole table
    :return: as ``_parts``
    """
    return model, source or SQL.identifier(model.replace(".", "_")), columns


def name_by(table, link):
    """:return: SQL of the name of the row in a table to which a column leads"""
    return SQL(
        "(SELECT linked.name FROM %s linked WHERE linked.id = %s)",
        SQL.identifier(table),
        SQL.identifier(*link.split(".")),
    )


class HateTimeline(models.Model):
    """What happened on a case, in time order: its logs read as one list.

    A query over the records themselves, so nothing is kept twice, and the database
    pages through it.
    """

    _name = "hate.timeline"
    _description = "Timeline entry"
    _inherit = ["hate.case.mixin"]
    _auto = False
    _order = "at desc, id desc"
    _personal_fields = {
        "about": "words",
        "text": "words",
    }
    _depends = {
        "hate.report": [
            "case_id",
            "company_id",
            "reported_at",
            "received_by_id",
        ],
        "hate.incident": [
            "case_id",
            "company_id",
            "occurred_at",
            "place",
        ],
        "hate.contact": [
            "case_id",
            "company_id",
            "contacted_at",
            "user_id",
            "party_id",
            "reached",
            "said",
            "is_sensitive",
        ],
        "hate.letter": [
            "case_id",
            "company_id",
            "sent_at",
            "sent_by_id",
            "party_id",
            "subject",
        ],
        "hate.note": [
            "case_id",
            "company_id",
            "noted_at",
            "user_id",
            "text",
            "is_decision",
            "is_sensitive",
            "about_access",
        ],
        "hate.signpost": [
            "case_id",
            "company_id",
            "told_at",
            "user_id",
            "where_to",
            "agency_id",
            "reason",
        ],
        "hate.agency": ["name"],
        "hate.authority": [
            "case_id",
            "company_id",
            "representative_id",
            "scope",
        ],
        "hate.party": ["name"],
        "hate.case": ["home_confidential"],
    }

    at = fields.Datetime(string="When", readonly=True)
    kind = fields.Selection(words.TIMELINE_KINDS, readonly=True)
    user_id = fields.Many2one("res.users", string="By", readonly=True)
    about = fields.Char(
        string="With or where",
        readonly=True,
        help="Whom a contact was with, where an incident took place.",
    )
    not_reached = fields.Boolean(readonly=True, string="Not reached")
    text = fields.Text(string="In short", readonly=True)

    @property
    def _table_query(self):
        parts = [
            SQL(
                """SELECT id::bigint * %(kinds)s + %(number)s AS id, %(kind)s AS kind,
                       case_id, company_id, %(columns)s
                   FROM %(source)s""",
                kinds=KINDS,
                number=number,
                kind=kind,
                columns=columns,
                source=source,
            )
            for number, (kind, (_model, source, columns)) in enumerate(
                self._parts().items()
            )
        ]
        return SQL(" UNION ALL ").join(parts)

    def _parts(self):
        """:return: {kind: (model, its table, columns ``at``, ``user_id``, ``about``,
        ``not_reached`` and ``text``)}; an entry's id holds its place in this list, so
        new kinds come last"""
        return {
            words.TIMELINE_REPORT: entry(
                "hate.report",
                SQL(
                    """reported_at AS at, received_by_id AS user_id,
                       NULL::varchar AS about, FALSE AS not_reached,
                       %s AS text""",
                    MASK,
                ),
            ),
            words.TIMELINE_INCIDENT: entry(
                "hate.incident",
                SQL(
                    """COALESCE(occurred_at, create_date), create_uid,
                       CASE WHEN place IS NOT NULL AND (
                           SELECT home_confidential FROM hate_case
                            WHERE hate_case.id = hate_incident.case_id)
                       THEN %s ELSE place END,
                       FALSE, %s""",
                    MASK,
                    MASK,
                ),
            ),
            words.TIMELINE_CONTACT: entry(
                "hate.contact",
                SQL(
                    """contacted_at, user_id, %s,
                       reached IS NOT TRUE,
                       CASE WHEN is_sensitive THEN %s ELSE left(said, %s) END""",
                    name_by("hate_party", "hate_contact.party_id"),
                    MASK,
                    SHOWN,
                ),
            ),
            words.TIMELINE_NOTE: entry(
                "hate.note",
                SQL(
                    """noted_at, user_id, NULL::varchar, FALSE,
                       CASE WHEN is_sensitive THEN %s ELSE left(text, %s) END""",
                    MASK,
                    SHOWN,
                ),
                SQL(NOTES, SQL("IS NOT TRUE")),
            ),
            words.TIMELINE_LETTER: entry(
                "hate.letter",
                SQL(
                    """sent_at, sent_by_id, %s, FALSE, subject""",
                    name_by("hate_party", "hate_letter.party_id"),
                ),
            ),
            words.TIMELINE_DECISION: entry(
                "hate.note",
                SQL(
                    """noted_at, user_id, NULL::varchar, FALSE,
                       CASE WHEN is_sensitive THEN %s ELSE left(text, %s) END""",
                    MASK,
                    SHOWN,
                ),
                SQL(NOTES, SQL("IS TRUE")),
            ),
            words.TIMELINE_SIGNPOST: entry(
                "hate.signpost",
                SQL(
                    """told_at, user_id,
                       COALESCE(where_to, %s),
                       FALSE, left(reason, %s)""",
                    name_by("hate_agency", "hate_signpost.agency_id"),
                    SHOWN,
                ),
            ),
            words.TIMELINE_AUTHORITY: entry(
                "hate.authority",
                SQL(
                    """create_date, create_uid, %s, FALSE, scope""",
                    name_by("hate_party", "hate_authority.representative_id"),
                ),
            ),
        }

    def _source(self):
        """:return: the record this entry tells of"""
        self.ensure_one()
        return self.env[self._model()].browse(self._source_ids())

    def _model(self):
        """:return: name of the model whose record this entry tells of"""
        self.ensure_one()
        model, _source, _columns = self._parts()[self.kind]
        return model

    def _source_ids(self):
        """:return: ids of the records these entries tell of, in their order"""
        return [entry_id // KINDS for entry_id in self.ids]

    def get_formview_action(self, access_uid=None):
        """Open the record itself.

        :return: window action of the report, incident, contact or note
        """
        return self._source().get_formview_action(access_uid)
