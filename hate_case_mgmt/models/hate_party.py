from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..policy import safe_contact
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
    _masked_fields = {
        "description": True,
        "address": True,
        "phone": True,
        "email": True,
        "code_word": True,
        "if_someone_answers": True,
        "safe_place": True,
        "support_needs": True,
        "property_id": "keep_address",
        "home_shown": True,
    }
    _never_shown = frozenset({"property_id"})
    _personal_fields = {
        "name": "name",
        "organisation": "name",
        "description": "words",
        "household": "words",
        "address": "address",
        "phone": "phone",
        "email": "email",
        "safe_note": "words",
        "code_word": "words",
        "if_someone_answers": "words",
        "safe_place": "address",
        "adjustments": "words",
        "support_needs": "words",
    }

    role = fields.Selection(words.PARTY_ROLES, required=True)
    role_sequence = fields.Integer(
        compute="_compute_role_sequence",
        store=True,
        precompute=True,
        aggregator=None,
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
    description = fields.Text(
        string="What is known of them",
        help="How to tell them apart when the name is not known.",
    )
    is_child = fields.Boolean(string="Under 18")
    household = fields.Char(help="People of one household carry the same word here.")

    # where and how
    property_id = fields.Many2one(
        "hate.property", string="Home", index="btree_not_null"
    )
    keep_address = fields.Boolean(
        string="Keep the home confidential",
        help="When the person asks for it: the home and address then stand on no list, "
        "and are shown by a click that is logged.",
    )
    home_shown = fields.Char(string="Confidential home", compute="_compute_home_shown")
    address = fields.Char()
    tenure = fields.Selection(words.TENURES)
    moved_on = fields.Date(
        string="Has moved since",
        help="The day they left the home above. Whatever is done about the person "
        "alleged goes on.",
    )
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
    code_word = fields.Char(string="Code word")
    if_someone_answers = fields.Char(string="If someone else answers")
    safe_place = fields.Char(string="Safe place to meet")
    safe_checked_at = fields.Datetime(string="Safe contact last asked", readonly=True)

    # language, adjustments, support
    language_id = fields.Many2one("hate.language")
    interpreter = fields.Selection(words.INTERPRETERS, default="none")
    adjustments = fields.Text(string="Reasonable adjustments")
    adjustments_agreed_on = fields.Date(string="Agreed on")
    adjustments_made_on = fields.Date(string="Made on")
    support_needs = fields.Text(string="Support needs")

    contact_ids = fields.One2many("hate.contact", "party_id", string="Contacts")
    letter_ids = fields.One2many("hate.letter", "party_id", string="Letters")
    assessment_ids = fields.One2many(
        "hate.risk.assessment", "party_id", string="Risk assessments"
    )

    _method_only_fields = frozenset({"safe_checked_at"})

    _case_idx = models.Index("(case_id, role_sequence, id)")

    @api.depends("case_id.name", "name", "role", "identity")
    @api.depends_context("hate_party_names", "uid")
    def _compute_display_name(self):
        """The reference; the person only where one of our screens asks for it to choose
        among the people of a case, and only for those who may read them anyway."""
        super()._compute_display_name()
        if not self.env.context.get("hate_party_names"):
            return
        # also of those that stand in a form not saved yet
        readable = set(self._origin.sudo(False)._filtered_access("read")._ids)
        for party in self:
            if party._origin.id in readable:
                known = party.name or party._label("identity")
                party.display_name = f"{known} ({party._label('role').lower()})"

    def _label(self, field):
        """:return: what the screen says for the value of a selection field"""
        self.ensure_one()
        return dict(self._fields[field]._description_selection(self.env))[self[field]]

    @api.depends("role")
    def _compute_role_sequence(self):
        order = [role for role, _label in words.PARTY_ROLES]
        for party in self:
            party.role_sequence = order.index(party.role) if party.role else 0

    @api.depends("property_id")
    def _compute_home_shown(self):
        for party in self:
            home = party.property_id
            party.home_shown = ", ".join(filter(None, (home.name, home.zip)))

    @api.constrains("safe_from", "safe_until")
    def _check_safe_hours(self):
        for party in self:
            wrong = safe_contact.check_hours(party.safe_from, party.safe_until)
            if wrong:
                raise ValidationError(self.env._(wrong.template, **wrong.values))

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        """Take over what the customer's record says where nothing was typed."""
        customer = self.partner_id
        self.name = self.name or customer.name
        self.phone = self.phone or customer.phone
        self.email = self.email or customer.email
        self.address = self.address or customer.contact_address_inline

    def action_log_contact(self):
        """:return: action that opens Log a contact with this person"""
        return self.case_id._open_people_dialogue(
            "hate.contact.log", self.env._("Log a contact"), party_id=self.id
        )

    def action_write_letter(self):
        """:return: action that opens Write to this person"""
        return self.case_id._open_people_dialogue(
            "hate.letter.send", self.env._("Write"), party_id=self.id
        )

    def action_file_authority(self):
        """:return: action that files a written authority for this person to speak"""
        affected = self.case_id.party_ids.filtered(
            lambda party: party.role == words.ROLE_VICTIM
        )
        return self.case_id._open_people_dialogue(
            "hate.authority",
            self.env._("File an authority"),
            representative_id=self.id,
            given_by_id=affected[:1].id,
        )

    def _greeting(self):
        """:return: how a letter to this person begins"""
        self.ensure_one()
        if self.name and self.identity == "named":
            return self.env._("Dear %(name)s,", name=self.name)
        return self.env._("Hello,")

    def _postal_address(self):
        """:return: where post goes, lines as one text, or False"""
        self.ensure_one()
        if self.address:
            return self.address
        home = self.property_id
        return ", ".join(filter(None, (home.name, home.zip))) or False

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        if not self.env.su:
            raise UserError(
                self.env._(
                    "People stay on record in a case. Add a staff note if someone was "
                    "entered by mistake."
                )
            )
