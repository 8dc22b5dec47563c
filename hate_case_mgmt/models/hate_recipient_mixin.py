from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import text_checks
from ..policy import vocabulary_gate as gate


class HateRecipientMixin(models.AbstractModel):
    """To whom something may go, or went: one recipient."""

    _name = "hate.recipient.mixin"
    _description = "Recipient"

    recipient_kind = fields.Selection(
        gate.RECIPIENT_KINDS,
        string="To whom",
        required=True,
        default=gate.RECIPIENT_AGENCY,
    )
    agency_id = fields.Many2one("hate.agency", index="btree_not_null")
    panel_id = fields.Many2one("hate.panel", index="btree_not_null")
    recipient_name = fields.Char(string="Recipient")
    recipient_key = fields.Char(
        compute="_compute_recipient_key",
        compute_sudo=False,
        store=True,
        precompute=True,
        help="The same for the same recipient, so that wishes and sharings meet.",
    )
    recipient_label = fields.Char(string="To", compute="_compute_recipient_label")

    @api.depends("recipient_kind", "agency_id", "panel_id", "recipient_name")
    def _compute_recipient_key(self):
        for record in self:
            record.recipient_key = record._recipient_key()

    def _recipient_key(self):
        self.ensure_one()
        kind = self.recipient_kind
        if kind in gate.RECIPIENTS_WITHOUT_NAME:
            return kind
        if kind == gate.RECIPIENT_AGENCY:
            return f"{kind}:{self.agency_id.id or ''}"
        if kind == gate.RECIPIENT_PANEL:
            return f"{kind}:{self.panel_id.id or ''}"
        name = text_checks.clean_line(self.recipient_name or "")
        return f"{kind}:{name.casefold()}"

    @api.depends("recipient_kind", "agency_id", "panel_id", "recipient_name")
    def _compute_recipient_label(self):
        labels = dict(self._fields["recipient_kind"]._description_selection(self.env))
        for record in self:
            # sudo: the name of a partner organisation, which is no secret, also once it
            # belongs to a company the user doesn't look at
            partner = (record.agency_id or record.panel_id).sudo()
            record.recipient_label = (
                record.recipient_name
                or partner.name
                or labels.get(record.recipient_kind)
            )

    @api.constrains("recipient_kind", "agency_id", "panel_id", "recipient_name")
    def _check_recipient(self):
        for record in self:
            kind = record.recipient_kind
            named = {
                gate.RECIPIENT_AGENCY: record.agency_id,
                gate.RECIPIENT_PANEL: record.panel_id,
            }.get(kind, (record.recipient_name or "").strip())
            if not named and kind not in gate.RECIPIENTS_WITHOUT_NAME:
                raise ValidationError(self.env._("Please say to whom by name."))

    @api.model
    def _recipient_values(self, recipient):
        """:param recipient: a ``hate.agency`` or ``hate.panel``, or a dict with
            ``kind`` and ``name``, and ``party`` for someone of the case
        :return: {field: value} of this mixin
        """
        if isinstance(recipient, dict):
            return {
                "recipient_kind": recipient["kind"],
                "recipient_name": text_checks.clean_line(recipient.get("name") or ""),
            }
        kind = {
            "hate.agency": gate.RECIPIENT_AGENCY,
            "hate.panel": gate.RECIPIENT_PANEL,
        }[recipient._name]
        return {
            "recipient_kind": kind,
            f"{kind}_id": recipient.id,
            "recipient_name": recipient.name,
        }

    def _selection_label(self, name):
        """:return: what the screen says for the value of a selection field"""
        self.ensure_one()
        labels = dict(self._fields[name]._description_selection(self.env))
        return labels.get(self[name]) or ""
