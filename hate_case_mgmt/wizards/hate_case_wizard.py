from odoo import api, fields, models
from odoo.exceptions import AccessError


class HateCaseWizard(models.AbstractModel):
    """A dialogue on one case.

    It is opened only by who may change the case. What is shown of the case is read as
    the user and never stored, so the dialogue tells nothing once the case is lost.
    """

    _name = "hate.case.wizard"
    _description = "Dialogue on a case"
    _inherit = ["hate.door.mixin", "hate.typed.mixin"]

    case_id = fields.Many2one(
        "hate.case", required=True, readonly=True, ondelete="cascade"
    )

    @api.depends("case_id")
    def _compute_display_name(self):
        for wizard in self:
            # sudo: the reference is the one thing about a case that says nothing
            wizard.display_name = wizard.case_id.sudo().name

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        wizards.case_id.check_access("write")
        return wizards

    def write(self, vals):
        if "case_id" in vals and not self.env.su:
            raise AccessError(self.env._("A dialogue stays with its case."))
        return super().write(vals)

    def _typed(self, names):
        """:return: {name: value} of what was typed, as ``create`` takes it
        :raise MissingError: the dialogue is done with already
        """
        self.ensure_one()
        return {
            name: self._fields[name].convert_to_write(self[name], self)
            for name in names
        }

    def _done(self, message):
        """Forget what was typed, and go where the user may still be.

        :param message: what was done, in neutral words
        :return: client action
        """
        self.ensure_one()
        case = self.case_id
        # sudo: rows of dialogues are deleted by nobody else; this one is the user's own
        self.sudo().unlink()
        return case._after_step(message)
