from odoo import fields, models

from ..policy import vocabulary_referral as terms


class HateReferralReply(models.TransientModel):
    """Record what an agency said by phone, by post or in a meeting."""

    _name = "hate.referral.reply"
    _description = "Answer of an agency"
    _inherit = ["hate.case.wizard"]

    referral_id = fields.Many2one(
        "hate.referral", required=True, readonly=True, ondelete="cascade"
    )
    state = fields.Selection(related="referral_id.state", related_sudo=False)
    answer = fields.Selection(terms.REFERRAL_ANSWERS, string="They said")
    note = fields.Text(string="In their words")
    name = fields.Char(string="Who answered")
    way = fields.Selection(
        [way for way in terms.ANSWERED_BY if way[0] != terms.ANSWERED_BY_LINK],
        string="How",
        default="phone",
    )
    at = fields.Datetime(string="When", default=fields.Datetime.now)

    def action_confirm(self):
        """Keep the answer, or say what is missing."""
        self.ensure_one()
        self.referral_id.action_record_answer(
            self.answer, self.note, self.name, self.way, self.at
        )
        return self._done(self.env._("Recorded."))
