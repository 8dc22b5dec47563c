from odoo import api, models
from odoo.exceptions import AccessError


class IrAttachment(models.Model):
    """Files of a case are not indexed, never public, and have no token."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        attachments = super().create(vals_list)
        of_cases = attachments._of_cases()
        of_cases._refuse_to_share()
        of_cases._forget_text()
        return attachments

    def write(self, vals):
        done = super().write(vals)
        of_cases = self._of_cases()
        if {"public", "access_token", "res_model"}.intersection(vals):
            of_cases._refuse_to_share()
        if {"raw", "datas", "index_content", "res_model"}.intersection(vals):
            of_cases._forget_text()
        return done

    def _of_cases(self):
        """:return: those that belong to a case or to a record of a case"""
        registry = self.env.registry
        mixin = registry["hate.case.mixin"]
        # sudo: reads which model a file belongs to, as the file's own checks do
        return self.filtered(
            lambda file: (model := registry.get(file.sudo().res_model))
            and (model._name == "hate.case" or issubclass(model, mixin))
        )

    def _refuse_to_share(self):
        """:raise AccessError: when a file of a case would be open to others"""
        for file in self.sudo():  # sudo: reads two flags of the user's own file
            if file.public or file.access_token:
                raise AccessError(
                    self.env._("A file of a case is never public and has no link.")
                )

    # pylint: disable-next=missing-return
    def _forget_text(self):
        """Take out the words that Odoo copies from a file to make it searchable."""
        # sudo: removes a copy; users may not write on a file that is append only
        indexed = self.sudo().filtered("index_content")
        if indexed:
            # past our own write, which would come back here
            super(IrAttachment, indexed).write({"index_content": False})
