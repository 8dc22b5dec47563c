from odoo import api, models
from odoo.exceptions import AccessError


class MailMessage(models.Model):
    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        messages._check_not_on_a_case()
        return messages

    def write(self, vals):
        self._check_not_on_a_case()
        result = super().write(vals)
        self._check_not_on_a_case()
        return result

    def unlink(self):
        """The history of a case is nobody's to take lines out of."""
        self._check_not_on_a_case()
        return super().unlink()

    def _check_not_on_a_case(self):
        """Keep users from making or moving a message onto a case, and from changing
        one: Odoo would tell them the record's name, and others what they wrote.

        :raise AccessError: a message of a case, and not the addon itself at work
        """
        if self.env.su:
            return
        # sudo: a message's model says nothing about what is in it
        if "hate.case" in self.sudo().mapped("model"):
            raise AccessError(self.env["hate.case"]._use_a_note())
