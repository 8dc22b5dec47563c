from odoo import api, models
from odoo.exceptions import ValidationError


class MailActivity(models.Model):
    """An activity shows its words to whom it is assigned, whatever they may see. On a
    case it therefore goes only to those who may see the case."""

    _inherit = "mail.activity"

    @api.constrains("user_id", "res_model_id", "res_id")
    def _check_assignee_sees_case(self):
        for activity in self.filtered("user_id"):
            case = activity._hate_case()
            if case and not case._is_seen_by(activity.user_id):
                raise ValidationError(
                    self.env._(
                        "This colleague can't be given work on the case. Please choose "
                        "someone who works on it."
                    )
                )

    def action_notify(self):
        """Tell colleagues that they have work on a case without a word of it."""
        about_cases = self.filtered(lambda activity: activity._hate_case())
        for activity in about_cases:
            activity._notify_of_case()
        return super(MailActivity, self - about_cases).action_notify()

    def _notify_of_case(self):
        """Send the reference and a link, and nothing that was typed."""
        self.ensure_one()
        case = self._hate_case()
        # sudo: users may not post on a case; the message names its reference only
        case.sudo().message_notify(
            partner_ids=self.user_id.partner_id.ids,
            subject=self.env._("%(reference)s: something to do", reference=case.name),
            body=self.env._(
                "You have something to do on %(reference)s.", reference=case.name
            ),
            model_description=self.env._("Case"),
            email_layout_xmlid="mail.mail_notification_layout",
        )

    def _hate_case(self):
        """:return: the case this activity belongs to, or no case"""
        self.ensure_one()
        cases = self.env["hate.case"].sudo()
        # sudo: an activity is also read by people who may not see the case
        name, res_id = self.sudo().res_model, self.sudo().res_id
        if not name or name not in self.env:
            return cases
        if name == "hate.case":
            return cases.browse(res_id).exists()
        if isinstance(self.env[name], self.env.registry["hate.case.mixin"]):
            return self.env[name].sudo().browse(res_id).exists().case_id
        return cases
