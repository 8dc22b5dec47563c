from odoo.addons.web.controllers.export import (
    CSVExport,
    ExcelExport,
    ExportXlsxWriter,
    GroupExportXlsxWriter,
)

from ..policy import cells


class TextCells:
    """A sheet in which a text stays a text, whatever it begins with."""

    def __init__(self, *args):
        super().__init__(*args)
        self.worksheet.strings_to_formulas = False
        self.worksheet.strings_to_urls = False


class TextXlsxWriter(TextCells, ExportXlsxWriter):
    """Rows."""


class TextGroupXlsxWriter(TextCells, GroupExportXlsxWriter):
    """Rows in groups."""


class Excel(ExcelExport):
    """Odoo writes a text that begins with = as a live formula: a name typed by a
    stranger could send the sheet's cells away when it is opened."""

    def from_data(self, fields, columns_headers, rows):
        with TextXlsxWriter(fields, columns_headers, len(rows)) as writer:
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    writer.write_cell(number, column, value)
        return writer.value

    def from_group_data(self, fields, columns_headers, groups):
        with TextGroupXlsxWriter(fields, columns_headers, groups.count) as writer:
            row, column = 1, 0
            for name, group in groups.children.items():
                row, column = writer.write_group(row, column, name, group)
        return writer.value


class Csv(CSVExport):
    """Odoo marks = + and - in a text file, and leaves the other signs."""

    def from_data(self, fields, columns_headers, rows):
        # what Odoo marks itself is left to it, so that nothing is marked twice
        marked = [
            [
                value
                if isinstance(value, str) and value.startswith(("=", "+", "-"))
                else cells.as_text(value)
                for value in row
            ]
            for row in rows
        ]
        return super().from_data(fields, columns_headers, marked)
