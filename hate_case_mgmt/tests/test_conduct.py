from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon


@tagged("post_install", "-at_install", "hate_case", "security")
class TestConduct(HateCaseCommon):
    """A colleague or contractor is alleged: restricted at once, handed over, walled."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.hate_restricted_user_ids = cls.manager
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        cls.alleged = cls.add_alleged(cls.case, user_id=cls.officer2.id)

    @classmethod
    def add_alleged(cls, case, **values):
        return cls.env["hate.party"].create(
            {"case_id": case.id, "role": words.ROLE_ALLEGED, "name": "Gus", **values}
        )

    def values(self, **changed):
        return {
            "party_id": self.alleged.id,
            "receiver": "hr",
            "to_name": "Farah Khan, head of HR",
            "reference": "HR-77",
            "inquiry": "both",
            "handed_at": fields.Datetime.now(),
            "what": "The report and the dates",
            "reason": "Clause 4.11",
            **changed,
        }

    def hand_over(self, user=None, case=None, **changed):
        case = (case or self.case).with_user(user or self.manager)
        return case.action_hand_over_conduct(self.values(**changed))

    def banners(self, case=None, user=None):
        return str((case or self.case).with_user(user or self.manager).banners)

    def test_002_4_11_it_is_handed_over_and_that_is_on_record(self):
        """[002.4.11] [003.5.11] to whom, when, their reference, what, who decided"""
        self.assertTrue(self.case.restricted)
        self.assertIn("human resources", self.banners())
        handed = self.hand_over()
        self.assertEqual(handed.decided_by_id, self.manager)
        self.assertEqual(handed.reference, "HR-77")
        self.assertEqual(handed.inquiry, "both")
        self.case.invalidate_recordset()
        self.assertNotIn("human resources", self.banners())
        lines = " ".join(self.case.message_ids.mapped("body"))
        self.assertIn("Handed over for another procedure", lines)
        for text in ("Farah", "HR-77", "Gus", self.officer2.name):
            self.assertNotIn(text, lines)

    def test_a_contractor_goes_to_their_employer(self):
        """[003.3.2a] contractors too"""
        case = self.open_case(members=self.hub)
        party = self.add_alleged(case, staff_kind=words.STAFF_CONTRACTOR)
        self.assertTrue(case.restricted)
        action = case.with_user(self.hub).action_open_conduct()
        wizards = self.env[action["res_model"]].with_user(self.hub)
        form = Form(wizards.with_context(**action["context"]))
        self.assertEqual(form.party_id, party)
        self.assertEqual(form.receiver, "contractor")
        form.to_name = "Site manager, Fixit Ltd"
        form.inquiry = "contract"
        form.what = "The report"
        wizard = form.save()
        wizard.action_confirm()
        self.assertFalse(wizard.exists())
        self.assertEqual(case.conduct_ids.to_name, "Site manager, Fixit Ltd")
        self.assertEqual(case.conduct_ids.decided_by_id, self.hub)

    def test_the_wall(self):
        """[002.4.11] never to whoever it is about, or is shut out"""
        self.case.with_user(self.manager).action_change_access(
            "shut_out", self.staff.ids, "Their sister"
        )
        for changed in (
            {"to_user_id": self.officer2.id, "to_name": False},
            {"to_user_id": self.staff.id},
            {"to_name": "GUS"},
            {"to_name": self.officer2.name.upper()},
        ):
            with self.subTest(changed=changed), self.assertRaises(UserError) as no:
                self.hand_over(**changed)
            self.assertIn("kept from", str(no.exception))
        self.assertFalse(self.case.conduct_ids)
        self.hand_over(to_user_id=self.config.id, to_name=False)
        self.assertEqual(self.case.conduct_ids.to_name, self.config.name)
        self.assertFalse(self.case.with_user(self.config).has_access("read"))

    def test_bad_input(self):
        witness = self.env["hate.party"].create(
            {"case_id": self.case.id, "role": words.ROLE_WITNESS, "name": "W"}
        )
        now = fields.Datetime.now()
        for changed in (
            {"what": "  "},
            {"to_name": " "},
            {"inquiry": False},
            {"party_id": witness.id},
            {"handed_at": fields.Datetime.add(now, days=1)},
            {"handed_at": fields.Datetime.add(now, days=-40)},
        ):
            with self.subTest(changed=changed), self.assertRaises(UserError):
                self.hand_over(**changed)

    def test_only_who_works_on_the_case(self):
        for user in (self.officer2, self.hub, self.dpo, self.staff):
            with self.assertRaises(UserError):
                self.hand_over(user=user)
        handed = self.hand_over(user=self.officer)
        with self.assertRaises(UserError):
            handed.with_user(self.officer).write({"what": "Nothing"})
        with self.assertRaises(UserError):
            handed.sudo().write({"what": "Nothing"})
        with self.assertRaises(UserError):
            handed.sudo().unlink()
        for user in (self.officer2, self.hub, self.config):
            with self.assertRaises(AccessError):
                handed.with_user(user).read(["what"])

    def test_004_5f_conduct_towards_staff_stays_apart(self):
        """[004.5f] A customer's conduct towards a colleague is a case of its own: what
        the customer reported themselves carries no mark of it."""
        customer = self.env["res.partner"].create({"name": "Amina Yusuf"})
        own = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        self.env["hate.party"].create(
            {
                "case_id": own.id,
                "role": words.ROLE_VICTIM,
                "name": "Amina Yusuf",
                "partner_id": customer.id,
            }
        )
        before = own.read()[0]
        about_staff = self.open_case(members=self.manager)
        self.env["hate.party"].create(
            {
                "case_id": about_staff.id,
                "role": words.ROLE_VICTIM,
                "user_id": self.staff.id,
                "staff_kind": words.STAFF_EMPLOYEE,
            }
        )
        self.add_alleged(about_staff, name="Amina Yusuf", partner_id=customer.id)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(own.read()[0], before)
        self.assertFalse(about_staff.restricted)
        self.assertNotIn("alleged", own.match_key_ids.mapped("kind"))


@tagged("post_install", "-at_install", "hate_case", "security")
class TestPassOnAboutColleague(HateCaseCommon):
    """What an employee passes on about a colleague never goes by the hub."""

    def pass_on(self, **typed):
        form = Form(self.env["hate.report.pass.on"].with_user(self.staff))
        form.narrative = "He said it to her face"
        for name, value in typed.items():
            form[name] = value
        before = self.env["hate.case"].search([])
        form.save().action_pass_on()
        return self.env["hate.case"].search([]) - before

    def test_002_4_11_restricted_from_the_first_minute(self):
        """[002.4.11] [003.6.1a] whoever it is about, and the hub, never see it"""
        case = self.pass_on(about_colleague=True, alleged_user_id=self.hub)
        self.assertTrue(case.restricted)
        self.assertIn(self.hub, case.excluded_user_ids)
        self.assertEqual(case.member_ids, self.manager)
        for user in (self.hub, self.officer, self.staff):
            self.assertFalse(case.with_user(user).has_access("read"))

    def test_without_a_name_as_well(self):
        self.company.hate_restricted_user_ids = self.officer2
        case = self.pass_on(about_colleague=True)
        self.assertTrue(case.restricted)
        self.assertEqual(case.member_ids, self.officer2)

    def test_an_alleged_manager_is_not_the_one_who_gets_it(self):
        case = self.pass_on(about_colleague=True, alleged_user_id=self.manager)
        self.assertFalse(case.with_user(self.manager).has_access("read"))


@tagged("post_install", "-at_install", "hate_case")
class TestColleaguesName(HateCaseCommon):
    def test_an_alleged_colleague_may_be_typed_by_name(self):
        """The hub is told, so that the colleague is chosen and shut out."""
        logs = self.env["hate.report.log"].with_user(self.hub)
        self.officer2.name = "Olwen_Price"
        form = Form(logs)
        for name, is_one in (
            ("olwen_price", True),
            ("olwenxprice", False),
            ("%", False),
            ("Somebody Else", False),
        ):
            form.alleged_name = name
            self.assertEqual(form.is_colleagues_name, is_one, name)
        form.alleged_name = "Olwen_Price"
        form.alleged_user_id = self.officer2.with_user(self.hub)
        self.assertFalse(form.is_colleagues_name)
