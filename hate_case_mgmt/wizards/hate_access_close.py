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
        """:return: window action of the closed period, with its file"""
        self.ensure_one()
        archive = self.env["hate.access.archive"]._close(self.until)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Closed period"),
            "res_model": archive._name,
            "res_id": archive.id,
            "view_mode": "form",
        }
