from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..policy.vocabulary import OPEN_STATES


class HateCaseMixin(models.AbstractModel):
    """What every record that belongs to a case has in common.

    A model that inherits this follows the case's confidentiality with nothing more
    written: ``ir.rule`` adds the case's own rules to it (see ``ir_rule.py``), so
    whoever may not read the case reads none of its records, and whoever may not work
    on the case changes none.
    """

    _name = "hate.case.mixin"
    _description = "Belongs to a hate case"
    _inherit = [
        "hate.export.mixin",
        "hate.door.mixin",
        "hate.typed.mixin",
        "hate.rule.mixin",
        "hate.masked.mixin",
        "hate.closed.mixin",
        "hate.seen.mixin",
        "hate.personal.mixin",
    ]

    case_id = fields.Many2one(
        "hate.case",
        required=True,
        ondelete="cascade",
        readonly=False,
    )
    # known before the row is written, so that it is written once
    company_id = fields.Many2one(
        related="case_id.company_id",
        store=True,
        precompute=True,
    )
    # Whether a legal hold keeps each row. Not so what is made anew all the time.
    _kept_on_hold = True

    # a model that reads its rows in an order says which here
    _case_idx = models.Index("(case_id)")

    case_is_open = fields.Boolean(
        compute="_compute_case_is_open",
        help="Whether the case is somebody's work at present.",
    )

    @api.depends("case_id.state")
    def _compute_case_is_open(self):
        for record in self:
            record.case_is_open = record.case_id.state in OPEN_STATES

    @api.depends("case_id.name")
    def _compute_display_name(self):
        """The case's reference and nothing else: anyone can make Odoo tell them the
        display name of any record."""
        # sudo: the reference is the one thing about a case that says nothing
        cases = self.sudo().case_id
        cases._fetch_references()
        for record in self:
            record.display_name = record.case_id.sudo().name or self._description

    def _evidence_kinds(self):
        """What this record shows, for the promises that ask to be shown something.

        :return: frozenset of ``policy.vocabulary.EVIDENCE_KINDS``, empty if it proves
            nothing yet
        """
        return frozenset()

    def _promise_subject(self):
        """What a promise is about where a case may have several of a kind.

        Two repairs have a clock each; the record of an event says which one it means.

        :return: a record, or an empty one where the promise is about the case
        """
        return self.browse()

    def write(self, vals):
        if "case_id" in vals and not self.env.su:
            raise AccessError(
                self.env._("A record stays with its case. Make a new one instead.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_held(self):
        if self._kept_on_hold:
            self.case_id._check_not_held()

    def action_open_case(self):
        """:return: window action of the case that this belongs to"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "hate.case",
            "res_id": self.case_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
