from odoo.tests import HttpCase, tagged

from ..policy import vocabulary as words
from .test_closing import ClosingCase


@tagged("post_install", "-at_install", "hate_case", "hate_case_browser")
class TestClosingTour(ClosingCase, HttpCase):
    """Closing and what comes after, through the web client."""

    def test_propose_and_close_as_officer(self):
        self.start_tour(
            f"/odoo/hate-cases/{self.case.id}", "hate_case_close", login="t_officer"
        )
        self.assertEqual(self.case.state, words.STATE_CLOSED)
        self.assertEqual(self.case.survey_state, words.SURVEY_OFFERED)
        letter = self.case.letter_ids.filtered(
            lambda row: row.kind == words.LETTER_CLOSURE
        )
        self.assertIn("It has been quiet", letter.body)

    def test_a_manager_decides(self):
        self.assess("high")
        self.mine.action_start_closing()
        self.talk(agrees="no", own_words="Please go on")
        self.mine.action_ask_manager(
            self.decision(consideration_ids=self.considerations["all_done"].ids)
        )
        self.start_tour(
            f"/odoo/hate-cases/{self.case.id}",
            "hate_case_close_as_manager",
            login="t_manager",
        )
        self.assertEqual(self.case.state, words.STATE_CLOSED)
        self.assertEqual(self.case._closing_decision().user_id, self.manager)

    def test_follow_up_as_officer(self):
        self.closed_case()
        self.start_tour(
            "/odoo/hate-after-closing", "hate_case_follow_up", login="t_officer"
        )
        self.assertEqual(self.case.follow_up_ids.outcome, words.OUTCOME_REPEATS)
        self.assertEqual(self.case.state, words.STATE_OPEN)
