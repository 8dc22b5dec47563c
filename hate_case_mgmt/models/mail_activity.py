from contextlib import contextmanager

from odoo import api, models
from odoo.exceptions import ValidationError

SEEN = "hate_activity_seen_by"


class MailActivity(models.Model):
    """An activity shows its words to whom it is assigned, whatever they may see. On a
    case it therefore goes only to those who may see the case."""

    _inherit = "mail.activity"

    @api.constrains("user_id", "res_model_id", "res_id")
    def _check_assignee_sees_case(self):
        known = self.env.cr.cache.get(SEEN, frozenset())
        asked = self.filtered(
            lambda act: act.user_id
            and not (
                act.res_model == "hate.case" and (act.user_id.id, act.res_id) in known
            )
        )
        for user, activities in asked.grouped("user_id").items():
            cases = activities._hate_cases()
            if cases and not cases._is_seen_by(user):
                raise ValidationError(
                    self.env._(
                        "This colleague can't be given work on the case. Please choose "
                        "someone who works on it."
                    )
                )

    @contextmanager
    def _seen_by(self, pairs):
        """Save asking again, for a batch, who may see which case.

        It is kept with the transaction, where no caller from outside gets.

        :param pairs: set of (id of a user, id of a case) that were asked for just now
        """
        self.env.cr.cache[SEEN] = frozenset(pairs)
        try:
            yield
        finally:
            del self.env.cr.cache[SEEN]

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
        case = self._hate_cases()
        return bool(case) and not case.sudo(False).has_access("read")

    def _hate_cases(self):
        """:return: the cases these activities belong to"""
        # sudo: an activity is also read by people who may not see the case; the caller
        # asks for a yes or no
        everything = self.env["hate.case"].sudo().env
        cases = everything["hate.case"]
        for name, activities in self.with_env(everything).grouped("res_model").items():
            if not name or name not in self.env:
                continue
            records = everything[name].browse(activities.mapped("res_id"))
            if name == "hate.case":
                cases |= records.exists()
            elif isinstance(records, self.env.registry["hate.case.mixin"]):
                cases |= records.exists().case_id
        return cases

    def _hate_case_ids(self):
        """:return: {activity: id of the case it belongs to}, in one query"""
        # sudo: asked for whoever leaves a case, to end what reached them
        acts = self.sudo()
        items = self.env["hate.action"].sudo()
        items = items.browse(act.res_id for act in acts if act.res_model == items._name)
        case_of = {item.id: item.case_id.id for item in items}
        return {
            act: case_of.get(act.res_id) if act.res_model == items._name else act.res_id
            for act in acts
        }
