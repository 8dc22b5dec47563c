from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon


@tagged("post_install", "-at_install", "hate_case")
class TestRiskMatrix(HateCaseCommon):
    """A matrix in use stays as it is; changes are made on a copy."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.matrices = cls.env["hate.risk.matrix"].with_user(cls.config)
        cls.shared = cls.env.ref("hate_case_mgmt.risk_matrix_hate").with_user(
            cls.config
        )

    def small(self, **values):
        return self.matrices.create(
            {
                "name": "Small",
                "question_ids": [
                    Command.create(
                        {
                            "name": "Is it bad?",
                            "option_ids": [
                                Command.create({"name": "No"}),
                                Command.create({"name": "Yes", "weight": 9}),
                            ],
                        }
                    )
                ],
                "band_ids": [
                    Command.create({"level": "low", "from_score": 0}),
                    Command.create({"level": "medium", "from_score": 4}),
                    Command.create({"level": "high", "from_score": 8}),
                ],
                **values,
            }
        )

    def test_in_use_nothing_changes(self):
        question = self.shared.question_ids[0]
        for change in (
            lambda: self.shared.write({"name": "Other"}),
            lambda: self.shared.unlink(),
            lambda: question.write({"name": "Other"}),
            lambda: question.unlink(),
            lambda: question.option_ids[0].write({"weight": 5}),
            lambda: question.option_ids[0].unlink(),
            lambda: self.shared.band_ids[0].write({"from_score": 3}),
            lambda: self.env["hate.risk.option"]
            .with_user(self.config)
            .create({"name": "New", "question_id": question.id}),
            lambda: self.small().write({"state": words.VERSION_IN_USE}),
        ):
            with self.assertRaises(UserError):
                change()

    def test_the_next_version_is_a_whole_copy(self):
        copy = self.matrices.browse(self.shared.action_new_version()["res_id"])
        self.assertEqual((copy.version, copy.state), (2, words.VERSION_DRAFT))
        self.assertEqual(copy.previous_id, self.shared)
        self.assertEqual(copy.company_id, self.company)
        self.assertEqual(
            copy.question_ids.option_ids.mapped("weight"),
            self.shared.question_ids.option_ids.mapped("weight"),
        )
        self.assertEqual(
            copy.band_ids.action_type_ids, self.shared.band_ids.action_type_ids
        )
        copy.question_ids[0].name = "Asked otherwise"
        copy.action_take_into_use()
        self.assertEqual(self.matrices._current(words.MATRIX_FULL, self.company), copy)
        elsewhere = self.env["res.company"].create({"name": "Other Landlord"})
        self.assertEqual(
            self.matrices._current(words.MATRIX_FULL, elsewhere),
            self.shared,
            "a shared one goes on for others",
        )

    def test_a_version_of_ones_own_retires_the_one_before(self):
        first = self.matrices.browse(self.shared.action_new_version()["res_id"])
        first.action_take_into_use()
        second = self.matrices.browse(first.action_new_version()["res_id"])
        self.assertEqual(second.version, 3)
        second.action_take_into_use()
        self.assertEqual(first.state, words.VERSION_RETIRED)

    def test_what_could_not_work_is_not_taken_into_use(self):
        for values, part in (
            ({"question_ids": False}, "at least one question"),
            ({"band_ids": False}, "three levels"),
            (
                {
                    "question_ids": [
                        Command.create(
                            {
                                "name": "One?",
                                "option_ids": [Command.create({"name": "Yes"})],
                            }
                        )
                    ]
                },
                "at least two answers",
            ),
            (
                {
                    "band_ids": [
                        Command.create({"level": "low", "from_score": 0}),
                        Command.create({"level": "medium", "from_score": 4}),
                        Command.create({"level": "high", "from_score": 99}),
                    ]
                },
                "nobody could reach",
            ),
        ):
            with self.subTest(part=part), self.assertRaisesRegex(UserError, part):
                self.small(**values).action_take_into_use()

    def test_the_last_one_is_not_retired(self):
        with self.assertRaisesRegex(UserError, "Take another one"):
            self.shared.action_retire()
        own = self.small(company_id=self.company.id)
        own.action_take_into_use()
        own.action_retire()
        self.assertEqual(own.state, words.VERSION_RETIRED)

    def test_only_configuration_edits_matrices(self):
        for user in (self.officer, self.manager, self.hub, self.dpo):
            self.assertTrue(self.shared.with_user(user).has_access("read"))
            with self.assertRaises(AccessError):
                self.shared.with_user(user).action_new_version()
        for user in (self.staff, self.insight):
            self.assertFalse(self.shared.with_user(user).has_access("read"))
