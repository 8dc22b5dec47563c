from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..policy import text_checks
from ..policy import vocabulary as words

EARLIEST = fields.Datetime.to_datetime("1900-01-01 00:00:00")


class HateIncident(models.Model):
    """Something that happened. Nobody is asked to prove it, and a police decision is
    kept beside it without changing anything of ours."""

    _name = "hate.incident"
    _description = "Incident"
    _inherit = ["hate.case.mixin"]
    _order = "occurred_at desc, id desc"
    _masked_fields = {
        "narrative": True,
        "place": "home_confidential",
        "property_id": "home_confidential",
    }
    _never_shown = frozenset({"property_id"})
    _personal_fields = {
        "place": "address",
        "narrative": "words",
        "crime_reference": "number",
    }
    _figure_fields = frozenset(
        {
            "case_id",
            "company_id",
            "precision",
            "occurred_at",
            "form_ids",
            "strand_ids",
            "perceived_by",
            "severity",
            "graffiti",
            "is_crime",
            "police_decision",
        }
    )

    # when
    precision = fields.Selection(
        words.PRECISIONS,
        string="How sure is the time",
        required=True,
        default=words.PRECISION_UNKNOWN,
    )
    occurred_at = fields.Datetime(string="When")
    occurred_until = fields.Datetime(string="Until")

    # where
    place = fields.Char(help="In words: the stairwell, the bus stop, online.")
    property_id = fields.Many2one(
        "hate.property", string="Home", index="btree_not_null"
    )
    home_confidential = fields.Boolean(
        related="case_id.home_confidential", related_sudo=False
    )

    # what
    narrative = fields.Text(string="What happened", required=True)
    form_ids = fields.Many2many(
        "hate.incident.form",
        "hate_incident_form_rel",
        "incident_id",
        "form_id",
        string="Forms",
    )
    strand_ids = fields.Many2many(
        "hate.strand",
        "hate_incident_strand_rel",
        "incident_id",
        "strand_id",
        string="Strands",
    )
    perceived_by = fields.Selection(
        words.PERCEIVED_BY,
        string="Perceived as hate by",
        help="The perception of the person affected or of anyone else is enough.",
    )
    severity = fields.Selection(words.SEVERITIES)
    graffiti = fields.Boolean(string="Offensive graffiti")
    repair_needed = fields.Boolean(string="Repair needed")

    # police
    is_crime = fields.Selection(
        words.YES_NO_UNKNOWN, string="A crime", required=True, default="unknown"
    )
    crime_reference = fields.Char(string="Police reference")
    police_decision = fields.Selection(
        words.POLICE_DECISIONS,
        help="What the police decided. It never lowers or closes a case.",
        string="Police decision",
    )
    police_decided_on = fields.Date(string="Police decided on")

    _case_idx = models.Index("(case_id, occurred_at DESC, id DESC)")

    @api.depends("case_id.name", "occurred_at", "place", "home_confidential")
    @api.depends_context("hate_incident_names", "uid")
    def _compute_display_name(self):
        """The reference; when and where only on screens of ours that let one choose
        among the incidents of a case, and only for those who may read them."""
        super()._compute_display_name()
        if not self.env.context.get("hate_incident_names"):
            return
        for incident in self.sudo(False)._filtered_access("read"):
            day = incident.occurred_at and format_date(
                self.env,
                incident.case_id._local_date(incident.occurred_at),
                date_format="d MMM y",
            )
            place = incident._known_place()
            known = [word for word in (day, place) if word]
            # the record that was asked, which may be in superuser mode
            asked = self.browse(incident.id)
            asked.display_name = ", ".join(known) or self.env._(
                "Time and place not known"
            )

    @api.constrains("occurred_at", "occurred_until")
    def _check_when(self):
        now = fields.Datetime.now()
        for incident in self:
            # not a constraint of the database: it would log all that was typed
            backward = text_checks.check_period(
                incident.occurred_at,
                incident.occurred_until,
                self.env._("when it happened"),
            )
            if backward:
                raise ValidationError(self.env._(backward.template, **backward.values))
            for moment in (incident.occurred_at, incident.occurred_until):
                if moment and moment > now:
                    raise ValidationError(
                        self.env._(
                            "An incident can't lie in the future. Please check "
                            "the date."
                        )
                    )
                if moment and moment < EARLIEST:
                    raise ValidationError(
                        self.env._("That date is too long ago. Please check the year.")
                    )

    @api.constrains("police_decision", "police_decided_on")
    def _check_police_date(self):
        for incident in self:
            if incident.police_decision in (False, "pending"):
                continue
            if not incident.police_decided_on:
                raise ValidationError(
                    self.env._("Please add the date of the police's decision.")
                )

    def _known_place(self):
        """:return: where it was, or False where that is shown by a click only"""
        self.ensure_one()
        return not self._is_hidden("place") and self.place

    def _when_in_words(self):
        """:return: when it happened, as sure as it is known, or False"""
        self.ensure_one()
        if not self.occurred_at:
            return False
        exact = self.precision == words.PRECISION_EXACT
        pattern = "d MMMM y, HH:mm" if exact else "d MMMM y"
        return self.env["hate.letter"]._in_words(
            self.company_id, self.occurred_at, pattern
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        if not self.env.su:
            raise UserError(
                self.env._(
                    "What was reported stays on record. Add a staff note if something "
                    "about it is wrong."
                )
            )
