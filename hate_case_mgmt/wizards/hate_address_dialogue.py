from odoo import api, fields, models
from odoo.exceptions import UserError


class HateAddressDialogue(models.AbstractModel):
    """A dialogue from which an e-mail goes to a partner: an address that we do not know
    of them is looked at twice."""

    _name = "hate.address.dialogue"
    _description = "Dialogue with an address"
    _inherit = ["hate.case.wizard"]

    address = fields.Char(
        string="E-mail address",
        compute="_compute_address",
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    is_unknown = fields.Boolean(compute="_compute_is_unknown", compute_sudo=False)
    is_checked = fields.Boolean(string="I have asked them: this address is right")

    def _compute_address(self):
        for dialogue in self:
            dialogue.address = next(iter(dialogue._known_addresses()), False)

    @api.depends("address")
    def _compute_is_unknown(self):
        for dialogue in self:
            typed = (dialogue.address or "").strip().lower()
            known = (known.strip().lower() for known in dialogue._known_addresses())
            dialogue.is_unknown = bool(typed) and typed not in known

    def _known_addresses(self):
        """:return: list of the addresses we know of them, the best first"""
        raise NotImplementedError

    @api.model
    def _addresses_of(self, agency):
        return [*filter(None, (agency.referral_email, agency.email))]

    def _check_address_is_known(self):
        """:raise UserError: nobody has looked at an address we do not know"""
        self.ensure_one()
        if self.is_unknown and not self.is_checked:
            raise UserError(
                self.env._(
                    "This address is not among those we know of them. Please make sure "
                    "it is right, then tick the box."
                )
            )
