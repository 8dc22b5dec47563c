from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..policy import images
from ..policy import vocabulary as words
from .link_page import LinkPage, link_route, thanks_route

PLACE = "/job"
MAX_REQUEST = (images.MAX_PHOTOS + 1) * images.MAX_BYTES


class Job(LinkPage, http.Controller):
    """A contractor's answer to one order: one page, without a login and without
    scripts. Looking at it changes nothing, since mail scanners look too."""

    @link_route(PLACE, max_content_length=MAX_REQUEST)
    def answer(self, token, **form):
        """Show the job, or take the answer.

        :param token: of the link
        """
        order, status = self._find_by_link(
            request.env["hate.order.link"]._order_of, token
        )
        if not order:
            return self._link_page("hate_case_mgmt.job_closed", status)
        if request.httprequest.method != "POST":
            return self._job(order, token, {})
        try:
            # the photos are kept and the clock is stopped, or nothing is
            with request.env.cr.savepoint():
                order._take_answer(form, self._photos())
        except UserError as refused:
            return self._job(order, token, form, str(refused))
        return request.redirect(f"{PLACE}-thanks", 303)

    @thanks_route(PLACE)
    def thanks(self):
        """What is shown when the answer is in."""
        return self._link_page("hate_case_mgmt.job_thanks")

    def _photos(self):
        """:return: list of dicts of ``stage`` and ``content``, as they were sent"""
        return [
            # one byte more than allowed is enough to refuse it
            {"stage": stage, "content": sent.read(images.MAX_BYTES + 1)}
            for stage, _label in words.PHOTO_STAGES
            for sent in request.httprequest.files.getlist(stage)
            if sent.filename
        ]

    def _job(self, order, token, given, wrong=None):
        """:param given: what was filled in, to be shown again
        :param wrong: a sentence saying what to correct
        """
        return self._link_page(
            "hate_case_mgmt.job_page",
            422 if wrong else 200,
            place=f"{PLACE}/{token}",
            given=given,
            wrong=wrong,
            **order._shown_to_contractor(),
        )
