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

    def _check_access(self, operation):
        """Whoever made an activity may change it for ever, says Odoo. On a case only
        while they may see the case."""
        result = super()._check_access(operation)
        if operation not in ("write", "unlink") or self.env.su:
            return result
        lost = self.filtered(lambda activity: activity._is_on_lost_case())
        if not lost:
            return result
        forbidden = (result[0] if result else self.browse()) | lost
        return forbidden, lambda: forbidden._make_access_error(operation)

    def _is_on_lost_case(self):
        """:return: whether this belongs to a case that the user may not see"""
        case = self._hate_case()
        return bool(case) and not case.sudo(False).has_access("read")

    def _hate_case(self):
        """:return: the case this activity belongs to, or no case"""
        self.ensure_one()
        # sudo: an activity is also read by people who may not see the case; the caller
        # asks for a yes or no
        cases = self.env["hate.case"].sudo()
        name, res_id = self.sudo().res_model, self.sudo().res_id
        if not name or name not in self.env:
            return cases
        if name == "hate.case":
            return cases.browse(res_id).exists()
        if isinstance(self.env[name], self.env.registry["hate.case.mixin"]):
            return self.env[name].sudo().browse(res_id).exists().case_id
        return cases
