import io
from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import SQL, mute_logger
from odoo.tools.pdf import PdfFileReader

from ..policy import closing
from ..policy import vocabulary as words
from .test_closing import ClosingCase


def links_made(case):
    """Listen to the links as they are made, since they are kept nowhere.

    :param case: a test case
    :return: list that grows with each link
    """
    surveys = type(case.env["hate.survey"])
    make, made = surveys._make_link, []

    def listen(survey, name):
        made.append(make(survey, name))
        return made[-1]

    case.patch(surveys, "_make_link", listen)
    return made


class SurveyCase(ClosingCase):
    def setUp(self):
        super().setUp()
        self.links = links_made(self)

    def offered(self, **values):
        """:return: the token in the letter that closes the case"""
        self.closed_case(**values)
        return self.last_token()

    def last_token(self):
        return self.links[-1].rsplit("/", 1)[1]

    def offer(self, user=None, **values):
        wizard = (
            self.env["hate.survey.offer"]
            .with_user(user or self.officer)
            .create({"case_id": self.case.id, **values})
        )
        return wizard.action_confirm()

    @property
    def answers(self):
        return self.env["hate.survey.answer"].search(
            [("company_id", "=", self.company.id)]
        )


@tagged("post_install", "-at_install", "hate_case")
class TestSurvey(SurveyCase):
    """The survey after closing, as officers and managers meet it."""

    def test_004_3c_the_link_goes_with_the_closing_letter(self):
        """[004.3c] [004.5h] With the strictest standard, and a number to call for
        help."""
        token = self.offered()
        self.assertGreaterEqual(len(token) * 5, 128, "bits")
        letter = self.case.letter_ids
        self.assertIn("answer by phone", letter.body)
        survey = self.case.survey_ids
        self.assertEqual(survey.state, words.SURVEY_OFFERED)
        self.assertEqual(self.case.survey_state, words.SURVEY_OFFERED)
        self.assertEqual(self.clock(words.EVENT_SURVEY_SENT).state, words.DEADLINE_MET)
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT row_to_json(hate_survey)::text FROM hate_survey WHERE id = %s",
            [survey.id],
        )
        self.assertNotIn(token, self.env.cr.fetchone()[0], "only its hash is kept")
        for user in (self.officer, self.manager, self.dpo):
            with self.assertRaises(AccessError):
                survey.with_user(user).read(["token_hash"])

    def test_000_a4_a_week_after_closing(self):
        """[000.a4] Where the standard says so, the survey comes a week later, and a bad
        answer is shown to a manager."""
        self.case.standard_id = (
            self.env["hate.commitment"]
            .search(
                [
                    ("met_by_event", "=", words.EVENT_SURVEY_SENT),
                    ("unit", "=", words.UNIT_DAYS),
                    ("duration", "=", 7),
                ],
                limit=1,
            )
            .standard_id
        )
        self.closed_case()
        self.assertNotIn("/feedback/", self.case.letter_ids.body)
        clock = self.clock(words.EVENT_SURVEY_SENT)
        self.assertEqual((clock.due_at - clock.started_at).days, 7)
        self.assertEqual(clock.state, words.DEADLINE_RUNNING)
        self.offer(method_id=self.ways["post"].id)
        self.assertEqual(clock.state, words.DEADLINE_MET)
        self.assertIn("/feedback/", self.case.letter_ids[0].body)
        survey = self.case.survey_ids
        self.assertEqual(survey.state, words.SURVEY_OFFERED)
        self.assertFalse(survey.reminded_at)

    def test_reminded_once(self):
        first = self.offered()
        clock = self.clock(words.EVENT_SURVEY_REMINDED)
        self.assertEqual((clock.due_at - clock.started_at).days, 7)
        self.offer(method_id=self.ways["post"].id)
        self.assertEqual(clock.state, words.DEADLINE_MET)
        self.assertTrue(self.case.survey_ids.reminded_at)
        second = self.last_token()
        self.assertNotEqual(first, second)
        surveys = self.env["hate.survey"]
        self.assertEqual(surveys._find(first), surveys._find(second))
        with self.assertRaisesRegex(UserError, "reminded once"):
            self.offer(method_id=self.ways["post"].id)

    def assert_kept_nowhere(self, token):
        """The token stands in no row of ours or of the messages, and in no file."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = current_schema AND table_type = 'BASE TABLE'"
            " AND (table_name ~ '^(hate|mail|bus)_' OR table_name = 'ir_attachment')"
        )
        for (table,) in self.env.cr.fetchall():
            self.env.cr.execute(
                SQL(
                    "SELECT count(*) FROM %s AS kept WHERE kept::text LIKE %s",
                    SQL.identifier(table),
                    f"%{token}%",
                )
            )
            self.assertFalse(self.env.cr.fetchone()[0], table)
        files = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "hate.letter"),
                ("res_field", "!=", False),
                ("res_id", "in", self.case.letter_ids.ids),
            ]
        )
        self.assertTrue(files)
        for file in files:
            self.assertNotIn(token, self.words_of(file.raw))

    def words_of(self, content):
        """:return: str, the words of a page or of a PDF, without spaces"""
        if not content.startswith(b"%PDF"):
            return content.decode()
        pages = PdfFileReader(io.BytesIO(content)).pages
        return "".join("".join(page.extract_text().split()) for page in pages)

    def test_no_colleague_reads_the_link_of_a_letter_on_paper(self):
        token = self.offered()
        letter = self.case.letter_ids
        self.assertIn(words.LINK_LEFT_OUT, letter.body)
        self.assert_kept_nowhere(token)
        # a colleague who is quicker gets none, and takes none from the sender
        self.assertEqual(letter.sent_by_id, self.officer)
        theirs = letter.with_user(self.manager)._pdf()
        self.assertNotIn("/feedback/" + token[:8], self.words_of(theirs))
        paper = letter.with_user(self.officer)._pdf()
        printed = self.last_token()
        self.assertNotEqual(printed, token, "made as it is printed")
        self.assertIn(printed, self.words_of(paper))
        survey = self.env["hate.survey"]._find(printed)
        self.assertEqual(survey, self.case.survey_ids)
        self.assertTrue(survey._is_usable())
        self.assertFalse(self.env["hate.survey"]._find(token))
        self.assert_kept_nowhere(printed)
        for user in (self.officer, self.manager):
            again = self.words_of(letter.with_user(user)._pdf())
            self.assertNotIn(printed, again)
            self.assertIn("/feedback/", again, "a print of the words as they were")
        self.assertEqual(self.last_token(), printed, "no further link was made")

    def test_printing_the_first_letter_leaves_the_reminder_alone(self):
        self.offered()
        first = self.case.letter_ids
        self.offer(method_id=self.ways["post"].id)
        second = self.last_token()
        first.with_user(self.officer)._pdf()
        surveys = self.env["hate.survey"]
        self.assertTrue(surveys._find(second))
        self.assertTrue(surveys._find(self.last_token()))

    def test_no_colleague_reads_the_link_of_an_email(self):
        self.victim.write(
            {
                "email": "person@example.com",
                "safe_method_ids": [Command.link(self.ways["email"].id)],
            }
        )
        token = self.offered(method_code=words.METHOD_EMAIL)
        letter = self.case.letter_ids
        mail = self.env["mail.mail"].search([("message_id", "=", letter.mail_key)])
        self.assertIn(token, mail.body_html, "the person gets it")
        for user in (self.officer, self.manager, self.dpo):
            with self.assertRaises(AccessError):
                mail.with_user(user).read(["body_html"])
            with self.assertRaises(AccessError):
                mail.mail_message_id.with_user(user).read(["body"])
        # it goes from the queue once it has left
        mail.unlink()
        self.assert_kept_nowhere(token)
        self.assertNotIn(token, self.words_of(letter.with_user(self.officer)._pdf()))

    def test_a_text_message_is_printed_to_be_copied(self):
        self.victim.write(
            {
                "phone": "07700 900001",
                "safe_method_ids": [Command.link(self.ways["text"].id)],
            }
        )
        self.offered(method_code=words.METHOD_TEXT)
        self.assertTrue(self.case.letter_ids._is_to_print())

    def test_only_by_a_safe_way(self):
        self.offered()
        with self.assertRaisesRegex(UserError, "not called this way"):
            self.offer(method_id=self.ways["email"].id)
        with self.assertRaisesRegex(UserError, "a way the person called safe"):
            self.offer(method_id=False)

    def test_an_email_counts_when_it_has_gone(self):
        self.victim.write(
            {
                "email": "person@example.com",
                "safe_method_ids": [Command.link(self.ways["email"].id)],
            }
        )
        self.closed_case(method_code=words.METHOD_EMAIL)
        self.assertEqual(self.case.survey_ids.state, words.SURVEY_WAITING)
        self.assertEqual(
            self.clock(words.EVENT_SURVEY_SENT).state, words.DEADLINE_RUNNING
        )
        self.case.letter_ids._arrived()
        self.assertEqual(self.case.survey_ids.state, words.SURVEY_OFFERED)
        self.assertEqual(self.clock(words.EVENT_SURVEY_SENT).state, words.DEADLINE_MET)

    def test_declined_later(self):
        token = self.offered()
        self.offer(step="decline")
        self.assertEqual(self.case.survey_state, words.SURVEY_DECLINED)
        self.assertFalse(self.env["hate.survey"]._find(token)._is_usable())
        with self.assertRaisesRegex(UserError, "answered or declined"):
            self.mine.action_open_survey()
        clock = self.clock(words.EVENT_SURVEY_REMINDED)
        self.assertNotEqual(clock.state, words.DEADLINE_RUNNING)

    def test_filled_in_by_phone(self):
        self.offered()
        self.offer(
            step="phone", overall="4", listened="yes", comment="You were kind\x07"
        )
        answer = self.answers
        self.assertEqual(answer.way, words.SURVEY_PHONE)
        self.assertEqual(answer.overall, "4")
        self.assertEqual(answer.comment, "You were kind")
        self.assertFalse(answer.is_bad)
        self.assertEqual(self.case.survey_state, words.SURVEY_ANSWERED)
        self.assertFalse(self.env["hate.survey.offer"].search([]))
        with self.assertRaises(UserError):
            self.offer(step="phone", overall="4")
        self.assertEqual(self.answers, answer)

    def test_004_2c_002_3_1d_what_is_asked(self):
        """[004.2c] [002.3.1d] Listened to, and not judged."""
        asked = self.env["hate.survey.answer"].fields_get(
            ["listened", "respect"], ["string"]
        )
        self.assertIn("listen", asked["listened"]["string"])
        self.assertIn("without judging", asked["respect"]["string"])

    def test_nobodys_name_in_an_answer(self):
        token = self.offered()
        survey = self.env["hate.survey"]._find(token)
        survey._take_answer({"overall": "5"}, words.SURVEY_ONLINE)
        answer = self.answers
        stored = {name for name, field in answer._fields.items() if field.store}
        self.assertEqual(
            stored,
            {
                "id",
                "company_id",
                "area_id",
                "month",
                "way",
                "is_bad",
                "overall",
                "listened",
                "respect",
                "informed",
                "safer",
                "comment",
            },
        )
        self.assertEqual(answer.month.day, 1)
        for field in survey._fields.values():
            self.assertNotEqual(field.comodel_name, "hate.survey.answer")
        for name, model in self.env.registry.items():
            for field in model._fields.values():
                self.assertFalse(
                    field.comodel_name == "hate.survey.answer" and field.store, name
                )

    def test_kept_apart_from_the_regulators_survey(self):
        """[domain 2.1] Nothing in an answer says that it counts for TP12."""
        for field in self.env["hate.survey.answer"]._fields.values():
            self.assertNotIn("tp12", field.name.lower())
        action = self.env.ref("hate_case_mgmt.hate_survey_answer_action")
        self.assertIn("not the regulator", action.help)

    def test_who_reads_the_answers(self):
        self.env["hate.survey.answer"].create(
            {
                "company_id": self.company.id,
                "month": fields.Date.today().replace(day=1),
                "way": words.SURVEY_ONLINE,
                "overall": "3",
            }
        )
        other = self.env["res.company"].create({"name": "Other Landlord"})
        self.env["hate.survey.answer"].create(
            {
                "company_id": other.id,
                "month": fields.Date.today().replace(day=1),
                "way": words.SURVEY_ONLINE,
                "overall": "3",
            }
        )
        answers = self.env["hate.survey.answer"]
        for user in (self.manager, self.dpo):
            self.assertEqual(answers.with_user(user).search([]), self.answers)
            with self.assertRaises(AccessError):
                self.answers.with_user(user).unlink()
        for user in (self.officer, self.hub, self.insight, self.config, self.staff):
            with self.assertRaises(AccessError, msg=user.login):
                answers.with_user(user).search([])
        with self.assertRaises(UserError):
            self.answers.write({"overall": "5"})

    # a bad answer

    def bad_answer(self, **values):
        token = self.offered()
        survey = self.env["hate.survey"]._find(token)
        public = self.env.ref("base.public_user")
        survey.with_user(public).sudo()._take_answer(
            {"overall": "1", "comment": "Nobody rang back"},
            words.SURVEY_ONLINE,
            **values,
        )
        return self.case.activity_ids.filtered(
            lambda activity: activity.user_id == self.manager
        )

    def test_a_bad_answer_is_shown_to_a_manager(self):
        work = self.bad_answer()
        self.assertEqual(len(work), 1)
        self.assertIn("survey", work.activity_type_id.summary)
        for text in (work.summary, work.note, work.activity_type_id.summary):
            self.assertNotIn("rang back", str(text or ""))
            self.assertNotIn("Planted", str(text or ""))
        self.assertTrue(self.answers.with_user(self.manager).is_bad)

    def test_a_call_that_is_asked_for(self):
        work = self.bad_answer(contact_wanted=True)
        self.assertIn("asks to be contacted", work.activity_type_id.summary)

    def test_a_good_answer_is_nobodys_work(self):
        survey = self.env["hate.survey"]._find(self.offered())
        survey._take_answer({"overall": "5", "safer": "unsure"}, words.SURVEY_ONLINE)
        self.assertFalse(
            self.case.activity_ids.filtered(lambda act: act.user_id == self.manager)
        )

    def test_a_clear_no_is_a_bad_answer(self):
        for name in ("listened", "respect", "informed", "safer"):
            answer = self.env["hate.survey.answer"].new({name: "no", "overall": "5"})
            self.assertTrue(answer.is_bad, name)

    def test_a_restricted_case_shows_it_to_those_on_it(self):
        self.offered()
        self.case.write({"restricted": True})
        self.case._show_manager("hate_case_mgmt.mail_activity_type_survey")
        self.assertNotIn(self.manager, self.case.activity_ids.user_id)
        self.assertIn(self.officer, self.case.activity_ids.user_id)

    # the gate of the answer

    def test_an_answer_needs_an_answer(self):
        survey = self.env["hate.survey"]._find(self.offered())
        for nothing in ({}, {"overall": "9"}, {"comment": "  "}, {"state": "x"}):
            with self.assertRaisesRegex(UserError, "at least one"):
                survey._take_answer(nothing, words.SURVEY_ONLINE)
        with self.assertRaisesRegex(UserError, "shorten"):
            survey._take_answer({"comment": "x" * 6000}, words.SURVEY_ONLINE)

    def test_offers_are_nobodys_to_write(self):
        self.offered()
        survey = self.case.survey_ids
        for user in (self.officer, self.manager, self.dpo):
            with self.assertRaises(AccessError):
                survey.with_user(user).write({"state": words.SURVEY_ANSWERED})

    def test_where_nobody_can_be_asked(self):
        self.case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        self.mine = self.case.with_user(self.officer)
        self.mine.action_start_closing()
        self.close(
            self.manager,
            method_code=False,
            no_letter_reason="Nobody is known",
            decision_reason="Reported by a passer-by",
            consideration_ids=self.considerations["quiet"].ids,
        )
        self.assertEqual(self.case.state, words.STATE_CLOSED)
        self.assertFalse(self.case.survey_ids)
        self.assertNotEqual(
            self.clock(words.EVENT_SURVEY_SENT).state, words.DEADLINE_RUNNING
        )


@tagged("post_install", "-at_install", "hate_case")
class TestSurveyPage(SurveyCase, HttpCase):
    """The page, as the person who got the letter meets it."""

    def setUp(self):
        super().setUp()
        self.link = f"/feedback/{self.offered()}"

    def get(self, url=None):
        return self.url_open(url or self.link, allow_redirects=False)

    def post(self, url=None, **values):
        return self.url_open(url or self.link, data=values, allow_redirects=False)

    def test_the_page(self):
        page = self.get()
        self.assertEqual(page.status_code, 200)
        self.assertTrue(page.text.lstrip().lower().startswith("<!doctype html>"))
        self.assertIn("<title>Your feedback</title>", page.text)
        self.assertIn('lang="en-GB"', page.text)
        for question in ("overall", "listened", "respect", "informed", "safer"):
            self.assertIn(f'name="{question}"', page.text)
        self.assertEqual(page.text.count("<fieldset>"), page.text.count("<legend>") + 1)
        self.assertIn('<label class="question" for="comment">', page.text)
        self.assertLess(len(page.content), 60_000)

    def test_it_says_nothing(self):
        pages = [self.get(), self.get("/feedback/x")]
        self.post(overall="4")
        pages.append(self.get())
        self.assertIn("<h1>Thank you</h1>", pages[-1].text)
        for page in pages:
            lowered = page.text.lower()
            for secret in (
                "planted",
                self.case.name.lower(),
                "hate",
                "crime",
                "victim",
                "incident",
                "odoo",
            ):
                self.assertNotIn(secret, lowered)

    def test_it_runs_nothing_and_leaves_nothing(self):
        page = self.get()
        for sign in ("<script", "javascript:", "onclick", "<link", "<img", "src="):
            self.assertNotIn(sign, page.text)
        self.assertNotIn("Set-Cookie", page.headers)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        self.assertEqual(page.headers["X-Frame-Options"], "DENY")
        self.assertIn("noindex", page.headers["X-Robots-Tag"])
        self.assertIn("default-src 'none'", page.headers["Content-Security-Policy"])

    def test_answered_once(self):
        done = self.post(overall="5", listened="yes", comment="Thank you <b>all</b>")
        self.assertEqual(done.status_code, 303)
        self.assertTrue(done.headers["Location"].endswith(self.link))
        answer = self.answers
        self.assertEqual(answer.overall, "5")
        self.assertEqual(answer.comment, "Thank you <b>all</b>")
        self.assertEqual(answer.way, words.SURVEY_ONLINE)
        self.assertEqual(self.case.survey_state, words.SURVEY_ANSWERED)
        self.assertEqual(
            self.clock(words.EVENT_SURVEY_REMINDED).state, words.DEADLINE_MET
        )
        for again in (self.get(), self.post(overall="1"), self.get()):
            self.assertEqual(again.status_code, 200)
            self.assertIn("<h1>Thank you</h1>", again.text)
            self.assertIn("Test Landlord", again.text)
        self.assertEqual(self.answers, answer)

    def test_a_reader_of_mail_that_opens_links_answers_nothing(self):
        for _time in range(3):
            self.assertEqual(self.get().status_code, 200)
        self.assertEqual(self.get(f"{self.link}?overall=1").status_code, 200)
        self.assertFalse(self.answers)
        self.assertEqual(self.case.survey_state, words.SURVEY_OFFERED)

    def test_nothing_typed_is_lost(self):
        page = self.post(call_me="1", comment=" ")
        self.assertEqual(page.status_code, 200)
        self.assertIn("There is a problem", page.text)
        self.assertIn("Please answer at least one question", page.text)
        self.assertIn("<title>Error: Your feedback</title>", page.text)
        self.assertRegex(page.text, r'name="call_me"[^>]*checked')
        long = "Long words " * 600
        page = self.post(overall="2", comment=long)
        self.assertIn("Please shorten", page.text)
        self.assertIn(long.strip(), page.text)
        self.assertRegex(page.text, r'value="2"[^>]*checked')
        self.assertFalse(self.answers)

    def test_what_is_typed_is_shown_as_text(self):
        page = self.post(
            overall="x", comment="</textarea><script>alert(1)</script>" + "x" * 6000
        )
        self.assertNotIn("<script", page.text)

    def test_a_link_that_is_too_old(self):
        later = timedelta(days=closing.SURVEY_DAYS, minutes=1)
        self.case.survey_ids.expires_at = fields.Datetime.now() - timedelta(minutes=1)
        for page in (self.get(), self.post(overall="5")):
            self.assertEqual(page.status_code, 404)
            self.assertIn("0800 123 123", page.text.replace("\u00a0", " "))
        self.assertFalse(self.answers)
        with freeze_time(fields.Datetime.now() + later):
            self.assertFalse(self.case.survey_ids._is_usable())

    def test_a_guessed_link(self):
        for guess in ("x", "a" * 32, "%27%20or%201=1", "é", "A" * 5000):
            with self.subTest(guess=guess[:10]):
                page = self.get(f"/feedback/{guess}")
                self.assertIn(page.status_code, (404, 414))
        other = self.open_case(state=words.STATE_CLOSED)
        self.assertEqual(self.get(f"/feedback/{other.name}").status_code, 404)
        self.assertEqual(self.get(f"/feedback/{other.id}").status_code, 404)

    def test_a_wrong_link_names_no_landlord_of_several(self):
        page = self.get("/feedback/" + "a" * 32)
        self.assertEqual(page.status_code, 404)
        for company in self.env["res.company"].search([]):
            self.assertNotIn(company.name, page.text)

    def test_guessing_is_stopped(self):
        with patch.object(closing, "GUESSES_AN_HOUR", 3):
            for _time in range(3):
                self.assertEqual(self.get("/feedback/abc").status_code, 404)
            self.assertEqual(self.get("/feedback/abc").status_code, 429)
            self.assertEqual(self.get().status_code, 429)
            guesses = self.env["hate.link.guess"].search([])
            self.assertEqual(len(guesses), 3)
            self.assertNotIn("127.0.0.1", guesses.mapped("address_hash"))
            guesses.guessed_at = fields.Datetime.now() - timedelta(hours=2)
            self.assertEqual(self.get().status_code, 200)
        guesses.guessed_at = fields.Datetime.now() - timedelta(days=2)
        guesses._gc_old()
        self.assertFalse(guesses.exists())

    def test_signs_that_no_database_keeps(self):
        self.assertEqual(
            self.post(overall="4", comment="Kind\x00ly\x1f").status_code, 303
        )
        self.assertEqual(self.answers.mapped("comment"), ["Kindly"])
        self.assertEqual(self.get("/feedback/%00").status_code, 404)

    def test_a_link_typed_from_paper(self):
        typed = self.link.rsplit("/", 1)[1].upper()
        self.assertEqual(self.get(f"/feedback/{typed}").status_code, 200)

    def test_another_persons_link_answers_for_them_only(self):
        first = self.case.survey_ids
        second = self.env["hate.survey"].create(
            {"case_id": self.case.id, "party_id": self.victim.id}
        )
        link = second._new_link()
        self.post(f"/feedback/{link.rsplit('/', 1)[1]}", overall="3")
        self.assertEqual(second.state, words.SURVEY_ANSWERED)
        self.assertEqual(first.state, words.SURVEY_OFFERED)

    @mute_logger("odoo.http")
    def test_nothing_else_by_this_door(self):
        self.assertEqual(self.url_open(self.link, method="PUT").status_code, 405)
        self.post(
            overall="4",
            case_id="1",
            company_id="1",
            month="2000-01-01",
            is_bad="1",
            way="phone",
        )
        answer = self.answers
        self.assertEqual(answer.company_id, self.company)
        self.assertEqual(answer.way, words.SURVEY_ONLINE)
        self.assertFalse(answer.is_bad)
