from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon, utc


class AllocationCase(HateCaseCommon):
    """Officers with valid training, and a report that waits."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.train(cls.officer, cls.officer2, cls.manager)
        cls.case = cls.reported_by(cls.hub)

    @classmethod
    def train(cls, *users, on=None):
        cls.env["hate.training"].create(
            [
                {
                    "user_id": user.id,
                    "topic_id": cls.env.ref("hate_case_mgmt.training_hate").id,
                    "completed_on": on or fields.Date.today(),
                }
                for user in users
            ]
        )

    @classmethod
    def reported_by(cls, user, **values):
        """:return: a case as logging a report leaves it"""
        now = fields.Datetime.now()
        case = cls.open_case(members=user, reported_at=now, **values)
        cls.env["hate.report"].create(
            {
                "case_id": case.id,
                "reported_at": now,
                "channel": words.CHANNEL_PHONE,
                "narrative": "They shouted at me",
                "received_by_id": user.id,
            }
        )
        case._record_event("report_received", now)
        return case

    def add_party(self, case=None, **values):
        return self.env["hate.party"].create(
            {
                "case_id": (case or self.case).id,
                "role": words.ROLE_WITNESS,
                "name": "Planted Name",
                **values,
            }
        )

    def clock(self, case, event):
        return case.deadline_ids.filtered(
            lambda deadline: deadline.commitment_id.met_by_event == event
        )


@tagged("post_install", "-at_install", "hate_case")
class TestAllocation(AllocationCase):
    """By the next working day a named officer has it, and the person knows who."""

    def allocate(self, officer, user=None, case=None, **values):
        (case or self.case).with_user(user or self.hub).action_allocate(
            officer.id, **values
        )

    def test_003_5_1b_the_hub_allocates(self):
        """[003.5.1b] [003.8.1b] [004.2a]"""
        self.assertEqual(
            self.clock(self.case, words.EVENT_ALLOCATED).state, words.DEADLINE_RUNNING
        )
        self.allocate(self.officer)
        self.assertEqual(self.case.state, words.STATE_OPEN)
        self.assertEqual(self.case.officer_id, self.officer)
        self.assertEqual(self.case.member_ids, self.officer)
        self.assertTrue(self.case.with_user(self.officer).has_access("write"))
        clock = self.clock(self.case, words.EVENT_ALLOCATED)
        self.assertEqual(clock.state, words.DEADLINE_MET)

    def test_whoever_took_the_report_leaves_it(self):
        self.case.message_subscribe(self.hub.partner_id.ids)
        self.allocate(self.officer)
        self.assertFalse(self.case.with_user(self.hub).has_access("read"))
        self.assertNotIn(self.hub.partner_id, self.case.message_partner_ids)

    def test_unless_they_work_it_themselves(self):
        case = self.reported_by(self.manager)
        self.allocate(self.manager, user=self.manager, case=case)
        self.assertEqual(case.member_ids, self.manager)

    def test_the_officers_clocks_are_the_officers(self):
        self.allocate(self.officer)
        for event in (words.EVENT_FIRST_RESPONSE, words.EVENT_OFFICER_INTRODUCED):
            clock = self.clock(self.case, event)
            self.assertEqual(clock.user_id, self.officer, event)
            self.assertEqual(clock.state, words.DEADLINE_RUNNING, event)

    def test_the_officer_is_told_neutrally(self):
        self.add_party(role=words.ROLE_VICTIM)
        self.allocate(self.officer)
        told = self.case.activity_ids.filtered(
            lambda activity: activity.user_id == self.officer
        )
        self.assertIn("You have a new case", told.mapped("summary"))
        for text in told.mapped("summary") + told.mapped("res_name"):
            self.assertNotIn("Planted", text)
            self.assertNotIn("hate", text.lower())

    def test_the_notice_reaches_the_officer_although_its_sender_leaves(self):
        self.allocate(self.officer)
        self.assertTrue(
            self.env["mail.notification"].search(
                [
                    ("mail_message_id.model", "=", "hate.case"),
                    ("mail_message_id.res_id", "=", self.case.id),
                    ("res_partner_id", "=", self.officer.partner_id.id),
                ]
            )
        )

    def test_000_b7b_the_person_is_to_be_told_who_it_is(self):
        """[000.b7b] Without a safe e-mail it is the officer's to do, within the day."""
        self.allocate(self.officer)
        told = self.case.activity_ids.filtered(
            lambda activity: "who their officer is" in activity.summary
        )
        self.assertEqual(told.user_id, self.officer)
        self.case.deadline_ids.filtered(
            lambda clock: clock.state == words.DEADLINE_RUNNING
        ).started_at = fields.Datetime.subtract(fields.Datetime.now(), minutes=1)
        victim = self.add_party(role=words.ROLE_VICTIM)
        victim.safe_method_ids = self.env["hate.contact.method"].search(
            [("code", "=", words.METHOD_PHONE)]
        )
        self.env["hate.contact"].with_user(self.officer).create(
            {
                "case_id": self.case.id,
                "party_id": victim.id,
                "method_id": victim.safe_method_ids.id,
                "kind": "introduction",
                "reached": True,
                "still_safe": True,
            }
        )
        clock = self.clock(self.case, words.EVENT_OFFICER_INTRODUCED)
        self.assertEqual(clock.state, words.DEADLINE_MET)

    def test_000_b7b_by_a_safe_email_at_once(self):
        """[000.b7b] [004.2a] Only when e-mail is safe; never to the alleged."""
        self.company.write(
            {"email": "home@landlord.example.com", "hate_hub_phone": "0800 000 0100"}
        )
        email = self.env["hate.contact.method"].search(
            [("code", "=", words.METHOD_EMAIL)]
        )
        for safe in (False, True):
            case = self.reported_by(self.hub)
            victim = self.add_party(
                case, role=words.ROLE_VICTIM, email="victim@mail.example.com"
            )
            self.add_party(
                case, role=words.ROLE_ALLEGED, email="alleged@mail.example.com"
            )
            if safe:
                victim.safe_method_ids = email
            self.allocate(self.officer, case=case)
            letters = case.letter_ids
            self.assertEqual(len(letters), int(safe))
            asked = case.activity_ids.filtered(
                lambda activity: "who their officer is" in activity.summary
            )
            self.assertEqual(bool(asked), not safe)
        self.assertIn(self.officer.name, letters.body)
        self.assertEqual(letters.sent_to, "victim@mail.example.com")

    def test_a_letter_that_can_not_go_stops_no_allocation(self):
        self.company.write({"email": False, "phone": False, "hate_hub_phone": False})
        victim = self.add_party(role=words.ROLE_VICTIM, email="victim@mail.example.com")
        victim.safe_method_ids = self.env["hate.contact.method"].search([])
        self.allocate(self.officer)
        self.assertEqual(self.case.officer_id, self.officer)
        self.assertFalse(self.case.letter_ids)
        self.assertIn(
            "who their officer is",
            " ".join(self.case.activity_ids.mapped("summary")),
        )

    # who can't

    def test_who_allocates(self):
        with self.assertRaises(UserError):
            self.allocate(self.officer2, user=self.officer)
        case = self.reported_by(self.officer)
        with self.assertRaises(AccessError):
            self.allocate(self.officer, user=self.officer, case=case)
        self.allocate(self.officer, user=self.manager, case=case)

    def test_nobody_but_an_officer_of_the_landlord(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        far = self.make_user("t_far", "hate_case_mgmt.group_officer")
        far.write(
            {
                "company_ids": [Command.set(elsewhere.ids)],
                "company_id": elsewhere.id,
            }
        )
        gone = self.make_user("t_gone", "hate_case_mgmt.group_officer")
        gone.active = False
        nobody = self.env["res.users"].browse(0)
        for user in (self.staff, self.hub, self.dpo, far, gone, nobody):
            with self.assertRaises(UserError):
                self.allocate(user)

    def test_002_4_11_an_alleged_person_can_never_be_chosen(self):
        """[002.4.11] [003.5.11] Not offered, and refused with a sentence that is the
        same for anyone who can't be chosen."""
        self.add_party(role=words.ROLE_ALLEGED, user_id=self.officer.id)
        offered = [fact["officer_id"] for fact in self.case._officer_facts()]
        self.assertNotIn(self.officer.id, offered)
        self.assertIn(self.officer2.id, offered)
        sentences = []
        for user in (self.officer, self.staff):
            with self.assertRaises(UserError) as refused:
                self.allocate(user, reason="Please", user=self.hub)
            sentences.append(str(refused.exception))
        self.assertEqual(*sentences)
        self.assertNotIn("alleged", sentences[0])

    def test_lapsed_training_needs_a_managers_reason(self):
        """[002.6.1]"""
        last_year = fields.Date.add(fields.Date.today(), months=-13)
        late = self.make_user("t_late", "hate_case_mgmt.group_officer")
        self.train(late, on=last_year)
        with self.assertRaises(UserError) as refused:
            self.allocate(late, reason="I say so")
        self.assertIn("manager", str(refused.exception))
        with self.assertRaises(UserError):
            self.allocate(late, user=self.manager)
        self.allocate(late, user=self.manager, reason="Course on Monday")
        self.assertEqual(self.case.officer_id, late)
        self.assertIn("Course on Monday", " ".join(self.case.note_ids.mapped("text")))

    def test_a_conflict_of_interest_needs_a_managers_reason(self):
        self.add_party(user_id=self.officer.id)
        for values in ({}, {"connected": True}):
            officer = self.officer2 if values else self.officer
            with self.assertRaises(UserError):
                self.allocate(officer, reason="I say so", **values)
            with self.assertRaises(UserError):
                self.allocate(officer, user=self.manager, reason=" ", **values)
        self.allocate(self.officer, user=self.manager, reason="Nobody else is here")
        self.assertEqual(self.case.officer_id, self.officer)

    def test_having_reported_it_is_no_conflict(self):
        self.add_party(role=words.ROLE_REPORTER, user_id=self.officer.id)
        self.allocate(self.officer)
        self.assertEqual(self.case.officer_id, self.officer)

    def test_allocated_once(self):
        self.allocate(self.officer)
        for user in (self.hub, self.manager):
            with self.assertRaises(UserError) as refused:
                self.allocate(self.officer2, user=user)
            self.assertNotIn(self.case.name, str(refused.exception))
        self.assertEqual(self.case.officer_id, self.officer)

    # the dialogue

    def dialogue(self, user=None, case=None):
        case = (case or self.case).with_user(user or self.hub)
        action = case.action_open_allocate()
        return case.env[action["res_model"]].browse(action["res_id"])

    def test_the_list_of_officers(self):
        busy = self.make_user("t_busy", "hate_case_mgmt.group_officer")
        self.train(busy)
        for _index in range(3):
            self.open_case(state=words.STATE_OPEN, officer=busy)
        self.open_case(state=words.STATE_CLOSED, officer=busy)
        late = self.make_user("t_late", "hate_case_mgmt.group_officer")
        away = self.make_user("t_away", "hate_case_mgmt.group_officer")
        self.train(away)
        resource = self.env["resource.resource"].create(
            {"name": "Away", "user_id": away.id, "company_id": self.company.id}
        )
        now = fields.Datetime.now()
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Planted illness",
                "resource_id": resource.id,
                "calendar_id": resource.calendar_id.id,
                "date_from": fields.Datetime.add(now, days=-1),
                "date_to": fields.Datetime.add(now, days=9),
            }
        )
        self.add_party(user_id=self.officer2.id)
        lines = self.dialogue().line_ids
        by_user = {line.officer_id: line for line in lines}
        self.assertEqual(by_user[busy].open_cases, 3)
        self.assertTrue(by_user[late].is_lapsed)
        self.assertFalse(by_user[late].trained_until)
        self.assertFalse(by_user[busy].is_lapsed)
        self.assertTrue(by_user[away].away_until)
        self.assertEqual(by_user[self.officer2].remark, "Named in the case")
        self.assertEqual(by_user[late].remark, "Training not valid")
        self.assertFalse(by_user[busy].remark)
        order = list(lines.officer_id)
        self.assertEqual(
            [u for u in order if u in (self.officer, busy, away, late, self.officer2)],
            [self.officer, busy, away, late, self.officer2],
        )

    def test_restricted_cases_are_in_nobodys_count(self):
        self.open_case(state=words.STATE_OPEN, officer=self.officer, restricted=True)
        self.open_case(
            state=words.STATE_OPEN,
            officer=self.officer,
            excluded_user_ids=[Command.set(self.hub.ids)],
        )
        lines = self.dialogue().line_ids
        line = lines.filtered(lambda line: line.officer_id == self.officer)
        self.assertEqual(line.open_cases, 0)

    def test_choose_and_allocate_in_the_dialogue(self):
        wizard = self.dialogue()
        line = wizard.line_ids.filtered(lambda line: line.officer_id == self.officer)
        reopened = line.action_choose()
        self.assertEqual(reopened["res_id"], wizard.id)
        self.assertEqual(wizard.officer_id, self.officer)
        with Form(wizard) as form:
            self.assertFalse(form.obstacle)
            form.connected = True
            self.assertIn("connected", form.obstacle)
            form.connected = False
        action = wizard.action_confirm()
        self.assertEqual(self.case.officer_id, self.officer)
        self.assertFalse(wizard.exists())
        onward = action["params"]["next"]
        self.assertEqual(onward["res_model"], "hate.case")
        self.assertEqual(onward["target"], "main")

    def test_the_second_worker_gets_a_sentence(self):
        first, second = self.dialogue(), self.dialogue()
        first.officer_id = self.officer
        second.officer_id = self.officer2
        first.action_confirm()
        with self.assertRaises(UserError) as refused:
            second.action_confirm()
        self.assertIn("colleague", str(refused.exception))
        self.assertEqual(self.case.officer_id, self.officer)

    def test_a_dialogue_opens_only_on_a_case_one_may_change(self):
        restricted = self.open_case(restricted=True)
        wizards = self.env["hate.case.allocate"]
        for user in (self.hub, self.officer, self.manager):
            with self.assertRaises(AccessError):
                wizards.with_user(user).create(
                    {"case_id": restricted.id, "step": "allocate"}
                )
        mine = self.dialogue()
        with self.assertRaises(AccessError):
            mine.with_user(self.manager).read(["officer_id"])
        with self.assertRaises(AccessError):
            mine.case_id = restricted

    def test_an_unsaved_dialogue_tells_nothing(self):
        """The web client computes fields of a dialogue that is not yet saved."""
        restricted = self.open_case(restricted=True, priority="low")
        self.add_party(restricted, user_id=self.officer2.id)
        named = {"officer_id": self.officer2.id}
        for model, values, name in (
            ("hate.case.allocate", named, "obstacle"),
            ("hate.case.priority", {}, "priority"),
        ):
            wizard = self.env[model].with_user(self.hub)
            self.env.flush_all()
            self.env.invalidate_all()
            try:
                told = wizard.onchange(
                    {"case_id": restricted.id, **values}, [], {name: {}}
                )
            except AccessError:
                continue
            self.assertFalse(told["value"].get(name), f"{model}.{name}")

    # cost

    def test_queries_do_not_grow_with_officers(self):
        def cost():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.dialogue()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost()
        few = cost()
        users = self.env["res.users"].union(
            *(
                self.make_user(f"t_more{index}", "hate_case_mgmt.group_officer")
                for index in range(100)
            )
        )
        self.train(*users)
        cost()
        self.assertLessEqual(cost(), few + 4)

    def test_absurd_dates_do_not_hurt(self):
        """A case reported long ago is allocated like any other."""
        case = self.open_case(members=self.hub, reported_at=utc("1999-12-31 23:59"))
        case._record_event("report_received", case.reported_at)
        self.allocate(self.officer, case=case)
        clock = self.clock(case, words.EVENT_ALLOCATED)
        self.assertEqual(clock.state, words.DEADLINE_MET_LATE)
