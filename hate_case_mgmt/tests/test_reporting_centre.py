from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .common import HateCaseCommon


@tagged("post_install", "-at_install", "hate_case")
class TestReportingCentre(HateCaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()
        cls.course = cls.env["hate.training"].create(
            {
                "user_id": cls.hub.id,
                "topic_id": cls.env.ref("hate_case_mgmt.training_reporting").id,
                "completed_on": cls.today - timedelta(days=30),
            }
        )
        cls.centre = cls.env["hate.reporting.centre"].create(
            {"name": "Library", "company_id": cls.company.id}
        )

    def responder(self, **values):
        return (
            self.env["hate.reporting.responder"]
            .with_user(self.manager)
            .create(
                {
                    "name": "Joan",
                    "centre_ids": [(6, 0, self.centre.ids)],
                    **values,
                }
            )
        )

    def test_register_of_trained_responders(self):
        """Who is trained, until when, where. [003.9.2a]"""
        form = Form(self.env["hate.reporting.responder"].with_user(self.manager))
        form.user_id = self.hub
        self.assertEqual(form.training_id, self.course)
        responder = form.save()
        self.assertEqual(responder.trained_until, self.course.expires_on)
        self.assertTrue(responder.is_trained)
        self.assertEqual(responder.name, self.hub.name)

    def test_configuration_keeps_centres_without_names_of_responders(self):
        form = Form(self.centre.with_user(self.config))
        form.hours = "9 to 5"
        self.assertNotIn("responder_ids", form._values)
        form.save()
        self.assertEqual(self.centre.hours, "9 to 5")

    def test_training_that_ends(self):
        responder = self.responder(user_id=self.hub.id, training_id=self.course.id)
        self.course.expires_on = self.today - timedelta(days=1)
        self.assertFalse(responder.is_trained)
        lapsed = self.env["hate.reporting.responder"].search(
            [("is_trained", "=", False), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(lapsed, responder)

    def test_report_says_who_took_it(self):
        """A report by a centre says which one, and who took it. [003.9.2a]"""
        responder = self.responder(trained_until=self.today - timedelta(days=1))
        form = Form(self.env["hate.report.log"].with_user(self.hub))
        form.narrative = "Shouted at by the lift."
        form.channel = "reporting_centre"
        form.responder_id = responder
        self.assertEqual(form.centre_id, self.centre)
        self.assertTrue(form.responder_lapsed)
        log = form.save()
        values = log._prepare_report()
        self.assertEqual(values["responder_id"], responder.id)
        case = (
            self.env["hate.case"]
            .with_user(self.hub)
            ._open_from_report(log._prepare_report_values(), members=self.hub)
        )
        report = self.env["hate.report"].search([("case_id", "=", case.id)])
        self.assertEqual(report.responder_id, responder)
        self.assertEqual(report.centre_id, self.centre)

    def test_only_by_that_channel(self):
        case = self.open_case()
        with self.assertRaises(ValidationError):
            self.env["hate.report"].create(
                {
                    "case_id": case.id,
                    "channel": "phone",
                    "reported_at": fields.Datetime.now(),
                    "narrative": "Words",
                    "centre_id": self.centre.id,
                }
            )

    def test_who_keeps_the_register(self):
        responder = self.responder()
        for user in (self.hub, self.officer, self.config):
            self.assertEqual(responder.with_user(user).name, "Joan")
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                responder.with_user(user).name = "June"
        for user in (self.insight, self.staff):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                responder.with_user(user).read(["name"])
