from odoo import api, fields, models


class HateAuthority(models.Model):
    """Written authority of a person for someone to speak for them [003.6.2]."""

    _name = "hate.authority"
    _description = "Written authority"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "given_on desc, id desc"

    representative_id = fields.Many2one(
        "hate.party",
        required=True,
        index=True,
        help="Who may speak for the person.",
    )
    given_by_id = fields.Many2one("hate.party", required=True, index=True)
    scope = fields.Char(
        required=True, help="What may be discussed, in the words of the person."
    )
    given_on = fields.Date(required=True)
    expires_on = fields.Date(required=True)
    file = fields.Binary(string="Signed paper", attachment=True, required=True)
    file_name = fields.Char()

    _forward = models.Constraint(
        "CHECK(expires_on >= given_on)",
        "An authority can't end before it was given.",
    )

    @api.model
    def _is_valid_for(self, representative, on_day):
        """:return: whether a party holds an authority that is good on that day"""
        return bool(
            self.search_count(
                [
                    ("representative_id", "=", representative.id),
                    ("given_on", "<=", on_day),
                    ("expires_on", ">=", on_day),
                ],
                limit=1,
            )
        )
