from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary_keep as keep


class HatePrivacyDocument(models.Model):
    """A version of the privacy notice, or of the data protection impact assessment.

    A version that was in force is never changed: a report says which notice the person
    was told of, and that one can still be read.
    """

    _name = "hate.privacy.document"
    _description = "Data protection document"
    _order = "kind, in_force_from desc, id desc"
    _rec_name = "name"

    kind = fields.Selection(
        keep.PRIVACY_DOCUMENTS, required=True, default=keep.PRIVACY_NOTICE
    )
    name = fields.Char(
        string="Version",
        required=True,
        help="As people are told it, such as “riverside.example/privacy, version 3”.",
    )
    company_id = fields.Many2one(
        "res.company", string="Landlord", help="Empty: a proposal to start from."
    )
    text = fields.Html(required=True)
    in_force_from = fields.Date(string="In force from", readonly=True, copy=False)
    put_in_force_by_id = fields.Many2one(
        "res.users", string="Put in force by", readonly=True, copy=False
    )
    review_on = fields.Date(string="Look at it again on")

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_by_the_step(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_by_the_step(vals)
        if set(vals) - {"review_on"} and any(self.mapped("in_force_from")):
            raise UserError(
                self.env._(
                    "This version was in force and stays as it was. Duplicate it to "
                    "write the next."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        if any(self.mapped("in_force_from")):
            raise UserError(
                self.env._("This version was in force, and people were told of it.")
            )

    @api.model
    def _check_by_the_step(self, vals):
        if not self.env.su and {"in_force_from", "put_in_force_by_id"} & set(vals):
            raise UserError(self.env._("Use the button Put in force."))

    def copy_data(self, default=None):
        """A copy is the next version of the landlord whose user makes it."""
        return [
            {
                **values,
                "name": self.env._("%(name)s (next version)", name=document.name),
                "company_id": document.company_id.id or self.env.company.id,
            }
            for document, values in zip(self, super().copy_data(default), strict=True)
        ]

    def action_put_in_force(self):
        """From now on people are told of this version.

        :raise UserError: a proposal, or a version that was in force already
        """
        self.ensure_one()
        self.check_access("write")
        if not self.company_id:
            raise UserError(
                self.env._("This is a proposal. Duplicate it and make it yours first.")
            )
        if self.in_force_from:
            raise UserError(self.env._("This version is in force already."))
        # sudo: no user writes the date by hand; the right on the document was checked
        self.sudo().write(
            {
                "in_force_from": fields.Date.context_today(self),
                "put_in_force_by_id": self.env.uid,
            }
        )
        if self.kind == keep.PRIVACY_NOTICE:
            # sudo: a data protection officer is no administrator of companies; each
            # report then keeps the name of this version
            self.company_id.sudo().hate_privacy_notice = self.name
        return True
