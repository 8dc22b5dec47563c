from odoo import http
from odoo.http import request

# The page runs nothing and loads nothing, is kept by no browser and told to nobody
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


def link_route(place, **options):
    """The address of a page behind a secret link, to look at and to answer.

    csrf: the link is a secret of its own that a stranger would have to know; these
    pages have no session to check against, and a cookie that one of them sets is not
    sent with what another site posts (SameSite).

    :param place: first part of the address
    :param options: more of what ``http.route`` takes
    """
    return http.route(
        f"{place}/<string:token>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        csrf=False,
        save_session=False,
        sitemap=False,
        **options,
    )


def thanks_route(place):
    """The address that an answer leads to; it knows nothing of the link.

    :param place: first part of the address
    """
    return http.route(
        f"{place}-thanks",
        type="http",
        auth="public",
        methods=["GET"],
        save_session=False,
        sitemap=False,
        readonly=True,
    )


class LinkPage:
    """What the pages behind a secret link have in common: nobody goes through links by
    trying, and nothing of a page stays anywhere.

    Not a controller itself: Odoo would make one class of all that inherit from it.
    """

    def _find_by_link(self, find, token):
        """Look for what a link belongs to, unless too many wrong ones were tried.

        :param find: takes the token, returns a recordset
        :param token: as it stands in the address of a page
        :return: ``(the record, 200)``, or ``(None, HTTP status)``
        """
        address = request.httprequest.remote_addr
        guesses = request.env["hate.link.guess"]
        if guesses._is_blocked(address):
            return None, 429
        found = find(token)
        if not found:
            guesses._note(address)
            return None, 404
        return found, 200

    def _link_page(self, template, status=200, **values):
        """:param template: external id of a page that loads nothing from outside
        :return: the response
        """
        response = request.render(template, values, status=status)
        response.headers.update(HEADERS)
        return response
