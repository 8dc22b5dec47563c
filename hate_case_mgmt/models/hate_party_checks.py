from odoo import api, models
from odoo.exceptions import ValidationError

from ..policy import matching, text_checks

# What is shown in one line, and what in several
LINES = (
    "name",
    "phone",
    "email",
    "address",
    "organisation",
    "household",
    "safe_note",
    "code_word",
    "if_someone_answers",
    "safe_place",
)
TEXTS = ("description", "adjustments", "support_needs")


class HateParty(models.Model):
    """What is typed of a person is checked, with a sentence for each mistake."""

    _inherit = "hate.party"

    @api.constrains("phone")
    def _check_phone(self):
        for party in self:
            if party.phone and not matching.normalise_phone(party.phone):
                raise ValidationError(
                    self.env._(
                        "That can't be a phone number. Please check it, for example "
                        "07700 900123, or leave it empty."
                    )
                )

    @api.constrains("email")
    def _check_email(self):
        for party in self:
            if party.email and not matching.normalise_email(party.email):
                raise ValidationError(
                    self.env._(
                        "That can't be an e-mail address. Please check it, or leave it "
                        "empty."
                    )
                )

    @api.constrains("moved_on")
    def _check_moved_on(self):
        for party in self.filtered("moved_on"):
            if party.moved_on > party.case_id._local_today():
                raise ValidationError(
                    self.env._(
                        "The day of moving is still to come. Enter it once they have "
                        "moved."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._cleaned(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._cleaned(vals))

    @api.model
    def _cleaned(self, vals):
        """:return: the values without what a database, screen or letter can't take"""
        lines = {
            name: text_checks.clean_line(vals[name]) for name in LINES if vals.get(name)
        }
        texts = {
            name: text_checks.clean_text(vals[name]) for name in TEXTS if vals.get(name)
        }
        return {**vals, **lines, **texts}
