from odoo import fields, models

from ..policy import vocabulary as words


class HateCase(models.Model):
    """A case in which a colleague or contractor is alleged: the other procedure."""

    _inherit = "hate.case"

    conduct_ids = fields.One2many("hate.conduct", "case_id", string="Handed over")

    def action_open_conduct(self):
        """Open the dialogue that records a hand-over about a colleague."""
        self._check_may_change()
        people = self._alleged_colleagues()
        return self._open_dialogue(
            "hate.case.conduct",
            self.env._("Hand over about a colleague"),
            party_id=people[:1].id,
            receiver="contractor"
            if people[:1].staff_kind == words.STAFF_CONTRACTOR
            else "hr",
        )

    def action_hand_over_conduct(self, values):
        """Record that the allegation was handed to those who look into it [002.4.11].

        :param values: of ``hate.conduct``, without the case
        :return: the ``hate.conduct``
        :raise UserError: something is missing, or it would reach whoever it is about
        """
        self._check_may_change()
        handed = self.env["hate.conduct"]._record({**values, "case_id": self.id})
        # sudo: neutral words; whoever works on the case may have them said
        self.sudo()._log_neutral(self.env._("Handed over for another procedure"))
        return handed.sudo(self.env.su)

    def _alleged_colleagues(self):
        """:return: the ``hate.party`` records of alleged colleagues and contractors"""
        return self.party_ids.filtered(
            lambda party: party.role == words.ROLE_ALLEGED and party._is_colleague()
        )

    def _banner_sentences(self):
        """Say that nobody who looks into it has it yet."""
        found = super()._banner_sentences()
        if self.restricted and self.is_open and not self.conduct_ids:
            if self._alleged_colleagues():
                found.insert(
                    0,
                    (
                        "warning",
                        self.env._(
                            "A colleague or contractor is alleged. Hand it over to "
                            "human resources, or to their employer."
                        ),
                    ),
                )
        return found
