from odoo import fields, models

from ..policy import matching

KINDS = [
    (matching.KIND_NAME, "A name that sounds alike"),
    (matching.KIND_PHONE, "The same phone number"),
    (matching.KIND_EMAIL, "The same e-mail address"),
    (matching.KIND_UPRN, "The same home"),
    (matching.KIND_ADDRESS, "The same address"),
    (matching.KIND_ALLEGED, "The same person alleged"),
]


class HateMatchKey(models.Model):
    """One thing by which a case may be recognised: see ``policy.matching``.

    Rows are kept by ``hate.case`` and read by the look-up alone.
    """

    _name = "hate.match.key"
    _description = "What a case is recognised by"
    _inherit = ["hate.case.mixin"]
    _order = "id"
    _kept_on_hold = False
    _personal_fields = {
        "key": "number",
    }

    kind = fields.Selection(KINDS, required=True)
    key = fields.Char(required=True)

    _key_idx = models.Index("(key, kind, case_id)")
