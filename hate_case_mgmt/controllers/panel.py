from odoo import http
from odoo.http import request

from .link_page import HEADERS, LinkPage

PLACE = "/panel"


class Panel(LinkPage, http.Controller):
    """The packs of a meeting, for the standing members of its panel.

    Members are colleagues or partners with a portal login. Whoever may not read, and
    whatever isn't there, gets the same answer.
    """

    @http.route(PLACE, type="http", auth="user", methods=["GET"], sitemap=False)
    def meetings(self):
        """List the meetings whose papers the user may read now."""
        meetings = request.env["hate.panel.meeting"]
        if not meetings._is_member():
            return self._link_page("hate_case_mgmt.panel_closed", 404)
        return self._link_page(
            "hate_case_mgmt.panel_list", meetings=meetings._my_open_meetings()
        )

    @http.route(
        f"{PLACE}/<int:meeting_id>",
        type="http",
        auth="user",
        methods=["GET"],
        sitemap=False,
    )
    def show_pack(self, meeting_id):
        """Show the packs."""
        reading = self._read(meeting_id, "opened")
        if not reading:
            return self._link_page("hate_case_mgmt.panel_closed", 404)
        return self._link_page("hate_case_mgmt.panel_page", **reading)

    @http.route(
        f"{PLACE}/<int:meeting_id>/print",
        type="http",
        auth="user",
        methods=["GET"],
        sitemap=False,
    )
    def print_pack(self, meeting_id):
        """The packs on paper, each sheet with the member's name."""
        reading = self._read(meeting_id, "printed")
        if not reading:
            return self._link_page("hate_case_mgmt.panel_closed", 404)
        page = request.env["ir.qweb"]._render("hate_case_mgmt.panel_paper", reading)
        response = request.make_response(
            request.env["hate.panel.meeting"]._on_paper(page, reading["reader"]),
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Disposition", 'attachment; filename="papers.pdf"'),
            ],
        )
        response.headers.update(HEADERS)
        return response

    def _read(self, meeting_id, kind):
        """:param kind: of ``hate.access.log``
        :return: what the user may read, put on record; or None
        """
        meeting = request.env["hate.panel.meeting"].browse(meeting_id)
        reading = meeting._reading()
        if not reading:
            return None
        cases = reading.pop("cases")
        request.env["hate.access.log"]._log(kind, cases, note=PLACE)
        return reading
