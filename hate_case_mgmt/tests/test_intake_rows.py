from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..policy import vocabulary as words
from .test_log_report import LogReportCommon

FORMS = ("hate.report.log", "hate.report.pass.on", "hate.party", "hate.contact.log")


@tagged("post_install", "-at_install", "hate_case")
class TestIntakeRows(LogReportCommon):
    """What the published policies promise of reporting, safe contact and triage, where
    no other test is named after it."""

    def logged(self, **typed):
        """:return: the case of a report that the hub logged"""
        case, _answer = self.log(**typed)
        return case

    def test_001_s1_hate_has_its_own_cases_promises_and_screens(self):
        """[001.s1] no sub-type of something else"""
        case = self.logged()
        self.assertEqual(case._name, "hate.case")
        self.assertEqual(case.standard_id.kind, words.STANDARD_POLICY)
        self.assertTrue(case.deadline_ids)
        action = self.env.ref("hate_case_mgmt.hate_case_action")
        self.assertEqual(action.res_model, "hate.case")

    def test_002_1_2d_another_policys_matter_is_signposted(self):
        """[002.1.2d] a colleague's matter that is no hate is sent to where it belongs,
        with why and that they were told"""
        case = self.logged(affected_staff_kind=words.STAFF_EMPLOYEE)
        case.with_user(self.hub).action_signpost(
            "Abuse at home is another policy's",
            fields.Datetime.now(),
            self.env.ref("hate_case_mgmt.contact_method_phone").id,
            where_to="Human resources, staff support",
        )
        row = self.env["hate.signpost"].search([("case_id", "=", case.id)])
        self.assertEqual(row.where_to, "Human resources, staff support")
        self.assertEqual(case.state, words.STATE_SIGNPOSTED)

    def test_003_3_1_every_tenure_and_none(self):
        """[003.3.1] [002.2.4] all that the policies name, and people who are no
        customers"""
        for tenure, _label in words.TENURES:
            case = self.logged(tenure=tenure)
            self.assertEqual(case.party_ids.tenure, tenure)
            self.assertTrue(case.accepted_as_hate)
        named = {
            "general_needs",
            "supported",
            "retirement",
            "intermediate_rent",
            "licensee",
            "leaseholder",
            "shared_owner",
            "private_let",
            "owner_occupier",
        }
        self.assertLessEqual(named, set(dict(words.TENURES)))

    def test_002_2_4_tied_to_the_asb_records(self):
        """[002.2.4] [003.5.12a] found by its number in the landlord's ASB records"""
        case = self.logged()
        case.with_user(self.manager).asb_reference = "ASB-2026-4711"
        self.assertEqual(
            self.env["hate.case"].search([("search_text", "ilike", "asb-2026-4711")]),
            case,
        )

    def test_002_3_1h_needs_and_choices(self):
        """[002.3.1h] [003.2.1c] asked in the first call, and seen by the officer at
        once"""
        case = self.logged(
            affected_name="Amina",
            language_id=self.env.ref("hate_case_mgmt.language_bfi"),
            interpreter="woman",
            adjustments="Large print, in her words",
        )
        self.assertEqual(
            case.affected_needs,
            "British Sign Language · Interpreter: Needed, a woman · "
            "Large print, in her words",
        )

    def test_002_3_1j_no_input_without_its_name(self):
        """[002.3.1j] [003.2.1g] every input has a label that is read aloud, every sign
        a word"""
        for model in FORMS:
            views = self.env[model].get_views([(False, "form")])
            arch = etree.fromstring(views["views"]["form"]["arch"])
            labelled = {node.get("for") for node in arch.iterfind(".//label")}
            for node in arch.iterfind(".//field"):
                if node.get("invisible") in ("1", "True") or list(
                    node.iterancestors("field")
                ):
                    continue
                name = node.get("name")
                field = self.env[model]._fields[name]
                self.assertTrue(
                    node.get("string") or field.string or name in labelled, name
                )
                if node.get("nolabel"):
                    self.assertTrue(
                        field.compute
                        or field.readonly
                        or node.get("readonly")
                        or name in labelled
                        or node.get("placeholder")
                        or field.type == "one2many",
                        f"{model}.{name}",
                    )
            for sign in arch.iterfind(".//i"):
                self.assertTrue(sign.get("title") or sign.get("aria-label"), model)

    def test_002_7_1c_they_are_told_how_it_is_used(self):
        """[002.7.1c] the notice, with its version, stands on the form and is kept"""
        self.company.hate_privacy_notice = "example.com/privacy, version 3"
        form = Form(self.env["hate.report.log"].with_user(self.hub))
        self.assertEqual(form.privacy_notice, "example.com/privacy, version 3")
        case = self.logged()
        self.company.hate_privacy_notice = "example.com/privacy, version 4"
        self.assertEqual(
            case.report_ids.privacy_notice, "example.com/privacy, version 3"
        )

    def test_003_1_1_no_report_is_turned_away_by_one_alone(self):
        """[003.1.1] Whatever the strand, the crime or the proof, a report is a case of
        the highest priority held to the landlord's promises, and shows in its records
        of anti-social behaviour. Nobody but a manager sets it aside."""
        for typed in (
            {},
            {"is_crime": "no", "reporter_role": "anonymous"},
            {"alleged_identity": "unknown"},
        ):
            case = self.logged(**typed)
            self.assertTrue(case.accepted_as_hate)
            self.assertEqual(case.priority, words.PRIORITY_HIGH)
            self.assertEqual(case.standard_id, self.company.hate_standard_id)
            self.assertTrue(case.next_due_at)
            self.assertIn("asb_reference", case._fields)
            hub = case.with_user(self.hub)
            for step in (
                lambda hub=hub: hub.action_not_hate("disproved", "Not proven", {}),
                lambda hub=hub: hub.action_set_priority("low", "Only words"),
            ):
                with self.assertRaises(AccessError):
                    step()
            with self.assertRaises(UserError):
                case.with_user(self.manager).action_not_hate("disproved", " ", {})
            self.assertEqual(case.state, words.STATE_REPORTED)

    def test_003_2_1b_serious_and_confidential_from_the_start(self):
        """[003.2.1b]"""
        case = self.logged()
        self.assertEqual(case.priority, words.PRIORITY_HIGH)
        for user in (self.officer, self.insight, self.config, self.staff):
            self.assertFalse(case.with_user(user).has_access("read"))

    def test_003_4_2_five_strands_are_counted_and_others_kept(self):
        """[003.4.2] [003.4.3] [X7] each of the five has its strand; age, sex and more
        have one that the regulator does not count"""
        strands = self.env["hate.strand"].search([])
        counted = set(filter(None, strands.mapped("regulator_strand")))
        self.assertEqual(counted, set(dict(words.REGULATOR_STRANDS)))
        for name in ("age", "sex", "subculture"):
            strand = self.env.ref(f"hate_case_mgmt.strand_{name}")
            self.assertFalse(strand.regulator_strand)
        added = strands.with_user(self.config).create({"name": "Homelessness"})
        self.assertFalse(added.regulator_strand, "the landlord's own, not counted")
        case = self.logged(strand_ids=strands | added)
        self.assertEqual(case.strand_ids, strands | added)

    def test_003_4_4_person_or_property(self):
        """[003.4.4] [002.2.2] the forms that the policies name"""
        named = ("verbal", "threat", "assault", "damage", "arson", "graffiti")
        forms = self.env["hate.incident.form"].union(
            *(
                self.env.ref(f"hate_case_mgmt.incident_form_{name}")
                for name in (*named, "literature")
            )
        )
        case = self.logged(form_ids=forms)
        self.assertEqual(case.incident_ids.form_ids, forms)
        self.assertTrue(case.incident_ids.graffiti)

    def test_003_4_5_no_crime_is_no_less_a_case(self):
        """[003.4.5] [X8] [X22] done to a customer, a colleague or a contractor, a crime
        or none: the same priority and the same promises"""
        promised = None
        for kind in (False, words.STAFF_EMPLOYEE, words.STAFF_CONTRACTOR):
            for crime in ("no", "yes", "unknown"):
                typed = {"affected_staff_kind": kind} if kind else {}
                case = self.logged(is_crime=crime, **typed)
                self.assertTrue(case.accepted_as_hate)
                self.assertEqual(case.priority, words.PRIORITY_HIGH)
                promises = set(case.deadline_ids.mapped("name"))
                promised = promised or promises
                self.assertEqual(promises, promised)
        case.incident_ids.write(
            {
                "police_decision": "no_crime",
                "police_decided_on": fields.Date.today(),
            }
        )
        self.assertEqual(case.priority, words.PRIORITY_HIGH)
        self.assertEqual(case.state, words.STATE_REPORTED)

    def test_damage_ticked_at_intake_is_ordered_at_once(self):
        """The clocks of repair and graffiti run from the report that told of them."""
        case = self.logged(graffiti=True, repair_needed=True)
        self.assertEqual(
            set(case.order_ids.mapped("kind")),
            {words.ORDER_GRAFFITI, words.ORDER_REPAIR},
        )
        kept_by = set(case.deadline_ids.commitment_id.mapped("met_by_event"))
        self.assertLessEqual({"graffiti_removed", "repair_done"}, kept_by)
        self.assertFalse(self.logged().order_ids)

    def test_003_5_1a_danger_and_children_stand_out(self):
        """[003.5.1a] high from the start, and who is in danger at the top"""
        calm = self.logged(affected_is_child=True)
        danger = self.logged(danger_now=True)
        self.assertEqual(calm.priority, words.PRIORITY_HIGH)
        self.assertTrue(calm.party_ids.is_child)
        arch = etree.fromstring(
            self.env.ref("hate_case_mgmt.hate_case_view_search_triage").arch
        )
        self.assertIsNotNone(arch.find(".//filter[@name='danger']"))
        both = (calm | danger).with_user(self.hub)
        found = both.search([("id", "in", both.ids), ("danger_now", "=", True)])
        self.assertEqual(found, danger.with_user(self.hub))
        with self.assertRaises(UserError):
            calm.with_user(self.manager).action_set_priority("low")
