import base64
import hashlib

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from ..policy import images
from ..policy import vocabulary as words
from .common import HateCaseCommon, HateCasePeople, utc

# the head of each kind of photo, and enough behind it to be a file
JPEG = b"\xff\xd8\xff\xe0" + bytes(200)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


class OrdersMixin(HateCasePeople):
    @classmethod
    def set_up_orders(cls):
        cls.company.email = "landlord@example.com"
        cls.contractor = cls.env["res.partner"].create(
            {"name": "Brick & Beam", "email": "jobs@brick.example.com"}
        )
        cls.case = cls.open_case(words.STATE_OPEN, officer=cls.officer)
        cls.person = cls.env["hate.party"].create(
            {
                "case_id": cls.case.id,
                "role": words.ROLE_VICTIM,
                "name": "Amara Nwosu",
                "code_word": "heron",
            }
        )

    def order(self, kind=words.ORDER_REPAIR, **values):
        return self.case.with_user(self.officer)._open_order(
            kind,
            **{
                "address": "7 Alder Row, XX1 1AA",
                "task": "Make the front door safe and fit a new lock",
                "access_note": "Someone is in after 16:00",
                **values,
            },
        )

    def clock_of(self, order, event=None):
        return self.case.deadline_ids.filtered(
            lambda clock: clock.subject_id == order.id
            and (not event or clock.commitment_id.met_by_event == event)
        )

    def send(self, order):
        """Send an order.

        :return: ``(mail, path of the link)``
        """
        known = self.env["mail.mail"].search([])
        order.with_user(self.officer).action_send(self.contractor.id)
        mail = self.env["mail.mail"].search([]) - known
        _before, _slash, after = mail.body_html.partition("/job/")
        return mail, "/job/" + after.split('"')[0].split("<")[0]


