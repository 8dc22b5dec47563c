from odoo import fields, models

from ..policy import vocabulary_gate as gate


class HateStandard(models.Model):
    """How the landlord's policy words sharing without consent [X11].

    The law lets a landlord share to protect a child or an adult at risk; what its own
    policy promises besides stands here. Where it says nothing, the strictest holds.
    """

    _inherit = "hate.standard"

    sharing_test = fields.Selection(
        gate.SHARING_TESTS,
        string="Shared without consent for safeguarding when there is",
        required=True,
        default=gate.TEST_BOTH,
    )
    sharing_wording = fields.Char(
        string="In the standard's words",
        translate=True,
        help="Shown to whoever shares without consent, with its clause.",
    )
