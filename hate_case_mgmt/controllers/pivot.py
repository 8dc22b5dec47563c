import json

from odoo import http
from odoo.http import request

from odoo.addons.web.controllers.pivot import TableExporter

from ..policy import cells


class Pivot(TableExporter):
    """The titles of a pivot table are what somebody typed: Odoo writes one that begins
    with = as a live formula, and one may be a name."""

    @http.route()
    def export_xlsx(self, data, **kw):
        text = data.read().decode() if hasattr(data, "read") else data
        table = json.loads(text)
        titles = sorted(filter(None, set(_titles(table))))
        # a table says itself what it is of: cases are looked through in any event
        for model in {"hate.case", table.get("model")}.intersection(request.env):
            records = request.env[model]
            if hasattr(records, "_check_headings") and records.has_access("read"):
                records._check_headings(titles)
        return super().export_xlsx(json.dumps(_as_texts(table)), **kw)


def _titles(table):
    """:return: iterator over the titles of rows and columns, at any depth"""
    if isinstance(table, dict):
        if isinstance(table.get("title"), str):
            yield table["title"]
        table = list(table.values())
    if isinstance(table, list):
        for part in table:
            yield from _titles(part)


def _as_texts(table):
    """:return: the table with its texts marked, at any depth"""
    if isinstance(table, dict):
        return {name: _as_texts(value) for name, value in table.items()}
    if isinstance(table, list):
        return [_as_texts(value) for value in table]
    return cells.as_text(table)
