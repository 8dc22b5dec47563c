from odoo import http
from odoo.http import request

from odoo.addons.web.controllers.report import ReportController

from ..policy import vocabulary as words


class CaseReportController(ReportController):
    """What is printed of a case is logged."""

    @http.route()
    def report_routes(self, reportname, docids=None, converter=None, **data):
        response = super().report_routes(reportname, docids, converter, **data)
        if docids:
            ids = [int(number) for number in docids.split(",") if number.isdigit()]
            report = request.env["ir.actions.report"]._get_report(reportname)
            request.env["hate.access.log"]._note_of(
                words.ACCESS_PRINTED, request.env[report.model].browse(ids)
            )
        return response
