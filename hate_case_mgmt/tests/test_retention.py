from datetime import date
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..policy import vocabulary as words
from ..policy import vocabulary_keep as keep
from .common import HateCaseCommon, utc
from .planted import WORD, Planter, files_with, tables_with


class RetentionCommon(HateCaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager2 = cls.make_user("t_manager2", "hate_case_mgmt.group_manager")
        cls.dpo2 = cls.make_user("t_dpo2", "hate_case_mgmt.group_data_protection")

    def ended(self, state=words.STATE_CLOSED, closed="2019-03-31 22:30", **values):
        """:return: a case that ended then"""
        return self.open_case(
            state=state, officer=self.officer, closed_at=utc(closed), **values
        )

    def propose(self, cases, user=None):
        """:return: ``hate.destruction`` as the one who proposed it"""
        action = cases.with_user(user or self.manager).action_propose_removal()
        removal = self.env["hate.destruction"].browse(action["res_id"])
        return removal.with_user(user or self.manager)

    def carry_out(self, removal):
        """Do what the scheduled action does with this removal, without its commits."""
        removal.sudo().line_ids._carry_out()


@tagged("post_install", "-at_install", "hate_case")
class TestRetention(RetentionCommon):
    """[002.5.5] [002.7.1a] How long a case is kept, what is due, and holds."""

    def test_kept_by_outcome_from_the_local_day_it_ended(self):
        closed = self.ended()
        # 22:30 UTC is half past eleven in summer time, still the 31st
        self.assertEqual(closed.retain_from, date(2019, 3, 31))
        self.assertEqual(closed.retain_until, date(2025, 3, 31))
        self.assertEqual(closed.retain_outcome, keep.OUTCOME_CLOSED)
        with freeze_time("2026-02-28 12:00"):
            not_hate = self.open_case(state=words.STATE_NOT_HATE)
            signposted = self.open_case(state=words.STATE_SIGNPOSTED)
        self.assertEqual(not_hate.retain_until, date(2028, 2, 28))
        self.assertEqual(signposted.retain_until, date(2027, 2, 28))
        self.assertFalse(self.open_case(state=words.STATE_OPEN).retain_until)

    def test_reopening_stops_the_time(self):
        case = self.ended()
        case.write({"state": words.STATE_OPEN, "closed_at": False})
        self.assertFalse(case.retain_until)
        self.assertFalse(case.retain_outcome)

    def test_enforcement_has_its_own_time(self):
        rule = self.env.ref("hate_case_mgmt.hate_retention_rule_enforced")
        rule.months = 120
        case = self.ended()
        kind = self.env["hate.action.type"].search(
            [("category", "=", words.ACTION_ENFORCEMENT)], limit=1
        )
        action = self.env["hate.action"].create(
            {"case_id": case.id, "type_id": kind.id, "name": kind.name}
        )
        action.write({"state": words.ACTION_DONE})
        # carried out after closing: seen when somebody proposes the case
        with self.assertRaisesRegex(UserError, "not due"):
            self.propose(case)
        self.assertEqual(case.retain_outcome, keep.OUTCOME_ENFORCED)
        self.assertEqual(case.retain_until, date(2029, 3, 31))

    def test_a_rule_of_the_landlord_goes_first_and_moves_every_date(self):
        case = self.ended()
        rule = self.env["hate.retention.rule"].create(
            {
                "outcome": keep.OUTCOME_CLOSED,
                "months": 24,
                "reason": "Ours.",
                "company_id": self.company.id,
            }
        )
        self.assertEqual(case.retain_until, date(2021, 3, 31))
        rule.with_user(self.dpo).months = 35
        self.assertEqual(case.retain_until, date(2022, 2, 28))
        rule.active = False
        self.assertEqual(case.retain_until, date(2025, 3, 31))

    def test_nobody_else_sets_the_rules(self):
        rule = self.env.ref("hate_case_mgmt.hate_retention_rule_closed")
        for user in (self.officer, self.manager, self.insight, self.staff):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                rule.with_user(user).months = 1

    def test_what_is_due(self):
        due = self.ended()
        later = self.ended(closed="2024-01-01 12:00")
        held = self.ended()
        held.with_user(self.dpo)._hold("A claim was announced.")
        cases = self.env["hate.case"].with_user(self.dpo)
        found = cases.search(cases._get_due_domain())
        self.assertIn(due, found)
        self.assertFalse(found & (later | held))

    def test_the_dates_are_nobodys_to_set(self):
        case = self.ended(members=self.manager)
        for name in ("retain_until", "retain_from", "held", "anonymised_on"):
            with self.subTest(field=name), self.assertRaises(AccessError):
                case.with_user(self.manager).write({name: False})

    def test_who_may_hold(self):
        case = self.ended()
        for user in (self.officer, self.hub, self.insight, self.config, self.staff):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                case.with_user(user)._hold("Mine.")
        restricted = self.ended(restricted=True)
        with self.assertRaises(AccessError):
            restricted.with_user(self.manager)._hold("Can't see it.")
        case.with_user(self.manager)._hold("The ombudsman asks.")
        self.assertTrue(case.held)
        self.assertEqual(case.hold_ids.placed_by_id, self.manager)
        with self.assertRaises(UserError):
            case.with_user(self.dpo)._hold("Again.")
        with self.assertRaises(UserError):
            case.with_user(self.dpo)._lift_hold("  ")
        case.with_user(self.dpo)._lift_hold("The ombudsman has decided.")
        self.assertFalse(case.held)
        self.assertEqual(case.hold_ids.lifted_by_id, self.dpo)

    def test_a_hold_is_not_written_by_hand(self):
        case = self.ended()
        with self.assertRaises(AccessError):
            self.env["hate.legal.hold"].with_user(self.dpo).create(
                {"case_id": case.id, "reason": "By hand."}
            )
        hold = case.with_user(self.dpo)._hold("A claim.")
        with self.assertRaises(AccessError):
            hold.with_user(self.manager).write({"lifted_at": fields.Datetime.now()})

    def test_a_hold_wins_over_the_superuser(self):
        case = self.ended()
        incident = self.env["hate.incident"].create(
            {"case_id": case.id, "narrative": "Shouted at.", "precision": "unknown"}
        )
        case.with_user(self.dpo)._hold("A claim.")
        for removed in (case.unlink, case._erase, case._anonymise, incident.unlink):
            with self.assertRaisesRegex(UserError, "legal hold"):
                removed()
        self.assertTrue(case.exists())
        case.with_user(self.dpo)._lift_hold("Settled.")
        incident.unlink()

    def test_only_the_addon_removes(self):
        case = self.ended()
        for user in (self.manager, self.dpo):
            with self.assertRaises(AccessError):
                case.with_user(user)._erase()
        with self.assertRaises(UserError):
            self.open_case(state=words.STATE_OPEN)._erase()

    def test_two_people(self):
        removal = self.propose(self.ended(), self.dpo)
        with self.assertRaisesRegex(AccessError, "somebody else"):
            removal.action_confirm()
        for user in (self.manager, self.officer):
            with self.assertRaises(AccessError):
                removal.with_user(user).action_confirm()
        removal.with_user(self.dpo2).action_confirm()
        self.assertEqual(removal.confirmed_by_id, self.dpo2)
        with self.assertRaisesRegex(UserError, "decided already"):
            removal.with_user(self.dpo2).action_confirm()

    def test_lines_show_no_case_that_one_may_not_see(self):
        """Neither its reference nor how many there are, nor that it is proposed."""
        shut_out = self.ended(excluded_user_ids=[Command.set(self.dpo2.ids)])
        restricted, plain = self.ended(restricted=True), self.ended()
        removal = self.propose(shut_out | restricted | plain, self.dpo)
        lines = removal.sudo().line_ids

        def seen(user):
            self.env.invalidate_all()
            theirs = removal.with_user(user)
            found = lines.with_user(user).search([("id", "in", lines.ids)])
            if not theirs.search([("id", "=", removal.id)]):
                return None, found.mapped("reference")
            self.assertEqual(theirs.line_ids, found)
            self.assertEqual(
                (theirs.case_count, theirs.waiting_count), (len(found),) * 2
            )
            return len(found), found.mapped("reference")

        everything = [shut_out.name, restricted.name, plain.name]
        self.assertEqual(seen(self.dpo), (3, everything))
        self.assertEqual(seen(self.manager), (2, [shut_out.name, plain.name]))
        self.assertEqual(seen(self.dpo2), (None, [restricted.name, plain.name]))
        with self.assertRaises(AccessError):
            removal.with_user(self.dpo2).action_confirm()
        with self.assertRaises(AccessError):
            lines[0].with_user(self.dpo2).read(["reference", "outcome"])
        with self.assertRaises(AccessError):
            lines[1].with_user(self.manager).read(["reference", "outcome"])
        restricted.member_ids = [Command.link(self.manager.id)]
        self.assertEqual(seen(self.manager), (3, everything))
        # nobody asks by its number either
        for user in (self.dpo, self.manager):
            with self.assertRaises(AccessError):
                lines.with_user(user).search([("case_key", "=", plain.id)])

    def test_a_removal_of_nothing_one_may_see_is_not_there(self):
        removal = self.propose(self.ended(restricted=True), self.dpo)
        self.assertFalse(removal.with_user(self.manager).search([]))
        removal.with_user(self.dpo2).action_confirm()
        self.carry_out(removal)
        # of what is gone the proof is for all who may read proofs
        self.env.invalidate_all()
        self.assertEqual(removal.with_user(self.manager).case_count, 1)

    def test_refused_cases_stay_due(self):
        case = self.ended()
        removal = self.propose(case)
        with self.assertRaisesRegex(UserError, "Proposed already"):
            self.propose(case, self.dpo)
        with self.assertRaises(AccessError):
            removal.with_user(self.manager2).action_refuse()
        removal.with_user(self.dpo).action_refuse()
        self.assertTrue(self.propose(case, self.dpo))

    def test_what_changed_meanwhile_is_kept(self):
        held, reopened, gone = self.ended(), self.ended(), self.ended()
        removal = self.propose(held | reopened | gone)
        removal.with_user(self.dpo).action_confirm()
        held.with_user(self.dpo)._hold("A claim came in.")
        reopened.write({"state": words.STATE_OPEN, "closed_at": False})
        gone.unlink()
        self.carry_out(removal)
        lines = removal.sudo().line_ids
        self.assertEqual(lines.mapped("kept_reason"), ["held", "reopened", "gone"])
        self.assertTrue((held | reopened).exists())
        self.assertEqual(removal.state, keep.DESTRUCTION_DONE)

    def test_the_scheduled_action_takes_one_case_at_a_time(self):
        cases = self.ended() | self.ended() | self.ended()
        removal = self.propose(cases)
        removal.with_user(self.dpo).action_confirm()
        # the second one fails: the others go on
        broken = cases[1].id
        real = type(cases)._anonymise

        def fails(case):
            if case.id == broken:
                raise ValueError("broken")
            return real(case)

        with (
            self.enter_registry_test_mode(),
            patch.object(self.env.registry["hate.case"], "_anonymise", fails),
            self.assertLogs("odoo.addons.hate_case_mgmt", "ERROR"),
        ):
            cron = self.env.ref("hate_case_mgmt.ir_cron_destruction")
            cron.method_direct_trigger()
        self.env.invalidate_all()
        states = removal.sudo().line_ids.mapped("state")
        self.assertEqual(states, ["removed", "kept", "removed"])
        self.assertEqual(cases.filtered("anonymised_on"), cases[0] | cases[2])


@tagged("post_install", "-at_install", "hate_case", "security")
class TestRemoval(RetentionCommon):
    """Words planted in every text of every model of a case are gone afterwards."""

    def planted_case(self):
        case = self.ended(
            area_id=self.env["hate.area"].create({"name": "Northtown"}).id
        )
        rows = Planter(case).plant()
        self.assertIn("hate_note.text", tables_with(self.env, WORD))
        self.assertTrue(files_with(self.env, WORD))
        return case, rows

    def remove(self, case, treatment):
        case.sudo()._plan_retention_anew()
        self.env["hate.retention.rule"].search(
            [("outcome", "=", case.retain_outcome)]
        ).treatment = treatment
        removal = self.propose(case)
        removal.with_user(self.dpo).action_confirm()
        self.carry_out(removal)
        self.assertEqual(removal.sudo().line_ids.state, keep.LINE_REMOVED)
        return removal

    def test_erase(self):
        """Abuse case 40: after erasing, the words are in no table and no file."""
        case, _rows = self.planted_case()
        reference = case.name
        removal = self.remove(case, keep.ERASE)
        self.assertFalse(case.exists())
        self.assertEqual(tables_with(self.env, WORD), [])
        self.assertEqual(files_with(self.env, WORD), [])
        line = removal.sudo().line_ids
        self.assertEqual(line.reference, reference)
        self.assertGreater(line.records, 40)
        self.assertGreater(line.files, 40)
        self.assertGreater(line.messages, 1)

    def test_anonymise(self):
        """Abuse case 40: the words are gone, the figures stay."""
        case, rows = self.planted_case()
        case.write({"risk_level": "high"})
        strand = self.env["hate.strand"].search([], limit=1)
        incident = self.env["hate.incident"].browse(rows["hate.incident"])
        incident.write({"strand_ids": strand.ids, "occurred_at": "2019-02-28 20:00"})
        deadline = self.env["hate.deadline"].browse(rows["hate.deadline"])
        deadline.write({"state": words.DEADLINE_MET_LATE, "met_at": "2019-03-30 23:30"})
        reference = case.name
        self.remove(case, keep.ANONYMISE)
        self.assertEqual(tables_with(self.env, WORD), [])
        self.assertEqual(files_with(self.env, WORD), [])
        self.assertTrue(case.anonymised_on)
        self.assertNotEqual(case.name, reference)
        self.assertEqual(case.area_id.name, "Northtown")
        self.assertEqual(case.risk_level, "high")
        self.assertEqual(case.strand_ids, strand)
        self.assertFalse(case.officer_id | case.member_ids)
        self.assertFalse(case.property_id)
        self.assertFalse(case.party_ids)
        self.assertEqual(incident.occurred_at, utc("2019-02-01 12:00"))
        self.assertEqual(deadline.state, words.DEADLINE_MET_LATE)
        self.assertEqual(deadline.met_at, utc("2019-03-01 12:00"))
        self.assertEqual(case.closed_at, utc("2019-03-01 12:00"))
        # nothing more to come, and it can still be read by whoever reads figures
        self.assertFalse(case.retain_until)
        self.assertEqual(case.with_user(self.manager).name, case.name)

    def test_what_was_typed_at_a_meeting_goes_as_well(self):
        """A meeting outlives a case, and what may have named its people does not."""
        panel = self.env["hate.panel"].create(
            {"name": "A panel", "company_id": self.company.id}
        )
        meeting = self.env["hate.panel.meeting"].create(
            {
                "panel_id": panel.id,
                "starts_at": "2019-01-10 10:00",
                "place": f"At {WORD}'s",
                "state": "minuted",
            }
        )
        cases = self.ended() | self.ended()
        self.env["hate.panel.item"].create(
            [{"case_id": case.id, "meeting_id": meeting.id} for case in cases]
        )
        self.env.flush_all()
        self.env.cr.execute(
            "INSERT INTO hate_panel_attendance"
            " (meeting_id, name, note, status) VALUES (%s, %s, %s, 'present')",
            (meeting.id, f"Mother of {WORD}", f"Came for {WORD}"),
        )
        self.remove(cases[0], keep.ERASE)
        self.assertEqual(tables_with(self.env, WORD), [])
        self.assertEqual(meeting.attendance_ids.status, "present")
        self.remove(cases[1], keep.ANONYMISE)
        self.assertFalse(meeting.exists())

    def test_a_file_that_another_record_holds_too_stays(self):
        case, _rows = self.planted_case()
        file = self.env["ir.attachment"].search(
            [("res_model", "=", "hate.note"), ("name", "=", f"{WORD}.txt")]
        )
        other = self.env["ir.attachment"].create({"name": "o", "raw": file.raw})
        self.assertEqual(other.store_fname, file.store_fname)
        self.remove(case, keep.ERASE)
        self.assertEqual(files_with(self.env, WORD), [other.store_fname])

    def test_other_cases_are_not_touched(self):
        other = self.ended()
        Planter(other, "Otherword").plant()
        before = tables_with(self.env, "Otherword")
        case, _rows = self.planted_case()
        self.remove(case, keep.ERASE)
        self.assertEqual(tables_with(self.env, "Otherword"), before)

    def test_each_required_column_of_what_stays_is_a_figure(self):
        """What is emptied may be empty, for models added later too."""
        for name, model in self.env.registry.items():
            kept = getattr(self.env[name], "_figures_kept", set)()
            missing = [
                field.name
                for field in model._fields.values()
                if kept
                and field.store
                and field.column_type
                and field.required
                and field.name not in kept
                and field.type not in ("char", "text", "html")
            ]
            with self.subTest(model=name):
                self.assertEqual(missing, [])

    def test_comments_of_survey_answers_as_old(self):
        answer = self.env["hate.survey.answer"].create(
            {
                "company_id": self.company.id,
                "month": "2019-03-01",
                "way": words.SURVEY_WAYS[0][0],
                "overall": self.env["hate.survey.answer"]
                ._fields["overall"]
                .get_values(self.env)[0],
                "comment": WORD,
            }
        )
        self.env["hate.destruction"]._forget_comments()
        self.assertFalse(answer.comment)
        self.assertTrue(answer.overall)
