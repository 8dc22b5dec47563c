from odoo import http
from odoo.http import request

from ..policy import vocabulary as words

# The page loads nothing but what it carries, and nobody keeps a copy on the way
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
    ("X-Content-Type-Options", "nosniff"),
    (
        "Content-Security-Policy",
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        "frame-ancestors 'none'; form-action 'none'",
    ),
]


class LetterController(http.Controller):
    """A letter as a web page, for the colleagues who may see its case."""

    @http.route("/letters/<int:letter_id>", type="http", auth="user", methods=["GET"])
    def read_letter(self, letter_id):
        letter = request.env["hate.letter"].browse(letter_id)
        if not letter.exists() or not letter.has_access("read"):
            letter._looked(words.ACCESS_REFUSED)
            raise request.not_found()
        letter._looked(words.ACCESS_OPENED)
        return request.make_response(letter._page_text(), headers=HEADERS)
