from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_referral as terms


class HateReferralNew(models.TransientModel):
    """Begin a referral: whom for, what they need, and who fits, best first."""

    _name = "hate.referral.new"
    _description = "Refer"
    _inherit = ["hate.case.wizard"]

    subject = fields.Selection(
        terms.REFERRAL_SUBJECTS,
        string="About",
        required=True,
        default=terms.REFERRAL_PERSON,
    )
    party_id = fields.Many2one(
        "hate.party", string="Person", domain="[('case_id', '=', case_id)]"
    )
    place = fields.Char(help="Where it keeps happening. No address of a person.")
    need = fields.Selection(terms.NEEDS, string="Kind of need")
    asked = fields.Text(string="What you ask")
    purpose = fields.Selection(
        gate.PURPOSES, required=True, default=gate.PURPOSE_SUPPORT
    )
    agency_id = fields.Many2one("hate.agency", string="Agency")
    panel_id = fields.Many2one("hate.panel", string="Panel")
    outside_reason = fields.Char(string="Why them all the same")
    is_outside = fields.Boolean(compute="_compute_is_outside")
    is_alleged = fields.Boolean(compute="_compute_is_alleged")
    action_id = fields.Many2one("hate.action", readonly=True, ondelete="cascade")
    line_ids = fields.One2many(
        "hate.referral.new.line", "wizard_id", string="Who fits", readonly=True
    )

    @api.depends("agency_id", "case_id")
    def _compute_is_outside(self):
        for wizard in self:
            area = wizard.case_id.has_access("read") and wizard.case_id.area_id
            wizard.is_outside = bool(
                area and wizard.agency_id and not wizard.agency_id._covers(area)
            )

    @api.depends("party_id", "subject")
    def _compute_is_alleged(self):
        for wizard in self:
            wizard.is_alleged = (
                wizard.subject == terms.REFERRAL_PERSON
                and wizard.party_id.role == words.ROLE_ALLEGED
            )

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        wizards._suggest()
        return wizards

    def write(self, vals):
        written = super().write(vals)
        if {"need", "party_id", "subject"}.intersection(vals):
            self._suggest()
        return written

    def _suggest(self):
        """List who fits, with the reason, by what is chosen so far."""
        # sudo: nobody writes the list by hand; agencies are read as the user
        lines = self.env["hate.referral.new.line"].sudo()
        for wizard in self:
            wizard.sudo().line_ids.unlink()  # sudo: as above
            needs = [wizard.need] if wizard.need else []
            if wizard.is_alleged:
                needs = [terms.NEED_BEHAVIOUR]
            found = self.env["hate.agency"]._suggest_for(
                wizard.case_id, needs, wizard.party_id
            )
            panels = (
                wizard.case_id._panels()
                if not needs or terms.NEED_PANEL in needs
                else self.env["hate.panel"]
            )
            rows = [
                *(
                    {"panel_id": panel.id, "why": self.env._("Meets for this area")}
                    for panel in panels
                ),
                *({"agency_id": agency.id, "why": why} for agency, why in found),
            ]
            lines.create(
                [
                    {"wizard_id": wizard.id, "sequence": place, **row}
                    for place, row in enumerate(rows)
                ]
            )

    def action_look(self):
        """List who fits anew, after the need or the person was changed."""
        return self._again()

    def _again(self):
        """:return: action that shows this dialogue again"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refer"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    def action_begin(self):
        """Make the draft, and open it."""
        self.ensure_one()
        if not (self.agency_id or self.panel_id):
            raise UserError(self.env._("Please choose an agency or a panel."))
        if self.is_outside and not (self.outside_reason or "").strip():
            raise UserError(
                self.env._(
                    "This agency does not cover the area of the case. Choose another "
                    "one, or say why them all the same."
                )
            )
        is_person = self.subject == terms.REFERRAL_PERSON
        referral = self.env["hate.referral"]._open(
            self.case_id,
            {
                "subject": self.subject,
                "party_id": self.party_id.id if is_person else False,
                "place": False if is_person else self.place,
                "need": self.need,
                "asked": self.asked,
                "purpose": gate.PURPOSE_PANEL if self.panel_id else self.purpose,
                "ground": gate.GROUND_CONSENT if is_person else gate.GROUND_ANONYMOUS,
                "agency_id": False if self.panel_id else self.agency_id.id,
                "panel_id": self.panel_id.id,
                "outside_reason": self.outside_reason if self.is_outside else False,
                "action_id": self.action_id.id,
            },
        )
        self.sudo().unlink()  # sudo: rows of dialogues are deleted by nobody else
        return {
            "type": "ir.actions.act_window",
            "res_model": "hate.referral",
            "res_id": referral.id,
            "views": [(False, "form")],
            "target": "current",
        }
