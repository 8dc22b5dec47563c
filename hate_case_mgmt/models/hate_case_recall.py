from odoo import models

from ..policy import vocabulary as words


class HateCase(models.Model):
    """What was taken back after it had left is followed up by an item of the plan, with
    an owner and a day."""

    _inherit = "hate.case"

    def _plan_recall(self, parties):
        """Plan that whoever received it is told. A closed case has no plan that goes
        on: there its officer is reminded.

        :param parties: ``hate.party`` whom it is about
        """
        self.ensure_one()
        if not self.is_open:
            self._remind(
                self.officer_id or self.env.user,
                self.env._("Tell who received it that it was taken back"),
            )
        elif not self._recall_items():
            affected = parties.filtered(lambda party: party.role != words.ROLE_ALLEGED)
            item = self.env["hate.action"].create(
                {
                    "case_id": self.id,
                    "type_id": self.env.ref("hate_case_mgmt.action_type_recall").id,
                    "party_id": affected[:1].id,
                    **self._recall_owner(),
                }
            )
            item.action_plan()

    def _recall_owner(self):
        """:return: values: the officer, or whoever learned of it while there is none"""
        if self.officer_id:
            return {"owner": words.OWNER_OFFICER}
        return {"owner": words.OWNER_LANDLORD, "owner_user_id": self.env.uid}

    def _end_recall(self, note):
        """Everybody has been told: the item is done.

        :param note: what the last of them said or does about it
        """
        self.ensure_one()
        items = self._recall_items()
        if items and not self._to_be_told():
            items.outcome = note
            items.filtered(
                lambda item: item.state == words.ACTION_PLANNED
            ).action_done()

    def _recall_items(self):
        """:return: ``hate.action`` by which somebody is still to be told"""
        return self.action_ids.filtered(
            lambda item: (
                item.type_id.code == words.ACTION_CODE_RECALL
                and item.state in words.ACTIONS_OPEN
            )
        )

    def _to_be_told(self):
        """:return: ``hate.disclosure`` whose recipients have not been told yet"""
        return self.env["hate.disclosure"].search(
            [("case_id", "in", self.ids), ("to_recall", "=", True)]
        )
