from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from ..policy import letter_text, plain_english
from ..policy import vocabulary as words
from .test_letters import LettersCommon
from .test_safe_contact import WORKING_HOURS

SHIPPED = "hate_case_mgmt"


@tagged("post_install", "-at_install", "hate_case")
@freeze_time(WORKING_HOURS)
class TestLetterTemplates(LettersCommon):
    """A landlord edits the words without code, and the words are plain."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        ours = cls.env["ir.model.data"].search(
            [("module", "=", SHIPPED), ("model", "=", "hate.letter.template")]
        )
        cls.shipped = (
            cls.env["hate.letter.template"].browse(ours.mapped("res_id")).exists()
        )

    def test_there_is_a_letter_of_each_kind(self):
        kinds = set(self.shipped.mapped("kind"))
        self.assertEqual(kinds, {kind for kind, _label in words.LETTER_KINDS})

    def test_003_7_plain_english_in_every_letter_that_comes_with_the_addon(self):
        """[003.7.1] short sentences, everyday words, and somebody who does it"""
        for template in self.shipped:
            with self.subTest(template=template.name):
                found = plain_english.measure(template.body)
                self.assertFalse([str(note) for note in plain_english.notes(found)])
                self.assertLessEqual(found.average, 15)
                self.assertLessEqual(found.reading_age, 11)

    def test_each_says_what_comes_next_and_how_to_reach_us(self):
        for template in self.shipped:
            with self.subTest(template=template.name):
                asked = letter_text.placeholders(template.body)
                self.assertGreaterEqual(asked, {"greeting", "phone", "company"})
                self.assertIn("reference", asked)

    def test_whoever_edits_is_told_kindly_what_could_be_plainer(self):
        form = Form(self.introduction.with_user(self.config))
        form.body = (
            "{greeting}\n\nYour case will be allocated. Our multi-agency triage will, "
            "subject to the availability of the relevant professionals, commence "
            "forthwith, and henceforth we shall endeavour to inform you of all that "
            "there is to be said regarding it."
        )
        for said in ("who does it?", "“triage”", "“commence”", "Could it be two?"):
            self.assertIn(said, form.plain_note)
        form.save()

    def test_a_word_that_is_explained_is_no_trouble(self):
        measure = plain_english.measure
        self.assertEqual(measure("We call a MARAC.").unexplained, ("marac",))
        self.assertFalse(
            measure("We call a MARAC (a meeting of services).").unexplained
        )

    def test_the_editor_sees_the_letter_as_it_will_look(self):
        form = Form(self.introduction.with_user(self.config))
        self.assertIn("Dear Sam Example,", form.preview)
        form.body = "{greeting}\n\n# A <b>heading</b>\n\n- {phone}\n- {officer}"
        self.assertIn("A &lt;b&gt;heading&lt;/b&gt;</h2>", form.preview)
        self.assertIn("<li", form.preview)
        form.body = "{greeting} {nobody_knows}"
        self.assertIn("{nobody_knows}", form.preview)

    def test_the_editor_sees_what_can_be_filled_in(self):
        for template in self.shipped:
            known = template._known_in_body()
            self.assertEqual(
                {name for name in known if f"{{{name}}}" in template.placeholder_help},
                known,
            )
        self.assertNotIn("{plan}", self.introduction.placeholder_help)

    def test_what_a_kind_must_say_stays_in_it(self):
        plan = self.env["hate.letter.template"]._for_kind(words.LETTER_ACTION_PLAN)
        with self.assertRaises(ValidationError) as raised:
            plan.body = "{greeting} Hello"
        self.assertIn("must say {plan}", str(raised.exception))
        with self.assertRaises(ValidationError) as raised:
            self.introduction.body = "{greeting} {plan}"
        self.assertIn("Nothing can be filled in for {plan}", str(raised.exception))
        with self.assertRaises(ValidationError):
            plan.subject = "{plan}"

    def test_nothing_in_a_template_is_ever_evaluated(self):
        for text in (
            "{{ object.env }}",
            "${object}",
            "<t t-out='env'/>",
            "%(name)s",
            "{% if 1 %}",
        ):
            with self.subTest(text=text):
                try:
                    self.introduction.body = f"{{greeting}} {text} {{officer}}"
                except ValidationError:
                    continue
                self.assertIn(text, self.send().body)

    def test_each_change_of_the_words_is_a_new_version(self):
        self.introduction.name = "Another name"
        self.assertEqual(self.introduction.version, 1)
        letter = self.send()
        self.introduction.body += "\n\nMore."
        self.assertEqual(self.introduction.version, 2)
        self.assertEqual(
            (letter.template_version, self.send().template_version), (1, 2)
        )

    def test_only_who_configures_edits_letters(self):
        for user in (self.officer, self.manager, self.hub, self.dpo):
            with self.assertRaises(AccessError):
                self.introduction.with_user(user).body = "{greeting}"
        self.introduction.with_user(self.config).body = "{greeting} Hello."
