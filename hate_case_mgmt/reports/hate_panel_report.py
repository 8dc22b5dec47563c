from psycopg2.errors import ReadOnlySqlTransaction

from odoo import api, models


class HatePanelReport(models.AbstractModel):
    """The agenda of a meeting with its packs on paper, for those who run it: the items
    of the cases that the reader may see."""

    _name = "report.hate_case_mgmt.panel_agenda"
    _description = "Agenda and packs on paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        """:return: what the pages show, read as the current user"""
        meetings = self.env["hate.panel.meeting"].browse(docids)
        meetings.check_access("read")
        if self.env.cr.readonly:
            raise ReadOnlySqlTransaction("the printing of packs is logged")
        items = meetings._items()
        self.env["hate.access.log"]._log("printed", items.case_id, note="agenda")
        return {
            "doc_ids": docids,
            "doc_model": "hate.panel.meeting",
            "docs": meetings,
            "pages": [meeting._agenda() for meeting in meetings],
        }
