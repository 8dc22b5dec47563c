from odoo import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..policy import vocabulary as words
from .common import HateCasePeople


@tagged("post_install", "-at_install", "hate_case", "hate_case_browser")
class TestLettersTour(HateCasePeople, HttpCase):
    """Writing a letter, and editing the words of one, through the web client."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.company.write(
            {"email": "homes@example.com", "hate_hub_phone": "0800 000 0100"}
        )
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        cls.case._record_event(words.EVENT_REPORT_RECEIVED, cls.case.reported_at)
        welsh = cls.env.ref("hate_case_mgmt.language_cy")
        welsh.interpreter_line = "Am gyfieithydd, ffoniwch {phone}."
        way = cls.env["hate.contact.method"].search([("code", "=", words.METHOD_POST)])
        cls.person = cls.env["hate.party"].create(
            {
                "case_id": cls.case.id,
                "role": words.ROLE_VICTIM,
                "name": "Gwen Example",
                "address": "1 Mill Court, Eastmoor",
                "language_id": welsh.id,
                "safe_method_ids": [Command.set(way.ids)],
            }
        )

    def test_000_b3_write_an_update(self):
        """[000.b3] the officer sees in which language it goes, and why"""
        self.start_tour(
            f"/odoo/hate-people/{self.person.id}",
            "hate_case_write_update",
            login="t_officer",
        )
        letter = self.case.letter_ids
        self.assertEqual(letter.kind, words.LETTER_UPDATE)
        self.assertIn("- The lock was <b>fitted</b>", letter.body)

    def test_edit_the_words_of_a_letter(self):
        template = self.env.ref("hate_case_mgmt.letter_template_acknowledgement")
        # the sentence that refuses what can't be filled in
        with mute_logger("odoo.http"):
            self.start_tour(
                f"/odoo/hate-letters/{template.id}",
                "hate_case_edit_letter",
                login="t_config",
            )
        self.assertEqual(template.version, 2)
        self.assertIn("My number is {phone}", template.body)
