from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import vocabulary as words


class HateAction(models.Model):
    """Safety at home, and moving home."""

    _inherit = "hate.action"
    _personal_fields = {
        "order_reference": "number",
        "options_shown": "words",
        "stay_safe_tried": "words",
        "move_alleged": "words",
        "choice_words": "words",
        "lettings_reference": "number",
    }

    # safety at home [000.b5] [001.d7] [002.4.10c] [003.5.10c]
    ordered_on = fields.Date(string="Ordered on")
    order_reference = fields.Char(string="Order")
    fitted_on = fields.Date(string="Fitted on")
    safer_before = fields.Selection(
        words.FEELS_SAFE,
        string="How safe they felt before",
        help="Ask: how safe do you feel at home now?",
    )
    safer_after = fields.Selection(
        words.FEELS_SAFE,
        string="How safe they feel now",
        help="Ask again once it is fitted: do you feel safer?",
    )

    # rehousing [001.d7c] [001.d7d] [003.9.5b]
    options_shown = fields.Text(
        string="Options shown", help="All of them, staying included."
    )
    stay_safe_tried = fields.Text(string="Tried to make staying safe")
    move_alleged = fields.Text(
        string="Moving the alleged person",
        help="That it was considered, and why it is not the answer or not yet.",
    )
    choice_words = fields.Text(
        string="In their own words",
        help="The person's own words that moving is their informed choice.",
    )
    only_safe_way = fields.Boolean(
        string="They see no other way to be safe",
    )
    lettings_reference = fields.Char(string="Lettings policy")
    homelessness_risk = fields.Boolean(
        string="May become homeless", help="The council's duties then begin."
    )

    @api.constrains("ordered_on", "fitted_on")
    def _check_fitting(self):
        today = fields.Date.context_today(self)
        for action in self:
            for day in (action.ordered_on, action.fitted_on):
                if day and day > today:
                    raise ValidationError(
                        self.env._(
                            "It can't be ordered or fitted in the future. Please "
                            "check the date."
                        )
                    )
            if (
                action.ordered_on
                and action.fitted_on
                and action.fitted_on < action.ordered_on
            ):
                raise ValidationError(
                    self.env._("It can't be fitted before it was ordered.")
                )
