from odoo import api, fields, models

from ..policy import vocabulary as words


class HateCaseNotHate(models.TransientModel):
    """A manager does not accept a report as hate."""

    _name = "hate.case.not.hate"
    _description = "Not accepted as hate"
    _inherit = ["hate.case.wizard"]

    wording = fields.Char(string="The standard says", compute="_compute_wording")
    own_view = fields.Char(
        string="The person's view",
        compute="_compute_own_view",
        help="It stays on record as it is.",
    )
    ground = fields.Selection(words.NOT_HATE_GROUNDS)
    reason = fields.Text(string="Why")

    @api.depends("case_id")
    def _compute_wording(self):
        for wizard in self:
            wizard.wording = wizard.case_id.standard_id.not_hate_wording

    @api.depends("case_id")
    def _compute_own_view(self):
        for wizard in self:
            case = wizard.case_id
            seen_by = case.incident_ids.filtered("perceived_by").mapped(
                lambda incident: dict(
                    incident._fields["perceived_by"]._description_selection(self.env)
                )[incident.perceived_by]
            )
            strands = ", ".join(case.strand_ids.mapped("name"))
            who = ", ".join(dict.fromkeys(seen_by))
            wizard.own_view = ": ".join(filter(None, (who, strands)))

    def action_confirm(self):
        """Decide, with ground and reason."""
        self.ensure_one()
        self.case_id.action_not_hate(self.ground, self.reason)
        return self._done(self.env._("The decision is on record."))
