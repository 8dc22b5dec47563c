import base64
import io
import zipfile
from datetime import date
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tests.test_cursor import TestCursor
from odoo.tools.pdf import PdfFileReader

from ..policy import vocabulary as words
from ..policy import vocabulary_keep as keep
from .common import HateCaseCommon
from .test_access_doors import commit_with_hooks

VICTIM = "Amira Solanki"
NEIGHBOUR = "Graham Thistlewood"
WITNESS = "Piotr Wesolowski"


class SubjectAccessCommon(HateCaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dpo2 = cls.make_user("t_dpo2", "hate_case_mgmt.group_data_protection")
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        party = cls.env["hate.party"]
        cls.victim = party.create(
            {
                "case_id": cls.case.id,
                "role": words.ROLE_VICTIM,
                "name": VICTIM,
                "phone": "07700 900471",
                "email": "amira.solanki@example.com",
                "address": "7 Harbour Walk, Riverside, RV1 2AB",
                "code_word": "Marigold",
            }
        )
        cls.alleged = party.create(
            {
                "case_id": cls.case.id,
                "role": words.ROLE_ALLEGED,
                "name": NEIGHBOUR,
                "phone": "07700 900588",
                "address": "9 Harbour Walk, Riverside, RV1 2AB",
                "description": f"Said by {WITNESS} to shout from the balcony.",
            }
        )
        cls.witness = party.create(
            {
                "case_id": cls.case.id,
                "role": words.ROLE_WITNESS,
                "name": WITNESS,
                "phone": "07700 900613",
            }
        )
        cls.env["hate.incident"].create(
            {
                "case_id": cls.case.id,
                "precision": "unknown",
                "narrative": f"{NEIGHBOUR} shouted at {VICTIM}. Call Piotr on "
                "07700 900613, he heard it.",
            }
        )
        cls.env["hate.note"].create(
            {"case_id": cls.case.id, "text": "Wesolowski is afraid to be named."}
        )
        cls.env["hate.contact"].create(
            {
                "case_id": cls.case.id,
                "party_id": cls.alleged.id,
                "method_id": cls.env["hate.contact.method"].search([], limit=1).id,
                "kind": cls.env["hate.contact"]._fields["kind"].get_values(cls.env)[0],
                "reached": True,
                "said": f"He asked whether {VICTIM} had complained.",
            }
        )

    def request(self, name=VICTIM, **values):
        """:return: a request as the data protection officer"""
        return (
            self.env["hate.subject.access"]
            .with_user(self.dpo)
            .create(
                {
                    "person_name": name,
                    "identity_note": "Known to the officer.",
                    "company_id": self.company.id,
                    **values,
                }
            )
        )

    def gathered(self, party, name):
        request = self.request(name, party_ids=[Command.set(party.ids)])
        request.action_gather()
        return request

    def page(self, request):
        """:return: the page in the pack as text"""
        content = base64.b64decode(request.with_context(bin_size=False).pack)
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            return pack.read("answer.html").decode()

    def decide_all(self, request):
        request.finding_ids.filtered(lambda row: not row.decision).write(
            {"decision": keep.FINDING_MASK}
        )


@tagged("post_install", "-at_install", "hate_case", "security")
class TestSubjectAccess(SubjectAccessCommon):
    """[002.7.1a] A person is given what concerns them, and nobody else."""

    def test_the_month(self):
        request = self.request(received_on=date(2026, 1, 31))
        # 28 February 2026 is a Saturday
        self.assertEqual(request.due_on, date(2026, 3, 2))
        request.extended = True
        self.assertEqual(request.due_on, date(2026, 4, 30))
        self.assertTrue(self.request(received_on=date(2020, 1, 1)).is_late)

    def test_found_across_cases(self):
        other = self.open_case(state=words.STATE_OPEN, officer=self.officer2)
        elsewhere = self.env["hate.party"].create(
            {
                "case_id": other.id,
                "role": words.ROLE_REPORTER,
                "name": "A. Solanki",
                "phone": "+44 7700 900471",
            }
        )
        self.env.flush_all()
        request = self.request(person_phone="07700900471")
        request.action_find()
        self.assertEqual(request.party_ids, self.victim | elsewhere)

    def test_found_in_however_many_cases(self):
        """More than a page of cases that look alike shows."""
        cases = [self.open_case(state=words.STATE_OPEN) for _number in range(22)]
        entries = self.env["hate.party"].create(
            [
                {
                    "case_id": case.id,
                    "role": words.ROLE_REPORTER,
                    "name": VICTIM,
                    "phone": "07700 900471",
                }
                for case in cases
            ]
        )
        self.env.flush_all()
        request = self.request(person_phone="07700900471")
        request.action_find()
        self.assertEqual(request.party_ids, self.victim | entries)

    def test_the_affected_person_reads_everything_but_others(self):
        request = self.gathered(self.victim, VICTIM)
        # what names somebody is masked from the start, and is not left without a reason
        name = request.finding_ids.filtered(lambda row: row.shown == NEIGHBOUR)
        self.assertEqual(name.decision, keep.FINDING_MASK)
        name.decision = keep.FINDING_LEAVE
        with self.assertRaisesRegex(UserError, "without a reason"):
            request.action_make_pack()
        request.finding_ids.write({"decision": keep.FINDING_MASK})
        request.action_make_pack()
        page = self.page(request)
        self.assertIn(f"shouted at {VICTIM}", page)
        self.assertIn("07700 900471", page)
        for gone in (NEIGHBOUR, "Thistlewood", "Piotr", "Wesolowski", "900613"):
            self.assertNotIn(gone, page)
        # their contact with somebody else is not theirs to read
        self.assertNotIn("asked whether", page)

    def test_the_alleged_person_learns_nothing_of_the_others(self):
        request = self.gathered(self.alleged, NEIGHBOUR)
        self.assertTrue(request.is_alleged)
        self.decide_all(request)
        request.action_make_pack()
        page = self.page(request)
        self.assertIn("9 Harbour Walk", page)
        self.assertIn("He asked whether", page)
        for gone in (VICTIM, "Amira", "Solanki", "Piotr", "Wesolowski", "balcony"):
            self.assertNotIn(gone, page)
        for gone in (self.case.name, "shouted", "Incident", "Witness"):
            self.assertNotIn(gone, page)

    def test_nobody_leaves_a_name_for_the_alleged_person(self):
        request = self.gathered(self.alleged, NEIGHBOUR)
        self.decide_all(request)
        name = request.finding_ids.filtered(lambda row: row.known)[:1]
        self.assertTrue(name)
        name.write({"decision": keep.FINDING_LEAVE, "reason": "They know already."})
        with self.assertRaisesRegex(UserError, "never learns"):
            request.action_make_pack()

    def test_what_was_not_found_is_masked_by_hand(self):
        self.env["hate.note"].create(
            {"case_id": self.case.id, "text": "The lady with the parrot saw it."}
        )
        request = self.gathered(self.victim, VICTIM)
        request.mask_too = "lady with the parrot"
        request.action_look_again()
        self.decide_all(request)
        request.action_make_pack()
        self.assertNotIn("parrot", self.page(request))

    def test_hints_are_left_at_once_and_names_are_not(self):
        self.env["hate.note"].create(
            {"case_id": self.case.id, "text": f"{WITNESS}, a nurse, was there."}
        )
        request = self.gathered(self.victim, VICTIM)
        self.assertTrue(request.undecided_count)
        request.action_leave_hints()
        self.assertFalse(request.undecided_count)
        request.action_make_pack()
        page = self.page(request)
        self.assertIn("nurse", page)
        self.assertNotIn("Wesolowski", page)

    def test_two_people_and_then_frozen(self):
        request = self.gathered(self.victim, VICTIM)
        self.decide_all(request)
        request.action_make_pack()
        with self.assertRaisesRegex(AccessError, "colleague releases"):
            request.action_release()
        second = request.with_user(self.dpo2)
        second.action_release()
        self.assertEqual(second.released_by_id, self.dpo2)
        self.assertFalse(second.item_ids | second.item_ids)
        self.assertFalse(second.finding_ids)
        self.assertEqual(len(second.pack_sha256), 64)
        with self.assertRaisesRegex(UserError, "stays as it is"):
            request.person_name = "Somebody Else"
        with self.assertRaises(UserError):
            second.action_release()

    def test_known_since_it_was_made(self):
        """Somebody is named in the case between the two people who look."""
        request = self.gathered(self.victim, VICTIM)
        self.env["hate.note"].create(
            {"case_id": self.case.id, "text": "Bronwen Ashworth saw it as well."}
        )
        request.action_gather()
        self.decide_all(request)
        request.finding_ids.filtered(lambda row: not row.known).write(
            {"decision": keep.FINDING_LEAVE, "reason": "Nobody of ours."}
        )
        request.action_make_pack()
        self.assertIn("Bronwen", self.page(request))
        self.env["hate.party"].create(
            {
                "case_id": self.case.id,
                "role": words.ROLE_WITNESS,
                "name": "Bronwen Ashworth",
            }
        )
        second = request.with_user(self.dpo2)
        with self.assertRaisesRegex(UserError, "somebody else is in the texts"):
            second.action_release()
        self.assertEqual(second.state, keep.ACCESS_READY)
        second.action_back()
        second.finding_ids.write({"decision": False})
        second.action_look_again()
        self.decide_all(second)
        second.action_make_pack()
        self.assertNotIn("Bronwen", self.page(second))
        self.assertNotIn("Ashworth", self.page(second))

    def test_nicknames_initials_and_other_scripts(self):
        self.alleged.description = "Known as Gaz to everybody on the estate."
        self.env["hate.party"].create(
            {
                "case_id": self.case.id,
                "role": words.ROLE_WITNESS,
                "name": "فاطمة الزهراء",
                "safe_place": "the Cobalt Café on Quayside",
            }
        )
        self.env["hate.note"].create(
            {
                "case_id": self.case.id,
                "text": "Gaz and G.T. are one man; Pete saw GT go. Her friend said: "
                "وفاطمة كانت هناك. They met at the Cobalt Café.",
            }
        )
        request = self.gathered(self.victim, VICTIM)
        self.decide_all(request)
        request.action_make_pack()
        page = self.page(request)
        for gone in ("Gaz", "G.T.", "GT", "فاطمة", "Cobalt"):
            self.assertNotIn(gone, page)
        self.assertIn("كانت هناك", page)

    def test_on_paper_and_given(self):
        """[002.7.1a] Pages that can be read and printed, and who gave them when."""
        arabic = "تكلمت مع الضابط"
        self.env["hate.note"].create({"case_id": self.case.id, "text": arabic})
        request = self.gathered(self.victim, VICTIM)
        self.decide_all(request)
        request.action_make_pack()
        paper = base64.b64decode(request.with_context(bin_size=False).answer)
        content = base64.b64decode(request.with_context(bin_size=False).pack)
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            self.assertEqual(pack.read("answer.pdf"), paper)
        pages = PdfFileReader(io.BytesIO(paper), strict=False).pages
        if not hasattr(pages[0], "extract_text"):
            self.skipTest("this PyPDF2 does not read text")
        said = " ".join(word for page in pages for word in page.extract_text().split())
        self.assertIn("What we hold about you", said)
        self.assertIn(VICTIM, said)
        self.assertNotIn("Thistlewood", said)
        self.assertNotIn("Wesolowski", said)
        self.assertIn(VICTIM, self.page(request))
        second = request.with_user(self.dpo2)
        with self.assertRaises(UserError):
            second.action_given_by_post()
        second.action_release()
        self.env["hate.subject.access"].flush_model()
        log = self.env["hate.access.log"]
        shared = [("kind", "=", "shared"), ("case_id", "=", self.case.id)]
        self.assertFalse(log.search(shared))
        with self.assertRaises(AccessError):
            second.given_how = keep.GIVEN_BY_HAND
        second.action_given_by_hand()
        self.assertEqual(second.state, keep.ACCESS_GIVEN)
        self.assertEqual(second.given_by_id, self.dpo2)
        entry = log.search(shared)
        self.assertEqual((len(entry), entry.user_id), (1, self.dpo2))
        with self.assertRaises(UserError):
            second.action_given_by_post()

    def test_released_and_not_given_is_not_answered(self):
        request = self.gathered(self.victim, VICTIM)
        self.decide_all(request)
        request.action_make_pack()
        request.with_user(self.dpo2).action_release()
        request.sudo().write({"received_on": date(2020, 1, 1)})
        self.assertTrue(request.is_late)
        request.action_given_by_email()
        self.assertFalse(request.is_late)

    def test_the_only_officer_of_a_landlord_releases_alone(self):
        self.dpo2.active = False
        request = self.gathered(self.victim, VICTIM)
        self.decide_all(request)
        request.action_make_pack()
        request.action_release()
        self.assertEqual(request.released_by_id, request.prepared_by_id)

    def test_the_steps_are_not_written_by_hand(self):
        request = self.gathered(self.victim, VICTIM)
        for values in (
            {"state": keep.ACCESS_RELEASED},
            {"prepared_by_id": self.dpo2.id},
            {"pack": base64.b64encode(b"mine")},
        ):
            with self.assertRaises(AccessError):
                request.write(values)
        with self.assertRaises(UserError):
            request.item_ids[:1].masked = "All of it."
        with self.assertRaises(UserError):
            request.finding_ids[:1].shown = "Nobody"

    def test_nobody_else_reads_requests(self):
        request = self.gathered(self.victim, VICTIM)
        for user in (self.manager, self.officer, self.hub, self.config, self.staff):
            for record in (request, request.item_ids[:1], request.finding_ids[:1]):
                with self.subTest(user=user.login, model=record._name):
                    with self.assertRaises(AccessError):
                        record.with_user(user).read(["display_name"])

    def test_a_file_goes_only_when_chosen(self):
        representative = self.env["hate.party"].create(
            {
                "case_id": self.case.id,
                "role": words.ROLE_REPRESENTATIVE,
                "name": "Dana Oduya",
            }
        )
        paper = self.env["hate.authority"].create(
            {
                "case_id": self.case.id,
                "given_by_id": self.victim.id,
                "representative_id": representative.id,
                "scope": "Everything.",
                "given_on": "2026-01-05",
                "expires_on": "2099-01-05",
                "file": base64.b64encode(b"%PDF-1.4 signed by hand"),
                "file_name": "Scan of Ms Oduya.pdf",
            }
        )
        file = self.env["ir.attachment"].search(
            [("res_model", "=", paper._name), ("res_id", "=", paper.id)]
            + [("id", "!=", False)]
        )
        request = self.gathered(self.victim, VICTIM)
        item = request.item_ids.filtered("is_file")
        self.assertEqual(item.sudo().file_id, file)
        self.assertFalse(item.included)
        item.included = True
        self.decide_all(request)
        request.action_make_pack()
        content = base64.b64decode(request.with_context(bin_size=False).pack)
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            names = pack.namelist()
        self.assertEqual(names[:2], ["answer.pdf", "answer.html"])
        self.assertRegex(names[2], r"^files/01(\.pdf)?$")

    def test_copies_go_with_the_case(self):
        request = self.gathered(self.victim, VICTIM)
        self.decide_all(request)
        request.action_make_pack()
        self.case.write({"state": words.STATE_CLOSED, "closed_at": "2019-01-01"})
        self.case._erase()
        self.assertFalse(request.item_ids)
        self.assertFalse(request.pack)
        self.assertNotIn("Solanki", request.person_name)
        self.assertTrue(request.exists())


@tagged("post_install", "-at_install", "hate_case", "security")
class TestShutOutOfRequest(SubjectAccessCommon, HttpCase):
    """A data protection officer who is shut out of a case reads nothing of it in a
    request that a colleague answers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.object(TestCursor, "commit", commit_with_hooks))
        cls.dpo2.group_ids += cls.env.ref("base.group_allow_export")

    def ready(self):
        request = self.gathered(self.victim, VICTIM)
        self.decide_all(request)
        request.action_make_pack()
        return request

    def shut_out(self):
        self.case.excluded_user_ids = [Command.set(self.dpo2.ids)]
        self.env.invalidate_all()

    def files(self, request):
        """:return: the files of a request as superuser, those of its fields too"""
        return self.env["ir.attachment"].search(
            [("res_model", "=", request._name), ("res_id", "=", request.id)]
            + [("id", "!=", False)]
        )

    def test_no_record_no_count_no_name(self):
        request = self.ready()
        parts = {
            request: {"mask_too": "parrot"},
            request.item_ids: {"included": False},
            request.finding_ids: {"decision": keep.FINDING_MASK},
        }
        for records in parts:
            self.assertEqual(
                records.with_user(self.dpo2).read(["id"]), records.read(["id"])
            )
        self.shut_out()
        for records, vals in parts.items():
            theirs = records.with_user(self.dpo2)
            with self.subTest(model=records._name):
                self.assertFalse(theirs.search([]))
                self.assertFalse(theirs.search_count([("id", "in", records.ids)]))
                self.assertFalse(
                    theirs._read_group([("id", "in", records.ids)], ["create_uid"])
                )
                with self.assertRaises(AccessError):
                    theirs.read(["display_name"])
                with self.assertRaises(AccessError):
                    theirs.web_read({"display_name": {}})
                with self.assertRaises(AccessError):
                    theirs.export_data(["create_date"])
                with self.assertRaises(AccessError):
                    theirs[0].write(vals)
        with self.assertRaises(AccessError):
            request.with_user(self.dpo2).action_release()
        # who may, still does
        self.assertTrue(request.item_ids.read(["text"]))

    def test_before_anything_was_gathered(self):
        request = self.request(party_ids=[Command.set(self.victim.ids)])
        self.assertFalse(request.case_ids)
        self.shut_out()
        self.assertFalse(request.with_user(self.dpo2).search([("id", "=", request.id)]))

    def test_the_pack_by_its_addresses(self):
        request = self.ready()
        file = self.files(request).filtered(lambda file: file.res_field == "pack")
        addresses = [
            f"/web/content/{file.id}",
            f"/web/content/{request._name}/{request.id}/pack",
            f"/web/content?model={request._name}&id={request.id}&field=pack",
        ]
        self.authenticate(self.dpo2.login, self.dpo2.login)
        log = self.env["hate.access.log"].search([], limit=1).id
        for address in addresses:
            answer = self.url_open(address)
            self.assertEqual(answer.content[:2], b"PK", address)
            self.assertIn("no-store", answer.headers["Cache-Control"])
        taken = self.env["hate.access.log"].search([("id", ">", log)])
        self.assertEqual(taken.mapped("kind"), [words.ACCESS_DOWNLOADED] * 3)
        self.assertEqual(taken.case_id, self.case)
        self.shut_out()
        for address in addresses:
            answer = self.url_open(address)
            self.assertEqual(answer.status_code, 404, address)
            self.assertNotIn(b"PK", answer.content)
        theirs = file.with_user(self.dpo2)
        self.assertFalse(theirs.search([("id", "=", file.id)]))
        with self.assertRaises(AccessError):
            theirs.read(["raw"])

    def test_a_pack_has_no_link(self):
        for file in self.files(self.ready()):
            with self.assertRaises(AccessError):
                file.with_user(self.dpo).generate_access_token()

    def test_one_who_may_not_see_it_is_no_second_person(self):
        """Else nobody could release it."""
        request = self.ready()
        self.shut_out()
        request.action_release()
        self.assertEqual(request.state, keep.ACCESS_RELEASED)


@tagged("post_install", "-at_install", "hate_case")
class TestPrivacyDocument(HateCaseCommon):
    """[002.7.1c] Which notice a person was told of stays known."""

    def test_a_version_in_force_is_the_one_that_reports_name(self):
        proposal = self.env.ref("hate_case_mgmt.hate_privacy_document_notice")
        with self.assertRaises(UserError):
            proposal.with_user(self.dpo).action_put_in_force()
        mine = proposal.with_user(self.dpo).copy(
            {"name": "ours.example/privacy, version 4", "company_id": self.company.id}
        )
        mine.action_put_in_force()
        self.assertEqual(self.company.hate_privacy_notice, mine.name)
        with self.assertRaisesRegex(UserError, "stays as it was"):
            mine.text = "<p>Something else</p>"
        with self.assertRaises(UserError):
            mine.sudo().unlink()
        mine.review_on = "2030-01-01"

    def test_others_read_it_only(self):
        proposal = self.env.ref("hate_case_mgmt.hate_privacy_document_notice")
        self.assertTrue(proposal.with_user(self.officer).text)
        with self.assertRaises(AccessError):
            proposal.with_user(self.officer).name = "Mine"
