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

    @classmethod
    def draft(cls, share=("name", "phone"), user=None, **values):
        """:param share: ends of the keys to tick
        :return: ``hate.referral`` as the officer"""
        user = user or cls.officer
        referral = (
            cls.env["hate.referral"]
            .with_user(user)
            ._open(
                cls.case.with_user(user),
                {
                    "party_id": cls.victim.id,
                    "agency_id": cls.agency.id,
                    "need": "support",
                    "asked": ASKED,
                    **values,
                },
            )
        )
        cls.tick(referral, *share)
        return referral

    @classmethod
    def tick(cls, referral, *ends):
        for item in referral.item_ids:
            if item.key.endswith(ends):
                item.is_shared = True

    @classmethod
    def agree(cls, *classes, answer="given", **values):
        """The person says yes, or something else, to each class."""
        return (
            cls.env["hate.consent"]
            .with_user(cls.officer)
            .create(
                [
                    {
                        "case_id": cls.case.id,
                        "party_id": cls.victim.id,
                        "recipient_kind": "agency",
                        "agency_id": cls.agency.id,
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

    @classmethod
    def agreed(cls, **values):
        """:return: a draft that the gate lets pass"""
        cls.agree("identity", "contact")
        referral = cls.draft(**values)
        referral.action_ask_gate()
        return referral

    @classmethod
    def mails(cls):
        """:return: what waits to go to agencies, and not to colleagues"""
        ours = [("subject", "=", f"A message from {cls.company.name}")]
        return cls.env["mail.mail"].sudo().search(ours, order="id")

    @classmethod
    def send(cls, referral=None, address=ADDRESS):
        """:return: ``(referral, mail, path of the link)``"""
        referral = referral or cls.agreed()
        known = cls.mails()
        referral.action_send(terms.REFERRAL_BY_LINK, address)
        mail = cls.mails() - known
        return referral, mail, cls.path_in(mail)

    @classmethod
    def path_in(cls, mail):
        return re.search(r"/request/[\w-]+", mail.body_html).group()

    @classmethod
    def code_in(cls, mail):
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
