from odoo.exceptions import UserError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon


@tagged("post_install", "-at_install", "hate_case")
class TestConflicts(HateCaseCommon):
    """A colleague who is too close to a case is found, not only confessed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.open_case(members=cls.hub)
        cls.case._record_event(words.EVENT_REPORT_RECEIVED, cls.case.reported_at)
        cls.officer.partner_id.write(
            {
                "street": "14 Mill Court",
                "zip": "XX1 1AA",
                "phone": "07700 900456",
                "email": "o.private@example.com",
            }
        )
        cls.officer.name = "Olwen Price-Jones"
        cls.company.partner_id.write(
            {"street": "1 Office Road", "zip": "XX9 9ZZ", "phone": "0800 000 0100"}
        )

    def add(self, role=words.ROLE_VICTIM, **values):
        return self.env["hate.party"].create(
            {"case_id": self.case.id, "role": role, **values}
        )

    def said(self, officer=None):
        """:return: what speaks against an officer, as the hub reads it"""
        case = self.case.with_user(self.hub)
        return case._obstacles((officer or self.officer).with_env(case.env))

    def remark(self):
        facts = self.case.with_user(self.hub)._officer_facts()
        return {fact["officer_id"]: fact["remark"] for fact in facts}

    def test_a_stranger_is_no_conflict(self):
        self.add(
            name="Amina Yusuf", phone="07700 900123", address="3 Far Away, YY2 2BB"
        )
        self.assertFalse(self.case._closeness(self.officer | self.officer2))

    def test_the_same_name_number_or_address(self):
        for values in (
            {"name": "olwen price jones"},
            {"phone": "+44 7700 900456"},
            {"email": "O.Private@example.com"},
        ):
            for role in (words.ROLE_VICTIM, words.ROLE_ALLEGED, words.ROLE_WITNESS):
                party = self.add(role, **values)
                self.assertIn("name, number or address", self.said(), (values, role))
                self.assertFalse(self.case._closeness(self.officer2))
                party.sudo().unlink()

    def test_the_same_home_and_the_same_postcode(self):
        for address, sentence in (
            ("Flat 2, 14 Mill Ct, XX1 1AA", "close to someone"),
            ("14 Mill Ct, XX1 1AA", "live at an address"),
            ("20 Mill Court, xx11aa", "close to someone"),
        ):
            party = self.add(address=address)
            self.assertIn(sentence, self.said(), address)
            party.sudo().unlink()

    def test_by_the_home_and_by_the_customers_record(self):
        home = self.env["hate.property"].create(
            {
                "name": "14 Mill Court",
                "zip": "XX1 1AA",
                "uprn": "000000778811",
                "company_id": self.company.id,
            }
        )
        customer = self.env["res.partner"].create(
            {"name": "Customer", "street": "14 Mill Court", "zip": "XX1 1AA"}
        )
        for values in ({"property_id": home.id}, {"partner_id": customer.id}):
            party = self.add(words.ROLE_ALLEGED, **values)
            self.assertIn("live at an address", self.said(), values)
            party.sudo().unlink()

    def test_the_office_links_nobody(self):
        self.officer.partner_id.write(
            {"street": "1 Office Road", "zip": "XX9 9ZZ", "phone": "0800 000 0100"}
        )
        self.add(address="1 Office Road, XX9 9ZZ", phone="0800 000 0100")
        self.assertFalse(self.case._closeness(self.officer))

    def test_an_organisations_number_links_nobody(self):
        self.add(
            words.ROLE_REPRESENTATIVE,
            organisation="Advice Centre",
            address="14 Mill Court, XX1 1AA",
        )
        self.assertFalse(self.case._closeness(self.officer))

    def test_it_needs_a_managers_reason(self):
        self.add(address="20 Mill Court, XX1 1AA")
        self.assertEqual(
            self.remark()[self.officer.id], "Lives close by, Training not valid"
        )
        case = self.case.with_user(self.hub)
        with self.assertRaises(UserError) as refused:
            case.action_allocate(self.officer.id, "I say so")
        self.assertIn("manager", str(refused.exception))
        self.case.with_user(self.manager).action_allocate(
            self.officer.id, "Another end of the postcode"
        )
        self.assertEqual(self.case.officer_id, self.officer)

    def test_merged_contacts_shut_out_whom_they_name(self):
        """The merge moves the link to the customer's record past every check."""
        contact = self.env["res.partner"].create({"name": "Olwen Price-Jones"})
        self.add(words.ROLE_ALLEGED, partner_id=contact.id)
        self.assertNotIn(self.officer, self.case.excluded_user_ids)
        merging = self.env["base.partner.merge.automatic.wizard"].create({})
        merging._merge((contact | self.officer.partner_id).ids, self.officer.partner_id)
        self.assertIn(self.officer, self.case.excluded_user_ids)
        self.assertTrue(self.case.restricted)
        self.assertFalse(self.case.with_user(self.officer).has_access("read"))

    def test_queries_for_1_and_100_officers_and_people(self):
        def cost(users):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.case._closeness(users)
            return self.env.cr.sql_log_count - before

        few = cost(self.officer)
        group = self.env.ref("hate_case_mgmt.group_officer")
        many = (
            self.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                [
                    {
                        "name": f"Close {index}",
                        "login": f"t_close{index}",
                        "company_id": self.company.id,
                        "company_ids": self.company.ids,
                        "group_ids": group.ids,
                    }
                    for index in range(100)
                ]
            )
        )
        for index in range(100):
            self.add(words.ROLE_WITNESS, name=f"Witness Number {index}")
        self.assertLessEqual(cost(many), few + 3)
