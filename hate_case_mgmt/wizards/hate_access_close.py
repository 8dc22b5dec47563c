from odoo import fields, models


class HateAccessClose(models.TransientModel):
    """Close a period of the access log."""

    _name = "hate.access.close"
    _description = "Close a period of the access log"

    until = fields.Date(
        string="Entries made before",
        required=True,
        default=lambda self: fields.Date.start_of(
            fields.Date.context_today(self), "year"
        ),
    )

    def action_close(self):
        """:return: window action of the closed periods that the user may read, the
        newest on top"""
        self.ensure_one()
        self.env["hate.access.archive"]._close(self.until)
        return self.env["ir.actions.act_window"]._for_xml_id(
            "hate_case_mgmt.hate_access_archive_action"
        )
