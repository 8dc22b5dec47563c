from odoo import Command, fields
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .test_allocation import AllocationCase

ORDER = "danger_now desc, next_due_at, id"


@tagged("post_install", "-at_install", "hate_case")
class TestTriage(AllocationCase):
    """What else may become of a report, and the ways back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.phone = cls.env["hate.contact.method"].search(
            [("code", "=", words.METHOD_PHONE)]
        )

    # the list

    def test_danger_and_then_the_promise_that_ends_first_is_on_top(self):
        action = self.env.ref("hate_case_mgmt.hate_case_action_triage")
        self.assertEqual(
            action.views[0],
            (self.env.ref("hate_case_mgmt.hate_case_view_list_triage").id, "list"),
        )
        arch = self.env.ref("hate_case_mgmt.hate_case_view_list_triage").arch
        self.assertIn(f'default_order="{ORDER}"', arch)
        for secret in ("affected_name", "search_text", "party_ids"):
            self.assertNotIn(secret, arch)

    def test_the_list_reads_an_index(self):
        # few rows and no statistics: tell the planner what there is, and that sorting
        # and reading everything are no choice on a table that has grown
        self.env.flush_all()
        self.env.cr.execute("ANALYZE hate_case")
        for choice in ("seqscan", "bitmapscan", "sort", "incremental_sort"):
            self.env.cr.execute(f"SET LOCAL enable_{choice} = off")
        query = self.env["hate.case"]._search(
            [("state", "=", "reported")], order=ORDER, limit=80
        )
        self.env.cr.execute("EXPLAIN " + self.env.cr.mogrify(query.select()).decode())
        plan = "\n".join(row[0] for row in self.env.cr.fetchall())
        self.assertIn("_triage_idx", plan)

    # signposting

    def signpost(self, user=None, **values):
        self.case.with_user(user or self.hub).action_signpost(
            **{
                "reason": "A matter for the council",
                "told_at": fields.Datetime.now(),
                "told_method_id": self.phone.id,
                "where_to": "Citizens Advice",
                **values,
            }
        )

    def test_004_1d_signposted_with_where_why_and_that_they_know(self):
        """[004.1d]"""
        self.signpost()
        self.assertEqual(self.case.state, words.STATE_SIGNPOSTED)
        row = self.env["hate.signpost"].search([("case_id", "=", self.case.id)])
        self.assertEqual(row.where_to, "Citizens Advice")
        self.assertEqual(row.reason, "A matter for the council")
        self.assertEqual(row.told_method_id, self.phone)
        self.assertEqual(row.user_id, self.hub)
        with self.assertRaises(UserError):
            row.write({"reason": "Other"})

    def test_004_1d_the_clocks_stop(self):
        self.signpost()
        clock = self.clock(self.case, words.EVENT_FIRST_RESPONSE)
        self.assertEqual(clock.state, words.DEADLINE_MET)
        clock = self.clock(self.case, words.EVENT_ALLOCATED)
        self.assertEqual(clock.state, words.DEADLINE_CANCELLED)
        self.assertFalse(self.case.next_due_at)
        self.assertFalse(self.case.with_user(self.hub).has_access("read"))

    def test_what_signposting_needs(self):
        now = fields.Datetime.now()
        for missing in (
            {"reason": " "},
            {"where_to": False},
            {"where_to": "  "},
            {"told_at": False},
            {"told_method_id": False},
            {"told_at": fields.Datetime.add(now, hours=1)},
            {"told_at": fields.Datetime.add(now, years=-1)},
        ):
            with self.subTest(missing=missing), self.assertRaises(UserError):
                self.signpost(**missing)
        self.assertEqual(self.case.state, words.STATE_REPORTED)

    def test_signposting_by_the_dialogue_needs_the_tick(self):
        wizard = (
            self.env["hate.case.signpost"]
            .with_user(self.hub)
            .create(
                {
                    "case_id": self.case.id,
                    "where_to": "Shelter",
                    "reason": "Housing advice",
                    "told_method_id": self.phone.id,
                }
            )
        )
        with self.assertRaises(UserError):
            wizard.action_confirm()
        wizard.told = True
        wizard.action_confirm()
        self.assertEqual(self.case.state, words.STATE_SIGNPOSTED)
        self.assertFalse(wizard.exists())

    # not hate

    def reject(
        self,
        user=None,
        ground="disproved",
        reason="The recording shows it",
        **told,
    ):
        told = told or {
            "told": "yes",
            "told_at": fields.Datetime.now(),
            "told_method_id": self.phone.id,
            "they_said": "I still feel it was",
        }
        self.case.with_user(user or self.manager).action_not_hate(ground, reason, told)

    def test_002_4_3_not_accepted_with_a_managers_reason_only(self):
        """[002.4.3] [003.5.4] [X9] The person's own view stays on record."""
        strand = self.env["hate.strand"].search([], limit=1)
        incident = self.env["hate.incident"].create(
            {
                "case_id": self.case.id,
                "narrative": "What they said",
                "perceived_by": "victim",
                "strand_ids": [Command.set(strand.ids)],
            }
        )
        with self.assertRaises(AccessError):
            self.reject(self.hub)
        for values in ({"reason": ""}, {"reason": "  "}, {"ground": "unlikely"}):
            with self.assertRaises(UserError):
                self.reject(**values)
        self.assertTrue(self.case.accepted_as_hate)
        self.reject()
        self.assertEqual(self.case.state, words.STATE_NOT_HATE)
        self.assertFalse(self.case.accepted_as_hate)
        self.assertEqual(self.case.not_hate_ground, "disproved")
        self.assertEqual(self.case.decision_reason, "The recording shows it")
        self.assertEqual(incident.perceived_by, "victim")
        self.assertEqual(self.case.strand_ids, strand)
        self.assertEqual(incident.narrative, "What they said")

    def test_002_4_3_they_are_told_and_their_view_is_kept(self):
        """[002.4.3] [003.5.4] when and how, what they said, and what they hold"""
        strand = self.env["hate.strand"].search([], limit=1)
        self.env["hate.incident"].create(
            {
                "case_id": self.case.id,
                "narrative": "What they said",
                "perceived_by": "victim",
                "strand_ids": [Command.set(strand.ids)],
            }
        )
        now = fields.Datetime.now()
        told = {"told": "yes", "told_at": now, "told_method_id": self.phone.id}
        for wrong in (
            {"told": False},
            {"told": "no", "not_told_why": "  "},
            {**told, "told_at": False},
            {**told, "told_method_id": False},
            {**told, "told_at": fields.Datetime.add(now, hours=1)},
            {**told, "told_at": fields.Datetime.add(now, years=-1)},
        ):
            with self.subTest(wrong=wrong), self.assertRaises(UserError):
                self.reject(**wrong)
        self.assertEqual(self.case.state, words.STATE_REPORTED)
        self.reject()
        row = self.env["hate.decision"].search([("case_id", "=", self.case.id)])
        self.assertEqual(row.they_said, "I still feel it was")
        self.assertEqual(row.own_view, f"The person affected: {strand.name}")
        self.assertEqual(row.user_id, self.manager)
        clock = self.clock(self.case, words.EVENT_FIRST_RESPONSE)
        self.assertEqual(clock.state, words.DEADLINE_MET)
        with self.assertRaises(UserError):
            row.write({"own_view": "Nothing"})

    def test_not_told_keeps_no_promise(self):
        self.reject(told="no", not_told_why="The report was anonymous")
        clock = self.clock(self.case, words.EVENT_FIRST_RESPONSE)
        self.assertEqual(clock.state, words.DEADLINE_CANCELLED)

    def test_003_5_4_worded_by_the_standard(self):
        """[003.5.4] [002.4.3]"""
        self.case.standard_id.not_hate_wording = "Only if disproved or unreasonable"
        wizard = (
            self.env["hate.case.not.hate"]
            .with_user(self.manager)
            .create({"case_id": self.case.id})
        )
        self.assertEqual(wizard.wording, "Only if disproved or unreasonable")
        wizard.write({"ground": "unreasonable", "reason": "Because"})
        with self.assertRaises(UserError) as asked:
            wizard.action_confirm()
        self.assertIn("whether the person has been told", str(asked.exception))
        wizard.write({"told": "no", "not_told_why": "No safe way is known"})
        wizard.action_confirm()
        self.assertEqual(self.case.state, words.STATE_NOT_HATE)

    def test_an_open_case_can_be_decided_on_and_its_officer_stays(self):
        self.case.with_user(self.hub).action_allocate(self.officer.id)
        with self.assertRaises(AccessError):
            self.reject(self.officer)
        self.reject()
        self.assertIn(self.officer, self.case.member_ids)

    def test_a_dialogue_pressed_twice_does_it_once(self):
        """A button pressed twice, or a request the browser sends again."""
        now = fields.Datetime.now()
        dialogues = (
            (
                "hate.case.signpost",
                self.hub,
                {
                    "where_to": "Shelter",
                    "reason": "Housing advice",
                    "told": True,
                    "told_at": now,
                    "told_method_id": self.phone.id,
                },
                "hate.signpost",
            ),
            (
                "hate.case.not.hate",
                self.manager,
                {
                    "ground": "disproved",
                    "reason": "The recording shows it",
                    "told": "no",
                    "not_told_why": "Anonymous",
                },
                "hate.decision",
            ),
            (
                "hate.case.priority",
                self.manager,
                {"priority": "medium", "reason": "Solved already"},
                "hate.note",
            ),
        )
        for model, user, typed, log in dialogues:
            case = self.open_case(members=self.hub)
            wizard = (
                self.env[model].with_user(user).create({"case_id": case.id, **typed})
            )
            wizard.action_confirm()
            with self.subTest(model=model), self.assertRaises(MissingError):
                wizard.action_confirm()
            kept = self.env[log].search_count([("case_id", "=", case.id)])
            self.assertEqual(kept, 1, model)

    # priority

    def test_002_4_1a_high_from_the_start_and_lowered_by_a_manager(self):
        """[002.4.1a]"""
        self.assertEqual(self.case.priority, words.PRIORITY_HIGH)
        with self.assertRaises(AccessError):
            self.case.with_user(self.hub).action_set_priority("low", "I say so")
        with self.assertRaises(UserError):
            self.case.with_user(self.manager).action_set_priority("low")
        self.case.with_user(self.manager).action_set_priority("low", "Solved already")
        self.assertEqual(self.case.priority, "low")
        self.assertEqual(self.case.decision_reason, "Solved already")
        self.case.with_user(self.hub).action_set_priority("medium")
        self.assertEqual(self.case.priority, "medium")
        with self.assertRaises(UserError):
            self.case.with_user(self.hub).action_set_priority("urgent")
        with self.assertRaises(AccessError):
            self.case.with_user(self.manager).write({"priority": "low"})

    def test_priority_by_the_dialogue(self):
        wizard = (
            self.env["hate.case.priority"]
            .with_user(self.manager)
            .create({"case_id": self.case.id})
        )
        self.assertEqual(wizard.priority, words.PRIORITY_HIGH)
        wizard.write({"priority": "medium", "reason": "No longer urgent"})
        wizard.action_confirm()
        self.assertEqual(self.case.priority, "medium")

    # ways back

    def test_back_to_triage(self):
        self.signpost()
        with self.assertRaises(UserError):
            self.case.with_user(self.hub).action_triage_again("We were wrong")
        case = self.case.with_user(self.manager)
        asked = case.action_triage_again()
        self.assertEqual(asked["res_model"], "hate.case.reason")
        wizard = case.env["hate.case.reason"].create(
            {"case_id": case.id, "step": "triage_again", "reason": "We can help"}
        )
        wizard.action_confirm()
        self.assertEqual(self.case.state, words.STATE_REPORTED)
        self.assertTrue(self.case.next_due_at)
        self.assertTrue(self.case.with_user(self.hub).has_access("write"))

    def test_back_to_triage_forgets_the_decision_but_not_its_note(self):
        self.reject()
        self.case.with_user(self.manager).action_triage_again("A witness came")
        self.assertTrue(self.case.accepted_as_hate)
        self.assertFalse(self.case.not_hate_ground)
        texts = " ".join(self.case.note_ids.mapped("text"))
        self.assertIn("The recording shows it", texts)
        self.assertIn("A witness came", texts)

    def test_reopen(self):
        case = self.open_case(
            state=words.STATE_CLOSED,
            officer=self.officer,
            closed_at=fields.Datetime.now(),
        )
        with self.assertRaises(UserError):
            case.with_user(self.manager).action_reopen("   ")
        asked = case.with_user(self.manager).action_reopen()
        self.assertEqual(asked["context"]["default_step"], "reopen")
        case.with_user(self.manager).action_reopen("It began again")
        self.assertEqual(case.state, words.STATE_OPEN)
        self.assertFalse(case.closed_at)
        self.assertEqual(case.officer_id, self.officer)
        self.assertEqual(case.activity_ids.user_id, self.officer)

    def test_reopen_without_its_officer(self):
        gone = self.make_user("t_gone", "hate_case_mgmt.group_officer")
        case = self.open_case(state=words.STATE_CLOSED, officer=gone)
        gone.active = False
        case.with_user(self.manager).action_reopen("It began again")
        self.assertFalse(case.officer_id)
        case.with_user(self.manager).action_hand_over(self.officer.id, "Take it")
        self.assertEqual(case.officer_id, self.officer)

    def test_steps_have_their_states(self):
        closed = self.open_case(state=words.STATE_CLOSED, officer=self.officer)
        case = closed.with_user(self.manager)
        for step in (
            case.action_open_allocate,
            case.action_open_hand_over,
            case.action_open_signpost,
            case.action_open_not_hate,
            case.action_triage_again,
        ):
            with self.assertRaises(UserError, msg=step.__name__):
                step()
        with self.assertRaises(UserError):
            self.case.with_user(self.manager).action_reopen("Why not")

    def test_no_step_on_a_case_one_may_not_change(self):
        restricted = self.open_case(restricted=True)
        for user in (self.hub, self.officer, self.manager, self.dpo, self.staff):
            case = restricted.with_user(user)
            for step in (
                case.action_open_allocate,
                case.action_open_signpost,
                case.action_open_not_hate,
                case.action_open_priority,
                case.action_open_access,
                case.action_open_hand_over,
            ):
                with self.assertRaises(UserError, msg=step.__name__):
                    step()

    def test_what_is_written_in_reasons_stays_text(self):
        text = "<script>alert(1)</script> \u202eabc 🏠 " + "x" * 100_000
        self.reject(reason=text)
        self.assertEqual(self.case.decision_reason, text)
        self.assertIn("<script>", self.case.note_ids[0].text)
        for body in self.case.message_ids.mapped("body"):
            self.assertNotIn("script", body)