@tagged("post_install", "-at_install", "hate_case")
class TestOrders(OrdersMixin, HateCaseCommon):
    """Repairs and graffiti: each with a clock, and nothing that tells outside."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_orders()

    def test_000_b6_a_repair_within_24_hours(self):
        """[000.b6] [002.4.10a] [003.5.10a] by the clock, whatever the calendar [X2]"""
        order = self.order(reported_at=utc("2026-11-20 16:00"))
        clock = self.clock_of(order)
        self.assertEqual(clock.due_at, utc("2026-11-21 16:00"))
        self.assertEqual(clock.started_at, utc("2026-11-20 16:00"))

    def test_002_4_10b_graffiti_has_both_clocks_of_the_strictest_standard(self):
        """[002.4.10b] [003.5.10b] within 24 hours and by the next working day [X1]"""
        order = self.order(words.ORDER_GRAFFITI, reported_at=utc("2026-11-20 12:00"))
        self.assertEqual(
            set(self.clock_of(order).mapped("due_at")),
            {utc("2026-11-21 12:00"), utc("2026-11-23 17:00")},
        )

    def test_two_repairs_do_not_share_a_clock(self):
        first = self.order(reported_at=utc("2026-11-20 10:00"))
        second = self.order(reported_at=utc("2026-11-20 11:00"))
        first.with_user(self.officer).action_done(
            utc("2026-11-20 15:00"), "Kit, Brick & Beam"
        )
        self.assertEqual(self.clock_of(first).state, words.DEADLINE_MET)
        self.assertEqual(self.clock_of(second).state, words.DEADLINE_RUNNING)

    def test_done_is_shown_by_a_photo_or_a_confirmation(self):
        now = fields.Datetime.now()
        for shown in (
            {"photos": [{"stage": words.PHOTO_AFTER, "content": JPEG}]},
            {"confirmed_by": "Kit, Brick & Beam"},
        ):
            order = self.order(reported_at=now)
            theirs = order.with_user(self.officer)
            with self.assertRaises(UserError):
                theirs.action_done(now)
            with self.assertRaises(UserError):
                theirs.action_done(
                    now, photos=[{"stage": words.PHOTO_BEFORE, "content": PNG}]
                )
            self.assertNotEqual(order.state, words.ORDER_DONE)
            theirs.action_done(now, **shown)
            self.assertEqual(self.clock_of(order).state, words.DEADLINE_MET)
            self.assertEqual(self.clock_of(order).evidence_id, order.id)

    def test_an_incident_opens_its_orders_once(self):
        """Ticked on the incident, the order stands there with its clock."""
        incident = self.env["hate.incident"].create(
            {
                "case_id": self.case.id,
                "narrative": "Words on the door, and the lock broken",
                "graffiti": True,
            }
        )
        self.assertEqual(incident.order_ids.kind, words.ORDER_GRAFFITI)
        self.assertTrue(self.clock_of(incident.order_ids))
        incident.repair_needed = True
        incident.write({"graffiti": True})
        self.assertEqual(
            sorted(incident.order_ids.mapped("kind")),
            [words.ORDER_GRAFFITI, words.ORDER_REPAIR],
        )

    def test_an_emergency_hazard_has_the_statutory_clock_beside_ours(self):
        """[X2] The law's clock runs where it is switched on, and both are seen."""
        plain = self.order(hazard=True)
        self.assertFalse(self.clock_of(plain, words.EVENT_HAZARD_MADE_SAFE))
        self.company.hate_statutory_standard_ids = self.env["hate.standard"].search(
            [("kind", "=", words.STANDARD_STATUTORY)]
        )
        order = self.order(hazard=True)
        both = self.clock_of(order)
        self.assertEqual(len(both), 2)
        order.with_user(self.officer).action_done(fields.Datetime.now(), "Kit")
        self.assertEqual(set(both.mapped("state")), {words.DEADLINE_MET})

    def test_the_contractor_learns_address_and_task_and_nothing_else(self):
        """[002.1.2c] [003.2.1b]"""
        order = self.order()
        mail, link = self.send(order)
        told = f"{mail.subject} {mail.body_html} {link}".lower()
        self.assertIn("7 alder row", told)
        self.assertIn("front door safe", told)
        for secret in ("hate", self.case.name.lower(), "amara", "nwosu", "heron"):
            self.assertNotIn(secret, told.replace("t_hate", ""), secret)
        self.assertEqual(mail.email_to, self.contractor.email)
        self.assertFalse(mail.model or mail.res_id)
        self.assertTrue(mail.auto_delete)
        self.assertFalse(mail.mail_message_id.partner_ids)

    def test_words_that_tell_are_refused(self):
        for wrong in (
            {"task": "Racist graffiti on the door"},
            {"task": "Clean the door after the hate incident"},
            {"access_note": "Ask for Amara"},
            {"access_note": "Say heron at the door"},
        ):
            with self.subTest(wrong=wrong), self.assertRaises(UserError):
                self.send(self.order(**wrong))
        self.assertFalse(self.case.order_ids.filtered("sent_at"))

    def test_an_address_is_asked_for(self):
        with self.assertRaises(UserError):
            self.send(self.order(address=" "))

    def test_only_a_hash_of_the_link_is_kept(self):
        order = self.order()
        _mail, link = self.send(order)
        token = link.rpartition("/")[2]
        row = order.link_ids
        self.assertNotEqual(row.sudo().token_sha256, token)
        self.assertEqual(row._order_of(token), order)
        for user in (self.officer, self.manager, self.dpo):
            with self.assertRaises(AccessError):
                row.with_user(user).read(["token_sha256"])

    def test_a_link_ends(self):
        order = self.order()
        _mail, first = self.send(order)
        links = self.env["hate.order.link"]
        self.assertTrue(links._order_of(first.rpartition("/")[2]))
        _mail, second = self.send(order)
        self.assertFalse(links._order_of(first.rpartition("/")[2]), "sent again")
        token = second.rpartition("/")[2]
        working = order.sudo().link_ids.filtered(lambda link: not link.revoked_at)
        working.expires_at = fields.Datetime.now()
        self.assertFalse(links._order_of(token), "too old")
        _mail, third = self.send(order)
        order.with_user(self.officer).action_revoke()
        self.assertFalse(links._order_of(third.rpartition("/")[2]), "ended by hand")

    def test_not_needed_calls_the_clock_off(self):
        order = self.order()
        _mail, link = self.send(order)
        order.with_user(self.officer).action_cancel()
        self.assertEqual(self.clock_of(order).state, words.DEADLINE_CANCELLED)
        self.assertFalse(self.env["hate.order.link"]._order_of(link.rpartition("/")[2]))
        with self.assertRaises(UserError):
            order.with_user(self.officer).action_done(fields.Datetime.now(), "Kit")

    def test_who_is_not_on_the_case_sees_no_order(self):
        order = self.order()
        for user in (self.officer2, self.insight, self.config, self.staff):
            with self.assertRaises(AccessError):
                order.with_user(user).read(["address"])
        with self.assertRaises(AccessError):
            self.case.with_user(self.officer2)._open_order(words.ORDER_REPAIR)

    def test_what_only_methods_set(self):
        order = self.order().with_user(self.officer)
        for values in (
            {"state": words.ORDER_DONE},
            {"done_at": fields.Datetime.now()},
            {"is_confirmed": True},
            {"reported_at": fields.Datetime.now()},
        ):
            with self.assertRaises(AccessError):
                order.write(values)

    def test_late_work_asks_for_its_reason_at_once(self):
        order = self.order(reported_at=utc("2026-11-10 10:00"))
        dialogue = self.env["hate.order.done"].with_user(self.officer)
        wizard = dialogue.create(
            {
                "case_id": self.case.id,
                "order_id": order.id,
                "done_at": utc("2026-11-12 10:00"),
                "confirmed_by": "Kit, Brick & Beam",
            }
        )
        with self.assertRaises(UserError):
            wizard.action_confirm()
        wizard.late_reason = "partner"
        wizard.action_confirm()
        clock = self.clock_of(order)
        self.assertEqual(clock.state, words.DEADLINE_MET_LATE)
        self.assertEqual(clock.late_reason, "partner")
        self.assertEqual(clock.log_ids.change, words.CLOCK_EXPLAINED)

    def test_the_dialogue_reports_and_sends(self):
        dialogue = self.env["hate.order.report"].with_user(self.officer)
        wizard = dialogue.create(
            {
                "case_id": self.case.id,
                "kind": words.ORDER_REPAIR,
                "address": "7 Alder Row",
                "task": "New glass in the kitchen window",
                "contractor_id": self.contractor.id,
            }
        )
        wizard.action_report()
        order = self.case.order_ids
        self.assertEqual(order.state, words.ORDER_SENT)
        self.assertEqual(order.task, "New glass in the kitchen window")
        self.assertFalse(dialogue.search([]))


