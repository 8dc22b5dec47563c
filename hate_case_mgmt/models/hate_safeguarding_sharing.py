from odoo import models

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate

GROUND_OF_CONCERN = {
    words.CONCERN_CHILD: gate.GROUND_CHILD,
    words.CONCERN_ADULT: gate.GROUND_ADULT,
}


class HateSafeguarding(models.Model):
    """Telling the council or the police of a concern, by the gate [003.8.2b]."""

    _inherit = "hate.safeguarding"

    def action_tell(self):
        """Share the concern without consent where the law allows it: a second person
        approves, or in an emergency decides within a working day.

        :return: action that opens Share, filled in for this concern
        """
        return self._open_telling(self.env._("Tell the council or the police"))

    def action_told(self):
        """Record what was said already, by phone or face to face, by the same gate.

        :return: action that opens Told by phone, filled in for this concern
        """
        return self._open_telling(
            self.env._("Told by phone or face to face"),
            way=gate.WAY_PHONE,
            # it has been said, so that a second person can only decide afterwards
            emergency=True,
        )

    def _open_telling(self, title, **values):
        self.ensure_one()
        self.case_id._check_may_change()
        return self.case_id._open_dialogue(
            "hate.disclosure.share",
            title,
            safeguarding_id=self.id,
            recipient_kind=gate.RECIPIENT_COUNCIL,
            ground=GROUND_OF_CONCERN[self.about],
            party_ids=[(6, 0, self.party_id.ids)],
            purpose=gate.PURPOSE_SAFETY,
            share_identity=True,
            share_contact=True,
            share_address=True,
            share_risk=True,
            **values,
        )

    def _as_told(self):
        """:return: the concern as whoever is told reads it"""
        self.ensure_one()
        return "\n".join(
            (
                self.env._(
                    "Safeguarding concern about %(whom)s",
                    whom=dict(self._fields["about"]._description_selection(self.env))[
                        self.about
                    ].lower(),
                ),
                self.concern,
            )
        )
