from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary as words


class HateParty(models.Model):
    """A person in a case.

    What is known of the person stands here and nowhere else: a link to the customer's
    contact record is optional and writes nothing there.
    """

    _name = "hate.party"
    _description = "Person in a case"
    _inherit = ["hate.case.mixin"]
    _order = "role_sequence, id"

    role = fields.Selection(words.PARTY_ROLES, required=True)
    role_sequence = fields.Integer(
        compute="_compute_role_sequence", store=True, aggregator=None
    )

    # who
    identity = fields.Selection(words.IDENTITIES, required=True, default="named")
    name = fields.Char()
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer record",
        index="btree_not_null",
        help="Optional. Nothing is written on the customer's record.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Our colleague",
        index="btree_not_null",
        help="When this person has a login of ours. An alleged colleague is shut out "
        "of the case at once, and the case is restricted.",
    )
    staff_kind = fields.Selection(words.STAFF_KINDS, string="Works for us as")
    organisation = fields.Char()
    is_child = fields.Boolean(string="Under 18")
    household = fields.Char(help="People of one household carry the same word here.")

    # where and how
    property_id = fields.Many2one(
        "hate.property", string="Home", index="btree_not_null"
    )
    address = fields.Char()
    tenure = fields.Selection(words.TENURES)
    phone = fields.Char()
    email = fields.Char(string="E-mail")

    # safe contact: every way is unsafe until the person says it is safe
    safe_method_ids = fields.Many2many(
        "hate.contact.method",
        "hate_party_safe_method_rel",
        "party_id",
        "method_id",
        string="Safe ways",
        help="Only what the person has called safe.",
    )
    preferred_method_id = fields.Many2one(
        "hate.contact.method", string="Chosen way of contact"
    )
    safe_from = fields.Float(string="Safe from", aggregator=None)
    safe_until = fields.Float(string="Safe until", aggregator=None)
    safe_note = fields.Char(
        string="Safe times in words", help="For example: school days only."
    )
    contact_them_only = fields.Boolean(
        string="Do not contact me, I will contact you",
    )
    code_word = fields.Char()
    if_someone_answers = fields.Char(string="If someone else answers")
    safe_place = fields.Char(string="Safe place to meet")
    safe_checked_at = fields.Datetime(string="Safe contact last asked", readonly=True)

    # language, adjustments, support
    language_id = fields.Many2one("hate.language")
    interpreter = fields.Selection(words.INTERPRETERS, default="none")
    adjustments = fields.Text(string="Reasonable adjustments")
    adjustments_agreed_on = fields.Date(string="Agreed on")
    adjustments_made_on = fields.Date(string="Made on")
    support_needs = fields.Text()

    @api.depends("role")
    def _compute_role_sequence(self):
        order = [role for role, _label in words.PARTY_ROLES]
        for party in self:
            party.role_sequence = order.index(party.role) if party.role else 0

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        if not self.env.su:
            raise UserError(
                self.env._(
                    "People stay on record in a case. Add a staff note if someone was "
                    "entered by mistake."
                )
            )
