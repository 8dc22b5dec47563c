from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon

STORY = "A lady at the bus stop told me they sprayed her door."


@tagged("post_install", "-at_install", "hate_case")
class TestPassOn(HateCaseCommon):
    """Any employee may take a report [003.6.1a]."""

    def form(self, user=None, **typed):
        form = Form(self.env["hate.report.pass.on"].with_user(user or self.staff))
        for name, value in {"narrative": STORY, **typed}.items():
            setattr(form, name, value)
        return form

    def pass_on(self, user=None, **typed):
        """:return: ``(case as superuser, what the client is told to do)``"""
        before = self.env["hate.case"].search([])
        answer = self.form(user, **typed).save().action_pass_on()
        return self.env["hate.case"].search([]) - before, answer

    def test_an_employee_passes_on_what_they_were_told(self):
        """[003.6.1a] [002.4.5] any member of staff, without a right on anything."""
        case, _answer = self.pass_on(
            affected_name="Mrs Sol", place="Bus stop", reach="At the library on Fridays"
        )
        self.assertEqual(case.state, words.STATE_REPORTED)
        self.assertEqual(case.channel, words.CHANNEL_INTERNAL)
        self.assertEqual(case.report_ids.narrative, STORY)
        self.assertEqual(case.report_ids.received_by_id, self.staff)
        self.assertEqual(case.incident_ids.place, "Bus stop")
        self.assertEqual(case.party_ids.name, "Mrs Sol")
        self.assertIn("library", case.party_ids.safe_note)
        self.assertFalse(
            case.party_ids.safe_method_ids, "only the person calls it safe"
        )
        self.assertTrue(case.with_user(self.hub).has_access("read"))

    def test_they_see_their_own_words_once_and_nothing_else(self):
        case, answer = self.pass_on(affected_name="Mrs Sol")
        context = answer["context"]
        self.assertEqual(context["default_narrative"], STORY)
        self.assertNotIn(case.name, str(answer))
        self.assertFalse(case.member_ids)
        self.assertFalse(case.message_follower_ids)
        self.assertFalse(case.with_user(self.staff).has_access("read"))
        forms = self.env["hate.report.pass.on"].with_user(self.staff)
        left = forms.search([])
        for field in ("narrative", "affected_name", "place", "reach", "danger_now"):
            self.assertFalse(any(left.mapped(field)), field)
        shown = Form(forms.with_context(**context), view=answer["views"][0][0])
        self.assertEqual(shown.narrative, STORY)
        self.assertEqual(shown.in_touch_by, case._in_touch_by())

    def test_danger_now_is_passed_on(self):
        case, _answer = self.pass_on(danger_now=True)
        self.assertTrue(case.danger_now)

    def test_every_employee_and_nobody_from_outside(self):
        for user in (self.staff, self.config, self.insight, self.dpo, self.hub):
            case, _answer = self.pass_on(user)
            self.assertTrue(case)
        portal = self.make_user("t_portal", "base.group_portal")
        with self.assertRaises(AccessError):
            self.env["hate.report.pass.on"].with_user(portal).create(
                {"narrative": STORY}
            )

    def test_whoever_logs_reports_has_one_menu_for_it(self):
        short = self.env.ref("hate_case_mgmt.menu_pass_on")
        full = self.env.ref("hate_case_mgmt.menu_log_report")
        for user in (self.hub, self.officer, self.manager):
            shown = self.env["ir.ui.menu"].with_user(user).load_menus(False)
            self.assertNotIn(short.id, shown)
            self.assertIn(full.id, shown)
        for user in (self.staff, self.config, self.insight, self.dpo):
            shown = self.env["ir.ui.menu"].with_user(user).load_menus(False)
            self.assertIn(short.id, shown)
            self.assertNotIn(full.id, shown)

    def test_a_form_is_its_writers_only(self):
        sent = self.form().save()
        for user in (self.hub, self.manager, self.dpo, self.config):
            self.assertFalse(sent.with_user(user).has_access("read"))
        self.assertEqual(sent.display_name, "Pass on a report")

    def test_pressing_twice_passes_on_once(self):
        sent = self.form().save()
        token = sent.token
        sent.action_pass_on()
        again = sent.with_context(hate_report_token=token).action_pass_on()
        self.assertNotIn("default_narrative", again["context"])
        self.assertTrue(again["context"]["default_in_touch_by"])
        self.assertEqual(
            self.env["hate.report"].search_count([("submission_token", "=", token)]), 1
        )

    def test_bad_input(self):
        case, _answer = self.pass_on(
            narrative="<script>alert(1)</script>\x00" + "é😢ش " * 25_000,
            affected_name="<b>Mrs</b>\n Sol",
        )
        self.assertIn("<script>alert(1)</script>é", case.report_ids.narrative)
        self.assertEqual(case.party_ids.name, "<b>Mrs</b> Sol")
