import base64

from odoo import fields

from ..policy import vocabulary as words
from .common import HateCaseCommon

PAPER = base64.b64encode(b"%PDF-1.4 signed")


class HateSharingCommon(HateCaseCommon):
    """A case with a person affected, an alleged person and an agency to share with."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agency = cls.env["hate.agency"].create({"name": "Open Door"})
        cls.manager2 = cls.make_user("t_manager2", "hate_case_mgmt.group_manager")
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        cls.victim = cls.person(words.ROLE_VICTIM, name="Amina Planted")
        cls.alleged = cls.person(words.ROLE_ALLEGED, name="Bill Alleged")

    @classmethod
    def person(cls, role, case=None, **vals):
        return cls.env["hate.party"].create(
            {"case_id": (case or cls.case).id, "role": role, **vals}
        )

    def say(self, answer="given", data_class="identity", **vals):
        """The person affected answers a question, asked by the officer."""
        return (
            self.env["hate.consent"]
            .with_user(vals.pop("user", self.officer))
            .create(
                {
                    "case_id": self.case.id,
                    "party_id": self.victim.id,
                    "recipient_kind": "agency",
                    "agency_id": self.agency.id,
                    "purpose": "support",
                    "data_class": data_class,
                    "answer": answer,
                    "own_words": "That is fine with me.",
                    "way": "phone",
                    "interpreting": "not_needed",
                    **vals,
                }
            )
        )

    def sharing(self, classes=("identity",), **vals):
        """:return: a draft, as the officer: a referral to the agency by consent"""
        return self.case.with_user(vals.pop("user", self.officer))._open_disclosure(
            vals.pop("way", "referral"),
            vals.pop("recipient", self.agency),
            vals.pop("parties", self.victim),
            classes,
            vals.pop("purpose", "support"),
            **vals,
        )

    def lawful(self, **vals):
        """:return: a draft for the police without consent, complete but for approval"""
        return self.sharing(
            **{
                "recipient": {"kind": "police", "name": ""},
                "purpose": "police",
                "ground": "crime_prevention",
                "reason": "He said he will come back tonight.",
                "necessity": "They can't find him without it.",
                "told": "yes",
                **vals,
            },
        )

    def agree(self, days):
        """Give the agency a sharing agreement that ends in so many days."""
        today = fields.Date.today()
        return self.env["hate.agency.agreement"].create(
            {
                "agency_id": self.agency.id,
                "signed_on": fields.Date.subtract(today, days=500),
                "until": fields.Date.add(today, days=days),
            }
        )

    def authorise(self, representative, **vals):
        today = fields.Date.today()
        return self.env["hate.authority"].create(
            {
                "case_id": self.case.id,
                "representative_id": representative.id,
                "given_by_id": self.victim.id,
                "scope": "Everything",
                "given_on": fields.Date.subtract(today, days=30),
                "expires_on": fields.Date.add(today, days=30),
                "file": PAPER,
                **vals,
            }
        )
