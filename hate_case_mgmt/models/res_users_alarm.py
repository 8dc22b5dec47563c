from odoo import api, models


class ResUsers(models.Model):
    """Who is given a group of ours is written down and told."""

    _inherit = "res.users"

    _fields_of_groups = frozenset({"group_ids", "role", "all_group_ids"})

    def _hate_groups(self):
        """:return: {group of ours: set of ids of those of these users who hold it}"""
        # sudo: read to compare before and after a change
        ours = set(self.env["hate.security.event"]._group_ids())
        held = {}
        for user in self.sudo():
            for group in user.all_group_ids:
                if group.id in ours:
                    held.setdefault(group, set()).add(user.id)
        return held

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        events = self.env["hate.security.event"]
        if events._watches():
            events._record_gains({}, users._hate_groups())
        return users

    def write(self, vals):
        events = self.env["hate.security.event"]
        if not self._fields_of_groups.intersection(vals) or not events._watches():
            return super().write(vals)
        before = self._hate_groups()
        done = super().write(vals)
        events._record_gains(before, self._hate_groups())
        return done
