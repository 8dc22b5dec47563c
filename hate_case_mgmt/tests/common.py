from datetime import datetime
from unittest.mock import patch

from odoo import Command
from odoo.tests import TransactionCase, new_test_user

from ..policy import vocabulary as words

ROLES = {
    "hub": "hate_case_mgmt.group_hub",
    "officer": "hate_case_mgmt.group_officer",
    "officer2": "hate_case_mgmt.group_officer",
    "manager": "hate_case_mgmt.group_manager",
    "dpo": "hate_case_mgmt.group_data_protection",
    "insight": "hate_case_mgmt.group_insight",
    "config": "hate_case_mgmt.group_config",
    "staff": "base.group_user",
}


class HateCasePeople:
    """People and working hours that tests share. None of it is demo data."""

    @classmethod
    def set_up_people(cls):
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Office hours",
                "tz": "Europe/London",
                "attendance_ids": [Command.clear()]
                + [
                    Command.create(
                        {
                            "name": "Day",
                            "dayofweek": str(day),
                            "hour_from": 9,
                            "hour_to": 17,
                            "day_period": "full_day",
                        }
                    )
                    for day in range(5)
                ],
            }
        )
        cls.company = cls.env["res.company"].create(
            {"name": "Test Landlord", "resource_calendar_id": cls.calendar.id}
        )
        cls.calendar.company_id = cls.company
        for name, groups in ROLES.items():
            setattr(cls, name, cls.make_user(f"t_{name}", groups))

    @classmethod
    def make_user(cls, login, groups="base.group_user", **values):
        """:return: a user of the test landlord, with the password of Odoo's helper"""
        return new_test_user(
            cls.env,
            login,
            groups=groups,
            # no letter of welcome, which costs more than the user
            context={"no_reset_password": True},
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
            tz="Europe/London",
            **values,
        )

    @classmethod
    def open_case(cls, state=words.STATE_REPORTED, officer=None, members=None, **vals):
        """Open a case past every door, for tests of what happens next.

        :param officer: user who works it; becomes a member
        :param members: more users who may see it
        :return: ``hate.case`` as superuser
        """
        seen_by = (officer or cls.env["res.users"]) | (members or cls.env["res.users"])
        return (
            cls.env["hate.case"]
            .sudo()
            .create(
                {
                    "company_id": cls.company.id,
                    "standard_id": cls.env.ref(
                        "hate_case_mgmt.hate_standard_strict"
                    ).id,
                    "channel": words.CHANNEL_PHONE,
                    "state": state,
                    "officer_id": officer.id if officer else False,
                    "member_ids": [Command.set(seen_by.ids)],
                    **vals,
                }
            )
        )


class HateCaseCommon(HateCasePeople, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_people()

    def proof(self, case, kind):
        """A record that gives one kind of evidence.

        What each model really gives is tested with that model; here a staff note is
        made to give it, so that the engine is tested by itself.

        :param kind: one of ``policy.vocabulary.EVIDENCE_KINDS``
        :return: ``hate.note``
        """
        note = self.env["hate.note"].sudo().create({"case_id": case.id, "text": "…"})
        shown = patch.object(
            self.env.registry["hate.note"],
            "_evidence_kinds",
            lambda _note: frozenset({kind}),
        )
        shown.start()
        self.addCleanup(shown.stop)
        return note


def utc(text):
    """:return: naive UTC datetime from ``2026-11-20 16:00``"""
    return datetime.strptime(text, "%Y-%m-%d %H:%M")
