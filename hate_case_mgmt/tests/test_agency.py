import csv
from ast import literal_eval
from datetime import timedelta

from lxml import etree

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools.misc import file_path

from ..policy import agencies
from ..policy import vocabulary as words
from .common import HateCaseCommon

TEMPLATE = "hate_case_mgmt/static/csv/hate_agency.csv"


@tagged("post_install", "-at_install", "hate_case")
class TestAgency(HateCaseCommon):
    """The partners: what they do, for whom, where, and on what agreement."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["hate.agency"].search([]).active = False
        cls.area = cls.env["hate.area"].create({"name": "Testshire"})
        cls.other_area = cls.env["hate.area"].create({"name": "Otherton"})
        cls.religion = cls.env.ref("hate_case_mgmt.strand_religion")
        cls.case = cls.open_case(
            words.STATE_OPEN,
            officer=cls.officer,
            area_id=cls.area.id,
            strand_ids=[Command.set(cls.religion.ids)],
        )

    def agency(self, name, **values):
        return self.env["hate.agency"].create({"name": name, **values})

    def local(self, name, **values):
        return self.agency(name, area_ids=[Command.set(self.area.ids)], **values)

    def agreed(self, agency, days, **values):
        return self.env["hate.agency.agreement"].create(
            {
                "agency_id": agency.id,
                "until": fields.Date.today() + timedelta(days=days),
                **values,
            }
        )

    def suggested(self, **values):
        agencies = self.env["hate.agency"].with_user(self.officer)
        return agencies._suggest_for(self.case.with_user(self.officer), **values)

    def test_003_5_2c_suggested_by_area_strand_and_need_with_the_reason(self):
        """[002.4.2b] [003.5.2c] [003.7.3b] the right service early, and why"""
        faith = self.agency(
            "Faith Helpline",
            is_national=True,
            strand_ids=[Command.set(self.religion.ids)],
            service_ids=[Command.create({"need": "support", "name": "Listens"})],
        )
        local = self.local(
            "Local Law", service_ids=[Command.create({"need": "advice"})]
        )
        self.agency("Elsewhere", area_ids=[Command.set(self.other_area.ids)])
        found = dict(self.suggested())
        self.assertEqual(list(found), [faith, local])
        self.assertEqual(found[faith], "Works on this strand, works everywhere")
        self.assertEqual(found[local], "Covers this area, works on every strand")
        self.assertEqual(dict(self.suggested(needs=["advice"])).keys(), {local})

    def test_000_b4_the_panel_of_the_area_at_high_risk_only(self):
        """[000.b4] [X10]"""
        panel = self.local("Panel", is_risk_panel=True, risk_from=words.RISK_HIGH)
        self.assertFalse(self.suggested())
        self.case._set({"risk_level": words.RISK_HIGH})
        ((found, why),) = self.suggested(needs=["panel"])
        self.assertEqual(found, panel)
        self.assertIn("takes cases of this risk", why)

    def test_001_s4_areas_without_an_agency_are_listed(self):
        """[000.intro] [001.s4] where people could only be sent to national ones"""
        other = self.env["res.company"].create({"name": "Other Landlord"})
        here = {"area_ids": [Command.set(self.other_area.ids)]}
        self.local("Ours")
        self.agency("No more", active=False, **here)
        self.agency("Theirs", company_id=other.id, **here)
        self.agency("Everywhere", is_national=True)
        arch = self.env.ref("hate_case_mgmt.hate_area_view_search").arch
        (domain,) = etree.fromstring(arch).xpath("//filter[@name='no_agency']/@domain")
        areas = self.env["hate.area"].with_user(self.manager)
        found = areas.search(literal_eval(domain))
        self.assertIn(self.other_area, found)
        self.assertNotIn(self.area, found)
        self.agency("New", **here)
        self.assertNotIn(self.other_area, areas.search(literal_eval(domain)))
        with self.assertRaises(AccessError):
            self.area.with_user(self.insight).read(["agency_ids"])

    def test_another_landlords_agency_is_neither_seen_nor_suggested(self):
        other = self.env["res.company"].create({"name": "Other Landlord"})
        theirs = self.agency("Theirs", is_national=True, company_id=other.id)
        self.agreed(theirs, 100)
        self.env["hate.agency.service"].create({"agency_id": theirs.id, "need": "care"})
        self.agency("Shared", is_national=True)
        self.assertEqual(self.suggested()[0][0].name, "Shared")
        self.assertEqual(len(self.suggested()), 1)
        for model in ("hate.agency", "hate.agency.service", "hate.agency.agreement"):
            seen = self.env[model].with_user(self.officer).search([])
            owners = seen if model == "hate.agency" else seen.agency_id
            self.assertNotIn(theirs, owners)

    def test_asking_costs_the_same_for_many(self):
        def suggest():
            self.env.invalidate_all()
            self.suggested()

        self.local("Number 0")
        suggest()
        with self.assertQueryCount(16):
            suggest()
        for number in range(1, 60):
            self.local(
                f"Number {number}",
                service_ids=[Command.create({"need": "support"})],
                strand_ids=[Command.set(self.religion.ids)],
            )
        with self.assertQueryCount(16):
            suggest()

    def test_002_5_4a_the_register_says_which_agreements_end(self):
        """[002.5.4a] [002.7.1b] [003.9.4a] from, until, document; the last counts"""
        agency = self.local("Council")
        self.assertFalse(agency.agreement_expires_on)
        self.agreed(agency, -10)
        last = self.agreed(
            agency,
            80,
            document="UERG",
            document_name="agreement.pdf",
            signed_on=fields.Date.today(),
        )
        self.assertEqual(agency.agreement_expires_on, last.until)
        today = fields.Date.today()
        self.assertEqual(agency._agreement_on(today), last)
        self.assertFalse(agency._agreement_on(today + timedelta(days=81)))
        ending = (
            self.env["hate.agency.agreement"]
            .with_user(self.officer)
            .search([("until", ">=", "today"), ("until", "<=", "today +90d")])
        )
        self.assertIn(last, ending)

    def test_who_looks_after_it_is_told_once_ninety_days_before(self):
        agency = self.local("Council")
        soon = self.agreed(agency, 90, user_id=self.config.id)
        later = self.agreed(self.local("Later"), 91, user_id=self.config.id)
        for _turn in range(2):
            self.env["hate.agency.agreement"]._cron_warn()
        self.assertEqual(len(soon.activity_ids), 1)
        self.assertEqual(soon.activity_ids.user_id, self.config)
        self.assertFalse(later.activity_ids)
        # renewed: the old one's end is no news
        renewed = self.agreed(agency, 80, user_id=self.config.id)
        self.env["hate.agency.agreement"]._cron_warn()
        self.assertFalse(renewed.activity_ids)

    def test_the_national_ones_say_where_and_when_they_were_read(self):
        """[003.5.10d] specialists such as Stop Hate UK are known from the start"""
        national = self.env.ref("hate_case_mgmt.agency_stop_hate_uk")
        data = self.env["ir.model.data"].search(
            [("module", "=", "hate_case_mgmt"), ("model", "=", "hate.agency")]
        )
        shipped = self.env["hate.agency"].browse(
            data.filtered(lambda row: not row.name.endswith("_demo")).mapped("res_id")
        )
        self.assertIn(national, shipped)
        today = fields.Date.today()
        for agency in shipped:
            self.assertTrue(agency.is_national)
            self.assertTrue(agency.website and agency.details_source, agency.name)
            self.assertTrue(agencies.is_to_check(agency.checked_on, today))
            self.assertTrue(agency.service_ids)
        national.with_user(self.config).action_mark_checked()
        self.assertEqual(national.checked_on, today)
        with self.assertRaises(AccessError):
            national.with_user(self.officer).action_mark_checked()

    def test_the_template_can_be_imported_as_it_is(self):
        for name in ("Eastmoor", "Westford"):
            self.env["hate.area"].create({"name": f"{name} import"})
        offered = self.env["hate.agency"].get_import_templates()[0]["template"]
        self.assertEqual(offered, f"/{TEMPLATE}")
        with open(file_path(TEMPLATE), encoding="utf-8") as file:
            head, *rows = csv.reader(file)
        names = {
            field["string"]: name
            for name, field in self.env["hate.agency"].fields_get().items()
        }
        columns = [names[column] for column in head]
        rows = [
            [
                cell.replace("moor,Westford", "moor import,Westford import")
                for cell in row
            ]
            for row in rows
        ]
        done = self.env["hate.agency"].with_user(self.config).load(columns, rows)
        self.assertFalse(done["messages"])
        first = self.env["hate.agency"].browse(done["ids"][0])
        self.assertEqual(len(first.area_ids), 2)
        self.assertEqual(first.language_ids.mapped("name"), ["Polish", "Urdu"])

    def test_an_archived_one_is_suggested_no_more(self):
        agency = self.local("Closed down")
        agency.active = False
        self.assertFalse(self.suggested())
