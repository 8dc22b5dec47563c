from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon, utc


@tagged("post_install", "-at_install", "hate_case")
class TestParty(HateCaseCommon):
    """The people of a case, their homes, language, support and adjustments."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)

    def person(self, role=words.ROLE_VICTIM, **values):
        """:return: a person of the case, entered by its officer"""
        return (
            self.env["hate.party"]
            .with_user(self.officer)
            .create({"case_id": self.case.id, "role": role, **values})
        )

    def test_000_a3_asks_for_support_and_language(self):
        """[000.a3] [000.b3] what extra support is needed is asked and kept"""
        urdu = self.env.ref("hate_case_mgmt.language_ur")
        person = self.person(
            language_id=urdu.id, interpreter="woman", support_needs="Cares for a parent"
        )
        self.assertEqual(person.language_id.name, "Urdu")
        self.assertEqual(person.interpreter, "woman")

    def test_003_3_2a_staff_and_contractors_are_affected_persons_too(self):
        """[003.3.2a] also staff and contractors harmed by a customer"""
        for kind in (words.STAFF_EMPLOYEE, words.STAFF_CONTRACTOR):
            person = self.person(name="A colleague", staff_kind=kind)
            self.assertEqual(person.role, words.ROLE_VICTIM)

    def test_every_tenure_of_the_policies_and_people_who_are_no_customers(self):
        for tenure, _label in words.TENURES:
            self.assertEqual(self.person(tenure=tenure).tenure, tenure)

    def test_alleged_persons_named_unknown_or_a_group(self):
        for identity in ("named", "unknown", "group"):
            person = self.person(
                words.ROLE_ALLEGED, identity=identity, description="Red jacket"
            )
            self.assertFalse(person.awaits_authority)

    def test_a_number_that_cannot_be_a_phone_gets_a_sentence(self):
        for typed in ("call me", "12", "07700 90012x", "1" * 40):
            with (
                self.subTest(typed=typed),
                self.assertRaises(ValidationError) as raised,
            ):
                self.person(phone=typed)
            self.assertIn("can't be a phone number", str(raised.exception))
        for typed in ("07700 900123", "+44 7700 900123", "+92 300 1234567", False):
            self.assertEqual(self.person(phone=typed).phone, typed)

    def test_an_email_address_that_is_none_gets_a_sentence(self):
        for typed in ("amina", "amina@", "a b@example.com"):
            with self.subTest(typed=typed), self.assertRaises(ValidationError):
                self.person(email=typed)
        self.assertTrue(self.person(email="amina@mail.example.com"))

    def test_any_text_is_kept_and_shown_as_text(self):
        """Scripts, emoji, writing from right to left, signs a database can't keep."""
        typed = "<script>alert(1)</script> \u0622\u0645\u0646\u06c1 \U0001f642\x00"
        person = self.person(name=typed, description=typed, adjustments=typed)
        for field in ("name", "description", "adjustments"):
            self.assertEqual(person[field], typed.rstrip("\x00"))
        long = "a" * 100_000
        self.assertEqual(len(self.person(support_needs=long).support_needs), 100_000)

    def test_a_customers_record_is_read_and_never_written(self):
        customer = self.env["res.partner"].create(
            {"name": "Planted Customer", "phone": "07700 900123"}
        )
        before = self._traces(customer)
        form = Form(
            self.env["hate.party"]
            .with_user(self.officer)
            .with_context(default_case_id=self.case.id)
        )
        form.role = words.ROLE_VICTIM
        form.partner_id = customer
        self.assertEqual(form.name, "Planted Customer")
        person = form.save()
        person.write({"name": "Another Name", "phone": "07700 900456"})
        person.case_id._log_neutral("Plan agreed")
        self.env.flush_all()
        self.assertEqual(self._traces(customer), before)
        inverse = [
            field.name
            for field in customer._fields.values()
            if field.comodel_name and field.comodel_name.startswith("hate.")
        ]
        self.assertFalse(inverse)

    def _traces(self, customer):
        """:return: all that could appear on a customer's record"""
        customer.invalidate_recordset()
        own = [("model", "=", "res.partner"), ("res_id", "=", customer.id)]
        return (
            customer.read()[0],
            self.env["mail.message"].search_count(own),
            self.env["mail.followers"].search_count([("partner_id", "=", customer.id)]),
            self.env["mail.activity"].search_count(
                [("res_model", "=", "res.partner"), ("res_id", "=", customer.id)]
            ),
            customer.category_id.ids,
        )

    def test_the_name_shows_only_to_those_who_may_read_it(self):
        """A screen of ours may ask for names; nobody else's question is answered."""
        person = self.person(name="Planted Name")
        asked = person.with_context(hate_party_names=True)
        self.assertIn("Planted Name", asked.display_name)
        self.assertEqual(person.display_name, self.case.name)
        for user in (self.staff, self.officer2, self.hub, self.config, self.insight):
            for record in (asked.with_user(user), asked.with_user(user).sudo()):
                record.invalidate_recordset(["display_name"])
                self.assertEqual(record.display_name, self.case.name)

    def test_people_stay_on_record(self):
        person = self.person()
        with self.assertRaises(AccessError):
            person.unlink()
        self.assertTrue(person.exists())

    def test_someone_off_the_case_enters_nobody(self):
        with self.assertRaises(AccessError):
            self.env["hate.party"].with_user(self.officer2).create(
                {"case_id": self.case.id, "role": words.ROLE_VICTIM}
            )


