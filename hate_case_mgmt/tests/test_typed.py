from odoo.tests import Form, tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon

TYPED = "It\x00 was\x0b a\x1f nail\tand\r\nglue\ud800."
KEPT = "It was a nail\tand\nglue."
# dialogues that read a file or show what is known, and take no words
TAKE_NO_WORDS = {
    "hate.access.close",
    "hate.access.log",
    "hate.bank.holiday.import",
    "hate.panel.share.line",
    "hate.promise.health",
    "hate.report.log.match",
    "hate.standard.compare",
}


@tagged("post_install", "-at_install", "hate_case")
class TestTyped(HateCaseCommon):
    """Signs that a database can't keep go, and what was typed stays."""

    def test_every_record_of_a_case_and_every_dialogue_takes_part(self):
        typed = self.env.registry["hate.typed.mixin"]
        left = {
            name
            for name, model in self.env.registry.items()
            if name.startswith("hate.")
            and not model._abstract
            and (model._transient or "case_id" in model._fields)
            and model._auto
            and not issubclass(model, typed)
        }
        self.assertEqual(left - TAKE_NO_WORDS, set())

    def test_each_text_of_each_dialogue_on_a_case(self):
        base = self.env.registry["hate.case.wizard"]
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        seen = 0
        for name, model in self.env.registry.items():
            if not model._transient or not issubclass(model, base):
                continue
            texts = [
                field.name
                for field in model._fields.values()
                if field.type in ("char", "text")
                and field.store
                and not field.readonly
                and not field.compute
            ]
            wizard = self.env[name]
            clean = wizard._without_control_signs(
                {"case_id": case.id, **dict.fromkeys(texts, TYPED)}
            )
            for text in texts:
                seen += 1
                self.assertEqual(clean[text], KEPT, (name, text))
        self.assertGreater(seen, 30)

    def test_a_dialogue_from_its_form_to_the_record(self):
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        form = Form(
            self.env["hate.incident.add"]
            .with_user(self.officer)
            .with_context(default_case_id=case.id)
        )
        form.narrative = TYPED
        wizard = form.save()
        self.assertEqual(wizard.narrative, KEPT)
        wizard.narrative = "Again\x00"
        self.assertEqual(wizard.narrative, "Again")

    def test_a_report_passed_on(self):
        known = self.env["hate.case"].search([])
        form = Form(self.env["hate.report.pass.on"].with_user(self.staff))
        form.narrative = TYPED
        form.affected_name = "Ana\x00 Sol"
        form.save().action_pass_on()
        case = self.env["hate.case"].search([]) - known
        self.assertEqual(case.report_ids.narrative, KEPT)
        self.assertEqual(case.party_ids.mapped("name"), ["Ana Sol"])

    def test_a_record_of_a_case(self):
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        note = self.env["hate.note"].create({"case_id": case.id, "text": TYPED})
        self.assertEqual(note.text, KEPT)
