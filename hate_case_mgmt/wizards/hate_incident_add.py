from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..policy import text_checks
from ..policy import vocabulary as words


class HateIncidentAdd(models.TransientModel):
    """Add an incident to an open case in a minute, or one after the other from a talk
    or a paper diary."""

    _name = "hate.incident.add"
    _description = "Add an incident"
    _inherit = ["hate.case.wizard"]

    narrative = fields.Text(string="What happened")
    precision = fields.Selection(
        words.PRECISIONS,
        string="How sure is the time",
        required=True,
        default=words.PRECISION_ABOUT,
    )
    occurred_at = fields.Datetime(string="When")
    occurred_until = fields.Datetime(string="Until")
    place = fields.Char()
    strand_ids = fields.Many2many(
        "hate.strand",
        string="Strands",
        compute="_compute_strand_ids",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
    )
    form_ids = fields.Many2many("hate.incident.form", string="Forms")
    severity = fields.Selection(words.SEVERITIES)
    graffiti = fields.Boolean(string="Offensive graffiti")
    repair_needed = fields.Boolean(string="Repair needed")
    crime_reference = fields.Char(string="Police reference")
    added = fields.Integer(readonly=True)

    @api.depends("case_id")
    def _compute_strand_ids(self):
        """What the case is about already, to be changed where this one differs."""
        for wizard in self:
            wizard.strand_ids = wizard.strand_ids or wizard.case_id.strand_ids

    def action_add(self):
        """Add it, and be done."""
        self._add()
        return self._done(self.env._("Added to the case."))

    def action_add_next(self):
        """Add it, and write the next: place and strands stay, the words are new."""
        self._add()
        following = self.create(
            {
                "case_id": self.case_id.id,
                "precision": self.precision,
                "place": self.place,
                "strand_ids": [Command.set(self.strand_ids.ids)],
                "added": self.added + 1,
            }
        )
        # sudo: rows of dialogues are deleted by nobody else; this one is the user's own
        self.sudo().unlink()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add an incident"),
            "res_model": self._name,
            "res_id": following.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    def _add(self):
        """:raise UserError: something is missing"""
        self.ensure_one()
        story = text_checks.clean_text(self.narrative or "")
        if not story.strip():
            raise UserError(
                self.env._("Please write what happened, in the person's words.")
            )
        long = text_checks.check_length(story, self.env._("what happened"))
        if long:
            raise UserError(self.env._(long.template, **long.values))
        known = self.precision != words.PRECISION_UNKNOWN
        if known and not self.occurred_at:
            raise UserError(
                self.env._("Please say when it happened, or that it is not known.")
            )
        self.env["hate.incident"].create(
            {
                "case_id": self.case_id.id,
                "narrative": story,
                "precision": self.precision,
                "occurred_at": known and self.occurred_at,
                "occurred_until": self.precision == words.PRECISION_PERIOD
                and self.occurred_until,
                "place": self.place,
                "strand_ids": [Command.set(self.strand_ids.ids)],
                "form_ids": [Command.set(self.form_ids.ids)],
                "severity": self.severity,
                "graffiti": self.graffiti,
                "repair_needed": self.repair_needed,
                "crime_reference": self.crime_reference,
                "is_crime": "yes" if self.crime_reference else "unknown",
                "perceived_by": "victim",
            }
        )
