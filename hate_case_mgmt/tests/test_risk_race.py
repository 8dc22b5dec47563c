from unittest.mock import patch

from odoo import SUPERUSER_ID, Command, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, new_test_user, tagged
from odoo.tools import mute_logger

from ..policy import vocabulary as words


@tagged("post_install", "-at_install", "hate_case")
class TestRiskRace(BaseCase):
    """Two officers at one assessment, each in a transaction of their own.

    These need committed records, and take them away again.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self.users = [
                new_test_user(
                    env, f"t_risk_race_{number}", groups="hate_case_mgmt.group_officer"
                ).id
                for number in range(2)
            ]
            case = env["hate.case"].create(
                {
                    "channel": words.CHANNEL_PHONE,
                    "state": words.STATE_OPEN,
                    "officer_id": self.users[0],
                    "member_ids": [Command.set(self.users)],
                }
            )
            env["hate.party"].create({"case_id": case.id, "role": words.ROLE_VICTIM})
            self.case_id = case.id
            draft = case.action_assess_risk(None, words.MATRIX_SCREEN)["res_id"]
            self.draft_id = draft
            for row in env["hate.risk.assessment"].browse(draft).answer_ids:
                option = row.question_id.option_ids.sorted("weight")[0]
                row.write({"option_id": option.id})
        self.addCleanup(self.remove)

    def remove(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["hate.case"].browse(self.case_id).unlink()
            users = env["res.users"].browse(self.users)
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    def draft(self, cr, number):
        env = api.Environment(cr, self.users[number], {})
        return env["hate.risk.assessment"].browse(self.draft_id)

    def hurt(self, draft):
        """Answer that somebody was injured, on top of what was answered before."""
        row = draft.answer_ids.filtered(lambda row: "hurt" in row.question_id.name)[-1:]
        injured = row.question_id.option_ids.filtered(lambda one: one.weight == 8)
        seen = {"option_id": row.option_id.id, "note": ""}
        return draft.save_answer(row.question_id.id, injured.id, "", seen)

    def again(self, draft, call):
        """Do it as a request does, which Odoo runs again when PostgreSQL refuses."""
        with (
            mute_logger("odoo.service.model", "odoo.sql_db"),
            patch("odoo.service.model.time.sleep"),
        ):
            return retrying(lambda: call(draft), draft.env)

    def test_who_finishes_sees_the_answer_saved_meanwhile(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            finishing = self.draft(second, 1)
            self.assertFalse(finishing._result().missing)
            self.hurt(self.draft(first, 0))
            first.commit()
            self.again(finishing, lambda draft: draft.action_finish())
        with self.registry.cursor() as cr:
            done = self.draft(cr, 0)
            self.assertEqual(done.level, words.RISK_HIGH)
            self.assertEqual(done.score, 8)

    def test_an_answer_that_comes_too_late_is_told_so(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            late = self.draft(second, 1)
            self.assertFalse(late._result().missing)
            self.draft(first, 0).action_finish()
            first.commit()
            with self.assertRaisesRegex(UserError, "finished meanwhile"):
                self.again(late, self.hurt)
            second.rollback()
        with self.registry.cursor() as cr:
            self.assertEqual(self.draft(cr, 0).level, words.RISK_LOW)
