import json
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..policy import vocabulary as words
from .common import HateCaseCommon

PLANTED = "Wyxdorf"


@tagged("post_install", "-at_install", "hate_case", "security")
class TestChannels(HateCaseCommon):
    """Every way out of Odoo's own that could carry a case to somebody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        cls.mine = cls.case.with_user(cls.officer)
        cls.party = cls.env["hate.party"].create(
            {
                "case_id": cls.case.id,
                "role": words.ROLE_VICTIM,
                "name": PLANTED,
                "email": "wyxdorf@example.com",
            }
        )
        cls.admin = cls.env.ref("base.user_admin")

    # mail

    def told(self):
        """:return: the message that tells the officer of something waiting"""
        return self.case.with_user(self.manager).message_notify(
            partner_ids=self.officer.partner_id.ids, body="x"
        )

    def test_notifications_are_ones_own(self):
        notified = self.told().notification_ids
        self.assertEqual(notified.res_partner_id, self.officer.partner_id)
        for user, count in ((self.officer, 1), (self.staff, 0), (self.admin, 0)):
            rows = self.env["mail.notification"].with_user(user)
            self.assertEqual(rows.search_count([("id", "in", notified.ids)]), count)
        with self.assertRaises(AccessError):
            notified.with_user(self.staff).read(["res_partner_id"])

    def test_other_notifications_stay_as_odoo_has_them(self):
        partner = self.env["res.partner"].create({"name": "A customer"})
        message = partner.message_notify(
            partner_ids=self.officer.partner_id.ids, body="x"
        )
        rows = self.env["mail.notification"].with_user(self.staff)
        self.assertTrue(rows.search([("mail_message_id", "=", message.id)]))

    def test_who_follows_a_case_is_told_to_nobody_else(self):
        self.case.message_subscribe(self.officer.partner_id.ids)
        here = [("res_model", "=", "hate.case"), ("res_id", "=", self.case.id)]
        for user, count in ((self.officer, 1), (self.staff, 0), (self.admin, 0)):
            rows = self.env["mail.followers"].with_user(user)
            self.assertEqual(rows.search_count(here), count, user.login)
        with self.assertRaises(AccessError):
            self.env["mail.followers"].with_user(self.admin).create(
                {
                    "res_model": "hate.case",
                    "res_id": self.case.id,
                    "partner_id": self.admin.partner_id.id,
                }
            )

    def test_a_letter_in_the_queue_is_read_by_nobody(self):
        """An e-mail that could not be sent stays there with all its words."""
        key = self.env["mail.mail"]._hate_queue(
            {
                "subject": "A message",
                "body_html": f"<p>{PLANTED}</p>",
                "email_to": "wyxdorf@example.com",
            }
        )
        mail = self.env["mail.mail"].search([("message_id", "=", key)])
        self.assertTrue(mail.hate_sealed)
        mail.state = "exception"
        seen = mail.with_user(self.admin)
        self.assertFalse(seen.search([("id", "=", mail.id)]))
        for name in ("body_html", "email_to", "body", "display_name"):
            with self.assertRaises(AccessError):
                seen.read([name])
        with self.assertRaises(AccessError):
            seen.action_retry()
        for user in (self.admin, self.staff, self.officer):
            with self.assertRaises(AccessError):
                mail.mail_message_id.with_user(user).read(["subject"])

    def test_only_the_helper_puts_a_letter_in_the_queue(self):
        """Each e-mail of ours is sealed, since there is one door for them."""
        other = self.env["mail.mail"].create({"body_html": "x", "subject": "y"})
        self.assertTrue(other.with_user(self.admin).search([("id", "=", other.id)]))

    def test_nothing_is_written_ahead(self):
        with self.assertRaises(AccessError):
            self.env["mail.scheduled.message"].with_user(self.officer).create(
                {
                    "model": "hate.case",
                    "res_id": self.case.id,
                    "author_id": self.officer.partner_id.id,
                    "body": PLANTED,
                    "scheduled_date": fields.Datetime.now() + timedelta(days=1),
                }
            )

    def test_the_email_form_writes_about_no_case(self):
        for mode in ("comment", "mass_mail"):
            with self.assertRaises(AccessError):
                self.env["mail.compose.message"].with_user(self.officer).create(
                    {
                        "composition_mode": mode,
                        "model": "hate.case",
                        "res_ids": str(self.case.ids),
                        "partner_ids": self.staff.partner_id.ids,
                        "subject": "x",
                        "body": PLANTED,
                    }
                ).action_send_mail()
        self.assertFalse(self.env["mail.mail"].search([("body_html", "like", PLANTED)]))

    def test_no_text_message_and_no_snailmail(self):
        """They come with Odoo's mail by themselves."""
        partner = self.staff.partner_id
        partner.write({"phone": "07700 900001", "street": "1 Street", "city": "Town"})
        if "sms.composer" in self.env:
            for mode in ("comment", "mass"):
                composer = self.env["sms.composer"].with_user(self.officer)
                with self.assertRaises(UserError):
                    composer.create(
                        {
                            "composition_mode": mode,
                            "res_model": "hate.case",
                            "res_id": self.case.id,
                            "res_ids": str(self.case.ids),
                            "mass_keep_log": True,
                            "numbers": "07700900001",
                            "body": PLANTED,
                        }
                    ).action_send_sms()
        if "snailmail.letter" in self.env:
            with self.assertRaises(AccessError):
                self.env["snailmail.letter"].with_user(self.officer).create(
                    {
                        "model": "hate.case",
                        "res_id": self.case.id,
                        "partner_id": partner.id,
                    }
                )

    def test_nothing_is_shared_by_a_link_or_by_following(self):
        customer = self.env["res.partner"].create(
            {"name": "A customer", "email": "c@example.com"}
        )
        self.env["mail.followers.edit"].with_user(self.officer).create(
            {
                "res_model": "hate.case",
                "res_ids": str(self.case.ids),
                "operation": "add",
                "partner_ids": customer.ids,
            }
        ).edit_followers()
        self.assertNotIn(customer, self.case.message_partner_ids)
        with self.assertRaises(Exception) as refused:
            self.env["portal.share"].with_user(self.officer).create(
                {
                    "res_model": "hate.case",
                    "res_id": self.case.id,
                    "partner_ids": customer.ids,
                }
            ).action_send_mail()
        self.assertIsInstance(
            refused.exception, AccessError | UserError | AttributeError | KeyError
        )

    def test_no_value_of_a_case_is_tracked_or_pushed(self):
        """What Odoo tracks it writes into mails, previews and notices on a phone."""
        for name, model in self.env.registry.items():
            if name.startswith("hate."):
                for field in model._fields.values():
                    self.assertFalse(
                        getattr(field, "tracking", None), f"{name}.{field.name}"
                    )
        self.case._remind(self.officer, "Please look")
        for message in self.case.message_ids:
            for text in (message.body, message.subject, message.preview):
                self.assertNotIn(PLANTED, text or "")
                # nothing to fetch, translate or preview elsewhere
                self.assertNotIn("http", text or "")

    # e-mail coming in

    def answer(self, parent, sender, body="I saw Wyxdorf again", number=1):
        mail = (
            f"From: {sender}\nTo: catchall@example.com\nSubject: Re: x\n"
            f"Message-Id: <{number}.answer@example.com>\n"
            f"In-Reply-To: {parent.message_id}\nReferences: {parent.message_id}\n"
            f"Content-Type: text/plain; charset=utf-8\n\n{body}\n"
        )
        with mute_logger("odoo.addons.mail.models.mail_thread"):
            return self.env["mail.thread"].message_process(None, mail)

    def test_an_answer_by_email_is_kept_as_a_note_and_sent_to_nobody(self):
        """A colleague who left the case, and a stranger with a made up address."""
        notice = self.told()
        self.case._add_members(self.officer2)
        self.case._remove_members(self.officer2)
        self.officer2.email = "officer2@example.com"
        senders = ("officer2@example.com", '"The officer" <stranger@elsewhere.example>')
        for number, sender in enumerate(senders):
            before = self.env["mail.mail"].search([], order="id desc", limit=1).id
            self.answer(notice, sender, number=number)
            note = self.case.note_ids.sorted("id")[-1]
            self.assertIn("I saw Wyxdorf again", note.text)
            self.assertIn("Nobody has checked", note.text)
            for message in self.case.message_ids:
                self.assertNotIn(PLANTED, message.body)
                self.assertNotIn("Re: x", message.subject or "")
            sent = self.env["mail.mail"].search([("id", ">", before)])
            self.assertNotIn(PLANTED, " ".join(sent.mapped("body_html")))
        self.assertNotIn(self.officer2.partner_id, self.case.message_partner_ids)
        self.assertIn(
            "An e-mail came in", self.case.activity_ids.mapped("summary") or []
        )

    def test_the_same_email_twice_is_one_note(self):
        notice = self.told()
        for _again in range(3):
            self.answer(notice, "a@example.com")
        kept = self.case.note_ids.filtered(lambda note: PLANTED in note.text)
        self.assertEqual(len(kept), 1)

    def test_a_huge_email_is_cut_and_not_lost(self):
        self.answer(self.told(), "a@example.com", body="Wyxdorf " * 60_000)
        self.assertIn(PLANTED, self.case.note_ids.sorted("id")[-1].text)

    # what people keep for themselves

    def test_a_saved_search_is_for_oneself(self):
        searches = self.env["ir.filters"].with_user(self.officer)
        values = {"name": PLANTED, "model_id": "hate.case", "domain": "[]"}
        for user_ids in ([], [self.officer.id, self.staff.id]):
            with self.assertRaises(ValidationError):
                searches.create({**values, "user_ids": user_ids})
        own = searches.create({**values, "user_ids": self.officer.ids})
        with self.assertRaises(ValidationError):
            own.write({"user_ids": [(5,)]})
        for user in (self.staff, self.admin, self.officer2):
            self.assertFalse(own.with_user(user).search([("id", "=", own.id)]))

    def test_a_default_and_a_list_of_columns_too(self):
        place = self.env["ir.model.fields"]._get("hate.incident", "place")
        default = (
            self.env["ir.default"]
            .with_user(self.officer)
            .create(
                {
                    "field_id": place.id,
                    "json_value": json.dumps(PLANTED),
                    "user_id": self.officer.id,
                }
            )
        )
        self.officer.group_ids += self.env.ref("base.group_allow_export")
        columns = (
            self.env["ir.exports"]
            .with_user(self.officer)
            .create({"name": PLANTED, "resource": "hate.party"})
        )
        for record in (default, columns):
            for user in (self.staff, self.admin):
                if record.with_user(user).has_access("read"):
                    self.fail(f"{user.login} reads {record._name}")
            self.assertTrue(record.with_user(self.officer).has_access("read"))

    def test_an_added_view_too(self):
        action = self.env.ref("hate_case_mgmt.hate_case_action")
        values = {
            "name": PLANTED,
            "parent_action_id": action.id,
            "parent_res_model": "hate.case",
            "action_id": action.id,
        }
        views = self.env["ir.embedded.actions"].with_user(self.officer)
        with self.assertRaises(ValidationError):
            views.create({**values, "user_id": False})
        own = views.create({**values, "user_id": self.officer.id})
        for user in (self.staff, self.admin):
            self.assertFalse(own.with_user(user).search([("id", "=", own.id)]))

    # Odoo's own search for a person

    def test_the_privacy_search_passes_over_cases(self):
        """It looks through every table as the superuser, and deletes as it."""
        self.party.partner_id = self.env["res.partner"].create(
            {"name": PLANTED, "email": "wyxdorf@example.com"}
        )
        self.env["mail.mail"]._hate_queue(
            {"subject": "x", "email_to": "wyxdorf@example.com", "body_html": "x"}
        )
        wizard = (
            self.env["privacy.lookup.wizard"]
            .with_user(self.admin)
            .create({"name": PLANTED, "email": "wyxdorf@example.com"})
        )
        wizard.action_lookup()
        found = set(wizard.line_ids.mapped("res_model"))
        self.assertIn("res.partner", found)
        self.assertFalse([name for name in found if name.startswith("hate.")])
        self.assertNotIn("mail.mail", found)
        with self.assertRaises(AccessError):
            self.env["privacy.lookup.wizard.line"].with_user(self.admin).create(
                {
                    "wizard_id": wizard.id,
                    "res_model_id": self.env["ir.model"]._get_id("hate.party"),
                    "res_id": self.party.id,
                }
            )
