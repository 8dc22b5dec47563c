from datetime import timedelta

from lxml import etree

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged, users

from ..policy import vocabulary as words
from .common import HateCaseCommon, utc

STORY = "They shouted at me by the bins."


class LogReportCommon(HateCaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.by_phone = cls.env.ref("hate_case_mgmt.contact_method_phone")

    def form(self, user=None, **typed):
        """:return: the form as the web client has it, with what was typed"""
        form = Form(self.env["hate.report.log"].with_user(user or self.hub))
        typed = {"narrative": STORY, "channel": words.CHANNEL_PHONE, **typed}
        for name, value in typed.items():
            setattr(form, name, value)
        return form

    def log(self, user=None, **typed):
        """:return: ``(case as superuser, what the client is told to do)``"""
        before = self.env["hate.case"].search([])
        sent = self.form(user, **typed).save()
        answer = sent.action_log()
        case = self.env["hate.case"].search([]) - before
        return case, answer

    def draft(self, user=None, **typed):
        """:return: a form that is saved and not sent, written past the view"""
        return (
            self.env["hate.report.log"]
            .with_user(user or self.hub)
            .create({"narrative": STORY, "channel": words.CHANNEL_PHONE, **typed})
        )


@tagged("post_install", "-at_install", "hate_case")
class TestLogReport(LogReportCommon):
    """Log a report, as the customer hub, an officer or a manager does."""

    def test_what_happened_and_the_channel_are_enough(self):
        """[000.a1] [001.d3a] nothing else is asked, nothing has to be proved."""
        for user in (self.hub, self.officer, self.manager):
            case, answer = self.log(user)
            self.assertEqual(case.report_ids.narrative, STORY)
            self.assertEqual(case.member_ids, user)
            self.assertEqual(answer["params"]["next"]["res_id"], case.id)
            self.assertTrue(case.with_user(user).has_access("read"))
        for missing in ("narrative", "channel"):
            form = self.form()
            setattr(form, missing, False)
            with self.assertRaises(AssertionError):
                form.save()

    def test_the_first_screen_has_eight_inputs(self):
        view = (
            self.env["hate.report.log"].with_user(self.hub).get_view(view_type="form")
        )
        form = self.form()
        shown = self._first_screen(view["arch"])
        visible = [name for name in shown if not form._get_modifier(name, "invisible")]
        self.assertLessEqual(len(set(visible)), 8, visible)
        self.assertIn("narrative", visible)

    def _first_screen(self, arch):
        """:return: names of what is to be filled in outside the further pages"""
        tree = etree.fromstring(arch)
        for page in tree.xpath("//page[@name!='report']"):
            page.getparent().remove(page)
        for known in tree.xpath("//div[contains(@invisible, \"step != 'known'\")]"):
            known.getparent().remove(known)
        return [
            node.get("name")
            for node in tree.xpath("//field")
            if node.get("invisible") != "1" and node.get("name") != "look_alike_text"
        ]

    def test_the_person_can_be_told_at_once(self):
        with freeze_time("2026-11-20 16:00"):
            case, answer = self.log()
        said = answer["params"]["message"]
        self.assertIn(case.name, said)
        self.assertIn("17:00 on Monday 23 November", said)

    def test_nobody_is_called_who_asked_not_to_be(self):
        _case, answer = self.log(contact_them_only=True)
        self.assertIn("They will contact us", answer["params"]["message"])
        self.assertNotIn("in touch by", answer["params"]["message"])

    def test_all_that_is_typed_is_kept(self):
        """[002.2.1] [002.2.2] [001.d3b] many strands, many forms, whoever perceives."""
        strands = self.env["hate.strand"].search([], limit=3)
        forms = self.env["hate.incident.form"].search([("is_graffiti", "=", True)])
        urdu = self.env.ref("hate_case_mgmt.language_ur")
        form = self.form(
            reporter_role="witness",
            precision="period",
            occurred_at=utc("2026-10-01 10:00"),
            occurred_until=utc("2026-10-05 10:00"),
            place="the stairwell",
            danger_now=True,
        )
        form.safe_method_ids = self.by_phone
        form.phone = "07700 900123"
        form.language_id = urdu
        form.interpreter = "woman"
        form.affected_name = "Ana Sol"
        form.affected_is_child = True
        form.address = "4 Weir Street, XX9 9ZZ"
        form.tenure = "private_let"
        form.safe_note = "School days"
        form.code_word = "heron"
        form.if_someone_answers = "It is the library"
        form.adjustments = "Large print"
        form.alleged_identity = "group"
        form.alleged_name = "The lads from the shop"
        for strand in strands:
            form.strand_ids.add(strand)
        form.perceived_by = "other"
        form.form_ids.add(forms)
        self.assertTrue(form.graffiti, "graffiti is marked by its form")
        form.repair_needed = True
        form.is_crime = "yes"
        form.crime_reference = "XX/123/26"
        form.police_decision = "no_crime"
        form.police_decided_on = "2026-10-07"
        form.reporter_name = "Wim Ness"
        form.reporter_phone = "07700 900124"
        form.save().action_log()
        case = self.env["hate.case"].search([], limit=1)
        incident = case.incident_ids
        self.assertEqual(case.strand_ids, strands)
        self.assertEqual(incident.form_ids, forms)
        self.assertTrue(case.danger_now)
        self.assertRecordValues(
            incident,
            [
                {
                    "precision": "period",
                    "occurred_at": utc("2026-10-01 10:00"),
                    "occurred_until": utc("2026-10-05 10:00"),
                    "place": "the stairwell",
                    "perceived_by": "other",
                    "graffiti": True,
                    "repair_needed": True,
                    "is_crime": "yes",
                    "crime_reference": "XX/123/26",
                    "police_decision": "no_crime",
                }
            ],
        )
        victim, witness, alleged = case.party_ids.sorted("role_sequence")
        self.assertRecordValues(
            victim,
            [
                {
                    "role": "victim",
                    "name": "Ana Sol",
                    "phone": "07700 900123",
                    "safe_method_ids": self.by_phone.ids,
                    "is_child": True,
                    "address": "4 Weir Street, XX9 9ZZ",
                    "tenure": "private_let",
                    "safe_note": "School days",
                    "code_word": "heron",
                    "if_someone_answers": "It is the library",
                    "language_id": urdu.id,
                    "interpreter": "woman",
                    "adjustments": "Large print",
                }
            ],
        )
        self.assertRecordValues(
            witness,
            [{"role": "witness", "name": "Wim Ness", "phone": "07700 900124"}],
        )
        self.assertEqual(case.report_ids.reporter_party_id, witness)
        self.assertRecordValues(
            alleged, [{"role": "alleged", "name": "The lads from the shop"}]
        )

    def test_no_way_is_safe_until_it_is_called_so(self):
        case, _answer = self.log(affected_name="Ana Sol")
        self.assertFalse(case.party_ids.safe_method_ids)

    def test_a_councillor_needs_no_authority_and_that_is_logged(self):
        """[003.6.3]"""
        case, _answer = self.log(reporter_role=words.REPORTER_ELECTED)
        self.assertIn("no written authority", case.report_ids.authority_note)
        self.assertFalse(
            case.party_ids.filtered(lambda p: p.role == words.ROLE_REPRESENTATIVE)
        )

    def test_others_who_speak_for_the_person_need_it(self):
        """[X13] Taken from anyone; nothing is told before the person's written word."""
        for role in words.REPORTERS_NEEDING_AUTHORITY:
            form = self.form(reporter_role=role)
            self.assertTrue(form.needs_authority)
            case, _answer = self.log(reporter_role=role)
            self.assertIn("written authority", case.report_ids.authority_note)
            self.assertEqual(
                case.report_ids.reporter_party_id.role, words.ROLE_REPRESENTATIVE
            )

    def test_an_anonymous_reporter_is_asked_no_name(self):
        form = self.form(reporter_role=words.REPORTER_ANONYMOUS)
        self.assertTrue(form._get_modifier("reporter_name", "invisible"))
        case, _answer = self.log(reporter_role=words.REPORTER_ANONYMOUS)
        self.assertFalse(case.report_ids.reporter_party_id)
        self.assertEqual(case.party_ids.identity, "withheld")

    def test_social_media_is_answered_privately_only(self):
        """[003.6.1b]"""
        arch = self.env["hate.report.log"].get_view(view_type="form")["arch"]
        self.assertIn("answer only by private message", arch)
        case, _answer = self.log(channel=words.CHANNEL_SOCIAL)
        self.assertEqual(case.channel, words.CHANNEL_SOCIAL)

    def test_an_alleged_colleague_is_kept_out_from_the_first_minute(self):
        form = self.form()
        form.alleged_user_id = self.officer
        form.save().action_log()
        case = self.env["hate.case"].search([], limit=1)
        alleged = case.party_ids.filtered(lambda p: p.role == words.ROLE_ALLEGED)
        self.assertEqual(alleged.user_id, self.officer)
        self.assertEqual(alleged.staff_kind, words.STAFF_EMPLOYEE)

    # ------------------------------------------------------------------
    # Back-dating
    # ------------------------------------------------------------------

    def test_back_dating_needs_a_reason(self):
        form = self.form(channel="letter")
        form.reported_at = fields.Datetime.now() - timedelta(days=2)
        self.assertTrue(form.is_backdated)
        with self.assertRaisesRegex(ValidationError, "say why"):
            form.save().action_log()
        form.backdate_reason = "It lay in the post"
        sent = form.save()
        reported_at, token = sent.reported_at, sent.token
        sent.action_log()
        report = self.env["hate.report"].search([("submission_token", "=", token)])
        self.assertEqual(report.backdate_reason, "It lay in the post")
        self.assertEqual(report.case_id.reported_at, reported_at)

    def test_typing_for_an_hour_is_no_back_dating(self):
        form = self.form()
        form.reported_at = fields.Datetime.now() - timedelta(minutes=50)
        self.assertFalse(form.is_backdated)
        form.save().action_log()

    # ------------------------------------------------------------------
    # Known before?
    # ------------------------------------------------------------------

    def test_what_looks_alike_is_shown_before_anything_is_logged(self):
        first, _answer = self.log(affected_name="Mohammed Hussain")
        count = self.env["hate.case"].search_count([])
        form = self.form(affected_name="Muhammad Hussein")
        self.assertIn("1 case", form.look_alike_text)
        sent = form.save()
        self.assertFalse(sent.action_log())
        self.assertEqual(sent.step, "known")
        self.assertEqual(sent.match_ids.case_id, first)
        self.assertEqual(self.env["hate.case"].search_count([]), count)
        sent.action_back()
        self.assertEqual(sent.step, "write")
        sent.action_log()
        sent.match_ids.action_add()
        self.assertEqual(self.env["hate.case"].search_count([]), count)
        self.assertEqual(len(first.report_ids), 2)
        self.assertFalse(sent.exists())

    def test_it_may_be_another_matter(self):
        self.log(affected_name="Mohammed Hussain")
        sent = self.form(affected_name="Muhammad Hussein").save()
        sent.action_log()
        count = self.env["hate.case"].search_count([])
        sent.action_log_new()
        self.assertEqual(self.env["hate.case"].search_count([]), count + 1)

    def test_what_may_not_be_seen_is_a_bare_count(self):
        first, _answer = self.log(affected_name="Mohammed Hussain")
        form = self.form(self.officer, affected_name="Muhammad Hussein")
        self.assertIn("manager", form.look_alike_text)
        sent = form.save()
        sent.action_log()
        self.assertEqual(sent.unseen_count, 1)
        self.assertFalse(sent.match_ids)
        self.assertNotIn(first.name, str(sent.read()))

    def test_a_closed_case_is_no_place_for_a_new_report(self):
        """domain 2.1: after closure a report is a new case, unless it is reopened."""
        closed = self.open_case(state=words.STATE_CLOSED, officer=self.officer)
        self.env["hate.party"].create(
            {"case_id": closed.id, "role": "victim", "name": "Mohammed Hussain"}
        )
        sent = self.form(self.officer, affected_name="Muhammad Hussein").save()
        sent.action_log()
        match = sent.match_ids
        self.assertFalse(match.can_add)
        self.assertTrue(match.can_reopen)
        with self.assertRaises(UserError):
            match.action_add()
        with self.assertRaisesRegex(UserError, "reason"):
            match.action_reopen()
        sent.reopen_reason = "It was never resolved"
        match.action_reopen()
        self.assertEqual(closed.state, words.STATE_OPEN)
        self.assertEqual(len(closed.report_ids), 1)

    def test_a_case_that_went_out_of_reach_takes_nothing(self):
        first, _answer = self.log(affected_name="Mohammed Hussain")
        sent = self.form(affected_name="Muhammad Hussein").save()
        sent.action_log()
        match = sent.match_ids
        first.write({"state": words.STATE_OPEN, "member_ids": [Command.clear()]})
        with self.assertRaises(UserError):
            match.action_add()
        self.assertEqual(len(first.report_ids), 1)

    # ------------------------------------------------------------------
    # Whose form it is
    # ------------------------------------------------------------------

    def test_a_form_is_its_writers_only_and_goes(self):
        sent = self.draft()
        for user in (self.officer, self.manager, self.dpo, self.staff, self.config):
            self.assertFalse(sent.with_user(user).has_access("read"))
        with self.assertRaises(AccessError):
            sent.with_user(self.officer).action_log()
        sent.action_log()
        self.assertFalse(sent.exists())
        self.assertEqual(self.draft().display_name, "Log a report")

    @users("t_staff", "t_dpo", "t_config", "t_insight")
    def test_others_have_no_such_form(self):
        with self.assertRaises(AccessError):
            self.env["hate.report.log"].create(
                {"narrative": STORY, "channel": words.CHANNEL_PHONE}
            )

    def test_pressing_twice_logs_once(self):
        sent = self.draft()
        token = sent.token
        first = sent.action_log()
        again = sent.with_context(hate_report_token=token).action_log()
        self.assertEqual(first, again)
        self.assertEqual(
            self.env["hate.report"].search_count([("submission_token", "=", token)]), 1
        )
        # an answer that got lost makes the client save the same form once more
        copy = self.draft(token=token)
        self.assertEqual(copy.action_log(), first)

    def test_a_form_kept_open_too_long(self):
        sent = self.draft()
        sent.sudo().unlink()
        with self.assertRaisesRegex(ValidationError, "copy what you typed"):
            sent.action_log()

    # ------------------------------------------------------------------
    # Bad input: a sentence, and nothing lost
    # ------------------------------------------------------------------

    def test_bad_input_gets_a_sentence(self):
        later = fields.Datetime.now() + timedelta(days=1)
        for typed, said in (
            ({"precision": "exact", "occurred_at": later}, "future"),
            ({"precision": "about", "occurred_at": utc("1066-10-14 09:00")}, "1066"),
            (
                {
                    "precision": "period",
                    "occurred_at": utc("2026-10-05 10:00"),
                    "occurred_until": utc("2026-10-01 10:00"),
                },
                "beginning",
            ),
            ({"reported_at": later}, "future"),
            ({"police_decided_on": later.date(), "police_decision": "crime"}, "police"),
            ({"phone": "call after six"}, "phone number"),
            ({"reporter_phone": "12"}, "phone number"),
            ({"email": "ana at home"}, "e-mail"),
            ({"uprn": "12A"}, "UPRN"),
            ({"uprn": "1234567890123"}, "UPRN"),
        ):
            with self.subTest(typed=typed):
                sent = self.draft(**typed)
                with self.assertRaisesRegex(ValidationError, said):
                    sent.action_log()
                self.assertEqual(sent.exists().narrative, STORY, "nothing is lost")

    def test_a_date_is_not_asked_for(self):
        case, _answer = self.log(precision="exact")
        self.assertEqual(case.incident_ids.precision, words.PRECISION_UNKNOWN)

    def test_a_uprn_finds_the_home_or_is_kept(self):
        home = self.env["hate.property"].create(
            {
                "name": "4 Weir Street",
                "zip": "XX9 9ZZ",
                "uprn": "000000000404",
                "tenure": "retirement",
                "company_id": self.company.id,
            }
        )
        form = self.form(uprn="404")
        self.assertEqual(form.property_id, home)
        self.assertEqual(form.tenure, "retirement")
        self.assertFalse(form.uprn)
        with self.assertLogs("odoo.tests.form.onchange", "WARNING") as warned:
            form = self.form(uprn="000000000777")
        self.assertIn("None of our homes", warned.output[0])
        form.save().action_log()
        case = self.env["hate.case"].search([], limit=1)
        self.assertEqual(case.party_ids.address, "UPRN 000000000777")

    def test_signs_that_no_database_takes(self):
        sent = self.draft(narrative="one\x00two", place="stair\x00well")
        self.assertEqual(sent.narrative, "onetwo")
        sent.write({"affected_name": "A\x00na"})
        sent.action_log()
        form = self.form(affected_name="Moh\x00ammed")
        self.assertFalse(form.look_alike_text)

    def test_a_very_long_story(self):
        story = "é😢ش " * 25_000
        case, _answer = self.log(narrative=story)
        self.assertEqual(len(case.report_ids.narrative), 100_000)

    # ------------------------------------------------------------------
    # Speed
    # ------------------------------------------------------------------

    def test_queries_of_logging(self):
        self.log(affected_name="Ana Sol")
        for number, most in ((1, 15), (100, 15)):
            for _case in range(number):
                case = self.open_case(member_ids=[Command.set(self.hub.ids)])
                self.env["hate.party"].create(
                    {"case_id": case.id, "role": "victim", "name": f"Zed Quill{number}"}
                )
            self.env.flush_all()
            sent = self.draft(affected_name=f"Zed Quill{number}")
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(most):
                sent.action_log()
                self.env.flush_all()
            self.assertEqual(len(sent.match_ids), min(number, 20))
