from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import actions
from ..policy import vocabulary as words


class HateAction(models.Model):
    """What a panel agreed is an item of the case's plan like any other: one record, so
    that what is done or not done shows in both."""

    _inherit = "hate.action"

    panel_item_id = fields.Many2one(
        "hate.panel.item",
        string="Agreed by a panel",
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.model_create_multi
    def create(self, vals_list):
        items = self.env["hate.panel.item"]
        agreed = [
            {
                **vals,
                # an item's action is of the item's case
                "case_id": vals.get("case_id")
                or items.browse(vals["panel_item_id"]).case_id.id,
                "type_id": vals.get("type_id") or self._type_of_panel().id,
            }
            if vals.get("panel_item_id")
            else vals
            for vals in vals_list
        ]
        made = super().create(agreed)
        if not self.env.su:
            made.panel_item_id._check_not_signed()
        return made

    @api.model
    def default_get(self, fields):
        """In an item's list of actions: of no special type, and due when such a thing
        usually is, since the list asks for a day."""
        values = super().default_get(fields)
        if self.env.context.get("default_panel_item_id") and "type_id" in fields:
            values.setdefault("type_id", self._type_of_panel().id)
            draft = self.new(
                {name: values.get(name) for name in ("case_id", "type_id", "owner")}
            )
            values["due_at"] = draft._usual_due()
        return values

    @api.model
    def _type_of_panel(self):
        """:return: the type of action that fits whatever a panel agrees"""
        return self.env.ref("hate_case_mgmt.action_type_panel_agreed")

    @api.constrains("panel_item_id", "case_id", "owner", "agency_id")
    def _check_panel_item(self):
        for action in self.filtered("panel_item_id"):
            item = action.panel_item_id
            if item.case_id != action.case_id:
                raise ValidationError(
                    self.env._("An action and the panel's item belong to one case.")
                )
            there = item.meeting_id._present().agency_id
            if action.owner == words.OWNER_AGENCY and action.agency_id not in there:
                raise ValidationError(
                    self.env._(
                        "This agency was not at the meeting, so it has promised "
                        "nothing. Choose one of those present, or let the case officer "
                        "ask them."
                    )
                )

    def _is_complete(self):
        """:return: whether nothing is missing to take it into the plan"""
        self.ensure_one()
        if self._not_open():
            return False
        flags = self._flags()
        values = {name: self[name] for name in actions.asked_for(flags)}
        values |= {"owner": self.owner, "was_ours": self.was_ours}
        return not actions.missing(actions.PLAN, flags, values)
