from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon, utc

# a Friday; 10:00 in London
WORKING_HOURS = "2026-11-20 10:00:00"


class SafeContactCommon(HateCaseCommon):
    """A case with its officer and a person who has said what is safe."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ways = {way.code: way for way in cls.env["hate.contact.method"].search([])}
        cls.case = cls.open_case(
            state=words.STATE_OPEN,
            officer=cls.officer,
            reported_at=utc("2026-11-20 09:00"),
        )
        cls.person = cls.make_person()

    @classmethod
    def make_person(cls, role=words.ROLE_VICTIM, safe=(), **values):
        """:param safe: codes of the ways called safe
        :return: ``hate.party`` as the officer sees it
        """
        return (
            cls.env["hate.party"]
            .with_user(cls.officer)
            .create(
                {
                    "case_id": cls.case.id,
                    "role": role,
                    "safe_method_ids": [
                        Command.set([cls.ways[code].id for code in safe])
                    ],
                    **values,
                }
            )
        )


@tagged("post_install", "-at_install", "hate_case")
class TestSafeContact(SafeContactCommon):
    """One gate: unsafe until the person says it is safe."""

    def refused(self, person, method, at="2026-11-20 10:00", **keywords):
        with self.assertRaises(UserError) as raised:
            person._check_safe_contact(method, utc(at), **keywords)
        return str(raised.exception)

    def test_000_b2_each_way_is_unsafe_until_called_safe(self):
        """[000.b2] [002.3.1c] the person's chosen way, and no other"""
        for method, _label in words.CONTACT_METHODS:
            sentence = self.refused(self.person, method)
            self.assertIn("No way of contact is known to be safe", sentence)
        self.person.safe_method_ids = self.ways["email"]
        self.assertFalse(self.person._check_safe_contact("email"))
        self.assertIn("Safe: E-mail.", self.refused(self.person, "phone"))

    def test_safe_times_are_those_of_the_landlords_clock(self):
        person = self.make_person(safe=("phone", "post"), safe_from=9.5, safe_until=15)
        self.assertFalse(person._check_safe_contact("phone", utc("2026-11-20 09:30")))
        self.assertFalse(person._check_safe_contact("phone", utc("2026-11-20 14:59")))
        sentence = self.refused(person, "phone", "2026-11-20 15:00")
        self.assertIn("Only from 9:30 to 15:00.", sentence)
        # 09:15 UTC is 10:15 in London in summer, 09:15 in winter
        self.assertFalse(person._check_safe_contact("phone", utc("2026-07-10 09:15")))
        self.refused(person, "phone", "2026-11-20 09:15")
        # the post comes when it comes
        self.assertFalse(person._check_safe_contact("post", utc("2026-11-20 22:00")))

    def test_who_asked_not_to_be_contacted_is_not(self):
        person = self.make_person(safe=("phone", "email"), contact_them_only=True)
        for method in ("phone", "email"):
            self.assertIn("they will contact us", self.refused(person, method))

    def test_a_manager_may_decide_otherwise_with_a_reason(self):
        person = self.person
        for reason in ("", "   "):
            self.refused(
                person.with_user(self.manager), "phone", override_reason=reason
            )
        reason = "Her life is in danger"
        self.assertIn(
            "Only a manager",
            self.refused(person, "phone", override_reason=reason),
        )
        overridden = person.with_user(self.manager)._check_safe_contact(
            "phone", override_reason=reason
        )
        self.assertIn("not called this way of contact safe", overridden)

    def test_the_gate_is_not_the_users_to_set(self):
        with self.assertRaises(AccessError):
            self.person.safe_checked_at = utc("2026-11-20 10:00")

    def test_when_it_was_asked_is_kept(self):
        self.assertFalse(self.person.safe_checked_at)
        with freeze_time(WORKING_HOURS):
            self.person.safe_method_ids = self.ways["phone"]
        self.assertEqual(self.person.safe_checked_at, utc("2026-11-20 10:00"))
        with freeze_time("2026-11-21 10:00:00"):
            self.person.name = "Another Name"
        self.assertEqual(self.person.safe_checked_at, utc("2026-11-20 10:00"))

    def test_safe_times_that_cannot_be(self):
        for start, end in ((-1, 5), (9, 25), (17, 9), (9, 9), (9, 0)):
            with self.subTest(start=start, end=end), self.assertRaises(ValidationError):
                self.person.write({"safe_from": start, "safe_until": end})
        self.person.write({"safe_from": 0, "safe_until": 24})


