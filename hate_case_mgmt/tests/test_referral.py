from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_referral as terms
from .common import HateCaseCommon
from .common_referral import ADDRESS, ASKED, ReferralMixin

SECRETS = ("amina", "planted", "bill", "bounder", "07700", "heron", "hate", "stairs")


@tagged("post_install", "-at_install", "hate_case")
class TestReferral(ReferralMixin, HateCaseCommon):
    """A person put in touch with an agency: by their wish, once, and followed up."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_referrals()

    def refused(self, method, *args):
        """:return: the sentence with which something is refused"""
        with self.assertRaises(UserError) as refusal:
            method(*args)
        return str(refusal.exception)

    # ------------------------------------------------------------------
    # By agreement, and field by field
    # ------------------------------------------------------------------

    def test_002_5_2_only_with_the_persons_agreement(self):
        """[000.b8] [002.5.2] [003.9.3] [004.2f] wishes first, then the referral"""
        referral = self.draft()
        referral.action_ask_gate()
        self.assertEqual(referral.state, terms.REFERRAL_WAITING)
        self.assertIn("not agreed", referral.missing)
        self.refused(referral.action_send, terms.REFERRAL_BY_LINK, ADDRESS)
        self.assertFalse(referral.sent_at)
        self.agree("identity", "contact")
        referral.action_look_again()
        self.assertEqual(referral.state, terms.REFERRAL_APPROVED)
        self.send(referral)
        self.assertEqual(referral.state, terms.REFERRAL_SENT)
        self.assertEqual(referral.disclosure_id.state, "sent")
        self.assertEqual(referral.disclosure_id._linked(), referral.sudo(False))

    def test_asking_from_the_referral_asks_about_just_this(self):
        """The same recipient, purpose and ticks: a yes lets it pass"""
        referral = self.draft()
        referral.action_ask_gate()
        action = referral.action_ask_consent()
        dialogue = (
            self.env["hate.consent.ask"]
            .with_user(referral.env.user)
            .with_context(**action["context"])
            .create({"answer": gate.CONSENT_GIVEN, "own_words": "Yes, do"})
        )
        self.assertEqual(dialogue._classes(), ["identity", "contact"])
        dialogue.action_record()
        referral.action_look_again()
        self.assertEqual(referral.state, terms.REFERRAL_APPROVED)

    def test_it_tells_what_was_ticked_as_it_was_shown_and_nothing_else(self):
        """[000.b11] [001.d4] to share what helps, and that alone"""
        self.agree("identity", "contact")
        referral = self.draft(share=("name",))
        shown = str(referral.preview)
        for told in (ASKED, "Amina Planted", "Open Door", referral.reference):
            self.assertIn(told, shown)
        for kept in ("07700", "amina@", "heron", "Bill", "second floor", "stairs"):
            self.assertNotIn(kept, shown)
        referral.action_ask_gate()
        self.send(referral)
        self.assertEqual(str(referral.preview), shown, "as it was shown before")
        content = referral.disclosure_id.content
        for kept in ("07700", "amina@", "heron", "Bill", "second floor", "stairs"):
            self.assertNotIn(kept, content)
        self.victim.name = "Another Name"
        referral.invalidate_recordset()
        self.assertEqual(str(referral.preview), shown, "and as it left ever after")

    def test_what_the_gate_has_seen_is_not_changed_behind_its_back(self):
        referral = self.agreed()
        self.refused(referral.write, {"asked": "Something else"})
        self.refused(referral.item_ids[:1].write, {"is_shared": True})
        with self.assertRaises(AccessError):
            referral.write({"state": terms.REFERRAL_DRAFT})
        referral.action_change()
        referral.asked = "Something else"
        self.assertFalse(referral.disclosure_id)
        self.assertEqual(referral.state, terms.REFERRAL_DRAFT)

    def test_002_4_9_the_alleged_person_by_their_own_agreement_alone(self):
        """[002.4.9] [003.5.9] [004.2e] and nothing that others told goes with it"""
        referral = self.draft(share=(), party_id=self.alleged.id, need="behaviour")
        keys = set(referral.item_ids.mapped("key"))
        self.assertEqual(
            keys,
            {f"party:{self.alleged.id}:{name}" for name in ("name", "description")},
        )
        self.tick(referral, "name")
        self.agree("identity", "alleged")
        referral.action_ask_gate()
        self.assertEqual(
            referral.state, terms.REFERRAL_WAITING, "the victim's yes is not theirs"
        )
        self.agree("alleged", party_id=self.alleged.id)
        referral.action_look_again()
        self.assertEqual(referral.state, terms.REFERRAL_APPROVED)
        self.send(referral)
        content = referral.disclosure_id.content.lower()
        for kept in ("amina", "stairs", "07700", "victim", "alleged:"):
            self.assertNotIn(kept, content.replace("alleged: name", ""))

    def test_a_place_is_told_without_anybody_in_it(self):
        """[002.5.1] [002.1.2a] [003.1.2a] partners look after a place"""
        values = {
            "subject": "place",
            "party_id": False,
            "place": "The underpass in Mill Road",
            "ground": "anonymous",
        }
        referral = self.draft(share=(), **values)
        self.tick(
            referral,
            *referral.item_ids.filtered(
                lambda item: item.data_class == "incident"
            ).mapped("key"),
        )
        referral.action_ask_gate()
        self.assertEqual(referral.state, terms.REFERRAL_APPROVED, referral.missing)
        self.env["hate.incident"].search(
            [("case_id", "=", self.case.id)]
        ).narrative = "Bill shouted at Amina."
        self.assertIn("Bill", self.refused(referral.action_send, "hand"))

    def test_words_that_name_somebody_else_are_refused(self):
        self.agree("identity", "contact")
        referral = self.draft(asked="Please keep Bill Bounder away from her.")
        self.assertIn("Bill, Bounder", self.refused(referral.action_ask_gate))
        referral.asked = "Please ring Amina Planted."
        referral.action_ask_gate()
        referral.action_change()
        for item in referral.item_ids:
            item.is_shared = item.key.endswith("phone")
        self.assertIn("Amina", self.refused(referral.action_ask_gate))

    def test_a_number_goes_only_with_how_it_is_safe(self):
        """Another person at the phone may be a danger."""
        self.agree("identity", "contact")
        text = self.env.ref("hate_case_mgmt.contact_method_text")
        self.victim.safe_method_ids = text
        referral = self.draft()
        self.assertIn("safe", self.refused(referral.action_ask_gate))
        self.tick(referral, "safe_contact")
        referral.action_ask_gate()
        self.assertEqual(referral.state, terms.REFERRAL_APPROVED)

    def test_what_is_missing_is_said_one_after_the_other(self):
        referral = self.draft(share=(), asked=" ")
        self.assertIn("what you ask", self.refused(referral.action_ask_gate))
        referral.asked = ASKED
        self.assertIn("tick", self.refused(referral.action_ask_gate))
        referral.agency_id = False
        self.assertIn("choose", self.refused(referral.action_ask_gate))

    # ------------------------------------------------------------------
    # Bad input
    # ------------------------------------------------------------------

    def test_an_expired_agreement(self):
        """[002.5.4a] [002.7.1b] [003.9.4a]"""
        self.env["hate.agency.agreement"].create(
            {"agency_id": self.agency.id, "until": self.today() - timedelta(days=1)}
        )
        referral = self.agreed()
        self.assertEqual(referral.state, terms.REFERRAL_WAITING)
        self.assertIn("agreement", referral.missing)
        self.refused(referral.action_send, terms.REFERRAL_BY_LINK, ADDRESS)
        self.env["hate.agency.agreement"].create(
            {"agency_id": self.agency.id, "until": self.today() + timedelta(days=1)}
        )
        referral.action_look_again()
        self.assertEqual(referral.state, terms.REFERRAL_APPROVED)

    def test_an_agency_outside_the_area(self):
        self.agency.area_ids = self.env["hate.area"].create({"name": "Otherton"})
        referral = self.draft()
        self.assertIn("Testshire", self.refused(referral.action_ask_gate))
        referral.outside_reason = "The only one that speaks the language"
        referral.action_ask_gate()
        self.assertEqual(referral.state, terms.REFERRAL_WAITING)

    def test_consent_taken_back_between_approval_and_sending(self):
        referral = self.agreed()
        self.agree("contact", answer="withdrawn")
        self.assertEqual(referral.state, terms.REFERRAL_DRAFT)
        self.assertEqual(len(self.case.activity_ids), 1, "the officer is told")
        self.refused(referral.action_send, terms.REFERRAL_BY_LINK, ADDRESS)
        self.assertFalse(referral.sent_at)

    def test_consent_taken_back_while_the_e_mail_waits(self):
        referral, mail, _path = self.send()
        known = self.mails()
        self.agree("contact", answer="withdrawn")
        self.leave(mail, sent=False)
        self.assertEqual(referral.link_ids.delivery, terms.LINK_HELD)
        self.assertEqual(self.mails() & known, self.mails(), "they know of nothing")
        self.assertIn("taken back", referral.delivery_note)
        self.assertIn("taken back", self.refused(referral.action_send_again, ADDRESS))

    def test_consent_taken_back_after_it_has_left(self):
        """[000.b8] [002.5.4b] The referral shows it, nobody chases an answer any more,
        and whoever was sent it is told what the person decided."""
        referral, _mail, path = self.send()
        referral.link_ids.sudo()._arrived()
        self.agree("identity", "contact", purpose="safety")
        other, _mail, _path = self.send(self.agreed(purpose="safety"))
        known = self.mails()
        self.agree("contact", answer="withdrawn")
        self.assertEqual(referral.state, terms.REFERRAL_WITHDRAWN)
        self.assertIn("took their consent back", referral.withdrawn_reason)
        self.assertEqual(self.clock_of(referral).state, words.DEADLINE_CANCELLED)
        link = self.env["hate.referral.link"]._find(path.rpartition("/")[2])
        self.assertFalse(link._is_usable())
        told = self.mails() - known
        self.assertEqual(told.email_to, ADDRESS)
        self.assertIn(referral.reference, told.body_html)
        self.assertIn("has decided", told.body_html)
        for secret in ("Amina", "07700", ASKED, "Open Door", self.case.name):
            self.assertNotIn(secret, told.body_html)
        self.assertIn("already", self.refused(self.answered, referral, "accepted"))
        # the officer has it before them until the agency has said what it does
        self.assertTrue(referral.to_recall)
        self.assertIn("have stopped", referral.delivery_note)
        referral.disclosure_id._recalled("They deleted it.")
        self.assertFalse(referral.delivery_note)
        # what the person did not take back goes on
        self.assertEqual(other.state, terms.REFERRAL_SENT)

    def test_withdrawn_by_us_is_told_without_a_why(self):
        referral, _mail, _path = self.send()
        referral.link_ids.sudo()._arrived()
        known = self.mails()
        referral.action_withdraw("Moved away to Leeds")
        told = self.mails() - known
        self.assertIn(referral.reference, told.body_html)
        self.assertNotIn("Leeds", told.body_html)
        self.assertNotIn("decided", told.body_html)

    def test_a_mistyped_address_sends_nothing(self):
        referral = self.agreed()
        known = self.mails()
        for wrong in (
            "",
            " ",
            "open-door",
            "open@door",
            "a@b@c.example.com",
            "a b@c.d",
        ):
            with self.subTest(address=wrong), self.cr.savepoint():
                self.refused(referral.action_send, terms.REFERRAL_BY_LINK, wrong)
        self.assertEqual(referral.state, terms.REFERRAL_APPROVED)
        self.assertEqual(self.mails(), known)
        self.assertFalse(self.clock_of(referral))

    def test_an_address_that_nobody_knows_is_asked_about(self):
        referral = self.agreed()
        wizard = (
            self.env["hate.referral.send"]
            .with_user(self.officer)
            .create({"case_id": self.case.id, "referral_id": referral.id})
        )
        self.assertEqual(wizard.address, ADDRESS)
        wizard.address = "referrals@open-dor.example.com"
        self.assertIn("make sure", self.refused(wizard.action_send))
        wizard.is_checked = True
        wizard.action_send()
        self.assertEqual(referral.sent_to, "referrals@open-dor.example.com")

    def leave(self, mail, sent=True):
        """Let the queue come to an e-mail, which goes or is held."""
        with (
            patch.object(
                self.env.registry["ir.mail_server"],
                "send_email",
                lambda _self, message, *args, **kwargs: message["Message-Id"],
            ),
            patch.object(
                self.env.registry["ir.mail_server"], "_connect__", lambda *a, **kw: None
            ),
        ):
            mail.send()
        if not sent:
            self.assertEqual(mail.state, "exception")

    def test_an_address_that_bounces_is_shown_and_put_right(self):
        """The old link is dead, and the new one goes to the corrected address."""
        referral, mail, path = self.send()
        bounce = {
            "bounced_msg_ids": [mail.message_id],
            "bounced_email": False,
            "bounced_partner": self.env["res.partner"],
            "bounced_message": self.env["mail.message"],
            "email_from": "mailer-daemon@open-door.example.com",
            "to": "landlord@example.com",
            "message_id": "<1@open-door.example.com>",
        }
        self.env["mail.thread"]._routing_handle_bounce(None, bounce)
        self.assertEqual(referral.link_ids.delivery, terms.LINK_FAILED)
        self.assertIn(ADDRESS, referral.delivery_note)
        self.assertEqual(len(self.case.activity_ids), 1)
        self.assertNotIn("@", self.case.activity_ids.summary)
        known = self.mails()
        referral.action_send_again("right@open-door.example.com")
        new = self.mails() - known
        self.assertEqual(new.email_to, "right@open-door.example.com")
        self.assertNotEqual(self.path_in(new), path)
        links = self.env["hate.referral.link"]
        self.assertFalse(links._find(path.rpartition("/")[2])._is_usable())
        self.assertTrue(links._find(self.path_in(new).rpartition("/")[2])._is_usable())
        self.assertFalse(referral.delivery_note)
        self.assertEqual(len(self.clock_of(referral)), 1, "it was sent once")

    def test_an_address_that_the_server_refuses(self):
        referral, mail, _path = self.send()
        mail._postprocess_sent_message([], [], "No", "mail_email_invalid")
        self.assertEqual(referral.link_ids.delivery, terms.LINK_FAILED)

    def test_pressing_twice_sends_once(self):
        referral, _mail, _path = self.send()
        known = self.mails()
        refusal = self.refused(referral.action_send, terms.REFERRAL_BY_LINK, ADDRESS)
        self.assertIn("already", refusal)
        self.assertEqual(self.mails(), known)
        self.assertEqual(len(referral.link_ids), 1)

    def test_nothing_leaves_half(self):
        """If the e-mail can't be queued, nothing at all has happened."""
        referral = self.agreed()
        with (
            self.assertRaises(ValueError),
            self.cr.savepoint(),
            patch.object(
                self.env.registry["mail.mail"], "_hate_queue", side_effect=ValueError
            ),
        ):
            referral.action_send(terms.REFERRAL_BY_LINK, ADDRESS)
        referral.invalidate_recordset()
        self.assertEqual(referral.state, terms.REFERRAL_APPROVED)
        self.assertEqual(referral.disclosure_id.state, "draft")
        self.assertFalse(referral.link_ids)
        self.assertFalse(self.clock_of(referral))

    # ------------------------------------------------------------------
    # What leaves
    # ------------------------------------------------------------------

    def test_the_e_mail_says_that_something_waits_and_not_what(self):
        _referral, mail, path = self.send()
        whole = f"{mail.subject} {mail.body_html} {mail.headers} {path}".lower()
        for secret in (*SECTIONS_NEVER, self.case.name.lower()):
            self.assertNotIn(secret, whole, secret)
        self.assertEqual(mail.email_to, ADDRESS)
        self.assertTrue(mail.auto_delete)
        self.assertTrue(mail.hate_sealed)
        self.assertFalse(mail.model or mail.res_id)

    def test_only_hashes_are_kept(self):
        referral, _mail, path = self.send()
        link = referral.link_ids.sudo()
        code = link._new_code()
        secret, _wrong = link._enter(code)
        self.env.flush_all()
        self.cr.execute("SELECT * FROM hate_referral_link WHERE id = %s", [link.id])
        row = " ".join(map(str, self.cr.fetchone()))
        for plain in (path.rpartition("/")[2], code, secret):
            self.assertNotIn(plain, row)

    def test_on_paper_only_once_it_has_passed_the_gate(self):
        report = self.env["report.hate_case_mgmt.referral"].with_user(self.officer)
        referral = self.agreed()
        self.refused(report._get_report_values, referral.ids)
        referral.action_send(terms.REFERRAL_BY_HAND)
        self.assertEqual(report._get_report_values(referral.ids)["docs"], referral)
        self.assertFalse(referral.link_ids)
        page, _type = (
            self.env["ir.actions.report"]
            .with_user(self.officer)
            ._render_qweb_html("hate_case_mgmt.referral", referral.ids)
        )
        self.assertIn("Amina Planted", page.decode())
        self.assertNotIn("07700 900123".replace(" ", "-"), page.decode())
        with self.assertRaises(AccessError):
            report.with_user(self.officer2)._get_report_values(referral.ids)

    def test_withdrawn_is_dead_at_once(self):
        referral, mail, path = self.send()
        referral.action_withdraw("Found help elsewhere")
        self.assertEqual(self.clock_of(referral).state, words.DEADLINE_CANCELLED)
        link = self.env["hate.referral.link"]._find(path.rpartition("/")[2])
        self.assertFalse(link._is_usable())
        self.leave(mail, sent=False)
        draft = self.agreed()
        draft.action_withdraw("Not needed")
        self.assertEqual(draft.disclosure_id.state, "stopped")

    # ------------------------------------------------------------------
    # What comes back
    # ------------------------------------------------------------------

    def test_002_3_1f_the_answer_is_chased_by_a_clock(self):
        """[002.3.1f] [003.2.1e] [002.5.1] ten working days, kept by an answer alone"""
        referral, _mail, _path = self.send()
        other = self.agreed()
        other.action_send(terms.REFERRAL_BY_HAND)
        clock = self.clock_of(referral)
        self.assertEqual(len(clock), 1)
        self.assertEqual(clock.state, words.DEADLINE_RUNNING)
        referral.link_ids.sudo()._enter(referral.link_ids.sudo()._new_code())
        self.assertEqual(referral.state, terms.REFERRAL_RECEIVED)
        self.assertEqual(clock.state, words.DEADLINE_RUNNING, "opened is no answer")
        self.answered(referral, "accepted", "We ring on Monday.")
        self.assertEqual(clock.state, words.DEADLINE_MET)
        self.assertEqual(clock.evidence_id, referral.id)
        self.assertEqual(self.clock_of(other).state, words.DEADLINE_RUNNING)
        self.answered(referral, "done", "She has joined the group.")
        self.assertEqual(referral.outcome, "She has joined the group.")
        self.assertEqual(referral.state, terms.REFERRAL_DONE)

    def test_my_day_shows_it_and_opens_it(self):
        referral, _mail, _path = self.send()
        self.clock_of(referral).sudo().due_at = fields.Datetime.now()
        self.env.flush_all()
        item = (
            self.env["hate.day.item"]
            .with_user(self.officer)
            .search([("deadline_id", "=", self.clock_of(referral).id)])
        )
        self.assertEqual(len(item), 1)

    def test_declined_with_a_reason_and_on_to_another(self):
        """[003.8.1e] support that can't be had here is looked for elsewhere"""
        referral, _mail, _path = self.send()
        with self.assertRaises(UserError), self.cr.savepoint():
            self.answered(referral, "declined", " ")
        self.answered(referral, "declined", "We are full until spring.")
        self.assertEqual(referral.declined_reason, "We are full until spring.")
        self.assertEqual(self.clock_of(referral).state, words.DEADLINE_MET)
        self.assertFalse(referral.link_ids.sudo()._is_usable())
        again = self.env["hate.referral.new"].browse(
            referral.action_refer_elsewhere()["res_id"]
        )
        self.assertEqual(again.party_id, self.victim)
        self.assertEqual(again.asked, ASKED)
        self.assertIn("already", self.refused(self.answered, referral, "accepted"))

    def test_an_answer_after_the_case_closed_is_kept(self):
        referral, _mail, _path = self.send()
        self.case._set({"state": words.STATE_CLOSED})
        referral.sudo()._take_answer(
            {"answer": "accepted", "name": "Kit", "note": "Starts on Monday"}
        )
        self.assertEqual(referral.state, terms.REFERRAL_ACCEPTED)
        self.assertEqual(referral.answer_ids.note, "Starts on Monday")
        self.assertTrue(self.case.activity_ids, "the officer is told all the same")

    def test_what_comes_back_leaves_neutral_lines(self):
        referral, _mail, _path = self.send()
        self.answered(referral, "accepted", "Amina joins on Monday")
        lines = " ".join(self.case.message_ids.mapped("body")).lower()
        for secret in ("amina", "open door", "monday", "kit"):
            self.assertNotIn(secret, lines)
        shown = (
            self.env["hate.timeline"]
            .with_user(self.officer)
            .search([("case_id", "=", self.case.id)])
        )
        kinds = shown.mapped("kind")
        self.assertIn("referral", kinds)
        self.assertIn("referral_answer", kinds)

    # ------------------------------------------------------------------
    # The plan, panels, who leads
    # ------------------------------------------------------------------

    def test_003_5_2c_refer_in_one_click_from_the_plan(self):
        """[002.4.2b] [003.5.2c] what is proposed is referred at once"""
        kind = self.env.ref("hate_case_mgmt.action_type_alleged_referral")
        action = self.case.with_user(self.officer)._propose_action(kind, "It may help")
        self.assertTrue(action.can_refer)
        begun = action.with_user(self.officer).action_refer()
        wizard = (
            self.env[begun["res_model"]].with_user(self.officer).browse(begun["res_id"])
        )
        self.assertEqual(wizard.party_id, self.alleged)
        self.assertEqual(wizard.need, "behaviour")
        wizard.write({"agency_id": self.agency.id, "asked": ASKED})
        made = wizard.action_begin()
        referral = self.env["hate.referral"].browse(made["res_id"])
        self.assertEqual(referral.action_id, action)
        self.assertFalse(wizard.exists())

    def test_000_b4_to_the_panel_of_the_area_in_one_click(self):
        """[000.b4] [002.5.2] [003.9.3] [004.2l] [X10]"""
        panel = self.env["hate.panel"].create(
            {
                "name": "Testshire Panel",
                "area_ids": [Command.set(self.area.ids)],
                "company_id": self.company.id,
            }
        )
        self.env["hate.agency"].create(
            {
                "name": "Partners who meet",
                "is_risk_panel": True,
                "area_ids": [Command.set(self.area.ids)],
            }
        )
        kind = self.env.ref("hate_case_mgmt.action_type_risk_panel")
        case = self.case.with_user(self.officer)
        proposed = [(kind, "High risk")]
        with patch.object(
            self.env.registry["hate.case"], "_proposed_types", lambda _case: proposed
        ):
            self.assertEqual(case._proposals_for_screen()[0]["name"], panel.name)
            begun = case.action_refer_proposal(kind.id)
        wizard = (
            self.env[begun["res_model"]].with_user(self.officer).browse(begun["res_id"])
        )
        wizard.asked = ASKED
        self.assertEqual(wizard.panel_id, panel)
        self.assertFalse(wizard.agency_id | wizard.action_id.agency_id)
        self.assertEqual(wizard.line_ids[:1].panel_id, panel)
        referral = self.env["hate.referral"].browse(wizard.action_begin()["res_id"])
        self.assertEqual(referral.panel_id, panel)
        self.assertEqual(referral.purpose, "panel")

    def test_002_4_8_who_leads_is_a_decision_on_record(self):
        """[002.4.8] [003.5.8] the alleged person is not ours: partners decide"""
        values = {
            "lead": "agency",
            "agency_id": self.agency.id,
            "alleged_not_ours": True,
            "agreed": "They speak with the neighbour; we move the bins.",
            "agreed_with": "Council and police",
            "reason": "He rents from the council.",
        }
        case = self.case.with_user(self.officer)
        leads = self.env["hate.lead"].with_user(self.officer)
        for missing in ("agency_id", "agreed", "agreed_with", "reason"):
            with self.subTest(missing=missing):
                self.refused(leads._record, case, {**values, missing: False})
        decision = leads._record(case, values)
        self.assertEqual(self.case.lead_agency_id, self.agency)
        self.refused(decision.sudo().write, {"reason": "Another"})
        with self.assertRaises(AccessError):
            case.write({"lead_agency_id": False})
        leads._record(case, {**values, "lead": "landlord", "agency_id": False})
        self.assertFalse(self.case.lead_agency_id)
        with self.assertRaises(AccessError):
            leads.with_user(self.officer2)._record(
                self.case.with_user(self.officer2), values
            )

    # ------------------------------------------------------------------
    # Who may, and what it costs
    # ------------------------------------------------------------------

    def test_who_is_not_on_the_case_gets_nothing(self):
        referral, _mail, _path = self.send()
        strangers = (self.officer2, self.insight, self.config, self.staff, self.hub)
        for user in strangers:
            theirs = referral.with_user(user)
            with self.subTest(user=user.login), mute_logger("odoo.addons.base.models"):
                for name, *given in (
                    ("read", ["asked"]),
                    ("action_send_again", ADDRESS),
                    ("action_make_code",),
                    ("action_withdraw", "No"),
                    ("action_record_answer", "accepted", "", "x", "phone"),
                ):
                    with self.assertRaises(AccessError):
                        getattr(theirs, name)(*given)
                for kept in (referral.item_ids, referral.link_ids):
                    with self.assertRaises(AccessError):
                        kept.with_user(user).read()
                with self.assertRaises(AccessError):
                    theirs.mapped("preview")
        with self.assertRaises(AccessError):
            self.draft(user=self.officer2)

    def test_data_protection_reads_and_changes_nothing(self):
        referral, _mail, _path = self.send()
        self.assertEqual(referral.with_user(self.dpo).asked, ASKED)
        with self.assertRaises(AccessError):
            referral.with_user(self.dpo).action_withdraw("No")

    def test_one_case_one_landlord(self):
        other = self.open_case(words.STATE_OPEN, officer=self.officer)
        stranger = self.env["hate.party"].create(
            {"case_id": other.id, "role": words.ROLE_VICTIM, "name": "Elsewhere"}
        )
        with self.assertRaises(UserError):
            self.draft(party_id=stranger.id)
        company = self.env["res.company"].create({"name": "Other Landlord"})
        theirs = self.env["hate.agency"].create(
            {"name": "Theirs", "company_id": company.id}
        )
        with self.assertRaises(ValidationError):
            self.draft(agency_id=theirs.id)

    def test_a_list_costs_the_same_for_many(self):
        fields_shown = {
            "reference": {},
            "agency_id": {"fields": {"display_name": {}}},
            "need": {},
            "sent_at": {},
            "state": {},
        }
        listed = self.env["hate.referral"].with_user(self.officer)

        def read():
            self.env.invalidate_all()
            return listed.web_search_read(
                [("case_id", "=", self.case.id)], fields_shown, limit=200
            )

        self.draft()
        read()
        before = self.env.cr.sql_log_count
        read()
        few = self.env.cr.sql_log_count - before
        self.env["hate.referral"].sudo().create(
            [
                {
                    "case_id": self.case.id,
                    "party_id": self.victim.id,
                    "agency_id": self.agency.id,
                }
                for _number in range(99)
            ]
        )
        self.env.flush_all()
        with self.assertQueryCount(few):
            self.assertEqual(read()["length"], 100)

    def test_what_is_found_beside_the_name_of_a_referral(self):
        """[001.s4] nothing personal in a reference, and no count of referrals"""
        first, second = self.draft(), self.draft()
        self.assertNotEqual(first.reference, second.reference)
        self.assertRegex(first.reference, r"^R-[2-9A-Z]{7}$")


SECTIONS_NEVER = (*SECRETS, "open door", ASKED.lower())
