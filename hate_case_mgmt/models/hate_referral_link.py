from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_referral as terms


class HateReferralLink(models.Model):
    """One address's way to read one thing that was sent, and to answer a referral.

    The officer can tell its code on the phone, too.
    """

    _name = "hate.referral.link"
    _description = "Link of a referral"
    _inherit = ["hate.code.link", "hate.case.mixin"]
    _order = "id desc"
    _method_only_fields = frozenset(
        {
            "referral_id",
            "disclosure_id",
            "token_sha256",
            "sent_to",
            "expires_at",
            "revoked_at",
            "opened_at",
            "openings",
            "delivery",
        }
    )

    referral_id = fields.Many2one(
        "hate.referral", index="btree_not_null", ondelete="cascade"
    )
    disclosure_id = fields.Many2one(
        "hate.disclosure", string="Sharing", index="btree_not_null", ondelete="cascade"
    )

    _token_uniq = models.UniqueIndex("(token_sha256)")

    @api.constrains("referral_id", "disclosure_id")
    def _check_one_thing(self):
        for link in self:
            if bool(link.referral_id) == bool(link.disclosure_id):
                raise ValidationError(
                    self.env._("A link leads to a referral or to a sharing.")
                )

    # ------------------------------------------------------------------
    # Making and ending
    # ------------------------------------------------------------------

    @api.model
    def _issue(self, record, sent_to):
        """Make a link and put the e-mail with it in the queue.

        :param record: of ``hate.link.mixin``; the caller has checked the right
        :param sent_to: e-mail address
        :return: the new row, as superuser
        """
        return self._make(
            {
                "case_id": record.case_id.id,
                self._field_of(record): record.id,
                "sent_to": sent_to,
            }
        )

    @api.model
    def _field_of(self, record):
        """:return: the field by which a link leads to such a record"""
        return {
            field.comodel_name: name
            for name, field in self._fields.items()
            if name in ("referral_id", "disclosure_id")
        }[record._name]

    def _behind(self):
        """:return: what is read by it, a record of ``hate.link.mixin``"""
        self.ensure_one()
        return self.referral_id or self.disclosure_id

    def _was_withdrawn(self):
        return self.referral_id.state == terms.REFERRAL_WITHDRAWN

    def _tell_withdrawn(self):
        """Write to whoever was sent a link, and may have it, that it is over."""
        for link in self.sorted("id")[-1:]:
            if link.delivery not in (terms.LINK_GONE, terms.LINK_FAILED) and not (
                link.opened_at
            ):
                # it waits in the queue, and will not leave any more
                continue
            link._queue_email(self._withdrawn_words(link.referral_id))

    @api.model
    def _withdrawn_words(self, referral):
        """:return: list of paragraphs, which name nobody"""
        words = [
            self.env._(
                "We have taken back our request %(reference)s.",
                reference=referral.reference,
            )
        ]
        if referral._is_taken_back() and referral.ground == gate.GROUND_CONSENT:
            words.append(
                self.env._(
                    "The person it is about has decided that it should go no further."
                )
            )
        return [
            *words,
            self.env._(
                "Please do no more about it, tell nobody of it, and delete what you "
                "were told. If you have begun already, please ring us: %(phone)s.",
                phone=referral.company_id.hate_hub_phone
                or referral.company_id.phone
                or referral.company_id.name,
            ),
        ]

    def _failed(self):
        """An e-mail was refused or came back: the officer puts the address right."""
        for link in self:
            if link.delivery == terms.LINK_FAILED:
                continue
            link.delivery = terms.LINK_FAILED
            if link.revoked_at:
                continue
            link.case_id._log_neutral(
                self.env._("An e-mail to a partner could not be delivered")
            )
            link._behind()._tell_officer(
                self.env._("An e-mail to a partner did not arrive: check the address")
            )
