from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import vocabulary_guard as words_guard


class ResCompany(models.Model):
    _inherit = "res.company"
    hate_safeguarding_guidance = fields.Text(
        string="When there is a safeguarding concern",
        help="Whom colleagues tell, by which number, at what hours. It stands on every "
        "safeguarding concern.",
    )
    hate_hub_phone = fields.Char(
        string="Phone of the customer hub",
        help="Shown to colleagues and in letters as the number to call.",
    )
    hate_privacy_notice = fields.Char(
        string="Privacy notice",
        help="Where people read how what they say is used, and which version it is. "
        "Whoever takes a report tells them, and it is kept with the report.",
    )
    hate_plan_rights = fields.Text(
        string="Rights and support in the plan",
        translate=True,
        default=lambda self: self._default_hate_plan_rights(),
        help="The last part of each person's copy of the plan. A line that begins with "
        "“- ” is a point of a list.",
    )
    hate_emergency_hours = fields.Integer(
        string="Emergency access (hours)",
        required=True,
        default=words_guard.EMERGENCY_HOURS,
        help="How long someone sees a case that they opened by emergency access.",
    )
    hate_restricted_user_ids = fields.Many2many(
        "res.users",
        "hate_company_restricted_user_rel",
        "company_id",
        "user_id",
        string="People who handle cases about colleagues",
        domain=[("share", "=", False)],
        help="A case in which a colleague or contractor is alleged is restricted at "
        "once. These come in; they need one of our groups to see it.",
    )
    hate_access_most_cases = fields.Integer(
        string="Cases outside one's work in a day",
        required=True,
        default=10,
        help="Whoever opens more cases than that in a day without being named on them "
        "is asked why by the data protection officer.",
    )
    hate_head_user_ids = fields.Many2many(
        "res.users",
        "hate_company_head_user_rel",
        "company_id",
        "user_id",
        string="Heads of service",
        domain=[("share", "=", False)],
        help="Told when a manager was told and nothing happened, and when a review is "
        "escalated. They see a case only if they hold one of our groups and may.",
    )

    @api.model
    def _default_hate_plan_rights(self):
        return self.env._(
            "- You can ask for an interpreter, for someone to speak for you, and for "
            "this plan in another form.\n"
            "- You can change your mind about anything in this plan at any time.\n"
            "- If you are not happy with what we do, you can complain. Ask us how.\n"
            "- You can ask the council for a review of the case if you think that too "
            "little was done. It is called an ASB case review: a review of how reports "
            "of anti-social behaviour were handled.\n"
            "- You can ask Victim Support for help on 0808 16 89 111, day and night."
        )

    @api.constrains("hate_emergency_hours")
    def _check_hate_emergency_hours(self):
        most = words_guard.EMERGENCY_HOURS_MOST
        if any(not 1 <= company.hate_emergency_hours <= most for company in self):
            raise ValidationError(
                self.env._(
                    "Emergency access lasts from 1 to %(most)s hours.", most=most
                )
            )

    def _hate_data_protection_users(self):
        """:return: the active data protection officers of this company"""
        # sudo: who holds which group is closed to ordinary users
        group = self.env.ref("hate_case_mgmt.group_data_protection").sudo()
        return group.all_user_ids.filtered(
            lambda user: user.active and self in user.company_ids
        )
