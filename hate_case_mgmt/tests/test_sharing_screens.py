from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..policy import vocabulary as words
from .common_sharing import HateSharingCommon


@tagged("post_install", "-at_install", "hate_case")
class TestSharingScreens(HateSharingCommon):
    """The dialogues, the tab Sharing and the page for the person."""

    def dialogue(self, model, user=None, **defaults):
        return Form(
            self.env[model]
            .with_user(user or self.officer)
            .with_context(
                default_case_id=self.case.id,
                **{f"default_{name}": value for name, value in defaults.items()},
            )
        )

    def ask(self, **values):
        with self.dialogue("hate.consent.ask") as form:
            form.agency_id = self.agency
            form.share_identity = True
            form.share_incident = True
            form.answer = "given"
            form.own_words = "Yes, please do."
            for name, value in values.items():
                setattr(form, name, value)
        return form.record

    def test_one_row_for_each_thing_asked(self):
        """[004.2f] Consent for a referral is asked, and kept in their own words."""
        self.ask().action_record()
        rows = self.env["hate.consent"].search([("case_id", "=", self.case.id)])
        self.assertEqual(set(rows.mapped("data_class")), {"identity", "incident"})
        self.assertEqual(rows.party_id, self.victim)
        self.assertEqual(set(rows.mapped("purpose")), {"support"})
        self.assertFalse(self.env["hate.consent.ask"].search([]))

    def test_nothing_ticked(self):
        with self.assertRaises(UserError):
            self.ask(share_identity=False, share_incident=False).action_record()

    def test_ask_more_keeps_who_and_how(self):
        action = self.ask(way="person").action_record_and_ask_more()
        self.assertEqual(action["context"]["default_party_id"], self.victim.id)
        self.assertEqual(action["context"]["default_way"], "person")

    def test_who_needs_an_interpreter_has_to_be_asked_about_it(self):
        self.victim.interpreter = "woman"
        form = self.dialogue("hate.consent.ask")
        self.assertFalse(form.interpreting)
        self.assertIn("woman", form.needs_line)

    def test_the_grid(self):
        self.ask().action_record()
        self.say("refused", data_class="health")
        (person,) = (
            self.env["hate.case"].with_user(self.officer).consent_grid(self.case.id)
        )
        self.assertEqual(person["who"], "Amina Planted")
        self.assertEqual([column["to"] for column in person["columns"]], ["Open Door"])
        said = {row["key"]: row["cells"][0]["standing"] for row in person["rows"]}
        self.assertEqual(
            said, {"identity": "given", "incident": "given", "health": "refused"}
        )
        with self.assertRaises(AccessError):
            self.env["hate.case"].with_user(self.officer2).consent_grid(self.case.id)

    def test_taking_back_all_of_it(self):
        self.ask().action_record()
        sharing = self.sharing(("identity",))
        sharing._send("Amina")
        row = self.env["hate.consent"].search([("case_id", "=", self.case.id)])[:1]
        with self.dialogue("hate.consent.withdraw", consent_id=row.id) as form:
            self.assertIn("Name", form.received)
            form.own_words = "I would rather not any more."
        form.record.action_withdraw()
        latest = self.env["hate.consent"]._latest(self.case).values()
        self.assertEqual({row.answer for row in latest}, {"withdrawn"})
        self.assertTrue(sharing.to_recall)

    def share(self, **values):
        form = self.dialogue("hate.disclosure.share")
        form.agency_id = self.agency
        form.share_identity = True
        for name, value in values.items():
            setattr(form, name, value)
        return form

    def test_the_dialogue_says_what_is_missing(self):
        form = self.share()
        self.assertIn("have not agreed", form.refusal)
        self.assertIn("Amina Planted", form.content)
        with self.assertRaisesRegex(UserError, "have not agreed"):
            form.save().action_share()
        self.say()
        form = self.share()
        self.assertFalse(form.refusal)
        action = form.save().action_share()
        self.assertEqual(action["report_name"], "hate_case_mgmt.report_disclosure")
        sent = self.env["hate.disclosure"].search(
            [("case_id", "=", self.case.id), ("state", "=", "sent")]
        )
        self.assertEqual((sent.state, sent.way), ("sent", "print"))
        self.assertIn("Amina Planted", sent.content)

    def test_asking_a_manager_and_sharing_then(self):
        form = self.share(
            recipient_kind="police",
            ground="crime_prevention",
            reason="He will come back.",
            necessity="No less would do.",
            told="yes",
        )
        self.assertTrue(form.to_approve)
        self.assertFalse(form.refusal)
        form.save().action_ask_approval()
        sharing = self.env["hate.disclosure"].search(
            [("case_id", "=", self.case.id), ("needs_decision", "=", True)]
        )
        with self.dialogue(
            "hate.disclosure.step",
            user=self.manager,
            disclosure_id=sharing.id,
            step="approve",
        ) as step:
            step.reason = "It is right."
        step.record.action_confirm()
        self.assertEqual(sharing.state, "approved")
        sharing.with_user(self.officer).action_send_prepared()
        self.assertEqual(sharing.content, sharing.prepared)

    def test_the_timeline_tells_of_everything(self):
        self.env["hate.note"].create({"case_id": self.case.id, "text": "wyxnote"})
        self.say()
        form = self.share(page="timeline")
        self.assertIn("wyxnote", form.content)
        self.assertIn("have not agreed", form.refusal)

    def test_a_print_for_our_own_work_is_on_record(self):
        self.env["hate.note"].create({"case_id": self.case.id, "text": "wyxnote"})
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.dpo)
            ._render_qweb_html("hate_case_mgmt.timeline", self.case.ids)
        )
        self.assertIn(b"wyxnote", html)
        printed = self.env["hate.disclosure"].search([("case_id", "=", self.case.id)])
        self.assertEqual(
            (printed.ground, printed.state, printed.user_id),
            ("own_work", "sent", self.dpo),
        )
        self.assertIn("wyxnote", printed.content)

    def page(self, report, record, user=None):
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(user or self.officer)
            ._render_qweb_html(report, record.ids)
        )
        return html.decode()

    def test_the_page_for_the_person(self):
        """What left, when, to whom and on what ground, on one page to be given."""
        witness = self.person(words.ROLE_WITNESS, name="Will Witness")
        self.say()
        self.sharing()._send("Amina")
        self.lawful(emergency=True, parties=witness, reason="wyxreason")._send("Will")
        page = self.page("hate_case_mgmt.report_shared", self.victim)
        for words_of_it in ("Open Door", "You agreed to it.", "Name and who they are"):
            self.assertIn(words_of_it, page)
        for hidden in ("Will", "wyxreason", "Bill", "Police"):
            self.assertNotIn(hidden, page)
        of_witness = self.page("hate_case_mgmt.report_shared", witness)
        self.assertIn("prevent or solve a crime", of_witness)
        self.assertNotIn("wyxreason", of_witness)
        with self.assertRaises(AccessError):
            self.page("hate_case_mgmt.report_shared", self.victim, self.officer2)

    def test_what_has_not_left_is_not_printed(self):
        self.say()
        sharing = self.sharing(prepared="Amina")
        page = self.page("hate_case_mgmt.report_disclosure", sharing)
        self.assertNotIn("Amina", page)
        sharing.action_send_prepared()
        self.assertIn("Amina", self.page("hate_case_mgmt.report_disclosure", sharing))

    def test_the_agreement_is_shown(self):
        for days, says in ((-2, "Ended"), (10, "Ends soon"), (300, "Until")):
            self.agency.agreement_ids.unlink()
            self.agree(days)
            self.assertIn(says, self.share().agreement)
        self.agency.agreement_ids.unlink()
        self.assertIn("None is on file", self.share().agreement)

    def letter_to(self, party):
        """:return: what was put on record when an update went to somebody"""
        self.company.hate_hub_phone = "0800 000 0100"
        template = self.env["hate.letter.template"]._for_kind(words.LETTER_UPDATE)
        letter = (
            self.env["hate.letter"]
            .with_user(self.officer)
            ._send_to(party, template, "post", values={"news": "wyxnews"})
        )
        return self.env["hate.disclosure"].search(
            [("linked_model", "=", "hate.letter"), ("linked_id", "=", letter.id)]
        )

    def speaker(self, **vals):
        post = self.env.ref("hate_case_mgmt.contact_method_post")
        return self.person(
            words.ROLE_REPRESENTATIVE,
            name="Fay Friend",
            address="1 High Street",
            safe_method_ids=[Command.set(post.ids)],
            **vals,
        )

    def test_a_letter_to_who_speaks_for_the_person(self):
        """[003.6.2] Told on written authority alone, and that is on record."""
        friend = self.speaker(speaks_as="friend")
        with self.assertRaises(UserError):
            self.letter_to(friend)
        self.authorise(friend)
        friend.invalidate_recordset()
        told = self.letter_to(friend)
        self.assertEqual(
            (told.state, told.recipient_party_id, told.party_ids),
            ("sent", friend, self.victim),
        )
        self.assertIn("wyxnews", told.content)

    def test_a_letter_to_a_councillor(self):
        """[003.6.3] Without written authority, and that is on record."""
        told = self.letter_to(self.speaker(speaks_as="elected"))
        self.assertEqual(told.state, "sent")
        self.assertTrue(told.exemption)

    def test_a_letter_to_the_person_is_no_sharing(self):
        post = self.env.ref("hate_case_mgmt.contact_method_post")
        self.victim.write(
            {"address": "2 Low Street", "safe_method_ids": [Command.set(post.ids)]}
        )
        self.assertFalse(self.letter_to(self.victim))

    def test_the_five_standards_word_it_their_way(self):
        """[002.5.4b] [003.9.4b] X11, and the strictest where nothing is said."""
        standards = self.env["hate.standard"].search([("kind", "=", "policy")])
        mild = standards.filtered(lambda one: one.sharing_test == "concern")
        self.assertEqual(mild, self.env.ref("hate_case_mgmt.hate_standard_d"))
        for letter, clause in zip(
            "abcde", ("000", "001", "002", "003", "004"), strict=True
        ):
            standard = self.env.ref(f"hate_case_mgmt.hate_standard_{letter}")
            self.assertIn(clause, standard.sharing_wording)
