from odoo import fields, models

from ..policy import vocabulary as words


class HateCase(models.Model):
    """What was said to people and sent to them, and who may speak for them."""

    _inherit = "hate.case"

    contact_ids = fields.One2many("hate.contact", "case_id", string="Contacts")
    letter_ids = fields.One2many("hate.letter", "case_id", string="Letters")
    authority_ids = fields.One2many(
        "hate.authority", "case_id", string="Written authorities"
    )

    def action_log_contact(self):
        """:return: action that opens Log a contact for this case, about what the person
        waits for most"""
        self.ensure_one()
        waited = self.deadline_ids.filtered(
            lambda clock: clock.state in words.DEADLINE_PENDING and not clock.ended_at
        )
        events = set(waited.commitment_id.mapped("met_by_event"))
        about = (kind for event, kind in words.CONTACT_KEEPS.items() if event in events)
        return self._log_contact_about(next(about, words.CONTACT_UPDATE))

    def action_log_update(self):
        """:return: action that opens Log a contact, about how the case goes"""
        return self._log_contact_about(words.CONTACT_UPDATE)

    def _log_contact_about(self, kind):
        return self._open_people_dialogue(
            "hate.contact.log", self.env._("Log a contact"), kind=kind
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
