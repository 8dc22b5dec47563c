from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import actions
from ..policy import vocabulary as words


class HateAction(models.Model):
    """Early intervention, enforcement and support: what concerns the person alleged.

    None of it hangs on the home or tenancy of the person affected, so it goes on when
    they have moved and after the case is closed [001.d6].
    """

    _inherit = "hate.action"
    _personal_fields = {
        "vulnerability_found": "words",
        "proportionality": "words",
        "risk_to_others": "words",
        "alternatives": "words",
        "person_view": "words",
    }

    alleged_party_id = fields.Many2one(
        "hate.party",
        string="Alleged person",
        domain="[('case_id', '=', case_id), ('role', '=', 'alleged')]",
        index="btree_not_null",
    )
    alleged_age = fields.Integer(
        string="Age", aggregator=None, help="In years, where known. Some powers ask."
    )
    vulnerability_checked_on = fields.Date(
        string="Vulnerability checked on",
        help="Whether the alleged person is vulnerable: health, disability, age, "
        "children, abuse they suffer themselves.",
    )
    vulnerability_found = fields.Text(string="What the check found")
    proportionality = fields.Text(
        string="In proportion",
        help="Why it is in proportion to the harm done and its seriousness.",
    )
    risk_to_others = fields.Text(string="Risk to others")
    alternatives = fields.Text(string="What else was tried or considered")
    lead_agency_id = fields.Many2one(
        "hate.agency",
        string="Who leads",
        help="Where the alleged person is no customer of ours: agreed with partners.",
    )
    person_view = fields.Text(
        string="What the person thinks",
        help="In their own words, or why they could not be asked.",
    )
    person_agrees = fields.Selection(
        words.AGREES,
        string="Does the person want it",
        default="not_asked",
        help="They decide. A no changes nothing in how we help.",
    )

    # what the type says about itself, beside the entries
    legal_basis = fields.Char(related="type_id.legal_basis", string="Law")
    legal_test = fields.Text(
        related="type_id.legal_test", string="What has to be shown"
    )
    who_may = fields.Char(related="type_id.who_may")
    not_open_note = fields.Char(
        string="Not open here",
        compute="_compute_not_open_note",
        help="Why this can't be used: by date, tenure or age.",
    )

    @api.depends(
        "type_id",
        "alleged_age",
        "alleged_party_id.tenure",
        "alleged_party_id.is_child",
    )
    def _compute_not_open_note(self):
        for action in self:
            wrong = action._not_open()
            action.not_open_note = wrong and self.env._(wrong.template, **wrong.values)

    def _not_open(self):
        """:return: why it is not open today against them, a ``Sentence`` or None"""
        self.ensure_one()
        kind = self.type_id
        if not kind or not self.case_id:
            return None
        alleged = self.alleged_party_id
        wrong = kind._not_in_force(self.case_id._local_today())
        if wrong or not alleged:
            return wrong
        return actions.not_open_to(
            frozenset(kind.tenure_ids.mapped("code")), alleged.tenure
        ) or actions.not_open_at_age(
            kind.age_from, kind.age_to, self.alleged_age, alleged.is_child
        )

    @api.constrains("alleged_party_id", "case_id")
    def _check_alleged(self):
        for action in self.filtered("alleged_party_id"):
            alleged = action.alleged_party_id
            if alleged.case_id != action.case_id or alleged.role != words.ROLE_ALLEGED:
                raise ValidationError(
                    self.env._("Please choose an alleged person of this case.")
                )

    @api.constrains("alleged_age")
    def _check_age(self):
        for action in self:
            if not 0 <= action.alleged_age <= 120:
                raise ValidationError(self.env._("Please check the age."))
