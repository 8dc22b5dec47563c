from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate


class HateEvidenceCustody(models.Model):
    """What is handed to somebody outside goes with a sharing that passed the gate."""

    _inherit = "hate.evidence.custody"

    disclosure_id = fields.Many2one(
        "hate.disclosure",
        string="By which sharing",
        index="btree_not_null",
        domain="[('case_id', '=', case_id), ('state', '=', 'sent'), "
        "('share_evidence', '=', True), ('ground', '!=', 'own_work'), "
        "('to_recall', '=', False)]",
        help="What allowed it to leave: to whom, for what, on what ground.",
    )

    @api.onchange("disclosure_id")
    def _onchange_disclosure_id(self):
        """Whoever it was shared with holds it, unless somebody is named."""
        self.holder = self.holder or self.disclosure_id.recipient_label

    @api.constrains("kind", "disclosure_id", "case_id")
    def _check_shared(self):
        for line in self.filtered(lambda line: line.kind == words.CUSTODY_OUTSIDE):
            line.case_id._check_shared(gate.CLASS_EVIDENCE)
            sharing = line.disclosure_id
            if not (
                sharing.case_id == line.case_id
                and sharing.state == gate.DISCLOSURE_SENT
                and sharing.ground != gate.GROUND_OWN_WORK
                and sharing.share_evidence
                and not sharing.to_recall
            ):
                raise ValidationError(
                    self.env._(
                        "Please say by which sharing it leaves: one that told of "
                        "evidence, and that was not taken back."
                    )
                )
