from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .race import RaceCase


@tagged("post_install", "-at_install", "hate_case")
class TestRiskRace(RaceCase):
    """Two officers at one assessment."""

    def prepare(self, env):
        self.make_users(env, "risk_race", first="officer", second="officer")
        case = env["hate.case"].create(
            {
                "channel": words.CHANNEL_PHONE,
                "state": words.STATE_OPEN,
                "officer_id": self.users["first"],
                "member_ids": [Command.set(self.users.values())],
            }
        )
        env["hate.party"].create({"case_id": case.id, "role": words.ROLE_VICTIM})
        self.draft_id = case.action_assess_risk(None, words.MATRIX_SCREEN)["res_id"]
        for row in env["hate.risk.assessment"].browse(self.draft_id).answer_ids:
            option = row.question_id.option_ids.sorted("weight")[0]
            row.write({"option_id": option.id})
        return case

    def draft(self, cr, name):
        return self.env_of(cr, name)["hate.risk.assessment"].browse(self.draft_id)

    def hurt(self, draft):
        """Answer that somebody was injured, on top of what was answered before."""
        row = draft.answer_ids.filtered(lambda row: "hurt" in row.question_id.name)[-1:]
        injured = row.question_id.option_ids.filtered(lambda one: one.weight == 8)
        seen = {"option_id": row.option_id.id, "note": ""}
        return draft.save_answer(row.question_id.id, injured.id, "", seen)

    def test_who_finishes_sees_the_answer_saved_meanwhile(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            finishing = self.draft(second, "second")
            self.assertFalse(finishing._result().missing)
            self.hurt(self.draft(first, "first"))
            first.commit()
            self.again(finishing.action_finish, finishing.env)
        with self.registry.cursor() as cr:
            done = self.draft(cr, "first")
            self.assertEqual(done.level, words.RISK_HIGH)
            self.assertEqual(done.score, 8)

    def test_an_answer_that_comes_too_late_is_told_so(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            late = self.draft(second, "second")
            self.assertFalse(late._result().missing)
            self.draft(first, "first").action_finish()
            first.commit()
            with self.assertRaisesRegex(UserError, "finished meanwhile"):
                self.again(lambda: self.hurt(late), late.env)
            second.rollback()
        with self.registry.cursor() as cr:
            self.assertEqual(self.draft(cr, "first").level, words.RISK_LOW)
