import re

from odoo import Command, fields

from ..policy import vocabulary as words
from ..policy import vocabulary_referral as terms
from .common import HateCasePeople

ASKED = "Please ring in the morning and talk about what would help."
ADDRESS = "referrals@open-door.example.com"


class ReferralMixin(HateCasePeople):
    """A case whose person affected may be referred to an agency."""

    @classmethod
    def set_up_referrals(cls):
        cls.company.email = "landlord@example.com"
        cls.company.hate_hub_phone = "0808 157 0100"
        cls.area = cls.env["hate.area"].create({"name": "Testshire"})
        cls.agency = cls.env["hate.agency"].create(
            {
                "name": "Open Door",
                "referral_email": ADDRESS,
                "area_ids": [Command.set(cls.area.ids)],
                "service_ids": [Command.create({"need": "support"})],
            }
        )
        cls.case = cls.open_case(
            words.STATE_OPEN, officer=cls.officer, area_id=cls.area.id
        )
        cls.victim = cls.env["hate.party"].create(
            {
                "case_id": cls.case.id,
                "role": words.ROLE_VICTIM,
                "name": "Amina Planted",
                "phone": "07700 900123",
                "email": "amina@mail.example.com",
                "code_word": "heron",
            }
        )
        cls.alleged = cls.env["hate.party"].create(
            {
                "case_id": cls.case.id,
                "role": words.ROLE_ALLEGED,
                "name": "Bill Bounder",
                "description": "Lives on the second floor",
            }
        )
        cls.env["hate.incident"].create(
            {"case_id": cls.case.id, "narrative": "Shouted at on the stairs."}
        )

    def draft(self, share=("name", "phone"), user=None, **values):
        """:param share: ends of the keys to tick
        :return: ``hate.referral`` as the officer"""
        user = user or self.officer
        referral = (
            self.env["hate.referral"]
            .with_user(user)
            ._open(
                self.case.with_user(user),
                {
                    "party_id": self.victim.id,
                    "agency_id": self.agency.id,
                    "need": "support",
                    "asked": ASKED,
                    **values,
                },
            )
        )
        self.tick(referral, *share)
        return referral

    def tick(self, referral, *ends):
        for item in referral.item_ids:
            if item.key.endswith(ends):
                item.is_shared = True

    def agree(self, *classes, answer="given", **values):
        """The person says yes, or something else, to each class."""
        return (
            self.env["hate.consent"]
            .with_user(self.officer)
            .create(
                [
                    {
                        "case_id": self.case.id,
                        "party_id": self.victim.id,
                        "recipient_kind": "agency",
                        "agency_id": self.agency.id,
                        "purpose": "support",
                        "data_class": data_class,
                        "answer": answer,
                        "own_words": "That is fine.",
                        "way": "phone",
                        "interpreting": "not_needed",
                        **values,
                    }
                    for data_class in classes
                ]
            )
        )

    def agreed(self, **values):
        """:return: a draft that the gate lets pass"""
        self.agree("identity", "contact")
        referral = self.draft(**values)
        referral.action_ask_gate()
        return referral

    def mails(self):
        """:return: what waits to go to agencies, and not to colleagues"""
        ours = [("subject", "=", f"A message from {self.company.name}")]
        return self.env["mail.mail"].sudo().search(ours, order="id")

    def send(self, referral=None, address=ADDRESS):
        """:return: ``(referral, mail, path of the link)``"""
        referral = referral or self.agreed()
        known = self.mails()
        referral.action_send(terms.REFERRAL_BY_LINK, address)
        mail = self.mails() - known
        return referral, mail, self.path_in(mail)

    def path_in(self, mail):
        return re.search(r"/request/[\w-]+", mail.body_html).group()

    def code_in(self, mail):
        return re.search(r"\b\d{8}\b", mail.body_html).group()

    def answered(self, referral, answer, note="Because.", **values):
        return referral.action_record_answer(
            answer, note, values.pop("name", "Kit"), values.pop("way", "phone")
        )

    def clock_of(self, referral):
        return self.case.deadline_ids.filtered(
            lambda clock: clock.subject_model == "hate.referral"
            and clock.subject_id == referral.id
        )

    def today(self):
        return fields.Date.today()
