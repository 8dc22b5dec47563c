from unittest.mock import patch

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.translate import code_translations

from ..policy import vocabulary as words
from ..reports import letter_engine
from .test_letters import LettersCommon
from .test_safe_contact import WORKING_HOURS

WELSH = """{greeting}

Fy enw i yw {officer}. Rwy'n gweithio i {company}.

Byddaf yn cysylltu â chi erbyn {contact_by}.

Ffoniwch {phone}. Eich cyfeirnod yw {reference}."""
ARABIC = """{greeting}

اسمي {officer}. أعمل في {company}.

سأتصل بك قبل {contact_by}. الهاتف: {phone}. المرجع: {reference}."""


@tagged("post_install", "-at_install", "hate_case")
@freeze_time(WORKING_HOURS)
class TestLetterLanguages(LettersCommon):
    """In the person's language where an approved text exists, else a line in it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.welsh = cls.env.ref("hate_case_mgmt.language_cy")
        cls.arabic = cls.env.ref("hate_case_mgmt.language_ar")
        cls.welsh.interpreter_line = "Am gyfieithydd, ffoniwch {phone}."
        cls.arabic.interpreter_line = "للحصول على مترجم، اتصل على {phone}."
        cls.person.safe_method_ids |= cls.ways["post"]
        cls.texts = cls.env["hate.letter.text"].with_user(cls.config)

    def translate(self, language=None, body=WELSH, approve=True, **values):
        text = self.texts.create(
            {
                "template_id": self.introduction.id,
                "language_id": (language or self.welsh).id,
                "greeting": "Annwyl {name},",
                "greeting_unnamed": "Helo,",
                "subject": "Neges gan {company}",
                "body": body,
                "translator": "Mari Example",
                **values,
            }
        )
        if approve:
            text.action_approve()
        return text

    def wording(self, channel=words.LETTER_EMAIL):
        return self.env["hate.letter"]._wording(self.person, self.introduction, channel)

    def test_000_b3_the_letter_is_in_their_language_once_approved(self):
        """[000.b3] who approved it, and when, is kept"""
        self.person.language_id = self.welsh
        text = self.translate(approve=False)
        self.assertIn("My name is", self.send().body)
        text.action_approve()
        self.assertEqual(text.approved_by_id, self.config)
        self.assertTrue(text.approved_at)
        letter = self.send()
        self.assertTrue(letter.body.startswith("Annwyl Amina Yusuf,\n\nFy enw i yw"))
        self.assertIn("dydd llun 23 tachwedd, 17:00", letter.body.lower())
        self.assertEqual(letter.language_id, self.welsh)
        self.assertEqual(letter.subject, "Neges gan Test Landlord")
        self.assertIn('<html lang="cy">', letter._page_text())
        self.person.identity = "withheld"
        self.assertTrue(self.send().body.startswith("Helo,"))

    def test_000_b3_else_a_line_in_their_language_offers_an_interpreter(self):
        """[000.b3] on top of the English letter, marked as what it is"""
        self.person.language_id = self.welsh
        letter = self.send()
        self.assertTrue(
            letter.body.startswith("Am gyfieithydd, ffoniwch 0800 000 0100.\n\nDear")
        )
        self.assertIn('<p lang="cy" dir="ltr"', letter.html)
        self.assertEqual(letter.language_id.code, "en")
        self.assertIn("no text in Welsh", self.wording().note)
        self.welsh.interpreter_line = False
        self.assertIn("offer an interpreter yourself", self.wording().note)
        self.assertTrue(self.send().body.startswith("Dear"))

    def test_someone_who_signs_gets_english(self):
        signed = self.env.ref("hate_case_mgmt.language_bfi")
        self.person.language_id = signed
        letter = self.send()
        self.assertEqual(letter.language_id.code, "en")
        self.assertNotIn('lang="bfi"', letter.html)
        with self.assertRaises(ValidationError):
            self.translate(language=signed)

    def test_english_that_changes_ends_the_approval(self):
        """A translation never says less, or something else, than the English letter."""
        self.person.language_id = self.welsh
        text = self.translate()
        self.introduction.body += "\n\nOne more sentence."
        self.assertEqual(text.state, words.TEXT_OUTDATED)
        self.assertIn("One more sentence.", self.send().body)
        self.assertIn("older than the English one", self.wording().note)
        text.action_approve()
        self.assertEqual(text.state, words.TEXT_APPROVED)
        text.body += "\n\nUn frawddeg arall."
        self.assertEqual(text.state, words.TEXT_DRAFT)
        self.assertFalse(text.approved_by_id)

    def test_it_must_say_all_that_the_english_letter_says(self):
        short = WELSH.replace("{phone}", "ni")
        with self.assertRaises(UserError) as raised:
            self.translate(body=short)
        self.assertIn("leaves out {phone}", str(raised.exception))
        for body in ("{officer.id}", "{rhythm}", "{plan}"):
            with self.subTest(body=body), self.assertRaises(ValidationError):
                self.translate(body=body)
        with self.assertRaises(ValidationError):
            self.translate(greeting="Annwyl {officer},")
        with self.assertRaises(ValidationError):
            self.welsh.interpreter_line = "{officer}"

    def test_only_the_button_approves_and_only_for_who_may(self):
        text = self.translate(approve=False)
        with self.assertRaises(AccessError):
            text.write({"approved_english": "x", "approved_by_id": self.config.id})
        with self.assertRaises(AccessError):
            self.translate(language=self.arabic, approved_by_id=self.config.id)
        for user in (self.officer, self.manager, self.hub, self.dpo):
            with self.assertRaises(AccessError):
                text.with_user(user).action_approve()
        self.assertEqual(text.state, words.TEXT_DRAFT)

    @mute_logger("odoo.sql_db")
    def test_one_text_for_a_language(self):
        self.translate()
        with self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self.translate()

    def test_from_right_to_left(self):
        """Marked so, with a phone number that stays whole."""
        self.person.language_id = self.arabic
        self.assertIn('<p lang="ar" dir="rtl"', self.send().html)
        self.translate(language=self.arabic, body=ARABIC)
        letter = self.send()
        self.assertIn('<div lang="ar" dir="rtl">', letter.html)
        self.assertIn('<p class="date" dir="rtl">', letter._page_text())
        self.assertIn("0800\u00a0000\u00a00100", letter.body)

    def test_paper_without_the_letters_for_it_is_in_english(self):
        """Nobody gets a letter of empty boxes; a screen has its own fonts."""
        self.person.language_id = self.arabic
        self.translate(language=self.arabic, body=ARABIC)
        letter_engine._font_with.cache_clear()
        self.addCleanup(letter_engine._font_with.cache_clear)
        with patch.object(letter_engine.subprocess, "run") as fonts:
            fonts.return_value.stdout = ""
            letter = self.send("post")
            note = self.wording(words.LETTER_POST).note
        self.assertTrue(letter.body.startswith("Dear Amina Yusuf,"))
        self.assertIn("no letters to print Arabic", note)
        self.assertEqual(self.send("email").language_id, self.arabic)

    def test_a_server_that_can_not_list_its_fonts_prints(self):
        letter_engine._font_with.cache_clear()
        self.addCleanup(letter_engine._font_with.cache_clear)
        with patch.object(
            letter_engine.subprocess, "run", side_effect=FileNotFoundError
        ):
            self.assertEqual(letter_engine.font_for(ARABIC), "")
        self.assertEqual(letter_engine.font_for(WELSH), "")

    def test_a_letter_is_english_whatever_language_its_sender_works_in(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        with patch.object(
            code_translations,
            "get_python_translations",
            return_value={"Dear %(name)s,": "Bonjour %(name)s,"},
        ):
            person = self.person.with_context(lang="fr_FR")
            body = self.send(person=person).body
        self.assertTrue(body.startswith("Dear Amina Yusuf,"))
        self.assertIn("Monday 23 November", body)

    def test_the_lines_that_come_with_the_addon_can_be_filled_in(self):
        languages = self.env["hate.language"].search(
            [("interpreter_line", "!=", False)]
        )
        self.assertGreater(len(languages), 10)
        languages._check_interpreter_line()
        for language in languages:
            self.assertIn("{phone}", language.interpreter_line, language.name)
