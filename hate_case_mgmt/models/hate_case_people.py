from odoo import fields, models


class HateCase(models.Model):
    """What was said to people and sent to them, and who may speak for them."""

    _inherit = "hate.case"

    contact_ids = fields.One2many("hate.contact", "case_id", string="Contacts")
    letter_ids = fields.One2many("hate.letter", "case_id", string="Letters")
    authority_ids = fields.One2many(
        "hate.authority", "case_id", string="Written authorities"
    )

    def action_log_contact(self):
        """:return: action that opens Log a contact for this case"""
        return self._open_people_dialogue(
            "hate.contact.log", self.env._("Log a contact")
        )

    def action_write_letter(self):
        """:return: action that opens Write for this case"""
        return self._open_people_dialogue("hate.letter.send", self.env._("Write"))

    def _open_people_dialogue(self, model, title, **defaults):
        """:param defaults: values to begin with, as ``party_id=…``
        :return: action that opens a dialogue on this case
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_case_id": self.id,
                **{f"default_{name}": value for name, value in defaults.items()},
            },
        }
