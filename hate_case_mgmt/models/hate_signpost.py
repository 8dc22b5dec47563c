from odoo import api, fields, models
from odoo.exceptions import UserError


class HateSignpost(models.Model):
    """Where a person was sent on to, why, and that they know it [004.1d]."""

    _name = "hate.signpost"
    _description = "Signposting"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "told_at desc, id desc"
    _personal_fields = {
        "where_to": "words",
        "reason": "words",
    }

    agency_id = fields.Many2one("hate.agency", index="btree_not_null")
    where_to = fields.Char(
        string="Where to", help="When it is not one of our agencies."
    )
    reason = fields.Text(string="Why", required=True)
    told_at = fields.Datetime(string="The person was told at", required=True)
    told_method_id = fields.Many2one(
        "hate.contact.method", string="The person was told by", required=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        default=lambda self: self.env.user,
    )

    _somewhere = models.Constraint(
        "CHECK(agency_id IS NOT NULL OR where_to IS NOT NULL)",
        "Please say where the person was signposted to.",
    )

    def _evidence_kinds(self):
        """The person was told in a contact, by the way they chose or another."""
        return self.case_id._kinds_of_contact(self.told_method_id)

    @api.model
    def _record(self, vals):
        """Keep what was said, after the case has checked that it may be signposted.

        :return: the new row, as superuser
        :raise UserError: something is missing or can't be true
        """
        if not (vals.get("agency_id") or (vals.get("where_to") or "").strip()):
            raise UserError(
                self.env._("Please say where the person was signposted to.")
            )
        if not (vals.get("told_at") and vals.get("told_method_id")):
            raise UserError(
                self.env._("Please tell the person first, then say when and how.")
            )
        told_at = fields.Datetime.to_datetime(vals["told_at"])
        if told_at > fields.Datetime.now():
            raise UserError(
                self.env._(
                    "The person can't have been told in the future. Please check when."
                )
            )
        case = self.env["hate.case"].browse(vals["case_id"])
        if told_at.date() < case.reported_at.date():
            raise UserError(
                self.env._(
                    "The person can't have been told before the report came in. Please "
                    "check when."
                )
            )
        # sudo: no user writes this log by hand
        return self.sudo().create({**vals, "told_at": told_at})
