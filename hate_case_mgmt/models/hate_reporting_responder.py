from odoo import api, fields, models

from ..policy import vocabulary_police as police

TOPIC = "hate_case_mgmt.training_reporting"


class HateReportingResponder(models.Model):
    """Somebody trained to take third-party reports, until when, where and in which
    languages [003.9.2a]."""

    _name = "hate.reporting.responder"
    _description = "Trained responder"
    _inherit = ["hate.typed.mixin", "hate.personal.mixin"]
    _order = "name, id"
    _personal_fields = {"name": "name"}
    _plain_fields = frozenset({"organisation", "hours"})

    name = fields.Char(
        compute="_compute_name", store=True, precompute=True, readonly=False
    )
    user_id = fields.Many2one(
        "res.users",
        string="Our colleague",
        index="btree_not_null",
        domain=[("share", "=", False)],
        help="Empty for somebody of a partner organisation.",
    )
    organisation = fields.Char()
    training_id = fields.Many2one(
        "hate.training",
        string="Their course",
        index="btree_not_null",
        domain="[('user_id', '=', user_id)]",
    )
    trained_until = fields.Date(
        string="Trained until",
        compute="_compute_trained_until",
        store=True,
        precompute=True,
        readonly=False,
        help="Taken from their course; for somebody of a partner, from their paper.",
    )
    is_trained = fields.Boolean(
        string="Training is valid",
        compute="_compute_is_trained",
        search="_search_is_trained",
    )
    language_ids = fields.Many2many("hate.language", string="Languages")
    centre_ids = fields.Many2many(
        "hate.reporting.centre",
        "hate_reporting_centre_responder_rel",
        "responder_id",
        "centre_id",
        string="Sites",
    )
    available = fields.Selection(police.CENTRE_DAYS, string="There")
    hours = fields.Char(string="Times in words")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    active = fields.Boolean(default=True)

    _one_row = models.UniqueIndex(
        "(company_id, user_id) WHERE user_id IS NOT NULL",
        "This colleague is on the register already.",
    )
    _named = models.Constraint(
        "CHECK(name IS NOT NULL OR user_id IS NOT NULL)",
        "Please say who it is.",
    )
    _until_idx = models.Index("(trained_until, id)")

    @api.depends("user_id")
    def _compute_name(self):
        for responder in self:
            responder.name = responder.user_id.name or responder.name

    @api.depends("training_id.expires_on")
    def _compute_trained_until(self):
        for responder in self:
            if responder.training_id:
                responder.trained_until = responder.training_id.expires_on

    @api.depends("trained_until")
    def _compute_is_trained(self):
        today = fields.Date.context_today(self)
        for responder in self:
            until = responder.trained_until
            responder.is_trained = bool(until and until >= today)

    def _search_is_trained(self, operator, value):
        if operator != "in":
            return NotImplemented
        valid = fields.Domain("trained_until", ">=", fields.Date.context_today(self))
        return valid if True in value else ~valid

    @api.onchange("user_id")
    def _onchange_user_id(self):
        """Offer the colleague's last course in taking reports."""
        topic = self.env.ref(TOPIC, raise_if_not_found=False)
        self.training_id = topic and self.env["hate.training"].search(
            [("user_id", "=", self.user_id.id), ("topic_id", "=", topic.id)], limit=1
        )
