from odoo import api, fields, models

from ..policy import text_checks
from ..policy import vocabulary as words


class HateFollowUp(models.Model):
    """A contact after closing, or the attempt at one: is it still quiet, and is the
    person well [000.b13] [001.d5]?"""

    _name = "hate.follow.up"
    _description = "Contact after closing"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "at desc, id desc"
    _masked_fields = {"said": "is_sensitive"}
    _personal_fields = {
        "support": "words",
    }

    at = fields.Datetime(string="When", required=True)
    user_id = fields.Many2one("res.users", string="By", required=True)
    contact_id = fields.Many2one("hate.contact", string="Contact", required=True)
    outcome = fields.Selection(words.FOLLOW_UP_OUTCOMES, required=True)
    said = fields.Text(
        string="What was said", related="contact_id.said", related_sudo=False
    )
    is_sensitive = fields.Boolean(related="contact_id.is_sensitive", related_sudo=False)
    support = fields.Text(string="Support they need")
    next_on = fields.Date(string="Contact again on")

    _case_idx = models.Index("(case_id, at DESC, id DESC)")

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [
                {**vals, "support": text_checks.clean_text(vals.get("support") or "")}
                for vals in vals_list
            ]
        )
