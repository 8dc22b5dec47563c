from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import closing


class HateClosureConsideration(models.Model):
    """What a landlord's policy weighs before a case is closed [003.10.1]."""

    _name = "hate.closure.consideration"
    _description = "Consideration for closing"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    letter_text = fields.Char(
        string="Words in the letter",
        required=True,
        translate=True,
        help="The sentence with which the closing letter tells the person.",
    )
    needs_agreement = fields.Boolean(
        string="Needs their agreement",
        help="Can be given only when the person agrees to closing.",
    )
    needs_agency = fields.Boolean(
        string="Needs an agency",
        help="Another agency leads: which, and whom to ask there, is asked for.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    @api.constrains("name", "letter_text")
    def _check_is_a_reason(self):
        for record in self:
            for text in (record.name, record.letter_text):
                if closing.says_only_that_police_did_nothing(text):
                    raise ValidationError(
                        self.env._(
                            "That the police took no action is no reason to close a "
                            "case."
                        )
                    )
