from odoo import SUPERUSER_ID, models

from ..policy import vocabulary as words

# what leads letters and passwords to somebody else
REACHING = frozenset({"email", "phone", "street", "zip", "city", "name"})


class ResPartner(models.Model):
    """A contact record is changed by people who may see no case.

    Letters of a case go to what stands in the case, so nothing is sent astray. Whoever
    changes the record is told nothing; whoever works the case is told to look.
    """

    _inherit = "res.partner"

    def write(self, vals):
        result = super().write(vals)
        if REACHING.intersection(vals):
            self.with_user(SUPERUSER_ID)._tell_hate_cases()
        return result

    def _tell_hate_cases(self):
        """Tell the officer of each open case in which one of these is a person.

        Called as the superuser: whatever is written down belongs to nobody else.
        """
        cases = (
            self.env["hate.party"]
            .search(
                [
                    ("partner_id", "in", self.ids),
                    ("case_id.state", "in", words.OPEN_STATES),
                ]
            )
            .case_id
        )
        for case in cases:
            case._remind_once(self.env._("A contact record was changed: please check"))
