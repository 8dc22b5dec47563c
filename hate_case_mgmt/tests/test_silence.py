from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..policy import vocabulary as words
from .common import HateCaseCommon


@tagged("post_install", "-at_install", "hate_case")
class TestSilence(HateCaseCommon):
    """Who should have heard from us is reckoned by each case's own rhythm."""

    def silent(self, **values):
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer, **values)
        arch = etree.fromstring(
            self.env.ref("hate_case_mgmt.hate_case_view_search").arch
        )
        domain = safe_eval(arch.find(".//filter[@name='silent']").get("domain"))
        return case in self.env["hate.case"].search(domain)

    def reported(self, days):
        return fields.Datetime.now() - timedelta(days=days)

    def test_each_case_has_its_own_rhythm(self):
        for agreed, days, expected in (
            (7, 8, True),
            (7, 6, False),
            (14, 8, False),
            (14, 15, True),
            # never longer than the standard allows
            (60, 15, True),
            # nothing agreed: the standard's own rhythm
            (0, 13, False),
            (0, 15, True),
        ):
            with self.subTest(agreed=agreed, days=days):
                self.assertEqual(
                    self.silent(
                        update_interval_days=agreed, reported_at=self.reported(days)
                    ),
                    expected,
                )

    def test_a_contact_begins_it_anew_and_closing_ends_it(self):
        case = self.open_case(
            state=words.STATE_OPEN, officer=self.officer, reported_at=self.reported(30)
        )
        person = self.env["hate.party"].create(
            {"case_id": case.id, "role": words.ROLE_VICTIM}
        )
        self.env["hate.contact"].with_user(self.officer).create(
            {
                "case_id": case.id,
                "party_id": person.id,
                "method_id": self.env["hate.contact.method"].search([], limit=1).id,
                "contacted_at": self.reported(3),
                "incoming": True,
                "reached": True,
            }
        )
        self.assertEqual(case.hear_by_at, case.last_contact_at + timedelta(days=14))
        self.assertGreater(case.hear_by_at, fields.Datetime.now())

    def test_it_goes_by_an_index(self):
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'hate_case'"
            " AND indexdef LIKE '%(hear_by_at)%'"
        )
        self.assertIn("is_open", self.env.cr.fetchone()[0])
