from odoo import api, fields, models

from ..policy import file_checks


class HateEvidenceOutside(models.TransientModel):
    """Say what may be hidden in a file that can't be cleaned here, and ask whether it
    goes outside all the same."""

    _name = "hate.evidence.outside"
    _description = "Give a file as it came"
    _inherit = ["hate.case.wizard"]

    evidence_id = fields.Many2one("hate.evidence", required=True, readonly=True)
    warning = fields.Text(compute="_compute_warning", string="What may be in it")
    reason = fields.Char(string="Give it all the same because")

    @api.depends("evidence_id")
    def _compute_warning(self):
        for wizard in self:
            wizard.warning = wizard._in_words()

    def _in_words(self):
        """:return: what a file of this kind may say beside its content"""
        kind = self.evidence_id.media_type or ""
        if kind.startswith(("video/", "audio/")):
            return self.env._(
                "A film or recording may say where and when it was made, and with "
                "whose telephone. That can't be taken out of this one here. Please ask "
                "for it as MP4, or play it to whoever needs to see or hear it."
            )
        if kind == "application/pdf":
            return self.env._(
                "This PDF is closed by a password, is a form to fill in, or holds "
                "something that can't be looked into here. It may say who made it and "
                "when, and where photos in it were taken. Please print it to a new PDF "
                "and add that beside it."
            )
        if kind == file_checks.ZIP:
            return self.env._(
                "The files in this archive may say where and when they were made, and "
                "by whom. Please add them one by one; each can then be cleaned."
            )
        return self.env._(
            "A file of this kind may say who made it, when and where. That can't be "
            "taken out here. Please print it to a PDF and add that beside it."
        )

    def action_confirm(self):
        """:return: action that downloads the file as it came
        :raise UserError: no reason is given
        """
        self.ensure_one()
        action = self.evidence_id.action_give_as_it_came(self.reason)
        # sudo: rows of dialogues are deleted by nobody else; this one is the user's own
        self.sudo().unlink()
        return {**action, "target": "new", "close": True}
