from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..models.hate_survey_questions import CHOICES
from ..policy import vocabulary as words
from .link_page import LinkPage, link_route

PLACE = "/feedback"


class Survey(LinkPage, http.Controller):
    """The survey after closing: one short page, without a login and without scripts.

    Whoever holds the link may answer once. The page names no person and no case, and
    sets no cookie, so nothing is left on a shared device.
    """

    @link_route(PLACE)
    def answer(self, token, **form):
        """Show the questions, or take the answers.

        :param token: of the link
        """
        survey, status = self._find_by_link(request.env["hate.survey"]._find, token)
        if not survey:
            return self._page("hate_case_mgmt.survey_closed", status=status)
        if survey.state == words.SURVEY_ANSWERED:
            return self._page("hate_case_mgmt.survey_thanks", survey.company_id)
        if not survey._is_usable():
            return self._page("hate_case_mgmt.survey_closed", survey.company_id, 404)
        if request.httprequest.method != "POST":
            return self._questions(survey, {})
        try:
            survey._take_answer(form, words.SURVEY_ONLINE, bool(form.get("call_me")))
        except UserError as refused:
            return self._questions(survey, form, str(refused))
        # to the same address, so that going back or loading again sends nothing twice
        # and the browser's history has one entry
        return request.redirect(request.httprequest.path, 303)

    def _questions(self, survey, given, wrong=None):
        """:param given: what was filled in, to be shown again
        :param wrong: a sentence saying what to correct
        """
        questions = request.env["hate.survey.answer"].sudo()  # sudo: the wording only
        shown = questions.fields_get([*CHOICES, "comment"], ["string", "selection"])
        return self._page(
            "hate_case_mgmt.survey_page",
            survey.company_id,
            questions=[(name, shown[name]) for name in CHOICES],
            comment=shown["comment"]["string"],
            given=given,
            wrong=wrong,
        )

    def _page(self, template, company=None, status=200, **values):
        """:param company: the landlord; without a link it is known only if there is
        one
        """
        # sudo: the public may read no company; the page shows the landlord's name and
        # number alone, which are on every letter
        companies = request.env["res.company"].sudo()
        if not company:
            company = companies.search([], limit=2)
            company = company if len(company) == 1 else companies
        phone = company.hate_hub_phone or company.phone
        return self._link_page(template, status, company=company, phone=phone, **values)
