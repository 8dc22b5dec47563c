from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate
from .common_sharing import HateSharingCommon


@tagged("post_install", "-at_install", "hate_case")
class TestEvidenceShared(HateSharingCommon):
    """[004.2l] Evidence is handed to somebody outside with a sharing, or not at all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.item = cls.env["hate.evidence"].create(
            {
                "case_id": cls.case.id,
                "kind": "object",
                "title": "A brick",
                "party_id": cls.victim.id,
                "kept_at": "Safe 3",
            }
        )

    def hand_over(self, **values):
        lines = self.env["hate.evidence.custody"].with_user(self.officer)
        return lines.create(
            {
                "case_id": self.case.id,
                "evidence_id": self.item.id,
                "kind": words.CUSTODY_OUTSIDE,
                "holder": "PC 4711, Eastmoor police",
                **values,
            }
        )

    def assert_stays(self, says, **values):
        with self.assertRaisesRegex(UserError, says), self.cr.savepoint():
            self.hand_over(**values)

    def test_only_with_a_sharing_of_evidence(self):
        self.assert_stays("goes with a sharing")
        self.say()
        other = self.sharing()
        other._send("Amina")
        self.assert_stays("goes with a sharing", disclosure_id=other.id)
        self.say(data_class=gate.CLASS_EVIDENCE)
        sharing = self.sharing((gate.CLASS_EVIDENCE,))
        self.assert_stays("goes with a sharing", disclosure_id=sharing.id)
        sharing._send("A brick")
        self.assert_stays("by which sharing")
        self.assert_stays("by which sharing", disclosure_id=other.id)
        line = self.hand_over(disclosure_id=sharing.id)
        self.assertEqual(self.item.holder, "PC 4711, Eastmoor police")
        self.assertEqual(line.disclosure_id, sharing)
        self.say("withdrawn", data_class=gate.CLASS_EVIDENCE)
        self.assert_stays("not taken back", disclosure_id=sharing.id)

    def test_the_dialogue_offers_who_it_was_shared_with(self):
        self.say(data_class=gate.CLASS_EVIDENCE)
        sharing = self.sharing((gate.CLASS_EVIDENCE,))
        sharing._send("A brick")
        context = self.item.with_user(self.officer).action_hand_over()["context"]
        lines = self.env["hate.evidence.custody"].with_user(self.officer)
        with Form(lines.with_context(**context)) as form:
            form.kind = words.CUSTODY_OUTSIDE
            form.disclosure_id = sharing
            self.assertEqual(form.holder, "Open Door")
        self.assertIn(
            "Open Door", sharing.with_context(hate_party_names=True).display_name
        )
        self.assertEqual(sharing.display_name, self.case.name)

    def test_a_colleague_needs_none(self):
        line = self.hand_over(kind=words.CUSTODY_HANDED, holder="Records, safe 4")
        self.assertFalse(line.disclosure_id)

    def test_a_sharing_of_another_case_is_none(self):
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        victim = self.person(words.ROLE_VICTIM, case, name="Eve")
        self.say(data_class=gate.CLASS_EVIDENCE)
        self.sharing((gate.CLASS_EVIDENCE,))._send("A brick")
        self.say(data_class=gate.CLASS_EVIDENCE, case_id=case.id, party_id=victim.id)
        theirs = case.with_user(self.officer)._open_disclosure(
            "referral", self.agency, victim, (gate.CLASS_EVIDENCE,), "support"
        )
        theirs._send("A stone")
        with self.assertRaises(ValidationError):
            self.hand_over(disclosure_id=theirs.id)
