import hashlib

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_police as police
from .common_sharing import HateSharingCommon

NARRATIVE = (
    "Amina Planted was shouted at by Bill at 14 Planted Road on Friday. "
    "She rang from 07700 900123. Her mum saw it."
)


class HatePoliceCommon(HateSharingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home = cls.env["hate.property"].create(
            {
                "name": "14 Planted Road",
                "zip": "LS6 2AB",
                "uprn": "100071234567",
                "company_id": cls.company.id,
            }
        )
        cls.victim.write(
            {
                "property_id": cls.home.id,
                "phone": "07700 900123",
                "email": "amina@example.org",
            }
        )
        cls.incident = cls.env["hate.incident"].create(
            {
                "case_id": cls.case.id,
                "narrative": NARRATIVE,
                "place": "outside 14 Planted Road",
            }
        )

    def wish(self, mode, user=None, parties=None, **values):
        """:return: ``hate.police.report`` as the officer or another user notes it"""
        ground = {name: values.pop(name) for name in GROUND if name in values}
        return self.case.with_user(user or self.officer)._note_police_wish(
            mode,
            {
                "party_id": self.victim.id,
                "own_words": "Tell them, but keep me out of it.",
                **values,
            },
            parties=self.victim if parties is None else parties,
            classes=("identity", "incident", "strand"),
            **ground,
        )

    def agree_to_police(self, *classes):
        for name in classes:
            self.say(
                data_class=name,
                recipient_kind="police",
                agency_id=False,
                purpose="police",
            )

    def dialogue(self, report, user=None, **values):
        dialogues = self.env["hate.police.intelligence"].with_user(user or self.officer)
        return dialogues.create(
            {
                "case_id": report.case_id.id,
                "report_id": report.id,
                "what": NARRATIVE,
                **values,
            }
        )


GROUND = ("condition_met", "reason", "necessity", "told", "told_why")


@tagged("post_install", "-at_install", "hate_case")
class TestPoliceModes(HatePoliceCommon):
    def test_choice_is_recorded(self):
        """The person's own choice stays on record, also a no. [004.5e] [X12]"""
        report = self.wish(police.MODE_NONE, own_words="Not now. Maybe later.")
        self.assertEqual(report.state, police.REPORT_NOTED)
        self.assertEqual(report.own_words, "Not now. Maybe later.")
        self.assertEqual(report.user_id, self.officer)
        self.assertFalse(report.disclosure_id)
        with self.assertRaises(AccessError):
            report.with_user(self.officer).own_words = "Yes"

    def test_choice_needs_their_words(self):
        with self.assertRaises(UserError):
            self.wish(police.MODE_NONE, own_words=" ")

    def test_person_of_another_case(self):
        other = self.person(words.ROLE_VICTIM, case=self.open_case())
        with self.assertRaises(UserError):
            self.wish(police.MODE_NONE, party_id=other.id)

    def test_with_consent_only(self):
        """Report for victims with their consent. [002.5.3] [003.9.2b]"""
        report = self.wish(police.MODE_CONSENT)
        self.assertTrue(report.missing)
        with self.assertRaises(UserError):
            report.action_send()
        self.assertFalse(report.packet)
        self.agree_to_police("identity", "incident", "strand")
        report.invalidate_recordset()
        self.assertFalse(report.missing)
        report.action_send()
        self.assertEqual(report.state, police.REPORT_SENT)
        self.assertIn("Amina Planted", report.packet)
        self.assertEqual(
            report.disclosure_id.content_sha256,
            hashlib.sha256(report.packet.encode()).hexdigest(),
        )

    def test_leaves_once(self):
        self.agree_to_police("identity", "incident", "strand")
        report = self.wish(police.MODE_CONSENT)
        report.action_send()
        with self.assertRaises(UserError):
            report.action_send()

    def test_consent_taken_back(self):
        """Withdrawn before it left: it stops, and says so."""
        self.agree_to_police("identity", "incident", "strand")
        report = self.wish(police.MODE_CONSENT)
        self.say(
            "withdrawn",
            data_class="identity",
            recipient_kind="police",
            agency_id=False,
            purpose="police",
        )
        self.assertEqual(report.state, police.REPORT_STOPPED)
        with self.assertRaises(UserError):
            report.action_send()

    def test_packet_holds_only_what_was_ticked(self):
        self.agree_to_police("identity", "incident", "strand")
        report = self.wish(police.MODE_CONSENT)
        report.action_send()
        self.assertNotIn("amina@example.org", report.packet)
        self.assertNotIn("LS6 2AB", report.packet)

    def test_packet_in_order_of_the_form(self):
        """In the order of the national form, ready to copy. [003.9.2d]"""
        self.agree_to_police("identity", "incident", "strand")
        report = self.wish(police.MODE_CONSENT)
        report.action_send()
        places = [
            report.packet.index(f"{number}. {title}")
            for number, (_key, title) in enumerate(police.PACKET_SECTIONS, start=1)
        ]
        self.assertEqual(places, sorted(places))

    def test_reference_is_logged(self):
        """The reference they gave stands on the incident. [003.9.2d]"""
        self.agree_to_police("identity", "incident", "strand")
        report = self.wish(police.MODE_CONSENT, incident_id=self.incident.id)
        with self.assertRaises(UserError):
            report._note_reference("13260001", "PC 1", None)
        report.action_send()
        dialogue = (
            self.env["hate.police.reference"]
            .with_user(self.officer)
            .create(
                {
                    "case_id": self.case.id,
                    "report_id": report.id,
                    "reference": " 13/260001/26 ",
                    "officer": "PC 4411, Elland Road",
                    "incident_id": self.incident.id,
                }
            )
        )
        dialogue.action_confirm()
        self.assertEqual(report.police_reference, "13/260001/26")
        self.assertEqual(self.incident.crime_reference, "13/260001/26")
        self.assertEqual(report.police_officer, "PC 4411, Elland Road")
        told = self.timeline()
        self.assertEqual(told["police_reference"].about, "PC 4411, Elland Road")
        self.assertEqual(told["police_reference"]._source(), report)

    def timeline(self):
        """:return: {kind: entry} of what the officer reads of the police"""
        entries = self.env["hate.timeline"].with_user(self.officer)
        found = entries.search(
            [("case_id", "=", self.case.id), ("kind", "like", "police")]
        )
        return {entry.kind: entry for entry in found}

    def test_legal_duty_needs_a_second_person(self):
        """Without consent only by legal duty: ground, reasons, approval. [003.9.2b]
        [X12]"""
        report = self.wish(police.MODE_LEGAL_DUTY, party_id=False, own_words="")
        self.assertEqual(report.disclosure_id.ground, gate.GROUND_LEGAL_DUTY)
        with self.assertRaises(UserError):
            report.action_send()
        report = self.wish(
            police.MODE_LEGAL_DUTY,
            reason="Court order of 3 May.",
            necessity="It asks for exactly this.",
            told="yes",
        )
        with self.assertRaises(UserError):
            report.action_send()
        report.action_ask_approval()
        with self.assertRaises(UserError):
            report.action_send()
        report.disclosure_id.with_user(self.manager)._approve("It is the law.")
        report.action_send()
        self.assertEqual(report.state, police.REPORT_SENT)

    def test_supported_report(self):
        """The person reports, we help: each step with who and when. [003.9.1b]"""
        report = self.wish(police.MODE_SUPPORTED, own_words="Come with me, please.")
        self.assertFalse(report.disclosure_id)
        steps = self.env["hate.police.step"].with_user(self.officer)
        values = {"case_id": self.case.id, "report_id": report.id}
        first = steps.create({**values, "kind": "explained"})
        self.assertEqual(first.user_id, self.officer)
        self.assertEqual(first.party_id, self.victim)
        self.assertEqual(report.state, police.REPORT_DRAFT)
        steps.create({**values, "kind": police.HELP_REPORTED})
        self.assertEqual(report.state, police.REPORT_SENT)
        told = self.timeline()
        self.assertEqual(set(told), {"police", "police_step"})
        self.assertEqual(told["police"].text, "Come with me, please.")
        self.assertEqual(told["police"].about, "Amina Planted")
        with self.assertRaises(UserError):
            first.note = "Other words"
        none = self.wish(police.MODE_NONE)
        with self.assertRaises(ValidationError):
            steps.create({**values, "report_id": none.id, "kind": "explained"})

    def test_police_decide_nothing_here(self):
        """What the police do changes no state of ours (domain 2.2)."""
        state = self.case.state
        self.agree_to_police("identity", "incident", "strand")
        self.wish(police.MODE_CONSENT).action_send()
        self.assertEqual(self.case.state, state)

    def test_who_sees_it(self):
        report = self.wish(police.MODE_NONE)
        for user in (self.officer2, self.insight, self.config, self.staff):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                report.with_user(user).read(["own_words"])
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.wish(police.MODE_NONE, user=user)
        self.assertTrue(report.with_user(self.manager).own_words)
        self.assertTrue(report.with_user(self.dpo).own_words)

    def test_wish_dialogue(self):
        dialogue = Form(
            self.env["hate.police.wish"]
            .with_user(self.officer)
            .with_context(default_case_id=self.case.id)
        )
        dialogue.mode = police.MODE_CONSENT
        dialogue.party_id = self.victim
        dialogue.own_words = "Yes, tell them."
        self.assertIn(self.alleged, dialogue.party_ids[:])
        action = dialogue.save().action_confirm()
        report = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(report.mode, police.MODE_CONSENT)
        self.assertTrue(report.disclosure_id.share_address)
        self.assertFalse(self.env["hate.police.wish"].search([]))


@tagged("post_install", "-at_install", "hate_case")
class TestIntelligence(HatePoliceCommon):
    def setUp(self):
        super().setUp()
        self.report = self.wish(police.MODE_INTELLIGENCE)

    def found(self, dialogue):
        return {line.shown: line.kind for line in dialogue.line_ids}

    def test_what_tells_who_it_is_is_shown(self):
        """Names, addresses, phones and hints are found. [003.9.2c]"""
        dialogue = self.dialogue(self.report)
        dialogue.action_check()
        found = self.found(dialogue)
        self.assertEqual(found["Amina Planted"], police.FOUND_NAME)
        self.assertEqual(found["Bill"], police.FOUND_NAME)
        self.assertEqual(found["14 Planted Road"], police.FOUND_ADDRESS)
        self.assertEqual(found["07700 900123"], police.FOUND_PHONE)
        self.assertEqual(found["Her mum"], police.FOUND_HINT)
        self.assertTrue(dialogue.left_count)

    def test_staff_homes_and_references_too(self):
        self.officer.name = "Ottilie Quillfeather"
        texts = {
            "what": f"{self.case.name} and 100071234567, Quillfeather, LS62AB, "
            "t_officer",
        }
        shown = {
            one.shown
            for one in self.report._findings(texts)["what"]
            if one.certain and one.known
        }
        self.assertEqual(
            shown,
            {self.case.name, "100071234567", "Quillfeather", "LS62AB", "t_officer"},
        )

    def test_sent_without_any_of_it(self):
        """It leaves without the victim's details, with a reference of its own.
        [003.9.2c]"""
        dialogue = self.dialogue(self.report, where_words="in the north of the town")
        dialogue.action_take_out()
        self.assertFalse(dialogue.left_count)
        dialogue.action_send()
        packet = self.report.packet
        for word in ("Amina", "Planted Road", "Bill", "07700", "mum", self.case.name):
            self.assertNotIn(word, packet)
        self.assertIn(self.report.intelligence_reference, packet)
        self.assertIn("[name]", packet)
        sharing = self.report.disclosure_id
        self.assertEqual(sharing.state, gate.DISCLOSURE_SENT)
        self.assertEqual(sharing.ground, gate.GROUND_ANONYMOUS)
        self.assertFalse(sharing.party_ids)
        self.assertNotIn(self.case.name, sharing.file_name)
        self.assertEqual(
            sharing.content_sha256, hashlib.sha256(packet.encode()).hexdigest()
        )
        self.assertFalse(self.env["hate.police.intelligence"].search([]))
        self.assertFalse(self.env["hate.police.intelligence.line"].search([]))

    def test_a_name_never_stays(self):
        dialogue = self.dialogue(self.report)
        dialogue.action_check()
        line = dialogue.line_ids.filtered("certain")[:1]
        with self.assertRaises(ValidationError):
            line.reason = "Everybody knows"

    def test_a_hint_stays_with_a_reason(self):
        dialogue = self.dialogue(self.report, what="Her mum saw it happen.")
        dialogue.action_check()
        line = dialogue.line_ids
        self.assertEqual(line.shown, "Her mum")
        line.reason = "  "
        self.assertTrue(dialogue.left_count, "A reason is asked for")
        line.reason = "Every mother in the street was there"
        self.assertFalse(dialogue.left_count)
        dialogue.action_send()
        self.assertIn("Her mum", self.report.packet)
        self.assertIn("Every mother in the street", self.report.kept)
        self.assertNotIn("Every mother", self.report.packet)

    def test_server_looks_again(self):
        """Whatever the screen believed, nothing leaves that names somebody."""
        for what, kept in (
            ("Amina was hit.", {"Amina": "No matter"}),
            ("Her mum was hit.", {}),
            ("Her mum was hit.", {"Her mum": "  "}),
        ):
            with self.subTest(what=what), self.assertRaises(UserError) as refused:
                self.report._send_anonymous({"what": what}, kept)
            self.assertNotIn("Amina", str(refused.exception))
        self.assertEqual(self.report.state, police.REPORT_DRAFT)
        self.assertFalse(self.report.disclosure_id.content)

    def test_text_changed_after_looking(self):
        dialogue = self.dialogue(self.report, what="Nothing but shouting.")
        dialogue.action_check()
        self.assertFalse(dialogue.left_count)
        dialogue.what = "Shouting at Amina."
        dialogue.action_send()
        self.assertEqual(self.report.state, police.REPORT_DRAFT)
        self.assertEqual(self.found(dialogue), {"Amina": police.FOUND_NAME})

    def test_name_in_disguise(self):
        dialogue = self.dialogue(
            self.report, what="It was \u0410mina, A m i n a, AMINA"
        )
        dialogue.action_check()
        self.assertEqual(set(self.found(dialogue).values()), {police.FOUND_NAME})

    def test_they_said_no_even_so(self):
        self.say(
            "refused",
            data_class="incident",
            recipient_kind="police",
            agency_id=False,
            purpose="intelligence",
        )
        with self.assertRaises(UserError):
            self.report._send_anonymous({"what": "Shouting."}, {})

    def test_two_references_differ(self):
        other = self.wish(police.MODE_INTELLIGENCE)
        self.assertNotEqual(
            other.intelligence_reference, self.report.intelligence_reference
        )

    def test_printed_page_says_no_more(self):
        self.report._send_anonymous({"what": "Shouting in the street."}, {})
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.officer)
            ._render_qweb_html("hate_case_mgmt.report_police", self.report.ids)
        )
        for word in (self.case.name, "Amina", self.officer.name, str(self.case.id)):
            self.assertNotIn(word.encode(), html)
        self.assertIn(b"Shouting in the street", html)
        self.assertEqual(self.report._file_name(), self.report.intelligence_reference)

    def test_somebody_else_sees_no_dialogue(self):
        dialogue = self.dialogue(self.report)
        dialogue.action_check()
        for user in (self.officer2, self.manager, self.config, self.staff):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                dialogue.with_user(user).read(["what"])
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                dialogue.line_ids.with_user(user).read(["shown"])
        with self.assertRaises(AccessError):
            self.dialogue(self.report, user=self.officer2)
        with self.assertRaises(AccessError):
            self.case.with_user(self.officer2)._people_to_hide()

    def test_report_of_another_case(self):
        other = self.open_case(officer=self.officer)
        with self.assertRaises(UserError):
            self.dialogue(self.report, case_id=other.id)

    def test_queries(self):
        """As many for a hundred reports as for one."""

        def count(reports):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            reports.with_user(self.officer).mapped("missing")
            return self.env.cr.sql_log_count - before

        count(self.report)
        one = count(self.report)
        many = self.report.concat(
            *(self.wish(police.MODE_INTELLIGENCE) for _place in range(20))
        )
        self.assertLessEqual(count(many), one + 2)


