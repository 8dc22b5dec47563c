"""A line of text at the foot of every sheet of a PDF, whatever has drawn it."""

import io

from reportlab.pdfgen import canvas

from odoo.tools.pdf import PdfFileReader, PdfFileWriter

FONT, POINTS = "Helvetica", 8
ABOVE_EDGE = 20


def marked(pdf, line):
    """:param pdf: bytes
    :param line: str; letters that the font lacks are left out
    :return: bytes of the same PDF with that line on each sheet
    """
    text = line.encode("latin-1", "ignore").decode("latin-1")
    reader, writer = PdfFileReader(io.BytesIO(pdf), strict=False), PdfFileWriter()
    for number in range(reader.getNumPages()):
        page = reader.getPage(number)
        width, height = (
            float(page.mediaBox.getWidth()),
            float(page.mediaBox.getHeight()),
        )
        page.mergePage(_line_alone(text, width, height))
        writer.addPage(page)
    whole = io.BytesIO()
    writer.write(whole)
    return whole.getvalue()


def _line_alone(text, width, height):
    """:return: a page with the line at its foot and nothing else"""
    drawn = io.BytesIO()
    sheet = canvas.Canvas(drawn, pagesize=(width, height))
    sheet.setFont(FONT, POINTS)
    sheet.drawCentredString(width / 2, ABOVE_EDGE, text)
    sheet.save()
    return PdfFileReader(io.BytesIO(drawn.getvalue()), strict=False).getPage(0)
