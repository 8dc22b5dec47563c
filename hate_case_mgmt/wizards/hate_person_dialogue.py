from odoo import api, fields, models

from ..policy import vocabulary as words


class HatePersonDialogue(models.AbstractModel):
    """A dialogue on one person of a case: the person affected unless somebody else is
    chosen."""

    _name = "hate.person.dialogue"
    _description = "Dialogue on a person"
    _inherit = ["hate.case.wizard"]

    # in the rights of whoever fills in the dialogue
    party_id = fields.Many2one(
        "hate.party",
        string="Person",
        compute="_compute_party_id",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        domain="[('case_id', '=', case_id), ('role', '!=', 'alleged')]",
    )

    @api.depends("case_id")
    def _compute_party_id(self):
        for dialogue in self:
            dialogue.party_id = dialogue.party_id or dialogue._person_offered()

    def _person_offered(self):
        """:return: the person affected, or who else is not the alleged person"""
        self.ensure_one()
        people = self.case_id.party_ids.filtered(
            lambda party: party.role != words.ROLE_ALLEGED
        )
        affected = people.filtered(lambda party: party.role == words.ROLE_VICTIM)
        return (affected or people)[:1]
