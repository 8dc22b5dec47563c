from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..policy import referral_link as rules
from .link_page import LinkPage, link_route, thanks_route

PLACE = "/request"
COOKIE = "request"


class Referral(LinkPage, http.Controller):
    """An agency reads and answers one referral, somebody reads what was shared with
    them, a member of a panel its papers: without a login and without scripts.

    Looking at the link changes nothing, since mail scanners look too. Nothing is shown
    before a code that went to the one address the link was sent to.
    """

    @link_route(PLACE)
    def referral(self, token, **form):
        """Show the door or the referral, or take what was sent.

        :param token: of the link
        """
        link, status = self._find_by_link(self._find, token)
        if not link:
            return self._closed(None, status)
        if not link._is_usable():
            return self._closed(link)
        in_session = link._is_in_session(request.httprequest.cookies.get(COOKIE))
        if request.httprequest.method != "POST":
            return self._referral(link, {}) if in_session else self._door(link)
        if form.get("step") == "code":
            return self._send_code(link)
        if form.get("step") == "open":
            return self._open(link, form, token)
        if not in_session:
            return self._door(
                link,
                wrong=request.env._(
                    "You were away for a while. Please open it again with a new code; "
                    "then send your answer."
                ),
            )
        return self._answer(link, form)

    @thanks_route(PLACE)
    def thanks(self):
        """What is shown when an answer ended the referral."""
        return self._link_page("hate_case_mgmt.request_thanks")

    # ------------------------------------------------------------------

    def _find(self, token):
        """:return: the link of an agency or of a member of a panel, or none"""
        return request.env["hate.referral.link"]._find(token) or request.env[
            "hate.panel.link"
        ]._find(token)

    def _send_code(self, link):
        try:
            with request.env.cr.savepoint():
                link._send_code()
        except UserError as refused:
            return self._door(link, wrong=str(refused))
        return self._door(link, is_sent=True)

    def _open(self, link, form, token):
        try:
            with request.env.cr.savepoint():
                secret, wrong = link._enter(form.get("code"))
        except UserError as refused:
            secret, wrong = None, str(refused)
        if wrong:
            # as many as a stranger needs who tries out links
            request.env["hate.link.guess"]._note(request.httprequest.remote_addr)
            if not link._is_usable():
                return self._closed(link)
            return self._door(link, wrong=wrong)
        response = request.redirect(f"{PLACE}/{token}", 303)
        response.set_cookie(
            COOKIE,
            secret,
            max_age=rules.SESSION_HOURS * 3600,
            path=f"{PLACE}/{token}",
            httponly=True,
            secure=request.httprequest.scheme == "https",
            samesite="Lax",
        )
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    def _answer(self, link, form):
        try:
            # the answer is kept and the clock is stopped, or nothing is
            with request.env.cr.savepoint():
                link._behind()._take_answer(form)
        except UserError as refused:
            return self._referral(link, form, str(refused))
        if link._is_usable():
            return request.redirect(request.httprequest.path, 303)
        return request.redirect(f"{PLACE}-thanks", 303)

    # ------------------------------------------------------------------

    def _door(self, link, wrong=None, is_sent=False):
        """:param wrong: a sentence saying what to do
        :param is_sent: a code is on its way
        """
        return self._link_page(
            "hate_case_mgmt.request_door",
            422 if wrong else 200,
            place=request.httprequest.path,
            wrong=wrong,
            is_sent=is_sent,
            opened_before=bool(link.opened_at),
            minutes=rules.CODE_MINUTES,
            **self._landlord(link),
        )

    def _referral(self, link, given, wrong=None):
        """:param given: what was filled in, to be shown again
        :param wrong: a sentence saying what to correct
        """
        return self._link_page(
            link._behind()._page_of_link(),
            422 if wrong else 200,
            place=request.httprequest.path,
            given=given,
            wrong=wrong,
            **link._behind()._shown_by_link(),
        )

    def _closed(self, link, status=410):
        values = {"company": False, "phone": False, "withdrawn": False}
        if link:
            values = {
                **self._landlord(link),
                "withdrawn": link._was_withdrawn(),
            }
        return self._link_page("hate_case_mgmt.request_closed", status, **values)

    def _landlord(self, link):
        """:return: the landlord's name and number, which are on every letter"""
        company = link.company_id
        return {
            "company": company.name,
            "phone": company.hate_hub_phone or company.phone,
        }
