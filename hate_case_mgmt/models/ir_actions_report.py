import io

from odoo import models

from .hate_letter_page import REPORT


class IrActionsReport(models.Model):
    """A letter is printed from its frozen page."""

    _inherit = "ir.actions.report"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        if self._get_report(report_ref).report_name != REPORT:
            return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids)
        return {
            letter.id: {"stream": io.BytesIO(letter._pdf()), "attachment": None}
            for letter in self.env["hate.letter"].browse(res_ids)
        }
