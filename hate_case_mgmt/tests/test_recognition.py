from odoo import Command
from odoo.tests import tagged

from ..models.hate_case_recognition import MOST_COUNTED, MOST_SHOWN
from ..policy import matching
from ..policy import vocabulary as words
from .common import HateCaseCommon


@tagged("post_install", "-at_install", "hate_case")
class TestRecognition(HateCaseCommon):
    """Known before?"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home = cls.env["hate.property"].create(
            {
                "name": "4 Weir Street",
                "zip": "XX9 9ZZ",
                "uprn": "000000000404",
                "company_id": cls.company.id,
            }
        )

    def known(self, state=words.STATE_REPORTED, person=None, **case):
        """:return: a case with one person in it"""
        made = self.open_case(state=state, **case)
        self.env["hate.party"].create(
            {
                "case_id": made.id,
                "role": words.ROLE_VICTIM,
                **(person or {"name": "Mohammed Hussain"}),
            }
        )
        self.env.flush_all()
        return made

    def look(self, user=None, keys=None, **typed):
        """:return: ``(seen, unseen)`` for what was typed"""
        typed = typed or {"name": "Muhammad Hussein"}
        return (
            self.env["hate.case"]
            .with_user(user or self.manager)
            ._recognise(keys or matching.match_keys(**typed))
        )

    # ------------------------------------------------------------------
    # By what
    # ------------------------------------------------------------------

    def test_a_name_that_sounds_alike(self):
        case = self.known()
        self.assertEqual(self.look()[0], {case: ["name"]})
        self.assertFalse(self.look(name="Zbigniew Kowalski")[0])

    def test_phone_and_email_however_they_are_written(self):
        case = self.known(
            person={"phone": "07700 900123", "email": "Ana.Sol@Example.org"}
        )
        self.assertIn(case, self.look(phones=["+44 (0)7700 900 123"])[0])
        self.assertIn(case, self.look(emails=["ana.sol@example.org"])[0])

    def test_the_same_home(self):
        by_home = self.known(person={"property_id": self.home.id})
        by_words = self.known(person={"address": "4 Weir St, Eastmoor XX9 9ZZ"})
        seen, _unseen = self.look(uprn="404", street="4 Weir Street", zip_code="xx99zz")
        self.assertEqual(set(seen), {by_home, by_words})
        self.assertEqual(next(iter(seen)), by_home, "which shares most comes first")

    def test_the_same_alleged_person_and_nobody_else(self):
        alleged = {"role": words.ROLE_ALLEGED, "name": "Kane Smith"}
        case = self.known(person=alleged)
        self.assertIn(case, self.look(name="Kain Smyth", alleged=True)[0])
        self.assertFalse(self.look(name="Kane Smith")[0], "not as the person affected")

    def test_one_who_speaks_for_an_organisation_tells_no_case_apart(self):
        self.known(
            person={
                "role": words.ROLE_REPRESENTATIVE,
                "name": "Mohammed Hussain",
                "organisation": "Eastmoor Advice",
                "phone": "07700 900123",
            }
        )
        self.assertFalse(self.look(phones=["07700900123"])[0])

    def test_open_and_closed_cases_alike(self):
        cases = {self.known(state=state) for state, _label in words.CASE_STATES}
        self.assertEqual(set(self.look()[0]), cases)

    # ------------------------------------------------------------------
    # Keys follow the case
    # ------------------------------------------------------------------

    def test_keys_follow_people_and_homes(self):
        case = self.known()
        case.party_ids.name = "Ana Sol"
        self.env.flush_all()
        self.assertFalse(self.look()[0])
        self.assertIn(case, self.look(name="Anna Sol")[0])
        case.property_id = self.home
        self.env.flush_all()
        self.assertIn(case, self.look(uprn="000000000404")[0])
        self.home.uprn = "505"
        self.env.flush_all()
        self.assertFalse(self.look(uprn="404")[0])
        self.assertIn(case, self.look(uprn="505")[0])
        case.party_ids.unlink()
        case.property_id = False
        self.env.flush_all()
        self.assertFalse(case.match_key_ids)

    def test_keys_are_closed_to_users(self):
        self.known(officer=self.officer)
        for user in (self.hub, self.officer, self.manager, self.staff, self.config):
            self.assertFalse(
                self.env["hate.match.key"].with_user(user).has_access("read")
            )

    # ------------------------------------------------------------------
    # Shown to whom
    # ------------------------------------------------------------------

    def test_shown_to_those_who_may_see_and_counted_for_others(self):
        case = self.known(state=words.STATE_OPEN, officer=self.officer)
        for user, seen, unseen in (
            (self.officer, 1, 0),
            (self.manager, 1, 0),
            (self.officer2, 0, 1),
            (self.hub, 0, 1),
        ):
            with self.subTest(user=user.login):
                found = self.look(user)
                self.assertEqual((len(found[0]), found[1]), (seen, unseen))
                self.assertFalse(set(found[0]) - {case})

    def test_never_counted(self):
        """[002.3.1b] restricted, named in it, shut out, another landlord's."""
        self.known(state=words.STATE_OPEN, restricted=True)
        self.known(
            state=words.STATE_OPEN,
            excluded_user_ids=[Command.set(self.officer2.ids)],
        )
        for link in (
            {"user_id": self.officer2.id},
            {"partner_id": self.officer2.partner_id.id},
        ):
            case = self.known(state=words.STATE_OPEN)
            self.env["hate.party"].create(
                {"case_id": case.id, "role": words.ROLE_WITNESS, "name": "W", **link}
            )
        other = self.env["res.company"].create({"name": "Other Landlord"})
        self.known(company_id=other.id)
        self.env.flush_all()
        self.assertEqual(self.look(self.officer2), ({}, 0))

    def test_there_is_an_end_to_what_is_shown_and_counted(self):
        for _number in range(MOST_COUNTED + 5):
            self.known(state=words.STATE_OPEN)
        self.assertEqual(len(self.look(self.manager)[0]), MOST_SHOWN)
        self.assertEqual(self.look(self.officer)[1], MOST_COUNTED)

    def test_queries_do_not_grow(self):
        self.known()
        self.look(self.officer)
        self.env.invalidate_all()
        with self.assertQueryCount(4):
            self.look(self.officer)
        for _number in range(99):
            self.known()
        self.env.invalidate_all()
        with self.assertQueryCount(4):
            self.look(self.officer)