@tagged("post_install", "-at_install", "hate_case")
class TestContractorPage(OrdersMixin, HttpCase):
    """The contractor's page: one form, no login, no script."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()
        cls.set_up_orders()

    def setUp(self):
        super().setUp()
        self.job = self.order()
        _mail, self.link = self.send(self.job)
        self.env.flush_all()

    def post(self, link=None, files=None, **form):
        return self.url_open(
            link or self.link,
            data={"answer": "done", **form},
            files=files or [("nothing", ("", b""))],
            allow_redirects=False,
        )

    def test_what_it_shows(self):
        page = self.url_open(self.link)
        self.assertEqual(page.status_code, 200)
        for shown in ("7 Alder Row", "new lock", "after 16:00", self.job.reference):
            self.assertIn(shown, page.text)
        for secret in ("hate", self.case.name, "Amara", "<script"):
            self.assertNotIn(secret, page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        self.assertEqual(self.job.state, words.ORDER_SENT, "looking changes nothing")

    def test_done_with_photos(self):
        """[000.b6] before and after are kept, and the clock stops"""
        answer = self.post(
            files=[
                ("before", ("a.png", PNG, "image/png")),
                ("after", ("../../secret name.jpg", JPEG, "image/jpeg")),
            ]
        )
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.job.state, words.ORDER_DONE)
        photos = self.job.photo_ids
        self.assertEqual(photos.mapped("stage"), ["before", "after"])
        self.assertEqual(photos.mapped("file_name"), ["before-1.png", "after-2.jpg"])
        self.assertTrue(all(photos.mapped("from_contractor")))
        self.assertEqual(base64.b64decode(photos[1].file), JPEG, "as it came")
        self.assertEqual(
            [base64.b64decode(item.file) for item in photos.evidence_id], [PNG, JPEG]
        )
        for item, content in zip(photos.evidence_id, (PNG, JPEG), strict=True):
            self.assertEqual(item.state, words.ITEM_HELD)
            self.assertEqual(item.sha256, hashlib.sha256(content).hexdigest())
            self.assertEqual(item.custody_ids.kind, words.CUSTODY_RECEIVED)
            self.assertIn(self.job.reference, item.source)
            self.assertEqual(item.received_by_id, self.env.ref("base.user_root"))
        came_in = self.env["hate.arrival"].search([("case_id", "=", self.case.id)])
        self.assertEqual(came_in.mapped("kind"), [words.ARRIVAL_UPLOAD] * 2)
        self.assertEqual(self.clock_of(self.job).state, words.DEADLINE_MET)
        self.assertEqual(self.url_open(self.link).status_code, 404, "answered once")
        self.assertEqual(self.post(confirm="1", name="Kit").status_code, 404)

    def test_done_without_a_photo_needs_a_name(self):
        for form in ({}, {"confirm": "1"}, {"name": "Kit"}):
            answer = self.post(**form)
            self.assertEqual(answer.status_code, 422)
            self.assertIn('role="alert"', answer.text)
        self.assertEqual(self.job.state, words.ORDER_SENT)
        self.assertEqual(self.post(confirm="1", name="Kit Larch").status_code, 303)
        self.assertEqual(self.job.done_by, "Kit Larch")
        self.assertEqual(self.clock_of(self.job).state, words.DEADLINE_MET)

    def test_what_was_typed_is_not_lost(self):
        answer = self.post(name="Kit Larch", said="The frame is rotten too")
        self.assertIn("Kit Larch", answer.text)
        self.assertIn("The frame is rotten too", answer.text)

    def test_a_file_that_is_no_photo_is_refused(self):
        """Its content decides, whatever it calls itself."""
        for content in (b"<html><script>1</script>", b"GIF89a" + bytes(99), b"PK\x03"):
            answer = self.post(files=[("after", ("a.jpg", content, "image/jpeg"))])
            self.assertEqual(answer.status_code, 422)
        self.assertFalse(self.job.photo_ids)
        self.assertEqual(self.job.state, words.ORDER_SENT)

    def test_too_large_or_too_many(self):
        large = JPEG + bytes(images.MAX_BYTES)
        answer = self.post(files=[("after", ("a.jpg", large, "image/jpeg"))])
        self.assertEqual(answer.status_code, 422)
        many = [("after", (f"{n}.jpg", JPEG, "image/jpeg")) for n in range(7)]
        self.assertEqual(self.post(files=many).status_code, 422)
        self.assertFalse(self.job.photo_ids)

    def test_handed_back(self):
        answer = self.post(answer="declined")
        self.assertEqual(answer.status_code, 422)
        answer = self.post(answer="declined", said="No scaffold before Monday")
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.job.state, words.ORDER_DECLINED)
        self.assertEqual(self.clock_of(self.job).state, words.DEADLINE_RUNNING)
        waiting = self.case.activity_ids.filtered(
            lambda activity: activity.user_id == self.officer
        )
        self.assertIn("A job was handed back", waiting.mapped("summary"))

    def test_signs_that_no_database_keeps(self):
        answer = self.post(confirm="1", name="Jo\x00", said="Painted\x00 over\x0b it")
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.job.done_by, "Jo")
        self.assertEqual(self.job.answer, "Painted over it")
        self.assertEqual(self.url_open("/job/%00").status_code, 404)

    def test_a_wrong_link_tells_nothing(self):
        answer = self.url_open("/job/not-a-link")
        self.assertEqual(answer.status_code, 404)
        self.assertNotIn("Alder", answer.text)
