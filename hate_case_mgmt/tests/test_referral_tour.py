from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..policy import vocabulary as words
from ..policy import vocabulary_referral as terms
from .common_referral import ReferralMixin


@tagged("post_install", "-at_install", "hate_case", "hate_case_browser")
class TestReferralTour(ReferralMixin, HttpCase):
    """Refer, answer as the agency without a login, decline, and ask another."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.set_up_referrals()
        cls.officer.name = "Tour Officer"
        cls.agency.name = "Tour Agency"
        cls.agency.referral_email = "refer@tour.example.com"

    def as_agency(self, path, **form):
        self.env.flush_all()
        return self.url_open(path, data=form, allow_redirects=False)

    @mute_logger("odoo.http")
    def test_refer_and_decline(self):
        """[002.5.2] [003.9.3] [002.3.1f] from the case to the agency and back"""
        self.agree("identity", "contact")
        self.start_tour(
            f"/odoo/hate-cases/{self.case.id}", "hate_case_refer", login="t_officer"
        )
        referral = self.case.referral_ids
        self.assertEqual(referral.state, terms.REFERRAL_SENT)
        self.assertEqual(
            set(referral.item_ids.filtered("is_shared").mapped("label")),
            {"Name", "Phone"},
        )
        self.assertEqual(self.clock_of(referral).state, words.DEADLINE_RUNNING)
        first, second = self.mails()
        # another session than the officer's, and nobody's login
        self.authenticate(None, None)
        self.assertEqual(self.url_open(self.path_in(first)).status_code, 410)
        path = self.path_in(second)
        self.as_agency(path, step="code")
        code = self.code_in(self.mails() - first - second)
        self.as_agency(path, step="open", code=code)
        self.assertIn("Amina Planted", self.url_open(path).text)
        self.as_agency(
            path,
            step="answer",
            answer="declined",
            name="Kit",
            note="We are full until spring.",
        )
        self.assertEqual(referral.state, terms.REFERRAL_DECLINED)
        self.assertEqual(self.clock_of(referral).state, words.DEADLINE_MET)
        self.start_tour(
            f"/odoo/hate-referrals/{referral.id}",
            "hate_case_refer_elsewhere",
            login="t_officer",
        )
