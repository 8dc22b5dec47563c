from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import email_normalize


class HatePanelMember(models.Model):
    """Somebody who sits on a panel: a colleague, a partner with a portal login, or one
    without, who is sent a link for each meeting (``hate.panel.link``).

    It is kept by managers and not by configuration: who is entered here reads packs.
    """

    _name = "hate.panel.member"
    _description = "Standing member of a panel"
    _inherit = ["hate.typed.mixin", "hate.personal.mixin"]
    _order = "is_chair desc, id"
    _personal_fields = {"name": "name", "email": "email"}
    _plain_fields = frozenset({"grade"})

    panel_id = fields.Many2one(
        "hate.panel", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="panel_id.company_id", store=True, precompute=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Login",
        index=True,
        ondelete="cascade",
        help="A colleague, or a partner with a login of type portal.",
    )
    name = fields.Char(
        compute="_compute_from_login",
        store=True,
        precompute=True,
        readonly=False,
        help="Without a login: who it is.",
    )
    email = fields.Char(
        string="Address for papers",
        compute="_compute_from_login",
        store=True,
        precompute=True,
        readonly=False,
        help="Without a login: where the link to the papers of a meeting goes.",
    )
    agency_id = fields.Many2one(
        "hate.agency", string="Agency", help="Leave empty for a colleague of ours."
    )
    grade = fields.Char(help="For example: inspector, team manager.")
    is_chair = fields.Boolean(string="Chair")
    active = fields.Boolean(default=True)

    _user_uniq = models.Constraint(
        "UNIQUE(panel_id, user_id)", "This person is a member of the panel already."
    )
    _chair_uniq = models.UniqueIndex(
        "(panel_id) WHERE is_chair IS TRUE AND active IS TRUE",
        "A panel has one chair. Take the chair from the other member first.",
    )

    @api.depends("user_id")
    def _compute_from_login(self):
        for member in self.filtered("user_id"):
            # sudo: the name and address of somebody whom the user puts on the panel
            user = member.sudo().user_id
            member.name, member.email = user.name, user.email

    @api.depends("name")
    def _compute_display_name(self):
        for member in self:
            # sudo: as in _compute_from_login; a name may have changed since
            member.display_name = member.sudo().user_id.name or member.name

    @api.constrains("user_id", "name", "email", "is_chair")
    def _check_can_be_reached(self):
        for member in self.filtered(lambda one: not one.user_id):
            if not (member.name or "").strip() or not email_normalize(
                member.email or ""
            ):
                raise ValidationError(
                    self.env._(
                        "A member without a login needs a name and one e-mail address "
                        "for the papers."
                    )
                )
            if member.is_chair:
                raise ValidationError(
                    self.env._("The chair signs the minutes and so needs a login.")
                )

    def _is_too_close(self, case):
        """:param case: ``hate.case`` on the agenda
        :return: whether this member is named in the case or shut out of it
        """
        self.ensure_one()
        if self.user_id:
            return case._is_too_close(self.user_id)
        # sudo: asked in order to keep somebody out; a yes or no comes back
        people = case.sudo().party_ids
        name = (self.name or "").casefold().split()
        return email_normalize(self.email) in map(
            email_normalize, filter(None, people.mapped("email"))
        ) or name in [(one or "").casefold().split() for one in people.mapped("name")]

    def _in_words(self):
        """:return: whose copy it is: name and agency"""
        self.ensure_one()
        return ", ".join(filter(None, [self.display_name, self.agency_id.name]))
