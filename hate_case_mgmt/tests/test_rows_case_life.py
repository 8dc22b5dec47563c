from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .test_action_kinds import KindCommon


@tagged("post_install", "-at_install", "hate_case")
class TestRowsCaseLife(KindCommon):
    """Promises that no single record keeps: they show in how the records meet."""

    def setUp(self):
        super().setUp()
        self.case.reported_at = fields.Datetime.now() - timedelta(hours=1)
        self.case._record_event(words.EVENT_REPORT_RECEIVED, self.case.reported_at)

    def another(self, officer, **vals):
        """:return: a case like this one, reported in the same minute"""
        case = self.open_case(
            state=words.STATE_OPEN,
            officer=officer,
            reported_at=self.case.reported_at,
            **vals,
        )
        case._record_event(words.EVENT_REPORT_RECEIVED, case.reported_at)
        return case

    def test_002_1_2b_colleagues_respond_alike(self):
        """[002.1.2b] whoever works a case, the same clocks run and the same tool asks
        for the same"""
        theirs = self.another(self.officer2)
        clocks = [
            sorted(
                (clock.commitment_id.id, clock.due_at) for clock in case.deadline_ids
            )
            for case in (self.case, theirs)
        ]
        self.assertTrue(clocks[0])
        self.assertEqual(clocks[0], clocks[1])
        mine = self.action("civil_injunction")
        other = mine.with_user(self.officer2).create(
            {"case_id": theirs.id, "type_id": mine.type_id.id}
        )
        for name in ("name", "owner", "due_at", "legal_test", "asks"):
            self.assertEqual(mine[name], other[name], name)
        refusals = []
        for item in (mine, other):
            with self.assertRaises(UserError) as caught:
                item.action_plan()
            refusals.append(str(caught.exception))
        self.assertEqual(*refusals)

    def test_003_1_2a_partners_and_colleagues_in_one_plan(self):
        """[003.1.2a] an agency does its part, another leads, and a colleague stands in
        for an officer without the plan losing anything"""
        council, support = self.env["hate.agency"].create(
            [{"name": "Council"}, {"name": "Any Support"}]
        )
        led = self.weighed("civil_injunction", lead_agency_id=council.id)
        part = self.action(
            "victim_support", owner=words.OWNER_AGENCY, agency_id=support.id
        )
        for item in led | part:
            item.action_plan()
        before = self.case._plan_text(7, self.env["hate.contact.method"])
        self.assertIn("Any Support", before)
        self.case.member_ids |= self.officer2
        self.case.officer_id = self.officer2
        self.assertEqual(
            self.case._plan_text(7, self.env["hate.contact.method"]), before
        )
        self.assertEqual((led | part).user_id, self.officer2)
        part.with_user(self.officer2).outcome = "They have met"
        part.with_user(self.officer2).action_done()
        self.assertEqual(part.state, words.ACTION_DONE)

    def test_002_2_3b_no_hate_is_let_lie(self):
        """[002.2.3b] high from the start, with clocks at once; nothing is planned
        without an owner and a day, and what is late is seen"""
        report = self.open_case()
        self.assertEqual(report.priority, words.PRIORITY_HIGH)
        report._record_event(words.EVENT_REPORT_RECEIVED, report.reported_at)
        self.assertTrue(report.deadline_ids)
        self.assertTrue(report.next_due_at)
        item = self.action("warning_letter", alleged_party_id=self.alleged.id)
        item.write({"owner": False, "due_at": False})
        self.refused(item.action_plan, "who does it", "by when")
        item = self.weighed("warning_letter")
        item.action_plan()
        item.due_at = fields.Datetime.now() - timedelta(minutes=1)
        self.assertIn("An action of the plan is overdue", self.case.banners)

    def test_002_2_3a_somebody_alleged_next_door(self):
        """[002.2.3a] who lives close is flagged, until the person has moved"""
        alleged = self.alleged.with_user(self.officer)
        self.assertFalse(alleged.lives_close, "nothing is known of either home")
        self.victim.address = "7 Planted Street, EM1 1AA"
        alleged.address = "9 Planted Street, em11aa"
        self.assertTrue(alleged.lives_close)
        self.assertFalse(self.victim.lives_close, "said of the alleged alone")
        alleged.address = "9 Elsewhere, EM2 2BB"
        self.assertFalse(alleged.lives_close)
        self.victim.address = False
        home = self.env["hate.property"].create(
            {
                "name": "9 Elsewhere",
                "zip": "EM2 2BB",
                "company_id": self.company.id,
            }
        )
        self.case.property_id = home
        self.assertTrue(alleged.lives_close, "the home of the case")
        self.victim.moved_on = fields.Date.today()
        self.assertFalse(alleged.lives_close)

    def test_002_4_2b_support_from_the_first_day(self):
        """[002.4.2b] a service can be brought in before any assessment or plan, and
        the person is told plainly what it is"""
        self.assertFalse(self.case.risk_level)
        report = self.open_case(members=self.hub)
        kind = self.kind("victim_support")
        asked = report.with_user(self.hub)._propose_action(kind, "They ask for help")
        self.assertEqual(asked.type_id, kind, "before an officer is named")
        agency = self.env["hate.agency"].create({"name": "Any Support"})
        item = self.action(
            "victim_support", owner=words.OWNER_AGENCY, agency_id=agency.id
        )
        item.action_plan()
        advice = self.case._plan_text(7, self.env["hate.contact.method"])
        self.assertIn("Any Support", advice)
        self.assertIn("They are independent of us", advice)

    def test_003_1_3_discretion_with_its_reason(self):
        """[003.1.3] another way is open in each case, and its reason stays"""
        promise = self.env["hate.commitment"].create(
            {
                "name": "Something promised",
                "standard_id": self.env["hate.standard"].create({"name": "X"}).id,
                "trigger_event": words.EVENT_REPORT_RECEIVED,
                "met_by_event": words.EVENT_UPDATE_GIVEN,
                "duration": 1,
                "waivable_by": words.WAIVER_MANAGER,
            }
        )
        case = self.another(self.officer, standard_id=promise.standard_id.id)
        clock = case.deadline_ids.with_user(self.manager)
        self.refused(lambda: clock.action_waive("  "), "why")
        clock.action_waive("They asked to be left alone this week")
        self.assertEqual(clock.state, words.DEADLINE_WAIVED)
        self.assertEqual(clock.waive_reason, "They asked to be left alone this week")
        item = self.action("warning_letter", person_view="I agree")
        self.refused(item.action_not_done, "why it is not done")
        item.why_not = "Their carer is part of it now"
        item.action_not_done()
        self.assertEqual(item.decided_by_id, self.officer)

    def test_003_2_1h_what_prevents_it_from_happening_again(self):
        """[003.2.1h] somebody alleged in another case too is flagged; early tools are
        weighed, and go on after closing"""
        self.alleged.write({"name": "Kit Stone", "phone": "07700900555"})
        before = self.another(self.officer)
        self.env["hate.party"].create(
            {
                "case_id": before.id,
                "role": words.ROLE_ALLEGED,
                "name": "Kit Stone",
                "phone": "07700900555",
            }
        )
        # keys are kept by a stored computation
        self.env.flush_all()
        repeats = self.case.with_user(self.officer)._repeats()
        self.assertEqual(repeats["alleged"], before)
        item = self.weighed("acceptable_behaviour")
        item.action_plan()
        self.assertEqual(item.category, words.ACTION_EARLY)
        self.case.state = words.STATE_CLOSED
        item.outcome = "Kept for three months"
        item.action_done()
        self.assertEqual(item.state, words.ACTION_DONE)
