from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .race import RaceCase


@tagged("post_install", "-at_install", "hate_case")
class TestReferralRace(RaceCase):
    """Two people send the same referral at once."""

    def prepare(self, env):
        self.make_users(env, "refer", first="manager", second="manager")
        env.company.email = "landlord@example.com"
        case = env["hate.case"].create(
            {
                "channel": words.CHANNEL_PHONE,
                "state": words.STATE_OPEN,
                "member_ids": [Command.set(self.users.values())],
            }
        )
        party = env["hate.party"].create(
            {"case_id": case.id, "role": words.ROLE_VICTIM, "name": "Amina Planted"}
        )
        agency = env["hate.agency"].create({"name": "Open Door", "is_national": True})
        env["hate.consent"].with_user(self.users["first"]).create(
            {
                "case_id": case.id,
                "party_id": party.id,
                "recipient_kind": "agency",
                "agency_id": agency.id,
                "purpose": "support",
                "data_class": "identity",
                "answer": "given",
                "own_words": "Yes.",
                "way": "phone",
                "interpreting": "not_needed",
            }
        )
        referral = env["hate.referral"]._open(
            case,
            {"party_id": party.id, "agency_id": agency.id, "asked": "Please ring."},
        )
        referral.item_ids.filtered(lambda item: item.key.endswith(":name")).write(
            {"is_shared": True}
        )
        return case

    def referral(self, cr, who):
        return self.case(cr, who).referral_ids

    def send(self, referral):
        referral.action_send("link", "referrals@open-door.example.com")
        referral.env.flush_all()

    def assert_sent_once(self):
        with self.registry.cursor() as cr:
            case = self.case(cr)
            self.assertEqual(len(case.referral_ids.link_ids), 1)
            self.assertEqual(case.referral_ids.sent_by_id.id, self.users["first"])
            mails = case.env["mail.mail"].search(
                [("email_to", "=", "referrals@open-door.example.com")]
            )
            self.assertEqual(len(mails), 1)
            mails.unlink()

    def test_at_the_same_moment(self):
        """The second gets a sentence at once, and nothing is sent twice."""
        with self.registry.cursor() as first, self.registry.cursor() as second:
            theirs = self.referral(second, "second")
            self.assertEqual(theirs.state, "draft")
            self.send(self.referral(first, "first"))
            second.execute("SET LOCAL lock_timeout = '2s'")
            with self.assertRaises(UserError) as refused:
                self.send(theirs)
            self.assertIn("this very moment", str(refused.exception))
            second.rollback()
        self.assert_sent_once()

    def test_a_moment_later(self):
        """The second saw a draft; Odoo asks again, and it has been sent."""
        with self.registry.cursor() as first, self.registry.cursor() as second:
            theirs = self.referral(second, "second")
            self.assertEqual(theirs.state, "draft")
            self.send(self.referral(first, "first"))
            first.commit()
            with self.assertRaises(UserError) as refused:
                self.again(lambda: self.send(theirs), theirs.env)
            self.assertIn("Sent", str(refused.exception))
            second.rollback()
        self.assert_sent_once()
