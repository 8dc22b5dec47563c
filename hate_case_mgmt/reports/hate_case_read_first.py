import pytz

from odoo import api, models

from ..policy import vocabulary as words

NOTES = 5
CONTACTS = 5
STORY_LENGTH = 1200


class HateCaseReadFirst(models.AbstractModel):
    """The page that the next officer reads first, so that nobody has to tell their
    story twice. It shows what the reader may see of the case and nothing else."""

    _name = "report.hate_case_mgmt.read_first"
    _description = "Read this first"

    @api.model
    def _get_report_values(self, docids, data=None):
        """:return: what the page shows of each case, read as the current user"""
        cases = self.env["hate.case"].browse(docids)
        cases.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": "hate.case",
            "docs": cases,
            "pages": [self._page(case) for case in cases],
            "shorten": self._shorten,
        }

    def _page(self, case):
        zone = pytz.timezone(case.company_id._hate_time_zone())
        pending = case.deadline_ids.filtered(
            lambda clock: clock.state in words.DEADLINE_PENDING
        )
        contacts = self.env["hate.contact"].search(
            [("case_id", "=", case.id)], limit=CONTACTS
        )
        return {
            "case": case,
            "incidents": case.incident_ids,
            "people": case.party_ids,
            "promises": pending.sorted("due_at"),
            "notes": case.note_ids[:NOTES],
            "contacts": contacts,
            "local": lambda moment: self._local(moment, zone),
            "label": self._label,
        }

    def _local(self, moment, zone):
        """:return: a naive UTC moment as text in the landlord's time zone"""
        if not moment:
            return ""
        return pytz.utc.localize(moment).astimezone(zone).strftime("%-d %b %Y, %H:%M")

    def _label(self, record, name):
        """:return: the words of a selection"""
        choices = record._fields[name]._description_selection(self.env)
        return dict(choices).get(record[name], "")

    def _shorten(self, text):
        """:return: the beginning of a long story; the rest is in the case"""
        if not text or len(text) <= STORY_LENGTH:
            return text or ""
        return self.env._(
            "%(beginning)s… (the rest is in the case)", beginning=text[:STORY_LENGTH]
        )