@tagged("post_install", "-at_install", "hate_case")
class TestAdjustments(HateCaseCommon):
    """Reasonable adjustments: free words, agreed, and made with the least delay."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.commitment = cls.env["hate.commitment"].create(
            {
                "name": "An adjustment is made within two working days",
                "standard_id": cls.env.ref("hate_case_mgmt.hate_standard_strict").id,
                "trigger_event": words.EVENT_ADJUSTMENT_AGREED,
                "met_by_event": words.EVENT_ADJUSTMENT_MADE,
                "duration": 2,
                "unit": words.UNIT_WORKING_DAYS,
                "responsible": words.RESPONSIBLE_OFFICER,
            }
        )

    def clock(self, case):
        return case.deadline_ids.filtered(
            lambda deadline: deadline.commitment_id == self.commitment
        )

    def agreed(self):
        """:return: a person with whom an adjustment was agreed on Friday"""
        case = self.open_case(
            state=words.STATE_OPEN,
            officer=self.officer,
            reported_at=utc("2026-11-19 10:00"),
        )
        return (
            self.env["hate.party"]
            .with_user(self.officer)
            .create(
                {
                    "case_id": case.id,
                    "role": words.ROLE_VICTIM,
                    "adjustments": "Letters in large print, read out on the phone",
                    "adjustments_agreed_on": date(2026, 11, 20),
                }
            )
        )

    @freeze_time("2026-11-20 15:00:00")
    def test_003_7_2_agreed_in_free_words(self):
        """[003.7.1] [003.7.2] no fixed list; agreed with the person, with its date"""
        person = self.agreed()
        self.assertEqual(person._fields["adjustments"].type, "text")
        self.assertEqual(person.adjustments_agreed_on, date(2026, 11, 20))

    @freeze_time("2026-11-20 15:00:00")
    def test_003_7_3a_made_with_minimum_delay(self):
        """[003.7.3a] agreeing starts the clock of the promise, making stops it"""
        person = self.agreed()
        clock = self.clock(person.case_id)
        self.assertEqual(clock.state, words.DEADLINE_RUNNING)
        self.assertEqual(clock.due_at, utc("2026-11-24 17:00"))
        with freeze_time("2026-11-23 11:00:00"):
            person.adjustments_made_on = date(2026, 11, 23)
            self.assertEqual(clock.state, words.DEADLINE_MET)
            self.assertEqual(clock.met_at, utc("2026-11-23 11:00"))

    @freeze_time("2026-11-20 15:00:00")
    def test_agreed_and_made_on_one_day(self):
        person = self.agreed()
        person.adjustments_made_on = date(2026, 11, 20)
        self.assertEqual(self.clock(person.case_id).state, words.DEADLINE_MET)

    @freeze_time("2026-11-20 15:00:00")
    def test_dates_that_cannot_be(self):
        person = self.agreed()
        for wrong in (
            {"adjustments_made_on": date(2026, 11, 21)},
            {"adjustments_agreed_on": date(2027, 1, 1)},
            {"adjustments_made_on": date(2026, 11, 19)},
            {"adjustments": "  "},
            {"adjustments_agreed_on": False, "adjustments_made_on": date(2026, 11, 20)},
        ):
            with self.subTest(wrong=wrong), self.assertRaises(ValidationError):
                person.write(wrong)
