from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .test_safe_contact import SafeContactCommon


@tagged("post_install", "-at_install", "hate_case")
class TestAdjustmentStep(SafeContactCommon):
    """An adjustment that is hard to make is not refused but taken further."""

    def dialogue(self, user=None):
        user = user or self.officer
        action = self.person.with_user(user).action_escalate_adjustment()
        wizards = self.env[action["res_model"]].with_user(user)
        return Form(wizards.with_context(**action["context"]))

    def step(self, kind="considered", **typed):
        form = self.dialogue()
        form.kind = kind
        form.what = "We looked at a hearing loop and at text relay"
        for name, value in typed.items():
            form[name] = value
        wizard = form.save()
        wizard.action_confirm()
        return wizard

    def test_003_7_3b_considered_advised_signposted(self):
        """[003.7.3b] other ways, experts, who else can help; a manager has it to do"""
        self.person.adjustments = "A room without fluorescent light"
        agency = self.env["hate.agency"].create({"name": "Deaf Action"})
        wizard = self.step()
        self.assertFalse(wizard.exists())
        self.step("asked", agency_id=agency, manager_id=self.env["res.users"])
        self.step("signposted", agency_id=agency, manager_id=self.env["res.users"])
        self.person.invalidate_recordset()
        steps = self.person.adjustment_step_ids
        self.assertEqual(steps.mapped("kind"), ["signposted", "asked", "considered"])
        self.assertEqual(steps[2].adjustments, "A room without fluorescent light")
        self.assertEqual(steps[2].manager_id, self.manager)
        self.assertEqual(steps[1].agency_id, agency)
        todo = self.case.activity_ids.filtered(
            lambda activity: "adjustment" in activity.summary
        )
        self.assertEqual(todo.user_id, self.manager)
        self.assertNotIn("fluorescent", todo.summary)

    def test_it_says_what_is_missing(self):
        form = self.dialogue()
        form.what = "Something"
        with self.assertRaises(UserError):
            form.save().action_confirm()
        self.person.adjustments = "Large print"
        form = self.dialogue()
        form.what = "  "
        with self.assertRaises(UserError):
            form.save().action_confirm()

    def test_the_steps_are_kept(self):
        self.person.adjustments = "Large print"
        self.step()
        row = self.person.adjustment_step_ids
        with self.assertRaises(UserError):
            row.sudo().write({"what": "Nothing"})
        for user in (self.officer2, self.hub, self.config):
            with self.assertRaises(AccessError):
                row.with_user(user).read(["what"])
            with self.assertRaises(UserError):
                self.dialogue(user).save()

    def test_a_restricted_case_is_no_other_managers(self):
        self.case._set({"restricted": True})
        self.person.adjustments = "Large print"
        self.assertFalse(self.dialogue().manager_id)
