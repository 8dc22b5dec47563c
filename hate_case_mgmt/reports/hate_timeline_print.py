import pytz
from psycopg2.errors import ReadOnlySqlTransaction

from odoo import api, models

from ..policy import vocabulary as words

# Where the whole text of an entry stands; the list shows its beginning
WHOLE_TEXT = {
    "hate.report": ("narrative",),
    "hate.incident": ("narrative",),
    "hate.contact": ("said",),
    "hate.note": ("text",),
    "hate.letter": ("subject",),
    "hate.signpost": ("reason",),
    "hate.authority": ("scope",),
    "hate.action": ("name", "outcome"),
    "hate.evidence": ("title", "statement"),
    "hate.closure": ("own_words", "reasons", "decision_reason"),
    "hate.order": ("task", "answer"),
    "hate.review": ("findings",),
    "hate.consent": ("own_words",),
    "hate.disclosure": ("content",),
}


class HateTimelinePrint(models.AbstractModel):
    """A case's timeline on paper: what the reader may see of it, in order of time."""

    _name = "report.hate_case_mgmt.timeline"
    _description = "Timeline on paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Print the timelines of whole cases.

        :return: what the pages show, read as the current user
        """
        cases = self.env["hate.case"].browse(docids)
        cases.check_access("read")
        entries = self.env["hate.timeline"].search(
            [("case_id", "in", cases.ids)], order="at, id"
        )
        return self._values(docids, cases, entries)

    @api.model
    def _values(self, docids, cases, entries):
        """Bring entries into pages, and leave a neutral line on each case.

        :param entries: ``hate.timeline`` in order of time
        """
        self._log_printed(cases)
        pages = self._pages(cases, entries)
        for page in pages:
            # on paper it can leave the house, so it passes the gate as our own work
            page["case"]._print_for_own_work(self._as_text(page))
        return {
            "doc_ids": docids,
            "doc_model": "hate.case",
            "docs": cases,
            "pages": pages,
        }

    @api.model
    def _pages(self, cases, entries):
        """:return: list of a dict for each case, its entries as rows"""
        texts = self._whole_texts(entries)
        by_case = entries.grouped("case_id")
        return [
            self._page(case, by_case.get(case, entries.browse()), texts)
            for case in cases
        ]

    @api.model
    def _text_of(self, case):
        """:return: the timeline of a case as one text, read as the current user"""
        entries = self.env["hate.timeline"].search(
            [("case_id", "=", case.id)], order="at, id"
        )
        return self._as_text(self._pages(case, entries)[0])

    @api.model
    def _as_text(self, page):
        """:return: a page of :meth:`_pages` as plain text"""
        return "\n\n".join(
            "\n".join(
                filter(
                    None,
                    (", ".join(filter(None, (row["at"], row["kind"]))), row["text"]),
                )
            )
            for row in page["rows"]
        )

    @api.model
    def _log_printed(self, cases):
        """Leave a neutral line on each case.

        Odoo serves reports in a transaction that only reads, if there is a replica of
        the database; told so, it serves the request again in one that writes.
        """
        if self.env.cr.readonly:
            raise ReadOnlySqlTransaction("the printing of a timeline is logged")
        cases._log_neutral(self.env._("Timeline printed"))

    def _page(self, case, entries, texts):
        zone = pytz.timezone(case.company_id._hate_time_zone())
        labels = dict(entries._fields["kind"]._description_selection(self.env))
        return {
            "case": case,
            "rows": [
                {
                    "at": pytz.utc.localize(entry.at)
                    .astimezone(zone)
                    .strftime("%-d %b %Y, %H:%M"),
                    "kind": labels[entry.kind],
                    "about": entry.about,
                    "not_reached": entry.kind == words.TIMELINE_CONTACT
                    and entry.not_reached,
                    "by": entry.user_id.name,
                    "text": texts.get(entry.id) or "",
                }
                for entry in entries
            ],
        }

    @api.model
    def _whole_texts(self, entries):
        """:return: {entry's id: its whole text}, with one query for each kind"""
        texts = {}
        for model, of_model in entries.grouped(lambda entry: entry._model()).items():
            names = WHOLE_TEXT.get(model)
            if not names:
                texts.update((entry.id, entry.text) for entry in of_model)
                continue
            sources = self.env[model].browse(of_model._source_ids())
            sources.fetch(names)
            for entry, source in zip(of_model, sources, strict=True):
                texts[entry.id] = ": ".join(
                    filter(None, map(source.__getitem__, names))
                )
        return texts


class HateTimelineEntriesPrint(models.AbstractModel):
    """The entries that were found or ticked in the list, on paper."""

    _name = "report.hate_case_mgmt.timeline_entries"
    _description = "Chosen timeline entries on paper"
    _inherit = ["report.hate_case_mgmt.timeline"]

    @api.model
    def _get_report_values(self, docids, data=None):
        """:return: what the pages show, read as the current user"""
        entries = self.env["hate.timeline"].search(
            [("id", "in", docids)], order="at, id"
        )
        return self._values(docids, entries.case_id, entries)
