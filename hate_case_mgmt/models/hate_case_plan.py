from odoo import fields, models

from ..policy import vocabulary as words


class HateCase(models.Model):
    """The action plan of a case."""

    _inherit = "hate.case"

    action_ids = fields.One2many("hate.action", "case_id", string="Actions")
    plan_agreed_at = fields.Datetime(
        string="Plan agreed", readonly=True, copy=False, help="When it last was."
    )

    def _propose_action(self, action_type, reason):
        """Put something to the officer to consider; nobody has decided on it.

        What only a person may bring up (mediation) is never proposed, and what is
        under way already is not proposed twice.

        :param action_type: ``hate.action.type``, one
        :param reason: why, in words the officer reads
        :return: the ``hate.action``, new or under way; empty for a type that is never
            proposed, is not in force, or waits for its commencement
        """
        self.ensure_one()
        self.check_access("write")
        # sudo: proposing follows from a step whose right was checked; the hub, which
        # screens risk, may not write actions by hand
        items = self.env["hate.action"].sudo()
        if action_type.never_proposed or action_type._not_in_force(self._local_today()):
            return items.sudo(self.env.su)
        under_way = items.search(
            [
                ("case_id", "=", self.id),
                ("type_id", "=", action_type.id),
                ("state", "in", words.ACTIONS_OPEN),
            ],
            limit=1,
        )
        item = under_way or items.create(
            {"case_id": self.id, "type_id": action_type.id, "reason": reason}
        )
        return item.sudo(self.env.su)
