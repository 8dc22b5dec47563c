from odoo import models

TO_LOOK = "hate_case_mgmt.mail_activity_type_risk"


class HateCase(models.Model):
    """A high risk is brought to managers, once, in words that say nothing of it."""

    _inherit = "hate.case"

    def _ask_for_an_eye(self):
        """Give the managers who see this case one look to take, if none waits."""
        # sudo: work for colleagues who see the case; it says nothing but the reference
        case = self.sudo()
        if not case.activity_search([TO_LOOK]):
            for manager in self._managers_to_ask():
                case._give_work(manager, TO_LOOK)

    def _has_been_looked_at(self):
        """One look is enough: nobody else need take it."""
        # sudo: takes off what the method above put there
        self.sudo().activity_unlink([TO_LOOK])
