from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import hate_case_gateway, hate_survey
from ..policy import cells, neutral_log, text_checks
from ..policy import vocabulary as words
from .common import HateCaseCommon

TAGS = '<img src=x onerror="alert(1)"><script>alert(2)</script>'


@tagged("post_install", "-at_install", "hate_case", "security")
class TestAbuse(HateCaseCommon):
    """What people might try that no other test does; docs/abuse-cases.md lists all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        cls.partner = cls.env["res.partner"].create(
            {"name": "A Customer", "email": "customer@example.com"}
        )

    def party(self, **values):
        return self.env["hate.party"].create(
            {"case_id": self.case.id, "role": words.ROLE_VICTIM, **values}
        )

    def last_id(self, model):
        return self.env[model].search([], order="id desc", limit=1).id

    # people

    def test_an_open_form_saves_nothing_after_the_case_was_handed_over(self):
        party = self.party(name="Sam")
        mine = party.with_user(self.officer)
        mine.web_read({"name": {}})
        self.case._remove_members(self.officer)
        with self.assertRaises(AccessError):
            mine.web_save({"name": "Changed"}, {"name": {}})
        self.assertEqual(party.name, "Sam")

    def test_whoever_makes_a_login_learns_nothing_of_a_case(self):
        """What is written down of it has nobody for an author but the system."""
        party = self.party(role=words.ROLE_ALLEGED, partner_id=self.partner.id)
        admin = self.env.ref("base.user_admin")
        before = {
            name: self.last_id(name)
            for name in ("mail.message", "mail.activity", "hate.note")
        }
        admins = (
            self.env["res.users"].with_user(admin).with_context(no_reset_password=True)
        )
        user = admins.create(
            {
                "name": "A Customer",
                "login": "t_customer",
                "partner_id": self.partner.id,
                "group_ids": [Command.set([self.env.ref("base.group_user").id])],
            }
        )
        self.assertIn(user, party.case_id.sudo().excluded_user_ids)
        for name, last in before.items():
            made = self.env[name].search([("id", ">", last)])
            about = made.filtered(
                lambda row: row._name == "hate.note" or row["model"] == "hate.case"
                if row._name != "mail.activity"
                else row.res_model == "hate.case"
            )
            self.assertNotIn(admin, about.create_uid, name)
            if name == "mail.message":
                self.assertTrue(about)
                self.assertNotIn(admin.partner_id, about.author_id)
                self.assertFalse(
                    self.env[name].with_user(admin).search([("id", "in", about.ids)])
                )

    def test_a_changed_contact_sends_nothing_astray_and_is_told(self):
        """Somebody who may change contacts gives a victim another address."""
        party = self.party(partner_id=self.partner.id, email="safe@example.com")
        manager_of_contacts = self.make_user(
            "t_contacts", "base.group_user,base.group_partner_manager"
        )
        for email in ("thief@example.com", "thief2@example.com"):
            self.partner.with_user(manager_of_contacts).email = email
        self.assertEqual(party.email, "safe@example.com")
        told = self.case.activity_ids.filtered(lambda a: "contact record" in a.summary)
        self.assertEqual(len(told), 1)
        self.assertEqual(told.user_id, self.officer)
        self.assertNotIn(manager_of_contacts, told.create_uid)

    def test_merging_contacts_is_told_too(self):
        self.party(partner_id=self.partner.id)
        other = self.env["res.partner"].create({"name": "Another"})
        merge = self.env["base.partner.merge.automatic.wizard"].create({})
        with mute_logger("odoo.addons.base.partner.merge"):
            merge._merge((self.partner | other).ids, other)
        self.assertTrue(
            self.case.activity_ids.filtered(lambda a: "contact record" in a.summary)
        )

    def test_the_companies_one_asks_for_give_no_more(self):
        elsewhere = self.env["res.company"].create({"name": "Other Landlord"})
        theirs = self.open_case(company_id=elsewhere.id, members=self.manager)
        cases = self.env["hate.case"].with_user(self.manager)
        for companies in ([elsewhere.id], [self.company.id, elsewhere.id]):
            with self.assertRaises(AccessError):
                cases.with_context(allowed_company_ids=companies).search(
                    [("id", "=", theirs.id)]
                )
        self.assertFalse(cases.search([("id", "=", theirs.id)]))

    # machines

    def test_two_machines_that_answer_each_other_are_cut_off(self):
        notice = self.case.with_user(self.manager).message_notify(
            partner_ids=self.officer.partner_id.ids, body="x"
        )
        for number in range(hate_case_gateway.FLOOD * 2):
            mail = (
                f"From: machine@example.com\nTo: x@example.com\nSubject: Away\n"
                f"Message-Id: <{number}.auto@example.com>\n"
                f"In-Reply-To: {notice.message_id}\n\nI am away ({number})\n"
            )
            with mute_logger(
                "odoo.addons.mail.models.mail_thread",
                "odoo.addons.hate_case_mgmt.models.hate_case_gateway",
            ):
                self.env["mail.thread"].message_process(None, mail)
        notes = self.case.note_ids.filtered(lambda note: "I am away" in note.text)
        self.assertEqual(len(notes), hate_case_gateway.FLOOD)
        told = self.case.activity_ids.filtered(lambda a: "e-mail came" in a.summary)
        self.assertEqual(len(told), 1)

    def test_links_are_too_long_to_be_guessed(self):
        """64 bits at least."""
        self.assertGreaterEqual(hate_survey.TOKEN_BYTES, 8)
        order = self.case._open_order(
            words.ORDER_REPAIR, address="7 Alder Row", task="Fit a new lock"
        )
        link = self.env["hate.order.link"]._issue(order, "paint@example.com")
        self.assertGreaterEqual(len(link.rsplit("/", 1)[1]), 32)

    # what is typed

    def test_tags_that_were_typed_are_shown_as_text(self):
        party = self.party(name=TAGS, address=TAGS, support_needs=TAGS)
        self.env["hate.incident"].create(
            {"case_id": self.case.id, "narrative": TAGS, "place": TAGS}
        )
        self.env["hate.note"].create({"case_id": self.case.id, "text": TAGS})
        self.assertEqual(party.name, TAGS)
        reports = self.env["ir.actions.report"].with_user(self.officer)
        for name in (
            "hate_case_mgmt.hate_case_report_timeline",
            "hate_case_mgmt.hate_case_report_read_first",
        ):
            page = reports._render_qweb_html(name, self.case.ids)[0].decode()
            self.assertIn("&lt;img src=x", page, name)
            self.assertNotIn("<img src=x", page)
            self.assertNotIn("<script>alert", page)

    def test_no_line_break_gets_into_a_head(self):
        for address in (
            "sam@example.com\r\nBcc: thief@example.com",
            "sam@example.com\nSubject: x",
            "sam@example.com\x0bthief@example.com",
            "sam@example.com, thief@example.com",
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.party(email=address)
        for name in (
            "a\r\nContent-Type: text/html.jpg",
            "a\x00b.jpg",
            "../../etc/a.jpg",
        ):
            kept = text_checks.neutral_file_name(name)
            self.assertFalse(set("\r\n\x00/\\").intersection(kept), kept)

    def test_config_edits_no_template_that_is_evaluated(self):
        """Letters are filled in by names in braces; the rest is Odoo's own."""
        template = self.env["mail.template"].search([], limit=1)
        for record in (template, self.env.ref("hate_case_mgmt.job_page")):
            with self.assertRaises(AccessError):
                record.with_user(self.config).write({"name": "x"})
        for user in (self.config, self.officer, self.manager):
            self.assertFalse(user.has_group("mail.group_mail_template_editor"))


@tagged("post_install", "-at_install", "hate_case", "security")
class TestCellsAndLog(HateCaseCommon):
    """The two pure rules that the doors for sheets and for the log go by."""

    def test_what_might_be_run(self):
        for text in ("=1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", "{=1}"):
            self.assertEqual(cells.as_text(text), f"'{text}")
        for text in ("http://x", "mailto:x", "internal:A1", "FILE://x"):
            self.assertEqual(cells.as_text(text), f"'{text}")
        for value in ("Sam", "a=b", "", 5, -2.5, None, False):
            self.assertEqual(cells.as_text(value), value)

    def test_a_secret_link_is_cut_in_the_log(self):
        token = "a" * 32
        line = f'GET /job/{token}?x=1 HTTP/1.1" 200'
        self.assertNotIn(token, neutral_log.SECRET.sub(r"\1…", line))
        self.assertIn("/job/", neutral_log.SECRET.sub(r"\1…", line))
        for plain in ("GET /web/dataset/call_kw/hate.case/search_read HTTP/1.1",):
            self.assertEqual(neutral_log.SECRET.sub(r"\1…", plain), plain)