@tagged("post_install", "-at_install", "hate_case")
class TestHighRiskIsTold(HateSharingCommon):
    def finish(self, level):
        """:return: a finished assessment that was judged so"""
        matrix = self.env.ref("hate_case_mgmt.risk_matrix_screen")
        assessment = (
            self.env["hate.risk.assessment"]
            .sudo()
            .create(
                {
                    "case_id": self.case.id,
                    "party_id": self.victim.id,
                    "matrix_id": matrix.id,
                    "way": "phone",
                }
            )
        )
        assessment.sudo().write(
            {
                "state": words.ASSESSMENT_FINISHED,
                "scored_level": level,
                "finished_at": fields.Datetime.now(),
            }
        )
        assessment.sudo(False).with_user(self.officer)._after_finish()
        return assessment.sudo(False)

    def looks(self):
        kind = self.env.ref("hate_case_mgmt.mail_activity_type_risk")
        return self.case.activity_ids.filtered(
            lambda activity: activity.activity_type_id == kind
        )

    def test_managers_are_told_once(self):
        """A high level reaches the managers who see the case, once, in neutral
        words."""
        self.finish(words.RISK_LOW)
        self.assertFalse(self.looks())
        self.finish(words.RISK_HIGH)
        assessment = self.finish(words.RISK_HIGH)
        self.assertEqual(self.looks().user_id, self.manager | self.manager2)
        self.assertEqual(len(self.looks()), 2)
        for text in self.looks().mapped("display_name"):
            self.assertNotIn("high", text.lower())
            self.assertNotIn("Amina", text)
        assessment.with_user(self.manager).action_mark_seen("I rang her officer.")
        self.assertFalse(self.looks())

    def test_nobody_who_may_not_see_it(self):
        self.case.restricted = True
        self.finish(words.RISK_HIGH)
        self.assertFalse(self.looks())
