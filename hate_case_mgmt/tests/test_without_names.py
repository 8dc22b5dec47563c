from odoo.exceptions import UserError
from odoo.tests import tagged

from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_police as police
from ..policy import vocabulary_referral as terms
from .common_referral import ReferralMixin
from .panel_common import PanelCommon
from .test_police import HatePoliceCommon

REFUSED = "without names, and its words tell who"


@tagged("post_install", "-at_install", "hate_case")
class TestGateWithoutNames(HatePoliceCommon):
    """What leaves without names names nobody, whoever sends it."""

    def tip(self, **vals):
        return self.sharing(
            ("incident",),
            ground=gate.GROUND_ANONYMOUS,
            parties=self.env["hate.party"],
            **vals,
        )

    def test_the_gate_reads_the_words(self):
        self.victim.code_word = "heron"
        self.incident.crime_reference = "CR-9917/44"
        for told in (
            "amina",
            "Bill was there",
            "14 Planted Road",
            "LS6 2AB",
            "07700 900123",
            "amina@example.org",
            "100071234567",
            "They said heron",
            "CR-9917/44",
            self.case.name,
        ):
            sharing = self.tip()
            with self.subTest(told=told), self.assertRaises(UserError) as refused:
                sharing._send(f"Shouting in the street. {told}.")
            self.assertIn(REFUSED, str(refused.exception))
            self.assertNotIn(told, str(refused.exception))
            self.assertEqual((sharing.state, sharing.content), ("draft", False))
        sharing._send("Shouting in the street, near the school.")
        self.assertEqual(sharing.state, gate.DISCLOSURE_SENT)

    def test_what_was_found_is_named_by_its_kind(self):
        sharing = self.tip()
        self.assertTrue(
            sharing._refusal_of_words("Amina, 07700 900123")
            .partition(": ")[2]
            .startswith("Name, Phone number.")
        )

    def test_anybodys_number_leads_to_them(self):
        """Also of people who are not in the case; but our own number is on top."""
        self.company.hate_hub_phone = "0800 000 0100"
        sharing = self.tip()
        for told in ("07700 900999", "ring eve@example.org", "born 4 May 1999"):
            with self.subTest(told=told):
                self.assertIn(REFUSED, sharing._refusal_of_words(f"Shouting. {told}"))
        contact = f"Your contact with us: {self.case._our_contact()}"
        self.assertIsNone(sharing._refusal_of_words(f"{contact}\nShouting."))

    def test_with_names_on_every_other_ground(self):
        self.say()
        sharing = self.sharing()
        self.assertIsNone(sharing._refusal_of_words("Amina Planted, 07700 900123"))

    def test_lines_that_say_who_shares_are_ours(self):
        """A landlord, a partner or an officer may bear the same name."""
        self.company.name = "Planted Homes"
        self.agency.name = "Amina Trust"
        self.officer.name = "Amina Ward"
        strand = self.env["hate.strand"].create({"name": "Amina"})
        sharing = self.tip()
        for ours in (
            "From: Planted Homes",
            "To\nAmina Trust",
            self.case._our_contact(),
            f"Aimed at: {strand.name}",
        ):
            with self.subTest(ours=ours):
                self.assertIsNone(sharing._refusal_of_words(f"{ours}\nShouting."))
        for told in ("Planted Homes knew Amina", "Amina Planted: Planted Homes"):
            self.assertIn(REFUSED, sharing._refusal_of_words(told))

    def test_colleagues_are_no_people_of_the_case(self):
        self.officer.name = "Ottilie Quillfeather"
        self.assertIsNone(self.tip()._refusal_of_words("Ottilie Quillfeather saw it"))
        self.alleged.user_id = self.officer2
        self.officer2.name = "Percival Quillfeather"
        self.assertTrue(self.tip()._refusal_of_words("Percival shouted"))

    def test_share_never_goes_without_names(self):
        """A page that is printed is about somebody."""
        dialogue = (
            self.env["hate.disclosure.share"]
            .with_user(self.officer)
            .create(
                {
                    "case_id": self.case.id,
                    "recipient_kind": gate.RECIPIENT_AGENCY,
                    "agency_id": self.agency.id,
                    "purpose": "support",
                    "ground": gate.GROUND_ANONYMOUS,
                    "share_incident": True,
                }
            )
        )
        self.assertIn("Amina Planted", dialogue.content)
        self.assertIn("way of sharing", dialogue.refusal)
        with self.assertRaises(UserError):
            dialogue.action_share()

    def test_intelligence_still_leaves(self):
        """[003.9.2c] also where the landlord shares a name with somebody."""
        self.company.name = "Planted Homes"
        self.case.strand_ids = self.env["hate.strand"].create({"name": "Amina"})
        report = self.wish(police.MODE_INTELLIGENCE)
        report._send_anonymous(
            {
                police.SECTION_WHAT: "Shouting in the street.",
                police.SECTION_WHY: "Amina",
            },
            {},
        )
        self.assertEqual(report.disclosure_id.state, gate.DISCLOSURE_SENT)


