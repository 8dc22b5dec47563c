from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary_keep as keep


class HateSubjectAccessItem(models.Model):
    """One text or file that concerns the person who asks, as it was when the pack was
    made. Deleted when the pack has been released: the pack itself is what was given."""

    _name = "hate.subject.access.item"
    _description = "What we hold about a person"
    _inherit = ["hate.door.mixin", "hate.personal.mixin"]
    _order = "sequence, id"
    _personal_fields = {"title": "words", "text": "words", "masked": "words"}

    access_id = fields.Many2one(
        "hate.subject.access", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    title = fields.Char(string="What", required=True)
    text = fields.Text(string="As we hold it")
    masked = fields.Text(string="As they will read it")
    included = fields.Boolean(
        string="Give it",
        default=True,
        help="Leave out what would harm somebody, or another person's own account. A "
        "file is given only after you have looked at it: nothing in it is masked.",
    )
    file_id = fields.Many2one("ir.attachment", string="File", ondelete="set null")
    is_file = fields.Boolean(compute="_compute_is_file", store=True)

    @api.depends("file_id")
    def _compute_is_file(self):
        for item in self:
            item.is_file = bool(item.file_id)

    @api.depends("access_id")
    def _compute_display_name(self):
        for item in self:
            item.display_name = item.access_id.display_name

    def _looked_in_log(self, kind):
        # sudo: to the request, which notes the numbers of its cases
        self.sudo().exists().access_id.sudo(self.env.su)._looked_in_log(kind)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_by_the_step()
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and (
            set(vals) - {"included"}
            or any(item.access_id.state != keep.ACCESS_CHECKING for item in self)
        ):
            self._check_by_the_step()
        return super().write(vals)

    def _check_by_the_step(self):
        """:raise UserError: a user would change what we hold"""
        if not self.env.su:
            raise UserError(
                self.env._(
                    "What we hold is not changed here. Choose what is given and what "
                    "is masked."
                )
            )
