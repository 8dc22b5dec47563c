from odoo import fields, models
from odoo.tools import SQL

from ..policy import vocabulary as words
from ..policy.vocabulary_guard import MASK

# A gap's id is the id of what it hangs on times this, plus the number of its kind
KINDS = 8


class HateEvidenceGap(models.Model):
    """What is missing in the evidence of an open case, so that somebody gets it while
    it can be got. Reckoned from the records themselves."""

    _name = "hate.evidence.gap"
    _description = "Missing evidence"
    _inherit = ["hate.case.mixin"]
    _auto = False
    _order = "before_on, id"
    _personal_fields = {
        "about": "words",
    }
    _depends = {
        "hate.case": ["is_open", "company_id", "home_confidential"],
        "hate.evidence": [
            "case_id",
            "state",
            "kind",
            "incident_id",
            "party_id",
            "title",
            "ask_by",
            "overwritten_on",
        ],
        "hate.incident": [
            "case_id",
            "occurred_at",
            "place",
            "graffiti",
            "repair_needed",
            "is_crime",
            "crime_reference",
        ],
        "hate.party": ["case_id", "role", "name"],
    }

    kind = fields.Selection(words.GAP_KINDS, string="What is missing", readonly=True)
    about = fields.Char(string="Of whom or where", readonly=True)
    before_on = fields.Date(string="Get it by", readonly=True)
    evidence_id = fields.Many2one("hate.evidence", readonly=True)
    incident_id = fields.Many2one("hate.incident", readonly=True)
    party_id = fields.Many2one("hate.party", string="Person", readonly=True)

    @property
    def _table_query(self):
        parts = [
            SQL(
                """SELECT gap.id::bigint * %(kinds)s + %(number)s AS id,
                       %(kind)s AS kind, gap.case_id, gap.company_id, %(columns)s
                   FROM %(source)s gap
                   JOIN hate_case AS of_case
                     ON of_case.id = gap.case_id AND of_case.is_open
                  WHERE %(condition)s""",
                kinds=KINDS,
                number=number,
                kind=kind,
                columns=columns,
                source=source,
                condition=condition,
            )
            for number, (kind, source, columns, condition) in enumerate(self._parts())
        ]
        return SQL(" UNION ALL ").join(parts)

    def _parts(self):
        """:return: [(kind, table, columns ``about``, ``before_on``, ``evidence_id``,
        ``incident_id`` and ``party_id``, condition)]"""
        incident = SQL.identifier("hate_incident")
        place = SQL(
            """CASE WHEN of_case.home_confidential AND gap.place IS NOT NULL
                    THEN %s ELSE gap.place END""",
            MASK,
        )
        of_incident = SQL("%s, NULL::date, NULL::int4, gap.id, NULL::int4", place)
        return [
            (
                words.GAP_ITEM,
                SQL.identifier("hate_evidence"),
                SQL(
                    """COALESCE(gap.title, gap.source) AS about,
                       LEAST(gap.ask_by, gap.overwritten_on) AS before_on,
                       gap.id AS evidence_id, gap.incident_id, gap.party_id"""
                ),
                SQL("gap.state IN %s", words.ITEMS_MISSING),
            ),
            (
                words.GAP_PHOTO,
                incident,
                of_incident,
                SQL(
                    "(gap.graffiti OR gap.repair_needed) AND %s",
                    self._nothing_of(words.ITEM_PHOTO, "incident_id"),
                ),
            ),
            (
                words.GAP_CCTV,
                incident,
                SQL(
                    "%s, (gap.occurred_at + %s * interval '1 day')::date, "
                    "NULL::int4, gap.id, NULL::int4",
                    place,
                    words.CCTV_DAYS,
                ),
                SQL(
                    "gap.occurred_at > (now() AT TIME ZONE 'UTC') - "
                    "%s * interval '1 day' AND %s",
                    words.CCTV_DAYS,
                    self._nothing_of(words.ITEM_CCTV, "incident_id"),
                ),
            ),
            (
                words.GAP_STATEMENT,
                SQL.identifier("hate_party"),
                SQL("gap.name, NULL::date, NULL::int4, NULL::int4, gap.id"),
                SQL(
                    "gap.role = %s AND %s",
                    words.ROLE_WITNESS,
                    self._nothing_of(words.ITEM_STATEMENT, "party_id"),
                ),
            ),
            (
                words.GAP_CRIME,
                incident,
                of_incident,
                SQL("gap.is_crime = 'yes' AND COALESCE(gap.crime_reference, '') = ''"),
            ),
        ]

    def _nothing_of(self, kind, link):
        """:return: condition that no item of a kind is entered, wanted or given up"""
        return SQL(
            """NOT EXISTS (SELECT FROM hate_evidence AS item
                            WHERE item.%(link)s = gap.id AND item.kind = %(kind)s)""",
            link=SQL.identifier(link),
            kind=kind,
        )

    def action_close(self):
        """:return: action that opens what closes the gap"""
        return self.get_formview_action()

    def get_formview_action(self, access_uid=None):
        """Open what closes the gap.

        :return: window action of the item, of the incident that lacks its reference, or
            of the dialogue that adds what is missing
        """
        self.ensure_one()
        if self.kind == words.GAP_ITEM:
            return self.evidence_id.get_formview_action(access_uid)
        if self.kind == words.GAP_CRIME:
            return self.incident_id.get_formview_action(access_uid)
        return self.case_id._open_evidence_dialogue(
            kind=self.kind,
            incident_id=self.incident_id.id,
            party_id=self.party_id.id,
            place=bool(self.incident_id) and self.incident_id._known_place(),
        )
