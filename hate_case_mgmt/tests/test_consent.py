from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .common_sharing import PAPER, HateSharingCommon


@tagged("post_install", "-at_install", "hate_case")
class TestConsent(HateSharingCommon):
    """Asked for one purpose, one recipient and one class of data at a time."""

    def test_a_later_answer_takes_the_place_of_an_earlier_one(self):
        self.say("undecided", own_words=False)
        yes = self.say()
        latest = self.env["hate.consent"]._latest(self.case)
        key = (self.victim.id, f"agency:{self.agency.id}", "support", "identity")
        self.assertEqual(latest[key], yes)
        self.assertEqual(yes.recipient_name, "Open Door")
        self.assertEqual(yes._earlier().answer, "undecided")

    def test_in_their_own_words(self):
        for answer in ("given", "refused"):
            with self.assertRaises(ValidationError):
                self.say(answer, own_words="  ")
        with self.assertRaises(ValidationError):
            self.say("conditional", condition="")

    def test_a_log(self):
        yes = self.say()
        with self.assertRaises(UserError):
            yes.sudo().write({"answer": "refused"})
        with self.assertRaises(UserError):
            yes.sudo().unlink()

    def test_consent_by_somebody_else_is_refused(self):
        witness = self.person(words.ROLE_WITNESS, name="Will")
        for giver in (witness, self.alleged):
            with self.assertRaisesRegex(ValidationError, "person concerned"):
                self.say(given_by_id=giver.id)

    def test_the_alleged_person_never_answers_for_the_victim(self):
        self.authorise(self.alleged)
        with self.assertRaisesRegex(ValidationError, "person concerned"):
            self.say(given_by_id=self.alleged.id)

    def test_a_representative_with_authority_on_file(self):
        """[003.6.2] A carer answers only with written authority that is still good."""
        carer = self.person(words.ROLE_REPRESENTATIVE, name="Cara")
        today = fields.Date.today()
        self.authorise(carer, expires_on=fields.Date.subtract(today, days=1))
        with self.assertRaises(ValidationError):
            self.say(given_by_id=carer.id)
        paper = self.authorise(carer)
        self.assertEqual(self.say(given_by_id=carer.id).authority_id, paper)

    def test_authority_of_another_person_does_not_count(self):
        carer = self.person(words.ROLE_REPRESENTATIVE, name="Cara")
        brother = self.person(words.ROLE_HOUSEHOLD, name="Ben")
        self.authorise(carer, given_by_id=brother.id)
        with self.assertRaises(ValidationError):
            self.say(given_by_id=carer.id)

    def test_nobody_names_an_authority_by_hand(self):
        carer = self.person(words.ROLE_REPRESENTATIVE, name="Cara")
        with self.assertRaises(AccessError):
            self.say(given_by_id=carer.id, authority_id=self.authorise(carer).id)

    def test_a_child_says_yes(self):
        self.victim.is_child = True
        with self.assertRaisesRegex(ValidationError, "under 18"):
            self.say()
        self.say("refused")
        self.say(capacity_note="Is 16 and told me back what it means.")
        parent = self.person(words.ROLE_REPRESENTATIVE, name="Pat")
        self.authorise(parent)
        self.say(given_by_id=parent.id)

    def test_interpreter(self):
        self.victim.interpreter = "woman"
        with self.assertRaisesRegex(ValidationError, "interpreter"):
            self.say()
        self.say(interpreting="present")
        self.say(interpreting="declined")

    def test_a_condition_belongs_to_only_if(self):
        """Typed, and then they answered otherwise."""
        self.assertFalse(self.say("refused", condition="Not at work").condition)
        self.assertTrue(self.say("conditional", condition="Not at work").condition)

    def test_evidence(self):
        with self.assertRaisesRegex(ValidationError, "signed paper"):
            self.say(evidence="signed")
        signed = self.say(evidence="signed", file=PAPER, file_name="Amina yes.pdf")
        self.assertNotIn("Amina", signed.file_name)

    def test_dates(self):
        tomorrow = fields.Datetime.add(fields.Datetime.now(), days=1)
        with self.assertRaises(ValidationError):
            self.say(asked_at=tomorrow)
        with self.assertRaises(ValidationError):
            self.say(expires_on="2001-01-01")

    def test_runs_out_by_itself(self):
        yes = self.say(
            asked_at=fields.Datetime.subtract(fields.Datetime.now(), days=9),
            expires_on=fields.Date.subtract(fields.Date.today(), days=2),
        )
        self.assertEqual((yes.answer, yes.standing), ("given", "expired"))

    def test_nothing_to_take_back(self):
        with self.assertRaisesRegex(ValidationError, "no consent to take back"):
            self.say("withdrawn")

    def test_to_whom_by_name(self):
        for kind in ("agency", "panel", "legal", "other"):
            with self.assertRaisesRegex(ValidationError, "by name"):
                self.say(recipient_kind=kind, agency_id=False)
        self.say(recipient_kind="police", agency_id=False)

    def test_who_must_not_see_it(self):
        """A leak test: only who may see the case sees wishes and sharings."""
        yes = self.say()
        sharing = self.sharing()
        sharing._send("Amina Planted")
        for record in (yes, sharing):
            for user in (self.officer, self.manager, self.dpo):
                self.assertTrue(record.with_user(user).read(["recipient_name"]))
                self.assertNotIn("Amina", record.with_user(user).display_name)
            for user in (
                self.officer2,
                self.hub,
                self.insight,
                self.config,
                self.staff,
            ):
                with self.assertRaises(AccessError):
                    record.with_user(user).read(["recipient_name"])
        with self.assertRaises(AccessError):
            self.say(user=self.officer2)
        with self.assertRaises(AccessError):
            self.say(user=self.dpo)
        with self.assertRaises(AccessError):
            self.sharing(user=self.officer2)
        with self.assertRaises(AccessError):
            self.case.with_user(self.officer2)._shareable(self.victim)
        chatter = self.case.message_ids.mapped("body")
        self.assertFalse([body for body in chatter if "Amina" in body])

    def test_what_may_be_ticked(self):
        self.victim.write({"phone": "07700 900123", "adjustments": "Large print"})
        found = self.case.with_user(self.officer)._shareable(self.victim)
        by_class = {thing.data_class: thing.text for thing in found}
        self.assertEqual(by_class["health"], "Large print")
        self.assertEqual(len({thing.key for thing in found}), len(found))
        self.assertNotIn("Bill", " ".join(thing.text for thing in found))
        of_alleged = self.case.with_user(self.officer)._shareable(self.alleged)
        self.assertEqual(
            {
                thing.data_class
                for thing in of_alleged
                if thing.party_id == self.alleged.id
            },
            {"alleged"},
        )
