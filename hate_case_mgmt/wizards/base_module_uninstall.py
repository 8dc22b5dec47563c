from odoo import api, fields, models


class BaseModuleUninstall(models.TransientModel):
    _inherit = "base.module.uninstall"

    hate_case_warning = fields.Text(compute="_compute_hate_case_warning")

    @api.depends("module_ids")
    def _compute_hate_case_warning(self):
        """Say with counts what an uninstallation would destroy."""
        for wizard in self:
            names = wizard._get_modules().mapped("name")
            wizard.hate_case_warning = (
                "hate_case_mgmt" in names and wizard._hate_case_warning_text()
            )

    def _hate_case_warning_text(self):
        # sudo: the administrator sees no case; two totals say how much would be lost
        cases = self.env["hate.case"].sudo()
        return self.env._(
            "Uninstalling deletes all %(total)s hate cases, %(open)s of them open, "
            "with everything recorded in them: reports, people, promises and letters. "
            "They can be evidence in law. Export or back up what has to be kept first: "
            "this can't be undone.",
            total=cases.search_count([]),
            open=cases.search_count(cases._get_open_domain()),
        )
