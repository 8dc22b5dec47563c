import base64
from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..policy import vocabulary as words
from .test_safe_contact import SafeContactCommon

PAPER = base64.b64encode(b"I agree that Robin speaks for me. Planted words.")


@tagged("post_install", "-at_install", "hate_case")
@freeze_time("2026-11-20 10:00:00")
class TestAuthority(SafeContactCommon):
    """Who speaks for someone needs their written authority; who is elected does not."""

    def speaker(self, **values):
        return self.make_person(
            words.ROLE_REPRESENTATIVE,
            safe=("email",),
            email="robin@example.com",
            **values,
        )

    def paper(self, speaker, user=None, **values):
        """:return: an authority good for the year 2026, as the officer files it"""
        return (
            self.env["hate.authority"]
            .with_user(user or self.officer)
            .create(
                {
                    "case_id": self.case.id,
                    "representative_id": speaker.id,
                    "given_by_id": self.person.id,
                    "scope": "All about my case",
                    "given_on": date(2026, 1, 1),
                    "expires_on": date(2026, 12, 31),
                    "file": PAPER,
                    "file_name": "../signed paper.txt",
                    **values,
                }
            )
        )

    def test_003_6_2_nothing_is_discussed_before_authority_is_on_file(self):
        """[003.6.2] written authority with scope and expiry, then it may be"""
        speaker = self.speaker()
        self.assertTrue(speaker.awaits_authority)
        self.assertIn("Nothing may be discussed", speaker.discuss_note)
        with self.assertRaises(UserError) as raised:
            speaker._check_safe_contact("email")
        self.assertIn("written authority", str(raised.exception))
        # thanks for getting in touch says nothing about the matter
        self.assertFalse(speaker._check_safe_contact("email", discusses=False))
        self.paper(speaker)
        self.assertFalse(speaker.awaits_authority)
        self.assertIn("All about my case", speaker.discuss_note)
        self.assertFalse(speaker._check_safe_contact("email"))

    def test_an_authority_ends(self):
        speaker = self.speaker()
        self.paper(speaker)
        with freeze_time("2027-01-01 00:30:00"):
            speaker.invalidate_recordset()
            self.assertTrue(speaker.awaits_authority)
            with self.assertRaises(UserError):
                speaker._check_safe_contact("email")

    def test_003_6_3_a_councillor_or_mp_needs_none_and_that_is_logged(self):
        """[003.6.3] no written consent is needed; the exemption is on record"""
        speaker = self.speaker(speaks_as=words.REPORTER_ELECTED)
        self.assertFalse(speaker.awaits_authority)
        self.assertFalse(speaker._check_safe_contact("email"))
        self.assertIn(
            "Elected representative",
            "".join(self.case.message_ids.mapped("body")),
        )

    def test_a_reporter_on_behalf_needs_it_as_well(self):
        reporter = self.make_person(words.ROLE_REPORTER)
        self.assertFalse(reporter.awaits_authority)
        self.env["hate.report"].sudo().create(
            {
                "case_id": self.case.id,
                "reported_at": "2026-11-20 09:00:00",
                "channel": words.CHANNEL_PHONE,
                "reporter_role": "friend",
                "reporter_party_id": reporter.id,
                "narrative": "My neighbour asked me to tell you",
            }
        )
        self.assertTrue(reporter.awaits_authority)
        self.assertIn(
            "authority asked for", "".join(self.case.message_ids.mapped("body"))
        )

    def test_asking_and_filing_start_and_stop_the_clock(self):
        commitment = self.env["hate.commitment"].create(
            {
                "name": "Authority is asked for and filed",
                "standard_id": self.case.standard_id.id,
                "trigger_event": words.EVENT_AUTHORITY_REQUESTED,
                "met_by_event": words.EVENT_AUTHORITY_RECEIVED,
                "duration": 5,
                "unit": words.UNIT_WORKING_DAYS,
                "responsible": words.RESPONSIBLE_OFFICER,
            }
        )
        speaker = self.speaker()
        clock = self.case.deadline_ids.filtered(
            lambda deadline: deadline.commitment_id == commitment
        )
        self.assertEqual(clock.state, words.DEADLINE_RUNNING)
        self.paper(speaker)
        self.assertEqual(clock.state, words.DEADLINE_MET)

    def test_papers_that_cannot_be(self):
        speaker = self.speaker()
        elsewhere = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        for wrong in (
            {"given_on": date(2026, 11, 21)},
            {"given_by_id": speaker.id},
            {"file": base64.b64encode(b"")},
            {"case_id": elsewhere.id},
        ):
            with self.subTest(wrong=wrong), self.assertRaises(ValidationError):
                self.paper(speaker, **wrong)

    def test_the_file_follows_the_case_and_nothing_else(self):
        paper = self.paper(self.speaker())
        self.assertEqual(paper.file_name, "signed paper.txt")
        file = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "hate.authority"),
                ("res_field", "=", "file"),
                ("res_id", "=", paper.id),
            ]
        )
        self.assertFalse(file.index_content)
        self.assertFalse(file.public)
        for change in ({"public": True}, {"access_token": "let-me-in"}):
            with self.subTest(change=change), self.assertRaises(AccessError):
                file.sudo().write(change)
        with self.assertRaises(AccessError):
            file.sudo().generate_access_token()
        for user in (self.officer2, self.staff, self.config, self.hub):
            with self.assertRaises(AccessError):
                paper.with_user(user).read(["file"])
            with self.assertRaises(AccessError):
                file.with_user(user).read(["datas"])
        self.assertTrue(paper.with_user(self.manager).read(["file"])[0]["file"])

    def test_files_beside_a_case_are_not_indexed_or_shared_either(self):
        files = self.env["ir.attachment"].with_user(self.officer)
        values = {
            "name": "a.txt",
            "raw": b"Planted words",
            "res_model": "hate.case",
            "res_id": self.case.id,
        }
        file = files.create(values)
        self.assertFalse(file.index_content)
        file.raw = b"Other planted words"
        self.assertFalse(file.index_content)
        with self.assertRaises(AccessError):
            files.create({**values, "public": True})
        # another model's file is Odoo's own business
        other = self.env["ir.attachment"].create(
            {"name": "b.txt", "raw": b"Not a case", "res_model": "res.partner"}
        )
        self.assertTrue(other.index_content)
        with self.assertRaises(AccessError):
            other.write({"public": True})
            other.write({"res_model": "hate.case", "res_id": self.case.id})
