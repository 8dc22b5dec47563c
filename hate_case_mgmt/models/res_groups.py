from odoo import api, models

MEMBERS = frozenset(
    {
        "user_ids",
        "all_user_ids",
        "implied_ids",
        "implied_by_ids",
        "all_implied_ids",
        "all_implied_by_ids",
    }
)


class ResGroups(models.Model):
    """A group of ours is also given by a group that brings it along."""

    _inherit = "res.groups"

    @api.model_create_multi
    def create(self, vals_list):
        events = self.env["hate.security.event"]
        asked = any(MEMBERS.intersection(vals) for vals in vals_list)
        if not asked or not events._watches():
            return super().create(vals_list)
        before = events._holders()
        groups = super().create(vals_list)
        self.invalidate_model(["all_user_ids"])
        events._record_gains(before, events._holders())
        return groups

    def write(self, vals):
        events = self.env["hate.security.event"]
        if not MEMBERS.intersection(vals) or not events._watches():
            return super().write(vals)
        before = events._holders()
        done = super().write(vals)
        self.invalidate_model(["all_user_ids"])
        events._record_gains(before, events._holders())
        return done
