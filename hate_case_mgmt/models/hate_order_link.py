import hashlib
import secrets

from odoo import api, fields, models

from ..policy import vocabulary as words


class HateOrderLink(models.Model):
    """A contractor's way to answer one order. Only a hash of it is kept, so nobody who
    reads the database can use it; it ends by itself and can be ended."""

    _name = "hate.order.link"
    _description = "Link of a repair"
    _inherit = ["hate.case.mixin"]
    _order = "id desc"
    _personal_fields = {
        "sent_to": "email",
    }
    _plain_fields = frozenset({"token_sha256"})

    _method_only_fields = frozenset(
        {"order_id", "token_sha256", "sent_to", "expires_at", "revoked_at"}
    )

    order_id = fields.Many2one(
        "hate.order", string="Job", required=True, index=True, ondelete="cascade"
    )
    token_sha256 = fields.Char(required=True, groups=fields.NO_ACCESS)
    sent_to = fields.Char(string="Sent to", required=True)
    expires_at = fields.Datetime(string="Works until", required=True)
    revoked_at = fields.Datetime(string="Ended")

    _token_uniq = models.UniqueIndex("(token_sha256)")

    @api.model
    def _issue(self, order, sent_to):
        """:return: address of a page that answers this order; shown once, never kept"""
        token = secrets.token_urlsafe(32)
        self.create(
            {
                "case_id": order.case_id.id,
                "order_id": order.id,
                "token_sha256": self._hash(token),
                "sent_to": sent_to,
                "expires_at": order._link_expiry(),
            }
        )
        return f"{order.company_id.get_base_url()}/job/{token}"

    def _revoke(self):
        self.filtered(lambda link: not link.revoked_at).write(
            {"revoked_at": fields.Datetime.now()}
        )

    @api.model
    def _order_of(self, token):
        """:param token: as it stands in the address of a page
        :return: the open order it answers, as superuser, or no order
        """
        # sudo: whoever holds the link has no login; it opens this one order
        link = self.sudo().search(
            [
                ("token_sha256", "=", self._hash(token)),
                ("revoked_at", "=", False),
                ("expires_at", ">", fields.Datetime.now()),
            ],
            limit=1,
        )
        return link.order_id.filtered(lambda order: order.state == words.ORDER_SENT)

    @api.model
    def _hash(self, token):
        return hashlib.sha256((token or "").encode()).hexdigest()
