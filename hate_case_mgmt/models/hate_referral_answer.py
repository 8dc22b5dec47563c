from odoo import fields, models

from ..policy import vocabulary_referral as terms


class HateReferralAnswer(models.Model):
    """What an agency said to a referral, by its link or to a colleague."""

    _name = "hate.referral.answer"
    _description = "Answer to a referral"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "at desc, id desc"
    _personal_fields = {"name": "name", "note": "words"}

    referral_id = fields.Many2one(
        "hate.referral", required=True, index=True, ondelete="cascade"
    )
    at = fields.Datetime(string="When", required=True, default=fields.Datetime.now)
    answer = fields.Selection(terms.REFERRAL_ANSWERS, required=True)
    note = fields.Text(string="What they said")
    name = fields.Char(string="Who answered")
    way = fields.Selection(terms.ANSWERED_BY, string="How", required=True)
    user_id = fields.Many2one(
        "res.users", string="Recorded by", help="Empty where they answered themselves."
    )

    _case_idx = models.Index("(case_id, at DESC, id DESC)")