@tagged("post_install", "-at_install", "hate_case")
class TestLogContact(SafeContactCommon):
    """Asked again at each contact, and logged as it was."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case._record_event(words.EVENT_REPORT_RECEIVED, utc("2026-11-20 09:00"))
        cls.person.write(
            {"name": "Amina", "safe_method_ids": [Command.set(cls.ways["phone"].ids)]}
        )

    def log(self, still_safe=None, reached=True, **values):
        """Press the button that says how the contact ended.

        :return: the contact that the dialogue writes into the log
        """
        button = {
            "yes": "action_log_safe",
            "no": "action_log_not_safe",
            "not_asked": "action_log_not_asked",
        }.get(still_safe, "action_log" if reached else "action_log_attempt")
        form = Form(
            self.env["hate.contact.log"]
            .with_user(self.officer)
            .with_context(default_case_id=self.case.id)
        )
        for name, value in values.items():
            setattr(form, name, value)
        wizard = form.save()
        getattr(wizard, button)()
        self.assertFalse(wizard.exists())
        return self.case.contact_ids.sorted("id")[-1:]

    def clock(self, event):
        return self.case.deadline_ids.filtered(
            lambda clock: clock.commitment_id.met_by_event == event
        )

    @freeze_time(WORKING_HOURS)
    def test_000_b2_reached_in_the_chosen_way_keeps_the_promise(self):
        """[000.b2] contact made, in a way called safe, stops the clock"""
        contact = self.log(still_safe="yes", said="She has slept a little.")
        self.assertEqual(contact.party_id, self.person)
        self.assertEqual(contact.method_id, self.ways["phone"])
        self.assertEqual(contact.user_id, self.officer)
        self.assertFalse(contact.unsafe_note)
        self.assertEqual(self.clock("first_response").state, words.DEADLINE_MET)
        self.assertEqual(self.person.safe_checked_at, utc("2026-11-20 10:00"))

    @freeze_time(WORKING_HOURS)
    def test_an_attempt_stops_no_clock(self):
        attempt = self.log(reached=False, said="It rang and rang.")
        self.assertEqual(self.clock("first_response").state, words.DEADLINE_RUNNING)
        self.assertFalse(attempt.reached)
        self.assertFalse(attempt.still_safe)
        self.assertFalse(attempt._evidence_kinds())
        self.assertFalse(self.case.last_contact_at)
        # the next try is on the next working day
        self.assertEqual(attempt.next_contact_on, date(2026, 11, 23))

    @freeze_time(WORKING_HOURS)
    def test_004_2i_next_contact_as_agreed(self):
        """[004.2i] [003.5.12c] [003.8.1d] the day agreed stands on the case and in the
        officer's activities"""
        contact = self.log(still_safe="yes")
        # two weeks on is the last day of the rhythm
        self.assertEqual(contact.next_contact_on, date(2026, 12, 4))
        self.assertLessEqual({"contact", "told"}, contact._evidence_kinds())
        self.assertEqual(self.case.next_contact_on, date(2026, 12, 4))
        waiting = self.case.activity_ids
        self.assertEqual(waiting.user_id, self.officer)
        self.assertEqual(waiting.date_deadline, date(2026, 12, 4))
        self.assertEqual(waiting.activity_type_id.name, "Next contact")
        # words that tell a stranger nothing
        self.assertEqual(waiting.summary, "Next contact")
        self.assertFalse(waiting.note)
        with self.assertRaises(UserError) as raised:
            self.log(still_safe="yes", next_contact_on=date(2026, 12, 5))
        self.assertIn("every 14 days", str(raised.exception))
        with self.assertRaises(UserError):
            self.log(still_safe="yes", next_contact_on=date(2026, 11, 19))

        # kept: the former activity is done, the next one waits
        self.log(still_safe="yes", next_contact_on=date(2026, 11, 27))
        self.assertFalse(waiting.active)
        self.assertEqual(self.case.activity_ids.date_deadline, date(2026, 11, 27))
        # an attempt moves it and counts as nothing more
        self.log(reached=False, next_contact_on=date(2026, 11, 24))
        self.assertEqual(self.case.activity_ids.date_deadline, date(2026, 11, 24))
        self.assertEqual(self.case.next_contact_on, date(2026, 11, 24))
        self.case.state = words.STATE_CLOSED
        self.assertFalse(self.case.next_contact_on)
        self.assertFalse(self.case.activity_ids)

    @freeze_time(WORKING_HOURS)
    def test_no_longer_safe_takes_the_way_off(self):
        self.log(still_safe="no")
        self.assertFalse(self.person.safe_method_ids)

    @freeze_time(WORKING_HOURS)
    def test_whether_it_is_still_safe_must_be_answered(self):
        with self.assertRaises(UserError) as raised:
            self.log(reached=True)
        self.assertIn("still safe", str(raised.exception))

    @freeze_time(WORKING_HOURS)
    def test_a_contact_against_the_wish_needs_a_reason_and_keeps_no_promise(self):
        with self.assertRaises(UserError):
            self.log(method_id=self.ways["text"], still_safe="not_asked")
        contact = self.log(
            method_id=self.ways["text"],
            still_safe="not_asked",
            unsafe_reason="Wrong button",
        )
        self.assertIn("not called this way", contact.unsafe_note)
        self.assertEqual(contact.unsafe_reason, "Wrong button")
        self.assertEqual(self.clock("first_response").state, words.DEADLINE_RUNNING)
        self.assertNotIn(self.ways["text"], self.person.safe_method_ids)

    @freeze_time(WORKING_HOURS)
    def test_who_comes_to_us_chose_the_way(self):
        self.person.contact_them_only = True
        contact = self.log(incoming=True, still_safe="yes")
        self.assertFalse(contact.unsafe_note)
        self.assertEqual(self.clock("first_response").state, words.DEADLINE_MET)

    @freeze_time(WORKING_HOURS)
    def test_002_4_2a_at_an_agreed_safe_place(self):
        """[000.b1] [002.3.1e] [002.4.2a] [003.2.1d] [003.5.2b] [004.1b] met where
        the person feels safe"""
        self.person.write(
            {
                "safe_place": "The library",
                "safe_method_ids": [Command.link(self.ways["place"].id)],
            }
        )
        contact = self.log(method_id=self.ways["place"], still_safe="yes")
        self.assertFalse(contact.unsafe_note)
        self.assertEqual(self.clock("first_response").state, words.DEADLINE_MET)

    @freeze_time(WORKING_HOURS)
    def test_x18_at_home_only_where_they_called_it_safe(self):
        """[X18] A visit at home is one of the ways, and as unsafe as any other until
        the person calls it safe: there may be someone else at home."""
        visit = self.ways[words.METHOD_VISIT]
        with self.assertRaises(UserError):
            self.person._check_safe_contact(visit.code, utc("2026-11-20 10:00"))
        self.person.safe_method_ids = [Command.link(visit.id)]
        refused = self.person._check_safe_contact(visit.code, utc("2026-11-20 10:00"))
        self.assertFalse(refused)

    @freeze_time(WORKING_HOURS)
    def test_introducing_the_officer_by_phone(self):
        """[000.b7b] where only the phone is safe the officer says who they are"""
        self.case._record_event(words.EVENT_ALLOCATED, utc("2026-11-20 09:30"))
        self.log(kind=words.CONTACT_INTRODUCTION, still_safe="yes")
        self.assertEqual(
            self.clock(words.EVENT_OFFICER_INTRODUCED).state, words.DEADLINE_MET
        )

    @freeze_time(WORKING_HOURS)
    def test_a_contact_cannot_lie_in_the_future_or_be_absurd(self):
        for when in ("2026-11-20 10:02", "1066-10-14 09:00"):
            with self.subTest(when=when), self.assertRaises(UserError):
                self.log(contacted_at=utc(when), reached=False)

    def test_a_contact_stays_with_the_people_of_its_case(self):
        elsewhere = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        with self.assertRaises(ValidationError):
            self.env["hate.contact"].with_user(self.officer).create(
                {
                    "case_id": elsewhere.id,
                    "party_id": self.person.id,
                    "method_id": self.ways["phone"].id,
                }
            )

    def test_what_was_typed_is_seen_by_its_author_alone(self):
        wizard = (
            self.env["hate.contact.log"]
            .with_user(self.officer)
            .create(
                {
                    "case_id": self.case.id,
                    "party_id": self.person.id,
                    "method_id": self.ways["phone"].id,
                    "said": "In confidence",
                }
            )
        )
        self.assertFalse(wizard.with_user(self.manager).search([]))
        with self.assertRaises(AccessError):
            wizard.with_user(self.manager).read(["said"])
