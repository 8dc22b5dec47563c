from odoo import fields, models
from odoo.exceptions import UserError


class HateClosureLetter(models.TransientModel):
    """Give the closing letter when no way was safe on the day of closing, or give it
    to someone else of the household."""

    _name = "hate.closure.letter"
    _description = "Give the closing letter"
    _inherit = ["hate.case.wizard"]

    party_id = fields.Many2one(
        "hate.party",
        string="To",
        domain="[('case_id', '=', case_id), ('role', '!=', 'alleged')]",
    )
    method_id = fields.Many2one(
        "hate.contact.method",
        string="How",
        domain="[('code', 'in', ['email', 'post', 'text', 'visit', 'place'])]",
    )
    safe_contact_line = fields.Char(
        related="party_id.safe_contact_line", related_sudo=False
    )

    def action_give(self):
        """Send it, or print it to be handed over.

        :return: client action, or the action that prints the letter
        :raise UserError: something is missing, or the way is not safe
        """
        self.ensure_one()
        if not (self.party_id and self.method_id):
            raise UserError(self.env._("Please say to whom the letter goes, and how."))
        letter = self.case_id.action_give_closure_letter(
            self.party_id.id, self.method_id.code
        )
        done = self._done(self.env._("The letter is on record."))
        if letter._is_to_print():
            return letter.action_print()
        return done
