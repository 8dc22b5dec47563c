from odoo import Command
from odoo.tests import HttpCase, tagged

from ..policy import vocabulary as words
from .common import HateCasePeople


@tagged("post_install", "-at_install", "hate_case", "hate_case_browser")
class TestPeopleTour(HateCasePeople, HttpCase):
    """The people of a case through the web client, by its officer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.officer.name = "Tour Officer"
        cls.company.write(
            {"email": "homes@example.com", "hate_hub_phone": "0800 000 0100"}
        )
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        cls.case._record_event(words.EVENT_REPORT_RECEIVED, cls.case.reported_at)
        ways = cls.env["hate.contact.method"].search(
            [("code", "in", (words.METHOD_PHONE, words.METHOD_EMAIL))]
        )
        cls.person, cls.speaker = cls.env["hate.party"].create(
            [
                {
                    "case_id": cls.case.id,
                    "role": words.ROLE_VICTIM,
                    "name": "Amina Yusuf",
                    "email": "amina@example.com",
                    "safe_method_ids": [Command.set(ways.ids)],
                },
                {
                    "case_id": cls.case.id,
                    "role": words.ROLE_REPRESENTATIVE,
                    "name": "Robin Advice",
                },
            ]
        )

    def tour(self, name, person):
        self.start_tour(f"/odoo/hate-people/{person.id}", name, login="t_officer")

    def test_log_a_contact(self):
        self.tour("hate_case_log_contact", self.person)
        contact = self.case.contact_ids
        self.assertTrue(contact.reached)
        self.assertTrue(contact.still_safe)
        self.assertEqual(self.case.next_contact_on, contact.next_contact_on)
        self.assertEqual(contact.said, "She sleeps at her sister's <b>now</b>")
        self.assertTrue(self.person.safe_checked_at)

    def test_file_an_authority(self):
        """[003.6.2] filed with its paper, scope and end"""
        self.tour("hate_case_file_authority", self.speaker)
        self.assertFalse(self.speaker.awaits_authority)
        self.assertEqual(self.case.authority_ids.file_name, "paper.txt")

    def test_write_to_the_person(self):
        self.tour("hate_case_write_letter", self.person)
        self.assertEqual(self.case.letter_ids.channel, words.LETTER_EMAIL)
