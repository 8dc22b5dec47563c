import json

from odoo import http

from odoo.addons.web.controllers.pivot import TableExporter

from ..policy import cells


class Pivot(TableExporter):
    """The titles of a pivot table are what somebody typed, and Odoo writes one that
    begins with = as a live formula."""

    @http.route()
    def export_xlsx(self, data, **kw):
        text = data.read().decode() if hasattr(data, "read") else data
        return super().export_xlsx(json.dumps(_as_texts(json.loads(text))), **kw)


def _as_texts(table):
    """:return: the table with its texts marked, at any depth"""
    if isinstance(table, dict):
        return {name: _as_texts(value) for name, value in table.items()}
    if isinstance(table, list):
        return [_as_texts(value) for value in table]
    return cells.as_text(table)
