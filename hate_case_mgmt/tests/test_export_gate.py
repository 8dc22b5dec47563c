from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_sharing import HateSharingCommon


@tagged("post_install", "-at_install", "hate_case", "security")
class TestExportGate(HateSharingCommon):
    """Figures, dates and references are exported; words about people are not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in (cls.officer, cls.manager, cls.dpo):
            user.group_ids += cls.env.ref("base.group_allow_export")
        cls.victim.address = "12 Planted Road"

    def export(self, records, *paths, user=None):
        return records.with_user(user or self.manager).export_data(list(paths))["datas"]

    def test_words_about_people_stay(self):
        contact = self.env["hate.note"].create({"case_id": self.case.id, "text": "x"})
        for records, path in (
            (self.case, "affected_name"),
            (self.case, "party_ids/name"),
            (self.case, "party_ids/partner_id"),
            (self.case, "property_id"),
            (self.case, "property_id/uprn"),
            (self.case, "search_text"),
            (self.case, "banners"),
            (self.case, "affected_safe_contact"),
            (self.case, "incident_ids/narrative"),
            (self.victim, "address"),
            (self.victim, "case_id/affected_name"),
            (contact, "text"),
        ):
            for user in (self.officer, self.manager, self.dpo):
                with self.subTest(path=path, user=user.login):
                    with self.assertRaisesRegex(UserError, "tab Sharing"):
                        self.export(records, "id", path, user=user)

    def test_figures_dates_and_references_go(self):
        ((name, state, reported, role),) = self.export(
            self.case, "name", "state", "reported_at", "officer_id/login"
        )
        self.assertEqual((name, role), (self.case.name, self.officer.login))
        self.assertTrue(state and reported)
        rows = self.export(self.case, "party_ids/role", "party_ids/display_name")
        self.assertEqual({name for _role, name in rows}, {self.case.name})

    def test_a_name_by_a_trick_of_the_context(self):
        people = self.victim.with_context(hate_party_names=True)
        self.assertEqual(self.export(people, "display_name"), [[self.case.name]])
        self.assertIn(
            "Amina",
            self.victim.with_user(self.officer)
            .with_context(hate_party_names=True)
            .display_name,
        )

    def test_every_text_of_a_case_is_asked_for(self):
        """Whatever is added later stays too, unless somebody calls it plain."""
        mixin = self.env.registry["hate.case.mixin"]
        for name, model in self.env.registry.items():
            if not issubclass(model, mixin) or model._abstract or model._transient:
                continue
            rows = self.env[name]
            for field in rows._personal():
                if rows._fields[field].type in ("char", "text", "html", "binary"):
                    self.assertTrue(rows._tells_of_people((field,)), f"{name}.{field}")

    def test_by_way_of_the_customers_record(self):
        party = self.victim
        party.partner_id = self.env["res.partner"].create({"name": "Amina"})
        with self.assertRaises(UserError):
            self.export(party, "partner_id/email")
