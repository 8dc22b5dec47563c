from odoo import api, fields, models

from ..policy import vocabulary_gate as gate


class HateConsentWithdraw(models.TransientModel):
    """A person takes their consent back: at any time, without giving a reason."""

    _name = "hate.consent.withdraw"
    _description = "Take consent back"
    _inherit = ["hate.case.wizard"]

    consent_id = fields.Many2one("hate.consent", required=True, readonly=True)
    recipient_label = fields.Char(
        related="consent_id.recipient_label", string="To", related_sudo=False
    )
    all_of_it = fields.Boolean(
        string="Everything this recipient may know of them", default=True
    )
    own_words = fields.Text(string="In their own words", required=True)
    way = fields.Selection(
        gate.CONSENT_WAYS, string="How", required=True, default="phone"
    )
    interpreting = fields.Selection(
        gate.INTERPRETING,
        string="Interpreter",
        required=True,
        default=gate.INTERPRETER_NOT_NEEDED,
    )
    received = fields.Text(string="What they have already", compute="_compute_received")

    @api.depends("consent_id", "all_of_it")
    def _compute_received(self):
        for dialogue in self:
            sent = dialogue._standing()._sharings().filtered("sent_at")
            dialogue.received = "\n".join(
                f"{fields.Date.to_string(sharing.sent_at)}: {sharing.classes_label}"
                for sharing in sent
            )

    def _standing(self):
        """:return: the answers that are taken back"""
        self.ensure_one()
        asked = self.consent_id
        if not self.all_of_it:
            return asked
        latest = self.env["hate.consent"]._latest(self.case_id)
        found = [
            row.id
            for (party, recipient, _purpose, _name), row in latest.items()
            if party == asked.party_id.id
            and recipient == asked.recipient_key
            and row.answer in gate.CONSENT_YES
        ]
        return self.env["hate.consent"].browse(found) | asked

    def action_withdraw(self):
        """Record it; what has not left is stopped.

        :return: client action
        """
        self.ensure_one()
        self.env["hate.consent"].create(
            [
                {
                    "case_id": self.case_id.id,
                    "party_id": row.party_id.id,
                    "recipient_kind": row.recipient_kind,
                    "agency_id": row.agency_id.id,
                    "panel_id": row.panel_id.id,
                    "recipient_name": row.recipient_name,
                    "purpose": row.purpose,
                    "data_class": row.data_class,
                    "answer": gate.CONSENT_WITHDRAWN,
                    "own_words": self.own_words,
                    "way": self.way,
                    "interpreting": self.interpreting,
                }
                for row in self._standing()
            ]
        )
        return self._done(self.env._("Taken back. Nothing more goes to them."))
