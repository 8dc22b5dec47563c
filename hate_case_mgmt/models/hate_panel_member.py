from odoo import fields, models


class HatePanelMember(models.Model):
    """Somebody who sits on a panel: a colleague, or a partner with a portal login.

    It is kept by managers and not by configuration: who is entered here reads packs.
    """

    _name = "hate.panel.member"
    _description = "Standing member of a panel"
    _inherit = ["hate.typed.mixin", "hate.personal.mixin"]
    _order = "is_chair desc, id"
    _rec_name = "user_id"
    _plain_fields = frozenset({"grade"})

    panel_id = fields.Many2one(
        "hate.panel", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="panel_id.company_id", store=True, precompute=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Member",
        required=True,
        index=True,
        ondelete="cascade",
        help="A colleague, or a partner with a login of type portal.",
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
