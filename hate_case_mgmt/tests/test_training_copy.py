from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..policy import training_words as invented
from ..policy import vocabulary as words
from .common import HateCaseCommon
from .planted import WORD, Planter, files_with, tables_with


@tagged("post_install", "-at_install", "hate_case", "security")
class TestTrainingCopy(HateCaseCommon):
    """Abuse case 22: nobody's name, address or words are in a training copy."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)

    def mark_neutralised(self):
        self.env["ir.config_parameter"].set_param("database.is_neutralized", True)

    def plant_people(self):
        """Plant the word where Odoo itself keeps it."""
        partner = self.env["res.partner"].create(
            {
                "name": f"{WORD} Person",
                "email": f"{WORD}@example.com",
                "phone": "020 7946 0000",
                "street": f"1 {WORD} Street",
                "comment": f"<p>{WORD}</p>",
                "image_1920": self.env.ref("base.user_admin").image_1920,
            }
        )
        self.officer.write({"name": f"{WORD} Officer", "signature": f"<p>{WORD}</p>"})
        self.env["ir.filters"].create(
            {
                "name": WORD,
                "model_id": "hate.case",
                "domain": f"[('search_text', 'ilike', '{WORD}')]",
                "user_ids": [Command.set(self.officer.ids)],
            }
        )
        self.env["ir.attachment"].create(
            {"name": f"{WORD}.txt", "raw": f"{WORD} beside nothing".encode() * 50}
        )
        self.env["ir.model.data"].create(
            {
                "module": "__import__",
                "name": f"customer_{WORD}",
                "model": "res.partner",
                "res_id": partner.id,
            }
        )
        self.company.hate_safeguarding_guidance = f"Call {WORD}"

    def test_refuses_a_database_that_is_no_copy(self):
        self.env["ir.config_parameter"].set_param("database.is_neutralized", False)
        with self.assertRaisesRegex(UserError, "nothing was touched"):
            self.env["hate.training.copy"]._make()

    def test_a_typed_recipient_is_in_no_key(self):
        """Wishes and sharings meet by a key; in a copy they still do."""
        self.env["hate.party"].create(
            {"case_id": self.case.id, "role": words.ROLE_VICTIM, "name": "Amina"}
        )
        recipient = {"kind": "other", "name": f"Aunt {WORD}"}
        sharings = self.env["hate.disclosure"]
        for to in (recipient, recipient, {**recipient, "name": "Somebody else"}):
            sharings |= self.case._open_disclosure(
                "print", to, self.case.party_ids, {"identity"}, "support"
            )
        police = self.case._open_disclosure(
            "print", {"kind": "police"}, self.case.party_ids, {"identity"}, "safety"
        )
        before = police.recipient_key
        self.mark_neutralised()
        self.env["hate.training.copy"]._make()
        self.assertEqual(tables_with(self.env, WORD), [])
        keys = sharings.mapped("recipient_key")
        self.assertEqual(keys[0], keys[1])
        self.assertNotEqual(keys[0], keys[2])
        self.assertTrue(keys[0].startswith("other:"))
        self.assertEqual(police.recipient_key, before)

    def test_no_word_is_left(self):
        self.plant_people()
        rows = Planter(self.case, plain=False).plant()
        evidence = self.env["hate.evidence"].browse(rows["hate.evidence"])
        self.env["hate.access.log"]._log("opened", self.case)
        reference = self.case.name
        before = self.env["hate.party"].search_count([])
        self.mark_neutralised()
        password = self.env["hate.training.copy"]._make()
        self.assertEqual(tables_with(self.env, WORD), [])
        self.assertEqual(files_with(self.env, WORD), [])
        # the work is still there to train with
        self.assertEqual(self.case.name, reference)
        self.assertEqual(self.env["hate.party"].search_count([]), before)
        party = self.env["hate.party"].browse(rows["hate.party"])
        self.assertIn(party.name, invented.NAMES)
        self.assertTrue(party.phone.startswith(invented.PHONE_START))
        self.assertIn(party.name.lower(), self.case.search_text)
        self.assertIn("Colleague", self.officer.name)
        self.assertEqual(self.officer.login, f"user{self.officer.id}")
        self.assertTrue(evidence.file)
        # whoever could log in can do so anew
        crypt = self.env["res.users"]._crypt_context()
        self.env.cr.execute(
            "SELECT password FROM res_users WHERE id = %s", [self.officer.id]
        )
        self.assertTrue(crypt.verify(password, self.env.cr.fetchone()[0]))

    def test_the_same_copy_gives_the_same_people(self):
        rows = Planter(self.case, plain=False).plant()
        self.mark_neutralised()
        party = self.env["hate.party"].browse(rows["hate.party"])
        made = []
        for _turn in range(2):
            self.env["hate.training.copy"]._make()
            made.append((party.name, party.phone, party.address, party.description))
        self.assertEqual(*made)

    def test_modules_it_does_not_know_are_named(self):
        copy = self.env["hate.training.copy"]
        self.assertNotIn("mail", copy._untouched_modules())
        stranger = self.env["ir.module.module"].create(
            {"name": "stranger", "state": "installed"}
        )
        self.assertIn(stranger.name, copy._untouched_modules())