@tagged("post_install", "-at_install", "hate_case")
class TestReferralWithoutNames(ReferralMixin):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_referrals()
        cls.incident = cls.case.incident_ids
        cls.victim.address = "14 Planted Road"
        cls.referral = cls.draft(
            share=("incident",),
            subject=terms.REFERRAL_PLACE,
            party_id=False,
            place="The underpass",
            ground=gate.GROUND_ANONYMOUS,
        )
        cls.tick(cls.referral, f"incident:{cls.incident.id}")

    def test_said_before_it_is_sent(self):
        self.assertFalse(self.referral.missing)
        self.incident.place = "outside 14 Planted Road"
        self.referral.invalidate_recordset()
        self.assertIn(REFUSED, self.referral.missing)
        with self.assertRaisesRegex(UserError, REFUSED):
            self.referral.action_ask_gate()

    def test_and_by_the_gate_as_it_leaves(self):
        self.referral.action_ask_gate()
        self.assertEqual(self.referral.state, terms.REFERRAL_APPROVED)
        sharing = self.referral.disclosure_id
        with self.assertRaisesRegex(UserError, REFUSED):
            sharing._send("Shouting at 07700 900123")
        self.incident.narrative = "She rang from 07700 900123."
        with self.assertRaisesRegex(UserError, REFUSED):
            self.referral.action_send(terms.REFERRAL_BY_HAND)
        self.incident.narrative = "Shouting."
        self.referral.action_send(terms.REFERRAL_BY_HAND)
        self.assertEqual(sharing.state, gate.DISCLOSURE_SENT)

    def test_a_colleague_who_bears_the_name_is_named_as_our_contact(self):
        self.officer.name = "Amina Ward"
        self.company.name = "Planted Homes"
        self.assertIsNone(self.referral._tells_who())


@tagged("post_install", "-at_install", "hate_case")
class TestPackWithoutNames(PanelCommon, ReferralMixin):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_panel()
        cls.incident = cls.env["hate.incident"].create(
            {"case_id": cls.case.id, "narrative": "Shouting at Quillfeather."}
        )

    def take(self, meeting):
        self.say_yes()
        return self.prepare(
            meeting,
            ticked=(f"incident:{self.incident.id}",),
            ground=gate.GROUND_ANONYMOUS,
        )

    def test_refused_as_it_is_prepared(self):
        self.person.name = "Quillfeather"
        meeting = self.plan_meeting()
        with self.assertRaisesRegex(UserError, REFUSED):
            self.take(meeting)

    def test_refused_as_it_is_released(self):
        """What is learned in between counts."""
        meeting = self.plan_meeting()
        item = self.take(meeting)
        sharing = item.pack_ids.disclosure_id
        self.person.name = "Quillfeather"
        with self.assertRaisesRegex(UserError, REFUSED):
            meeting.action_release()
        self.assertEqual(sharing.state, gate.DISCLOSURE_DRAFT)
        self.person.name = "Somebody Else"
        meeting.action_release()
        self.assertEqual(sharing.state, gate.DISCLOSURE_SENT)
